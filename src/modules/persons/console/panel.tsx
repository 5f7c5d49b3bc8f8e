/** The register's own panels of a person's page (screens 4.6): overview, identity, guardians and consents, level. */
import type { ReactNode } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day, Span } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Link } from '#ui/link.tsx'
import type { PersonPanel } from '#ui/person-panels.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { type PersonFile, persons } from '../contract.ts'
import { capacityText, correctedText, householdClassText, sexText } from '../words.ts'
import { CirclePanel } from './circle-panel.tsx'
import { PhotoPart } from './photo-part.tsx'
import { LocateForm } from './place-forms.tsx'
import { Revealed } from './revealed.tsx'
import { FormButton } from './row-deed.tsx'
import { StandingPanel } from './standing-panel.tsx'

const fileView = (view: (file: PersonFile) => ReactNode) =>
  function View({ personId }: { personId: string }) {
    const file = useAnswer(persons, 'person', { personId })
    return <Answer answer={file}>{view}</Answer>
  }

export const personsPanels: readonly PersonPanel[] = [
  {
    key: 'overview',
    title: '概况',
    needs: 'persons.person',
    order: 0,
    view: fileView((file) => <Overview file={file} />),
  },
  {
    key: 'identity',
    title: '身份与家庭',
    needs: 'persons.person',
    order: 10,
    view: fileView((file) => <IdentityPart file={file} />),
  },
  {
    key: 'guardians',
    title: '监护与同意',
    needs: 'persons.person',
    order: 20,
    view: fileView((file) => <CirclePanel file={file} />),
  },
  {
    key: 'standing',
    title: '等级与状态',
    needs: 'persons.person',
    order: 30,
    view: fileView((file) => <StandingPanel file={file} />),
  },
]

function Overview({ file }: { file: PersonFile }) {
  const carer = file.contacts.find((contact) => contact.role === 'carer' && !contact.endedOn)
  const sick = file.contacts.find((contact) => contact.role === 'sick' && !contact.endedOn)
  return (
    <Description
      columns={2}
      items={[
        ...file.glance.map((line) => ({ label: line.label, value: <Told line={line} /> })),
        { label: '生活费收款账户', value: <PaidTo file={file} /> },
        { label: '平日谁照应', value: carer ? `${carer.name}（${carer.relation}）` : <Missing>未落实</Missing> },
        { label: '生病谁看护', value: sick ? `${sick.name}（${sick.relation}）` : <Missing>未落实</Missing> },
        { label: '照料机构', value: file.organisation },
        { label: '民事行为能力', value: <AbleTo file={file} /> },
        { label: '监护人', value: <GuardedBy file={file} /> },
        {
          label: '登记信息',
          value: file.lacks.length > 0 ? <Missing>{`缺${file.lacks.join('、')}`}</Missing> : '齐全',
        },
        {
          label: '认定',
          value: file.origin === 'recognition' ? '本系统认定' : <DecidedBefore file={file} />,
        },
        { label: '决定书', value: file.decisionNo },
        { label: '认定日期', value: file.decidedOn ? <Day day={file.decidedOn} /> : null },
      ]}
    />
  )
}

/** What another module says, with its clause, leading to where it is done. */
function Told({ line }: { line: PersonFile['glance'][number] }) {
  const words = line.to ? <Link to={line.to}>{line.value}</Link> : line.value
  return (
    <>
      {line.lacks ? <Missing>{words}</Missing> : words}{' '}
      {line.citations.length > 0 && <Basis citations={line.citations} />}
    </>
  )
}

function PaidTo({ file }: { file: PersonFile }) {
  const payee = file.payees.find((each) => each.state === 'confirmed' && !each.toOn)
  if (!payee && file.mode === 'centralised') return '集中供养，不发到个人账户'
  if (!payee) return <Missing>没有已确认的收款账户</Missing>
  return `${payee.holder}　${payee.accountMasked}${payee.holderIsPerson ? '' : '（经同意由他人领取）'}`
}

function AbleTo({ file }: { file: PersonFile }) {
  const { capacity, capacitySince, capacityBasis } = file
  if (capacity === 'full' && !capacityBasis) return `${capacityText.full}（未另行认定，按成年人）`
  return (
    <>
      {capacityText[capacity]} {capacitySince && <>自{dateText(capacitySince)}</>}
    </>
  )
}

function GuardedBy({ file }: { file: PersonFile }) {
  const now = file.guardians.filter((each) => !each.toOn)
  if (now.length > 0) return now.map(({ name, relation }) => `${name}（${relation}）`).join('、')
  return file.capacity === 'full' ? '不设' : <Missing>没有登记监护人</Missing>
}

function DecidedBefore({ file }: { file: PersonFile }) {
  const paper = file.paperReference || file.decisionNo
  if (!file.filedBy) return `系统外认定：${paper}`
  const { proposer, confirmer, on } = file.filedBy
  return (
    <>
      旧决定补录：{paper}（{proposer}提出，{confirmer}　<Day day={on} />
      确认）
    </>
  )
}

const Missing = ({ children }: { children: ReactNode }) => <span className="gy-warning">! {children}</span>

function IdentityPart({ file }: { file: PersonFile }) {
  return (
    <>
      <PhotoPart file={file} />
      <Description
        columns={2}
        items={[
          { label: '姓名', value: file.name },
          { label: '性别', value: sexText[file.sex] },
          { label: '身份证号', value: <Revealed personId={file.id} field="id" masked={file.idMasked} /> },
          { label: '号码说明', value: file.idRemark },
          { label: '出生日期', value: <Day day={file.bornOn} /> },
          { label: '民族', value: file.ethnicity },
          { label: '户籍类型', value: householdClassText[file.householdClass] },
          { label: '户籍地', value: file.registeredAt },
          { label: '居住地', value: file.residence },
          { label: '电话', value: <Revealed personId={file.id} field="phone" masked={file.phoneMasked} /> },
          { label: '婚姻', value: file.marital },
          { label: '残疾', value: file.disability },
          { label: '救助供养证号', value: file.certificateNo },
          { label: '委托乡镇', value: file.commissioningTownship },
          { label: '住所位置', value: <Position file={file} />, wide: true },
          { label: '备注', value: file.remarks },
        ]}
      />
      <h3>收款账户</h3>
      <Payees file={file} />
      {file.corrections.length > 0 && <Corrections file={file} />}
    </>
  )
}

function Position({ file }: { file: PersonFile }) {
  const { position } = file
  return (
    <>
      {position
        ? `东经${position.longitude}，北纬${position.latitude}（${position.datum}${position.accuracy === null ? '' : `，误差${position.accuracy}米`}，${position.source}）`
        : '未登记'}{' '}
      {!file.endedOn && (
        <FormButton title={position ? '更新位置' : '登记住所位置'} of={file.name} needs="persons.locate">
          {(close) => <LocateForm file={file} onDone={close} />}
        </FormButton>
      )}
    </>
  )
}

const stateText = { proposed: '待另一人确认', confirmed: '已确认', refused: '已退回' } as const

function Payees({ file }: { file: PersonFile }) {
  if (file.payees.length === 0) return <Empty>还没有登记收款账户。</Empty>
  return (
    <ul>
      {file.payees.map((payee) => (
        <li key={payee.id}>
          {payee.bank} {payee.holder}{' '}
          <Revealed personId={file.id} field="account" masked={payee.accountMasked} of={payee.id} />{' '}
          <Span from={payee.fromOn} to={payee.toOn} /> {stateText[payee.state]}
          {payee.alsoFor > 0 && <span className="gy-warning">{` ! 该账户还用于另外${payee.alsoFor}人`}</span>}
        </li>
      ))}
    </ul>
  )
}

function Corrections({ file }: { file: PersonFile }) {
  return (
    <>
      <h3>更正</h3>
      <ul>
        {file.corrections.map((each) => (
          <li key={each.id}>
            {correctedText[each.field]}：<s>{each.oldValue || '无'}</s> → {each.newValue || '无'}　{each.reason}（
            {each.paperReference}，{each.correctedBy}）
          </li>
        ))}
      </ul>
    </>
  )
}

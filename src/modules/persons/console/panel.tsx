/** The register's own panels of a person's page (screens 4.6): overview, identity, guardians and consents, level. */
import type { ReactNode } from 'react'
import { useAnswer } from '#ui/ask.ts'
import { Day, Span } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import type { PersonPanel } from '#ui/person-panels.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { type PersonFile, persons } from '../contract.ts'
import { correctedText, householdClassText, sexText } from '../words.ts'
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
  const payee = file.payees.find((each) => each.state === 'confirmed' && !each.toOn)
  return (
    <Description
      columns={2}
      items={[
        { label: '平日谁照应', value: carer ? `${carer.name}（${carer.relation}）` : <Missing>未落实</Missing> },
        { label: '生病谁看护', value: sick ? `${sick.name}（${sick.relation}）` : <Missing>未落实</Missing> },
        { label: '照料机构', value: file.organisation },
        {
          label: '生活费付给',
          value: payee ? (
            `${payee.holder}　${payee.accountMasked}${payee.holderIsPerson ? '' : '（经同意由他人领取）'}`
          ) : (
            <Missing>没有已确认的收款账户</Missing>
          ),
        },
        {
          label: '缺项',
          value: file.lacks.length > 0 ? <Missing>{`${file.lacks.length}：${file.lacks.join('、')}`}</Missing> : '无',
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

/** The register's own panels of a person's page (screens 4.6): overview, identity, guardians and consents, level. */
import type { ReactNode } from 'react'
import { useAnswer, ask } from '#ui/ask.ts'
import { Day, Span } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { Masked } from '#ui/masked.tsx'
import { useMay } from '#ui/me.tsx'
import type { PersonPanel } from '#ui/person-panels.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { type PersonFile, persons } from '../contract.ts'
import {
  capacityText,
  consentText,
  contactText,
  correctedText,
  factText,
  guardianScopeText,
  householdClassText,
  sexText,
} from '../words.ts'

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
    view: fileView((file) => <Guardians file={file} />),
  },
  {
    key: 'standing',
    title: '等级与状态',
    needs: 'persons.person',
    order: 30,
    view: fileView((file) => <Standing file={file} />),
  },
]

type Of = 'id' | 'phone' | 'account'
/** Only who may reveal gets the button; the server asks again and records. */
export function Revealed({
  personId,
  field,
  masked,
  of,
}: {
  personId: string
  field: Of
  masked: string
  of?: string
}) {
  const may = useMay()
  if (masked === '') return <>—</>
  const label = { id: '身份证号', phone: '电话', account: '银行账号' }[field]
  const reveal = async (purpose: string) =>
    (await ask(persons, 'reveal', { personId, field, purpose, ...(of ? { of } : {}) })).value
  return <Masked masked={masked} label={label} reveal={may('persons.reveal') ? reveal : undefined} />
}

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
          value: file.origin === 'recognition' ? '本系统认定' : `系统外认定：${file.paperReference || file.decisionNo}`,
        },
        { label: '决定书', value: file.decisionNo },
        { label: '认定日期', value: file.decidedOn ? <Day day={file.decidedOn} /> : null },
      ]}
    />
  )
}

const Missing = ({ children }: { children: ReactNode }) => <span className="gy-warning">! {children}</span>

function IdentityPart({ file }: { file: PersonFile }) {
  return (
    <>
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
          {
            label: '住所位置',
            value: file.position
              ? `${file.position.longitude}, ${file.position.latitude}（${file.position.datum}，${file.position.source}）`
              : null,
          },
          { label: '备注', value: file.remarks },
        ]}
      />
      <h3>收款账户</h3>
      <Payees file={file} />
      {file.corrections.length > 0 && <Corrections file={file} />}
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

function Guardians({ file }: { file: PersonFile }) {
  return (
    <>
      <Description
        columns={2}
        items={[
          { label: '民事行为能力', value: capacityText[file.capacity] },
          { label: '依据', value: file.capacityBasis },
        ]}
      />
      <h3>监护人</h3>
      {file.guardians.length === 0 && <Empty>没有登记监护人。</Empty>}
      <ul>
        {file.guardians.map((each) => (
          <li key={each.id}>
            {each.name}（{each.relation}）{each.scope.map((scope) => guardianScopeText[scope]).join('、')}{' '}
            <Revealed personId={file.id} field="phone" masked={each.phoneMasked} of={each.id} />{' '}
            <Span from={each.fromOn} to={each.toOn} />
            {each.conflict && <span className="gy-warning"> ! {each.conflict}</span>}
          </li>
        ))}
      </ul>
      <h3>联系人</h3>
      {file.contacts.length === 0 && <Empty>没有登记联系人。</Empty>}
      <ul>
        {file.contacts.map((each) => (
          <li key={each.id}>
            {contactText[each.role]}：{each.name}（{each.relation}）
            <Revealed personId={file.id} field="phone" masked={each.phoneMasked} of={each.id} />
            {each.endedOn && '（已停用）'}
          </li>
        ))}
      </ul>
      <Consents file={file} />
    </>
  )
}

function Consents({ file }: { file: PersonFile }) {
  return (
    <>
      <h3>同意</h3>
      {file.consents.length === 0 && <Empty>没有登记同意。</Empty>}
      <ul>
        {file.consents.map((each) => (
          <li key={each.id}>
            {consentText[each.kind]}　{each.givenBy === 'person' ? '本人' : '监护人'}　{each.receiver}{' '}
            <Span from={each.fromOn} to={each.toOn} />
            {each.withdrawnOn && (
              <>
                {' '}
                已于
                <Day day={each.withdrawnOn} />
                撤回
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Standing({ file }: { file: PersonFile }) {
  return (
    <table className="gy-plain-table">
      <thead>
        <tr>
          {['起始日', '项目', '内容', '依据', '决定日期'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {file.facts.map((fact) => (
          <tr key={fact.id}>
            <td>
              <Day day={fact.fromOn} />
            </td>
            <td>{factText[fact.kind]}</td>
            <td>{fact.replaced ? <s>{fact.text}</s> : fact.text}</td>
            <td>{fact.basis || '—'}</td>
            <td>
              <Day day={fact.decidedOn} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

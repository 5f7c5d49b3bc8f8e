/** 本地配套政策: the topics a document names, what this county has issued and filed, what is left to it (JL-2). */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { policy } from '#modules/policy/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { useSay } from '#ui/confirm.tsx'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { duties, type LocalPolicy, type PolicyState } from '../contract.ts'
import { topicTitle } from '../policy-rules.ts'
import { FileForm, RegisterForm } from './local-policy-forms.tsx'

export function LocalPolicyPage() {
  const answer = useAnswer(duties, 'localPolicies', {})
  return (
    <PageBody title="本地配套政策" action={<Register />}>
      <Answer answer={answer}>
        {({ rows, state }) => (
          <>
            <StateLine state={state} />
            <Panel title="文件" count={rows.length}>
              {rows.length === 0 ? (
                <Empty>还没有登记过本地配套政策。</Empty>
              ) : (
                <Documents rows={rows} asked={state.topics.length > 0} />
              )}
            </Panel>
          </>
        )}
      </Answer>
      <LeftToCounty />
    </PageBody>
  )
}

function Register() {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('duties.registerLocalPolicy')) return null
  const close = () => setOpen(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记文件
      </Button>
      <Modal open={open} title="登记本地配套政策" footer={null} width={600} onCancel={close} destroyOnHidden>
        <RegisterForm onDone={close} />
      </Modal>
    </>
  )
}

/** The sentence of the whole, then each topic with the documents that settle it. */
function StateLine({ state }: { state: PolicyState }) {
  const late = state.lateDays > 0 && state.doneOn === null
  return (
    <Panel title="出台和备案">
      <p {...(late ? { role: 'alert', className: 'gy-note' } : {})}>
        {state.text} {state.citations.length > 0 && <Basis citations={state.citations} />}
      </p>
      {state.topics.length > 0 && (
        <ul className="gy-plain" aria-label="事项">
          {state.topics.map(({ code, title, documents }) => (
            <li key={code}>
              {documents.length > 0 ? (
                <FamilyTag family="green" text="已规定" />
              ) : (
                <FamilyTag family="orange" text="还没有规定" />
              )}{' '}
              {title} <span className="gy-help">{documents.join('、')}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Documents({ rows, asked }: { rows: readonly LocalPolicy[]; asked: boolean }) {
  return (
    <table className="gy-plain-table">
      <thead>
        <tr>
          {['文号', '标题', '印发日', '涉及的事项', '备案', '办理'].map((title) => (
            <th key={title}>{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.number}</td>
            <td>
              {row.title} {row.fileName && <Open row={row} which="policy" name="文件" />}
            </td>
            <td>{row.issuedOn}</td>
            <td>{row.topics.map(topicTitle).join('、')}</td>
            <td>
              <Filed row={row} asked={asked} />
            </td>
            <td>{row.dropReason ? `已作废：${row.dropReason}` : <Deeds row={row} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Filed({ row, asked }: { row: LocalPolicy; asked: boolean }) {
  if (row.filedOn === null)
    return row.dropReason ? '—' : <FamilyTag family={asked ? 'orange' : 'neutral'} text="没有备案" />
  return (
    <>
      {`${row.filedOn} ${row.receipt}`} {row.receiptFileName && <Open row={row} which="receipt" name="回执" />}
    </>
  )
}

function Open({ row, which, name }: { row: LocalPolicy; which: 'policy' | 'receipt'; name: string }) {
  const may = useMay()
  const open = useCommand(duties, 'openLocalPolicyFile')
  if (!may('duties.openLocalPolicyFile')) return null
  const run = () =>
    void open.mutateAsync({ id: row.id, which }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <Button size="small" type="link" loading={open.isPending} onClick={run} aria-label={`打开${row.number}的${name}`}>
      {name}
    </Button>
  )
}

function Deeds({ row }: { row: LocalPolicy }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const drop = useCommand(duties, 'dropLocalPolicy')
  const say = useSay()
  const close = () => setOpen(false)
  return (
    <>
      {row.filedOn === null && may('duties.fileLocalPolicy') && (
        <Button size="small" onClick={() => setOpen(true)}>
          登记备案
        </Button>
      )}{' '}
      {may('duties.dropLocalPolicy') && (
        <ConfirmReason
          small
          verb="作废"
          title={`作废${row.number}？`}
          onConfirm={async (reason) => {
            await drop.mutateAsync({ id: row.id, reason })
            say('已作废，记录保留')
          }}
        >
          <p>登记错了或被新文件代替的，作废后不再算数，记录保留。</p>
        </ConfirmReason>
      )}
      <Modal open={open} title={`备案：${row.number}`} footer={null} width={560} onCancel={close} destroyOnHidden>
        <FileForm row={row} onDone={close} />
      </Modal>
    </>
  )
}

function LeftToCounty() {
  const answer = useAnswer(policy, 'delegated', {})
  return (
    <Answer answer={answer} lines={3}>
      {({ rows }) => (
        <Panel title="留给本级规定、还没有规定的事项" count={rows.length}>
          {rows.length === 0 ? (
            <Empty>没有。</Empty>
          ) : (
            <ul className="gy-plain">
              {rows.map((row) => (
                <li key={row.key}>
                  <Link to={`/policy?search=${encodeURIComponent(row.title)}`}>{row.title}</Link>{' '}
                  <span className="gy-help">{row.text}</span> <Basis citations={row.citations} />
                </li>
              ))}
            </ul>
          )}
        </Panel>
      )}
    </Answer>
  )
}

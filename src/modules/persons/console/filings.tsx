/** 旧决定补录: who was recognised on paper before, filed once a second person of the county agrees. */
import { Button } from 'antd'
import { useState } from 'react'
import { dayOf } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { supportModeText } from '#kernel/self-care.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { useLevelText } from '#ui/status-tag.tsx'
import { persons } from '../contract.ts'

type Answered = OutputOf<(typeof persons)['operations']['filingsToConfirm']>
type Row = Answered['waiting'][number]

export function Filings() {
  const filings = useAnswer(persons, 'filingsToConfirm', {})
  return (
    <Panel title="旧决定补录待确认">
      <p className="gy-help">
        以前由纸质决定认定、本系统还没有档案的人员，一人提出、另一名县级人员核对决定书原件后确认；确认后建档，供养从起始日算起。
      </p>
      <Answer answer={filings}>
        {(data) =>
          data.waiting.length === 0 ? (
            <Empty>没有待确认的补录。补录在“人员名册”的“旧决定补录”中提出。</Empty>
          ) : (
            <Waiting rows={data.waiting} />
          )
        }
      </Answer>
      {filings.data && filings.data.returned.length > 0 && <Returned rows={filings.data.returned} />}
    </Panel>
  )
}

const heads = ['姓名', '身份证号', '乡镇（街道）', '方式和等级', '供养起始日', '决定书', '纸质依据', '提出', '办理']

function Waiting({ rows }: { rows: readonly Row[] }) {
  return (
    <div className="gy-scroll">
      <table className="gy-plain-table">
        <thead>
          <tr>
            {heads.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <One key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function One({ row }: { row: Row }) {
  const levelText = useLevelText()
  return (
    <tr>
      <td>{row.name}</td>
      <td>{row.idMasked || '无'}</td>
      <td>{row.township}</td>
      <td>
        {supportModeText[row.mode]}　{levelText(row.level)}
      </td>
      <td>
        <Day day={row.supportedFrom} />
        {row.warnings.map((warning) => (
          <p key={warning} className="gy-warning">
            ! {warning}
          </p>
        ))}
      </td>
      <td>
        {row.decisionNo || '无文号'}
        {row.decidedOn && (
          <>
            　<Day day={row.decidedOn} />
          </>
        )}
      </td>
      <td>{row.paperReference || '未写明'}</td>
      <td>
        {row.proposer} <Day day={dayOf(row.proposedAt)} />
      </td>
      <td>{row.mine ? '由您提出，须另一人确认' : <Decide row={row} />}</td>
    </tr>
  )
}

function What({ row }: { row: Row }) {
  const levelText = useLevelText()
  return (
    <Description
      columns={1}
      items={[
        { label: '身份证号', value: row.idMasked || '无' },
        { label: '方式和等级', value: `${supportModeText[row.mode]}　${levelText(row.level)}` },
        { label: '供养起始日', value: <Day day={row.supportedFrom} /> },
        { label: '认定决定书', value: row.decisionNo || '无文号' },
        { label: '纸质依据', value: row.paperReference || '未写明' },
        ...row.warnings.map((warning) => ({ label: '请核对', value: warning })),
      ]}
    />
  )
}

function Decide({ row }: { row: Row }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const confirm = useCommand(persons, 'confirmFiling', { answers: ['duties'] })
  const say = useSay()
  if (!may('persons.confirmFiling')) return null
  const what = <What row={row} />
  return (
    <span className="gy-actions">
      <Button size="small" onClick={() => setOpen(true)}>
        确认补录
      </Button>
      <Confirm
        open={open}
        title={`确认补录${row.name}？`}
        verb="确认补录"
        onConfirm={async () => {
          const { fileNo, warnings } = await confirm.mutateAsync({ id: row.id, agree: true })
          say([`已建档 ${fileNo}`, ...warnings].join('；'))
        }}
        onClose={() => setOpen(false)}
      >
        {what}
      </Confirm>
      <ConfirmReason
        verb="退回"
        small
        title={`退回${row.name}的补录？`}
        onConfirm={async (reason) => {
          await confirm.mutateAsync({ id: row.id, agree: false, reason })
          say('已退回')
        }}
      >
        {what}
      </ConfirmReason>
    </span>
  )
}

function Returned({ rows }: { rows: Answered['returned'] }) {
  return (
    <>
      <h3>您提出、近30天被退回的</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            {row.name}：{row.reason}（{row.by}　
            <Day day={dayOf(row.at)} />）
          </li>
        ))}
      </ul>
    </>
  )
}

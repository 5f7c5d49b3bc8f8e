/** 更正与补录: what money rests on, agreed to by a second person. */
import { Button } from 'antd'
import { useState } from 'react'
import type { OutputOf } from '#kernel/contract.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { ConfirmReason } from '#ui/confirm-reason.tsx'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { dayOf, PlainDate } from '#kernel/calendar.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { persons } from '../contract.ts'
import { correctedText } from '../words.ts'
import { Filings } from './filings.tsx'

type Row = OutputOf<(typeof persons)['operations']['correctionsToConfirm']>[number]

export function Corrections() {
  const rows = useAnswer(persons, 'correctionsToConfirm', {})
  return (
    <PageBody title="更正与补录" beside={rows.data ? `${rows.data.length}项更正待确认` : undefined}>
      <Panel title="更正待确认">
        <p className="gy-help">
          身份证号、出生日期、性别决定是不是这个人、该不该供养，户籍类型、供养起始日决定发多少、发几个月，更正须由两个人办理；确认后生效，已结算的月份列入更正。
        </p>
        <Answer answer={rows}>
          {(data) =>
            data.length === 0 ? (
              <Empty>没有待确认的更正。更正在人员档案的“更正信息”中提出。</Empty>
            ) : (
              <Rows rows={data} />
            )
          }
        </Answer>
      </Panel>
      <Filings />
    </PageBody>
  )
}

const heads = ['姓名', '乡镇（街道）', '更正项目', '现在登记的', '更正为', '理由', '纸质依据', '提出', '办理']

function Rows({ rows }: { rows: readonly Row[] }) {
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
            <tr key={row.id}>
              <td>
                <PersonLink personId={row.personId} name={row.person} />
              </td>
              <td>{row.township}</td>
              <td>{correctedText[row.field]}</td>
              <td>
                <Shown value={row.was} />
              </td>
              <td>
                <Shown value={row.becomes} />
              </td>
              <td>{row.reason}</td>
              <td>{row.paperReference}</td>
              <td>
                {row.proposer} <Day day={dayOf(row.proposedAt)} />
              </td>
              <td>{row.mine ? '由您提出，须另一人确认' : <Decide row={row} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Days are kept as they are typed; a reader sees them as everywhere. */
function Shown({ value }: { value: string }) {
  const day = PlainDate.safeParse(value)
  return day.success ? <Day day={day.data} /> : value || '无'
}

function Decide({ row }: { row: Row }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const confirm = useCommand(persons, 'confirmCorrection', { answers: ['duties'] })
  const say = useSay()
  if (!may('persons.confirmCorrection')) return null
  const change = <p>{`${correctedText[row.field]}：${row.was || '无'} → ${row.becomes}`}</p>
  return (
    <span className="gy-actions">
      <Button size="small" onClick={() => setOpen(true)}>
        确认更正
      </Button>
      <Confirm
        open={open}
        title={`确认${row.person}的更正？`}
        verb="确认更正"
        onConfirm={async () => {
          const { warnings } = await confirm.mutateAsync({ id: row.id, agree: true })
          say(['已更正，原值保留可查', ...warnings].join('；'))
        }}
        onClose={() => setOpen(false)}
      >
        {change}
      </Confirm>
      <ConfirmReason
        verb="退回"
        small
        title={`退回${row.person}的更正？`}
        onConfirm={async (reason) => {
          await confirm.mutateAsync({ id: row.id, agree: false, reason })
          say('已退回')
        }}
      >
        {change}
      </ConfirmReason>
    </span>
  )
}

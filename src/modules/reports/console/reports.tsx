/** 统计报表: the statutory tables as on paper, every cell openable (screens 4.18). */
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { addMonths, dateText, monthText, type PlainMonth } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress } from '#ui/address.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useCounty, useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { reports } from '../contract.ts'
import { CellDrawer, type OpenCell } from './cell.tsx'
import { Changes } from './changes.tsx'
import { Kept } from './kept.tsx'
import { Sheet } from './sheet.tsx'

type Table = OutputOf<typeof reports.operations.table>

export function Reports() {
  const { state, change } = useAddress()
  const shown = useMonth()
  // The last month that is over: tables are made in the month after.
  const month = shown.isCurrent && !state['month'] ? addMonths(shown.month, -1) : shown.month
  const { county } = useCounty()
  const place = county ? { county: county.code } : {}
  const list = useAnswer(reports, 'tables', { month, ...place })
  return (
    <PageBody title="统计报表" beside={monthText(month)} others={<Link to="/reports/check">表格核对</Link>}>
      <Answer answer={list} lines={2}>
        {(tables) => {
          const chosen = tables.find(({ table }) => table === state['table']) ?? tables[0]
          if (!chosen)
            return (
              <Empty next={{ title: '回月度总览', to: `/month?month=${month}` }}>
                {`${monthText(month)}没有要做的统计报表，本地规定没有登记表式。结算单、履约验收单、发放审批表在各自的页面打印。`}
              </Empty>
            )
          return (
            <>
              <Segmented
                aria-label="报表"
                value={chosen.table}
                onChange={(table) => change({ table, row: undefined, column: undefined })}
                options={tables.map(({ table, title }) => ({ value: table, label: title }))}
              />
              {chosen.kind === 'form' ? (
                <p className="gy-sheet-actions">
                  <Link to="/reports/forms">逐人填写和导出排查评估表</Link>
                </p>
              ) : null}
              <TableView key={`${chosen.table}.${month}`} table={chosen.table} month={month} place={place} />
            </>
          )
        }}
      </Answer>
    </PageBody>
  )
}

interface ViewProps {
  table: string
  month: PlainMonth
  place: { county?: string }
}

/** The open cell stands in the address: a colleague, or a remark in a checked table, leads straight to it. */
function useCell(asked: Omit<OpenCell, 'row' | 'column'>) {
  const { state, change } = useAddress()
  const { row, column } = state
  return {
    cell: row && column ? { ...asked, row, column } : undefined,
    open: (row_: string, column_: string) => change({ row: row_, column: column_ }),
    close: () => change({ row: undefined, column: undefined }),
  }
}

function TableView({ table, month, place }: ViewProps) {
  const [compared, setCompared] = useState(false)
  const asked = { table, month, ...place }
  const { cell, open, close } = useCell(asked)
  const answer = useAnswer(reports, 'table', asked)
  const may = useMay()
  const changes = useAnswer(reports, 'compare', asked, { enabled: compared })
  const changed = new Set((changes.data?.differences ?? []).map(({ rowKey, field }) => `${rowKey}.${field}`))
  return (
    <Answer answer={answer}>
      {(data) => (
        <>
          <div className="gy-actions gy-sheet-actions">
            <StatusLine data={data} />
            <Exports asked={asked} />
            {may('reports.compare') && data.totals && (
              <Button onClick={() => setCompared(!compared)}>{compared ? '不比较' : '与上月比'}</Button>
            )}
            <Signing data={data} />
          </div>
          <Sheet
            table={data}
            changed={compared ? changed : undefined}
            onOpen={may('reports.persons') && data.totals ? open : undefined}
          />
          {compared && (
            <Answer answer={changes} lines={2}>
              {(found) => <Changes month={found.month} differences={found.differences} />}
            </Answer>
          )}
          <Panel title="说明" extra={<Basis citations={data.citations} value={data.title} />}>
            <ul style={{ paddingInlineStart: 20, margin: 0 }}>
              {data.footnotes.map((note) => (
                <li key={note}>{note}</li>
              ))}
              {data.readings.map(({ text, to }) => (
                <li key={text}>
                  {`本系统的理解：${text}`} <Link to={to}>在政策依据中看</Link>
                </li>
              ))}
            </ul>
          </Panel>
          {data.status.submissionId && may('reports.submission') && <Kept asked={asked} />}
          {may('reports.persons') && <CellDrawer cell={cell} onClose={close} />}
        </>
      )}
    </Answer>
  )
}

const families = { draft: 'neutral', signed: 'blue', sent: 'blue', received: 'green', returned: 'red' } as const

function StatusLine({ data: { status } }: { data: Table }) {
  const family = families[status.state]
  return (
    <span>
      <FamilyTag family={family} text={status.text} />
      <span className="gy-help">
        （应报{dateText(status.dueOn)}；{status.dueBasis}）
      </span>
    </span>
  )
}

function Exports({ asked }: { asked: ViewProps['place'] & { table: string; month: PlainMonth } }) {
  const may = useMay()
  const give = useCommand(reports, 'export')
  if (!may('reports.export')) return null
  const fetch = (format: 'xlsx' | 'pdf' | 'csv') =>
    void give
      .mutateAsync({ ...asked, format })
      .then(({ ticket }) => download(ticket))
      .catch(() => {})
  return (
    <>
      <Button loading={give.isPending} onClick={() => fetch('xlsx')}>
        Excel
      </Button>
      <Button loading={give.isPending} onClick={() => fetch('pdf')}>
        PDF
      </Button>
      <Button loading={give.isPending} onClick={() => fetch('csv')}>
        CSV
      </Button>
      <ReasonsOf error={give.error} action="导出" />
    </>
  )
}

/** 签字, then 报送: neither can be taken back; a later edition stands beside. */
function Signing({ data }: { data: Table }) {
  const may = useMay()
  const say = useSay()
  const [open, setOpen] = useState<'submit' | 'send'>()
  const submit = useCommand(reports, 'submit')
  const send = useCommand(reports, 'send')
  const { table, month, status, totals } = data
  if (!totals) return null
  const numbers = data.columns
    .filter(({ field }) => totals.values[field] !== undefined)
    .map(({ field, title }) => `${title.replace(/^其中：/, '')}${totals.values[field]}`)
  const { submissionId } = status
  return (
    <>
      {may('reports.submit') && <Button onClick={() => setOpen('submit')}>签字</Button>}
      {may('reports.send') && submissionId && status.state === 'signed' && (
        <Button type="primary" onClick={() => setOpen('send')}>
          报送
        </Button>
      )}
      <Confirm
        open={open !== undefined}
        title={`${open === 'send' ? '报送' : '签字'}${data.title}？`}
        verb={open === 'send' ? '报送' : '签字'}
        onClose={() => setOpen(undefined)}
        onConfirm={async () => {
          if (open === 'send' && submissionId) await send.mutateAsync({ submissionId })
          else await submit.mutateAsync({ table, month })
          say(open === 'send' ? '已报送' : '已签字，原样留存')
        }}
      >
        <p>{`${numbers.join('、')}。${open === 'send' ? '报送时间将被记录。' : '签字后原样留存，更正另出一版。'}`}</p>
      </Confirm>
    </>
  )
}

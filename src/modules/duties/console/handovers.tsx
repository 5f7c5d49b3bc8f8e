/** 交接: what was sent and received, what waits and for how long (JL-8a). */
import { Button } from 'antd'
import * as z from 'zod'
import { ask, useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Day, Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { duties, type HandOverRow } from '../contract.ts'
import { HandOverState, handOverText, subjectText } from '../words.ts'
import { AnswerButtons } from './hand-over-answers.tsx'
import { HandOverTag, Waiting } from './hand-over.tsx'

const columns: ReadonlyArray<Column<HandOverRow>> = [
  {
    key: 'title',
    title: '对象',
    most: 160,
    fixed: true,
    render: (row) => <Link to={row.to}>{row.title}</Link>,
  },
  { key: 'kind', title: '事项', most: 64, render: (row) => subjectText[row.subjectKind] ?? '' },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township || '—' },
  { key: 'from', title: '移出', most: 100, render: (row) => `${row.fromUnit} ${row.sentBy}` },
  { key: 'to', title: '接收', most: 110, render: (row) => `${row.toUnit} ${row.toName}`.trim() },
  { key: 'sentOn', title: '移交日', render: (row) => <Day day={row.sentOn} /> },
  {
    key: 'dueOn',
    title: '应在此日前接收',
    render: (row) => (row.dueOn ? <Day day={row.dueOn} /> : row.state === 'sent' ? '移交时没有规定' : '—'),
  },
  {
    key: 'state',
    title: '状态',
    most: 120,
    render: (row) => (
      <>
        <HandOverTag state={row.state} /> <Waiting row={row} />
      </>
    ),
  },
  {
    key: 'answer',
    title: '办理',
    most: 110,
    render: (row) =>
      row.answeredAt ? (
        <>
          {row.answeredBy} <Moment at={row.answeredAt} /> {row.answerNote}
        </>
      ) : (
        <AnswerButtons row={row} />
      ),
  },
  { key: 'note', title: '移交说明', most: 150, render: (row) => row.note },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '对象' },
  {
    kind: 'pick',
    name: 'side',
    label: '哪一边',
    choices: [
      { value: 'received', label: '移交给我方的' },
      { value: 'sent', label: '我方移出的' },
    ],
  },
  { kind: 'pick', name: 'state', label: '状态', choices: choicesOf(HandOverState.options, handOverText) },
  { kind: 'pick', name: 'overdue', label: '期限', choices: [{ value: 'yes', label: '逾期未接收' }] },
]

const Side = z.enum(['received', 'sent'])

function chosenIn({ filters: chosen }: TableQuery) {
  const side = Side.safeParse(chosen['side'])
  const state = HandOverState.safeParse(chosen['state'])
  return {
    words: (chosen['words'] ?? '').slice(0, 40),
    overdue: chosen['overdue'] === 'yes',
    ...(side.success ? { side: side.data } : {}),
    ...(state.success ? { state: state.data } : {}),
  }
}

export function HandOvers() {
  const may = useMay()
  const give = useCommand(duties, 'exportHandOvers')
  const file = (chosen: ReturnType<typeof chosenIn>, format: 'xlsx' | 'pdf') =>
    give.mutateAsync({ ...chosen, format }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  const exports = may('duties.exportHandOvers')
  return (
    <PageBody
      title="交接"
      others={
        exports && (
          <Button loading={give.isPending} onClick={() => void file({ words: '', overdue: false }, 'pdf')}>
            打印交接清单
          </Button>
        )
      }
    >
      <ReasonsOf error={give.error} action="导出交接清单" />
      <SearchTable<HandOverRow, { rows: HandOverRow[]; total: number }>
        name="handovers"
        title="交接"
        answer={['duties', 'handOvers']}
        load={(query) => ask(duties, 'handOvers', { ...chosenIn(query), page: query.page, pageSize: query.pageSize })}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        order="最近移交的在前"
        empty="还没有移交过事项。在认定案卷、变更、死亡处理、评估、核查后续、更正申请、追回款的页面可以移交给别的科室或乡镇。"
        {...(exports ? { onExport: ({ query }: Export) => file(chosenIn(query), 'xlsx') } : {})}
      />
    </PageBody>
  )
}

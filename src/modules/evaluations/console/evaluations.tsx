/** 乡镇考评: one line per township and provider, what is open and until when (screens 4.12). */
import { monthText, type PlainMonth } from '#kernel/calendar.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Day, Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link } from '#ui/link.tsx'
import { type LocalPage, localPage, type LocalRules } from '#ui/local-page.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useArea, useMonth } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { EvaluationStatus, evaluations, evaluationStatusText, type OverviewRow } from '../contract.ts'
import { scoreText } from '../score.ts'
import { DrawButton } from './draw-button.tsx'

export const evaluationFamily = { none: 'neutral', drawn: 'blue', filling: 'blue', sent: 'green' } as const

const isLate = (row: OverviewRow): boolean => row.status !== 'sent' && row.daysLate > 0

const columns: ReadonlyArray<Column<OverviewRow, LocalPage<OverviewRow>>> = [
  { key: 'township', title: '乡镇（街道）', sortable: true, fixed: true, render: (row) => <Place row={row} /> },
  { key: 'organisation', title: '服务机构', sortable: true, render: (row) => row.organisation.name },
  {
    key: 'status',
    title: '状态',
    sortable: true,
    render: (row) => <FamilyTag family={evaluationFamily[row.status]} text={evaluationStatusText[row.status]} />,
  },
  {
    key: 'persons',
    title: '服务对象',
    right: true,
    sortable: true,
    render: (row) => row.persons,
    sum: ({ found }) => sumOf(found, (row) => row.persons),
  },
  {
    key: 'filled',
    title: '已评／样本',
    right: true,
    render: (row) => (row.sampleSize === null ? '—' : `${row.filled}／${row.sampleSize}`),
    sum: ({ found }) => `${sumOf(found, (row) => row.filled)}／${sumOf(found, (row) => row.sampleSize ?? 0)}`,
  },
  { key: 'dueOn', title: '应于前送县', render: (row) => <Due row={row} /> },
  {
    key: 'score',
    title: '得分',
    right: true,
    sortable: true,
    render: (row) => (row.scoreTenths === null ? '—' : scoreText(row.scoreTenths)),
  },
  { key: 'sentAt', title: '送出', sortable: true, render: (row) => (row.sentAt ? <Moment at={row.sentAt} /> : '—') },
  { key: 'draw', title: '办理', render: (row) => <Deal row={row} /> },
]

const sumOf = (rows: readonly OverviewRow[], of: (row: OverviewRow) => number): number =>
  rows.reduce((total, row) => total + of(row), 0)

function Place({ row }: { row: OverviewRow }) {
  if (!row.evaluationId) return row.township.name
  return <Link to={`/evaluations/${row.evaluationId}`}>{row.township.name}</Link>
}

function Due({ row }: { row: OverviewRow }) {
  return (
    <>
      <Day day={row.dueOn} /> {isLate(row) && <FamilyTag family="red" text={`逾期${row.daysLate}天`} />}
      {row.status === 'sent' && row.daysLate > 0 && <span className="gy-help">晚送{row.daysLate}天</span>}
    </>
  )
}

function Deal({ row }: { row: OverviewRow }) {
  const may = useMay()
  if (may('evaluations.draw') && row.status === 'none') return <DrawButton row={row} />
  if (!row.evaluationId) return <span className="gy-help">等乡镇抽样</span>
  const fill = may('evaluations.saveSheet') && row.status !== 'sent'
  return (
    <span className="gy-row-actions">
      <Link to={`/evaluations/${row.evaluationId}`}>{fill ? '去填写' : '查看'}</Link>
      {fill && <DrawButton row={row} />}
    </span>
  )
}

const rules: LocalRules<OverviewRow> = {
  fits: {
    words: (row, value) => `${row.township.name}${row.organisation.name}`.includes(value),
    status: (row, value) => row.status === value,
    organisation: (row, value) => row.organisation.id === value,
    late: (row, value) => value !== 'yes' || isLate(row),
  },
  orders: {
    township: (row) => row.township.name,
    organisation: (row) => row.organisation.name,
    status: (row) => EvaluationStatus.options.indexOf(row.status),
    persons: (row) => row.persons,
    score: (row) => row.scoreTenths,
    sentAt: (row) => row.sentAt,
  },
}

function filtersFor(rows: readonly OverviewRow[]): Filter[] {
  const providers = new Map(rows.map(({ organisation }) => [organisation.id, organisation.name]))
  return [
    { kind: 'text', name: 'words', label: '乡镇或机构' },
    {
      kind: 'pick',
      name: 'status',
      label: '状态',
      choices: EvaluationStatus.options.map((value) => ({ value, label: evaluationStatusText[value] })),
    },
    {
      kind: 'pick',
      name: 'organisation',
      label: '服务机构',
      choices: [...providers].map(([value, label]) => ({ value, label })),
    },
    { kind: 'pick', name: 'late', label: '期限', choices: [{ value: 'yes', label: '只看逾期未送' }] },
  ]
}

export function Evaluations() {
  const { month } = useMonth()
  const { area } = useArea()
  const may = useMay()
  const give = useCommand(evaluations, 'exportOverview')
  const overview = useAnswer(evaluations, 'overview', { month }, { keepLast: true })
  const rows = overview.data?.rows ?? []
  return (
    <PageBody title="乡镇考评" beside={<Beside month={month} rows={rows} />}>
      <ReasonsOf error={give.error} action="导出" />
      <SearchTable<OverviewRow, LocalPage<OverviewRow>>
        name="evaluations"
        title="乡镇考评"
        answer={['evaluations', 'overview', 'table', month, area]}
        load={async (query) => {
          const found = await ask(evaluations, 'overview', { month, ...(area ? { townshipId: area } : {}) })
          return { ...localPage(found.rows, query, rules), asOf: found.at }
        }}
        columns={columns}
        filters={filtersFor(rows)}
        rowKey={(row) => `${row.organisation.id} ${row.township.id}`}
        order="按机构和乡镇法定顺序"
        empty={`${monthText(month)}还没有已锁定的名册。名册锁定后才能抽样考评。`}
        next={may('rosters.list') ? { title: '去月度名册', to: '/rosters' } : undefined}
        onExport={async (wanted) => download((await give.mutateAsync(exportOf(month, area, wanted))).ticket)}
      />
    </PageBody>
  )
}

function exportOf(month: PlainMonth, area: string | undefined, { query, sentence }: Export) {
  const status = EvaluationStatus.safeParse(query.filters['status'])
  const { organisation, late } = query.filters
  return {
    month,
    sentence: sentence.slice(0, 200),
    late: late === 'yes',
    ...(area ? { townshipId: area } : {}),
    ...(organisation ? { organisationId: organisation } : {}),
    ...(status.success ? { status: status.data } : {}),
  }
}

function Beside({ month, rows }: { month: PlainMonth; rows: readonly OverviewRow[] }) {
  const late = rows.filter(isLate).length
  const sent = rows.filter(({ status }) => status === 'sent').length
  return (
    <>
      {monthText(month)} {rows.length > 0 && `已送${sent}／${rows.length}份`}{' '}
      {late > 0 && <FamilyTag family="red" text={`逾期未送${late}份`} />}
    </>
  )
}

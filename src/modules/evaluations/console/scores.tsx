/** 得分与满意度: what was sent, as each may see it; a provider sees its own (screens 4.39). */
import type { OutputOf } from '#kernel/contract.ts'
import { monthText } from '#kernel/calendar.ts'
import { ask } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { type LocalPage, localPage, type LocalRules } from '#ui/local-page.ts'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useMonth } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { evaluations } from '../contract.ts'
import { meanScore, scoreText } from '../score.ts'

type Score = OutputOf<typeof evaluations.operations.scores>[number]
type Satisfied = OutputOf<typeof evaluations.operations.satisfaction>[number]
type Row = Score & { satisfied: Satisfied | undefined }

const rules: LocalRules<Row> = {
  fits: { words: (row, value) => `${row.township.name}${row.organisation.name}`.includes(value) },
  orders: {
    township: (row) => row.township.name,
    organisation: (row) => row.organisation.name,
    score: (row) => row.scoreTenths,
    sentAt: (row) => row.sentAt,
  },
}
const filters: readonly Filter[] = [{ kind: 'text', name: 'words', label: '乡镇或机构' }]

function Township({ row }: { row: Row }) {
  const may = useMay()
  if (!may('evaluations.get')) return row.township.name
  return <Link to={`/evaluations/${row.evaluationId}`}>{row.township.name}</Link>
}

const columns: ReadonlyArray<Column<Row, LocalPage<Row>>> = [
  { key: 'township', title: '乡镇（街道）', sortable: true, fixed: true, render: (row) => <Township row={row} /> },
  { key: 'organisation', title: '服务机构', sortable: true, render: (row) => row.organisation.name },
  {
    key: 'score',
    title: '得分',
    right: true,
    sortable: true,
    render: (row) => (row.scoreTenths === null ? '—' : scoreText(row.scoreTenths)),
    sum: ({ found }) => averageOf(found),
  },
  { key: 'sampleSize', title: '抽查人数', right: true, render: (row) => row.sampleSize },
  { key: 'result', title: '考评结果', render: (row) => <div className="gy-cell">{row.resultText || '—'}</div> },
  { key: 'sentAt', title: '送出', sortable: true, render: (row) => <Moment at={row.sentAt} /> },
]

const satisfiedColumns: ReadonlyArray<Column<Row, LocalPage<Row>>> = [
  { key: 'percent', title: '满意率', right: true, render: (row) => row.satisfied?.percentText ?? '—' },
  {
    key: 'satisfied',
    title: '满意／一般／不满意／未问到',
    render: ({ satisfied }) =>
      satisfied ? `${satisfied.yes}／${satisfied.fair}／${satisfied.no}／${satisfied.unasked}` : '—',
  },
]

function averageOf(rows: readonly Row[]): string {
  const scores = rows.flatMap(({ scoreTenths }) => (scoreTenths === null ? [] : [scoreTenths]))
  const mean = meanScore(scores)
  return mean === null ? '—' : `平均${scoreText(mean)}`
}

export function Scores() {
  const { month } = useMonth()
  const may = useMay()
  const withSatisfaction = may('evaluations.satisfaction')
  const own = may('findings.selfReport')
  return (
    <PageBody title="考评得分" beside={monthText(month)}>
      {own && <p className="gy-note">乡镇送县以后才能看到得分。对得分有意见的，在“考核确认与扣减”中陈述。</p>}
      <SearchTable<Row, LocalPage<Row>>
        name="scores"
        title="考评得分"
        answer={['evaluations', 'scores', 'table', month, withSatisfaction]}
        load={async (query) => {
          const scores = await ask(evaluations, 'scores', { month })
          const satisfaction = withSatisfaction ? await ask(evaluations, 'satisfaction', { month }) : []
          const satisfied = new Map(satisfaction.map((each) => [`${each.organisation.id} ${each.township.id}`, each]))
          const rows = scores.map((row) => ({
            ...row,
            satisfied: satisfied.get(`${row.organisation.id} ${row.township.id}`),
          }))
          return localPage(rows, query, rules)
        }}
        columns={withSatisfaction ? [...columns.slice(0, 4), ...satisfiedColumns, ...columns.slice(4)] : columns}
        filters={filters}
        rowKey={(row) => row.evaluationId}
        order="按机构和乡镇"
        empty={`${monthText(month)}还没有乡镇送出考评。送出后在这里看到得分和结果。`}
      />
    </PageBody>
  )
}

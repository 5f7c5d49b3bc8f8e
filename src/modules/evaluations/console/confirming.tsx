/** 考核确认与扣减: finding → statement → decision, and the month's acceptance (screens 4.13). */
import { monthText } from '#kernel/calendar.ts'
import {
  type FindingRow,
  findings,
  FindingSource,
  FindingStatus,
  kindText,
  Severity,
  severityText,
  sourceText,
  statusText,
} from '#modules/findings/contract.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { useAddress } from '#ui/address.ts'
import { type TableQuery, valuesOf } from '#ui/address-text.ts'
import { Amount } from '#ui/amount.tsx'
import { ask, useAnswer } from '#ui/ask.ts'
import { Day, Moment } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea, useMonth } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { ClosedMonth } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { choicesOf } from '#ui/choices.ts'
import type { Column, Filter, TablePage } from '#ui/table-parts.ts'
import { Acceptances } from './acceptances.tsx'
import { NewFindings } from './new-finding.tsx'

export const findingFamily = {
  clue: 'neutral',
  verified: 'blue',
  notified: 'orange',
  heard: 'orange',
  upheld: 'red',
  partly: 'red',
  dismissed: 'green',
} as const

const columns: ReadonlyArray<Column<FindingRow>> = [
  {
    key: 'number',
    title: '编号',
    fixed: true,
    render: (row) => <Link to={`/findings/${row.id}`}>{row.number}</Link>,
  },
  {
    key: 'status',
    title: '状态',
    render: (row) => <FamilyTag family={findingFamily[row.status]} text={statusText[row.status]} />,
  },
  { key: 'organisation', title: '服务机构', render: (row) => row.organisation },
  { key: 'found', title: '发现', width: 320, render: (row) => <Found row={row} /> },
  { key: 'heard', title: '申辩', render: (row) => <Heard row={row} /> },
  { key: 'decision', title: '决定', render: (row) => <DecisionLine row={row} /> },
  { key: 'source', title: '来源', render: (row) => sourceText[row.source] },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township, hidden: true },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '姓名或编号' },
  { kind: 'multi', name: 'status', label: '状态', choices: choicesOf(FindingStatus.options, statusText) },
  { kind: 'pick', name: 'severity', label: '严重程度', choices: choicesOf(Severity.options, severityText) },
  { kind: 'pick', name: 'source', label: '来源', choices: choicesOf(FindingSource.options, sourceText) },
]

export function Confirming() {
  const { month } = useMonth()
  const { area } = useArea()
  const { state } = useAddress()
  const may = useMay()
  const organisation = state['organisation']
  const around = {
    month,
    ...(organisation ? { organisationId: organisation } : {}),
    ...(area ? { townshipId: area } : {}),
  }
  const plan = useAnswer(rosters, 'month', { month }, { enabled: may('rosters.month') })
  const closed = plan.data?.status === 'closed'
  const counts = useAnswer(findings, 'list', { ...around, pageSize: 1 })
  return (
    <PageBody
      title="考核确认与扣减"
      beside={<Counts month={monthText(month)} counts={counts.data?.counts} total={counts.data?.total} />}
      others={<NewFindings />}
      strip={closed ? <ClosedMonth month={month} /> : undefined}
    >
      <SearchTable<FindingRow, TablePage<FindingRow>>
        name="findings"
        title="问题"
        answer={['findings', 'list', around]}
        load={async (query) => {
          const found = await ask(findings, 'list', { ...around, ...inputOf(query) })
          return { rows: found.rows, total: found.total, asOf: found.at }
        }}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        open={(row) => `/findings/${row.id}`}
        order="按编号"
        empty={
          may('findings.selfReport')
            ? `${monthText(month)}没有通知您的问题。自己发现差错的，点“自报差错”，按容错纠错处理。`
            : `${monthText(month)}没有登记问题。`
        }
      />
      {may('evaluations.acceptance') && <Acceptances month={month} only={organisation} closed={closed} />}
    </PageBody>
  )
}

function inputOf({ filters: values, page, pageSize }: TableQuery) {
  const severity = Severity.safeParse(values['severity'])
  const source = FindingSource.safeParse(values['source'])
  return {
    words: values['words'] ?? '',
    status: valuesOf(values['status']).flatMap((value) => FindingStatus.safeParse(value).data ?? []),
    ...(severity.success ? { severity: severity.data } : {}),
    ...(source.success ? { source: source.data } : {}),
    page,
    pageSize,
  }
}

interface CountProps {
  month: string
  counts: { toHear: number; toDecide: number; decided: number } | undefined
  total: number | undefined
}

function Counts({ month, counts, total }: CountProps) {
  if (!counts) return month
  return `${month} 发现${total ?? 0} 待申辩${counts.toHear} 待决定${counts.toDecide} 已决定${counts.decided}`
}

function Found({ row }: { row: FindingRow }) {
  return (
    <div className="gy-cell">
      {row.personId && row.person ? <PersonLink personId={row.personId} name={row.person} /> : row.township} {row.facts}
      <div className="gy-help">
        {kindText[row.kind]} · {severityText[row.severity]} · <Moment at={row.recordedAt} />
        {row.honest && ' · 自报差错'}
        {row.clauseNo && ` · 合同${row.clauseNo}`}
      </div>
    </div>
  )
}

function Heard({ row }: { row: FindingRow }) {
  if (row.heardAt)
    return (
      <>
        <Moment at={row.heardAt} /> 已陈述
      </>
    )
  if (!row.hearingDueOn) return '—'
  return (
    <>
      期满 <Day day={row.hearingDueOn} />
    </>
  )
}

function DecisionLine({ row }: { row: FindingRow }) {
  if (row.amountFen !== null)
    return (
      <>
        扣减 <Amount fen={row.amountFen} />
        {row.settledIn && <div className="gy-help">{monthText(row.settledIn)}结算</div>}
      </>
    )
  if (row.proposedFen === null) return '—'
  return (
    <>
      拟扣 <Amount fen={row.proposedFen} />
      {row.decidableFrom && (
        <div className="gy-help">
          <Day day={row.decidableFrom} />
          起可决定
        </div>
      )}
    </>
  )
}

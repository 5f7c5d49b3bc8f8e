/** 能力评估: due this year, requests waiting, disputes, the plan by village, the shares of levels (screens 4.28). */
import { monthText, plainMonth } from '#kernel/calendar.ts'
import { Segmented } from 'antd'
import { useAddress } from '#ui/address.ts'
import { ask, useAnswer } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { type TableQuery, valuesOf } from '#ui/address-text.ts'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag, LevelTag } from '#ui/status-tag.tsx'
import { choicesOf } from '#ui/choices.ts'
import type { Column, Filter, TablePage } from '#ui/table-parts.ts'
import { assessments } from '../contract.ts'
import type { AssessmentRow } from '../shapes.ts'
import { AssessmentStatus, statusText, Why, whyText } from '../words.ts'
import { DueList } from './due-list.tsx'
import { PrintEmptyForm, PrintForms } from './print-forms.tsx'
import { RequestButton } from './request-form.tsx'
import { Shares, ShareStrip } from './shares.tsx'
import { Villages } from './villages.tsx'
import { deadlineOf, familyOf } from './showing.ts'

const tabs = [
  { value: 'due', label: '今年到期', needs: 'assessments.due' },
  { value: 'open', label: '待办的评估', needs: 'assessments.list' },
  { value: 'disputed', label: '争议', needs: 'assessments.list' },
  { value: 'all', label: '全部', needs: 'assessments.list' },
  { value: 'villages', label: '按村计划', needs: 'assessments.villages' },
  { value: 'shares', label: '等级构成', needs: 'assessments.shares' },
] as const
type Tab = (typeof tabs)[number]['value']

export function Assessments() {
  const may = useMay()
  const { state, change } = useAddress()
  const open = tabs.filter(({ needs }) => may(needs))
  const chosen = open.find(({ value }) => value === state['tab'])?.value ?? (may('assessments.due') ? 'due' : 'all')
  return (
    <PageBody title="能力评估" beside={<Counts />} others={<PrintEmptyForm />} action={<RequestButton />}>
      {may('assessments.shares') && chosen !== 'shares' && <ShareStrip />}
      <div className="gy-tabs">
        <Segmented<Tab>
          aria-label="看哪些评估"
          options={open.map(({ value, label }) => ({ value, label }))}
          value={chosen}
          onChange={(tab) => change({ tab, page: undefined, status: undefined, words: undefined, why: undefined })}
        />
      </div>
      <Chosen tab={chosen} />
    </PageBody>
  )
}

function Chosen({ tab }: { tab: Tab }) {
  if (tab === 'due') return <DueList />
  if (tab === 'villages') return <Villages />
  if (tab === 'shares') return <Shares />
  return <Requests tab={tab} />
}

function Counts() {
  const { area } = useArea()
  const { data } = useAnswer(assessments, 'list', { townshipId: area ?? null, pageSize: 1 })
  if (!data) return null
  const { waiting, overdue, toReview, toDecide, disputed } = data.counts
  return (
    <>
      <Link to="/assessments?tab=open&status=requested">待评估{waiting}</Link> ·{' '}
      <Link to="/assessments?tab=open&status=assessed">待初审{toReview}</Link> ·{' '}
      <Link to="/assessments?tab=open&status=reviewed">待审定{toDecide}</Link> ·{' '}
      <Link to="/assessments?tab=disputed">争议{disputed}</Link>{' '}
      {overdue > 0 && <FamilyTag family="red" text={`逾期${overdue}`} />}
    </>
  )
}

const columns: ReadonlyArray<Column<AssessmentRow>> = [
  { key: 'number', title: '编号', fixed: true, render: (row) => <Number row={row} /> },
  { key: 'person', title: '人员', render: (row) => <PersonLink personId={row.personId} name={row.person} /> },
  {
    key: 'place',
    title: '村（居）',
    most: 160,
    render: (row) => (
      <>
        <div>{row.township}</div>
        <div>{row.village}</div>
      </>
    ),
  },
  { key: 'why', title: '原因', render: (row) => whyText[row.why] },
  {
    key: 'status',
    title: '状态',
    render: (row) => <FamilyTag family={familyOf[row.status]} text={statusText[row.status]} />,
  },
  {
    key: 'due',
    title: '期限、计划日',
    render: (row) => (
      <>
        <Due row={row} />
        {row.plannedOn && (
          <div className="gy-help">
            计划 <Day day={row.plannedOn} />
          </div>
        )}
      </>
    ),
  },
  { key: 'now', title: '现等级', render: (row) => (row.levelNow ? <LevelTag level={row.levelNow} /> : '—') },
  { key: 'rule', title: '按指标', render: (row) => (row.ruleLevel ? <LevelTag level={row.ruleLevel} /> : '—') },
  { key: 'level', title: '审定', render: (row) => <Decided row={row} /> },
]

function Number({ row }: { row: AssessmentRow }) {
  const may = useMay()
  return may('assessments.get') ? <Link to={`/assessments/${row.id}`}>{row.number}</Link> : row.number
}

function Due({ row }: { row: AssessmentRow }) {
  const deadline = deadlineOf(row)
  return deadline ? <DeadlineChip deadline={deadline} /> : '—'
}

function Decided({ row: { level, effectiveMonth } }: { row: AssessmentRow }) {
  if (!level) return '—'
  return (
    <>
      <LevelTag level={level} />
      {effectiveMonth && <div className="gy-help">{`自${monthText(plainMonth(effectiveMonth))}起`}</div>}
    </>
  )
}

const openStates = ['requested', 'assessed', 'reviewed'] as const

const filtersOf = (tab: Tab): Filter[] => [
  { kind: 'text', name: 'words', label: '姓名' },
  ...(tab === 'disputed'
    ? []
    : [
        {
          kind: 'multi' as const,
          name: 'status',
          label: '状态',
          choices: choicesOf(tab === 'open' ? openStates : AssessmentStatus.options, statusText),
        },
      ]),
  { kind: 'pick', name: 'why', label: '原因', choices: choicesOf(Why.options, whyText) },
  ...(tab === 'open'
    ? [{ kind: 'pick' as const, name: 'overdue', label: '期限', choices: [{ value: 'yes', label: '只看逾期' }] }]
    : []),
]

const emptyOf = {
  open: '没有正在办理的评估。能力变化的，点“申请评估”。',
  disputed: '没有争议。',
  all: '还没有评估。点“申请评估”，或在“按村计划”列入年度计划。',
} as const

function Requests({ tab }: { tab: 'open' | 'disputed' | 'all' }) {
  const { area } = useArea()
  const may = useMay()
  return (
    <SearchTable<AssessmentRow, TablePage<AssessmentRow>>
      key={tab}
      name={`assessments.${tab}`}
      title="能力评估"
      answer={['assessments', 'list', tab, area]}
      load={async (query) => {
        const { rows, total, at } = await ask(assessments, 'list', inputOf(query, tab, area))
        return { rows, total, asOf: at }
      }}
      columns={columns}
      filters={filtersOf(tab)}
      rowKey={(row) => row.id}
      {...(may('assessments.get') ? { open: (row: AssessmentRow) => `/assessments/${row.id}` } : {})}
      order="期限近的在前"
      empty={emptyOf[tab]}
      {...(may('assessments.printForms')
        ? { batch: (selection) => selection.kind === 'some' && <PrintForms ids={selection.rows.map(({ id }) => id)} /> }
        : {})}
    />
  )
}

function inputOf({ filters, page, pageSize }: TableQuery, tab: 'open' | 'disputed' | 'all', area: string | undefined) {
  const chosen = valuesOf(filters['status']).flatMap((value) => AssessmentStatus.safeParse(value).data ?? [])
  const standing = tab === 'open' ? [...openStates] : tab === 'disputed' ? ['disputed' as const] : []
  return {
    words: filters['words'] ?? '',
    status: chosen.length > 0 ? chosen : standing,
    why: Why.safeParse(filters['why']).data ?? null,
    overdue: filters['overdue'] === 'yes',
    townshipId: area ?? null,
    page,
    pageSize,
  }
}

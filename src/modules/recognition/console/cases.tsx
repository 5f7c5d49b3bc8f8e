/** 认定办理: every case with its clock, by term or by step, and how units keep the terms (screens 4.21). */
import { Button, Segmented } from 'antd'
import { useAddress } from '#ui/address.ts'
import { type TableQuery, valuesOf } from '#ui/address-text.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { useArea } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { recognition } from '../contract.ts'
import type { CaseRow } from '../shapes.ts'
import { isOver, Step, stepText } from '../words.ts'
import { Board } from './board.tsx'
import { CaseClock, StepTag, usedText } from './case-words.tsx'
import { Figures } from './figures.tsx'
import { MeetingLine } from './meeting.tsx'
import { DeedButton } from './opinion-forms.tsx'
import { PrintApplication } from './papers.tsx'
import { PostForm } from './post-form.tsx'

interface CasePage {
  rows: CaseRow[]
  total: number
}

const columns: ReadonlyArray<Column<CaseRow, CasePage>> = [
  { key: 'due', title: '期限', width: 150, render: (row) => <CaseClock clock={row.clock} row={row} /> },
  {
    key: 'name',
    title: '申请人',
    fixed: true,
    render: (row) => (
      <>
        <Link to={`/cases/${row.id}`}>{row.name}</Link>
        <div className="gy-help">
          {row.sex === 'female' ? '女' : '男'} {row.age}岁
        </div>
      </>
    ),
  },
  {
    key: 'place',
    title: '乡镇／村',
    most: 96,
    render: (row) => `${row.township}${row.village ? `／${row.village}` : ''}`,
  },
  { key: 'step', title: '步骤', most: 96, render: (row) => <StepTag row={row} /> },
  { key: 'handler', title: '经办', most: 84, render: (row) => row.handler },
  { key: 'used', title: '已用／法定', most: 76, render: (row) => usedText(row.clock) },
  { key: 'paused', title: '暂停原因', most: 72, render: (row) => row.clock?.pausedFor ?? '—' },
  { key: 'batch', title: '批次', most: 72, render: (row) => row.batch || '—' },
  { key: 'marks', title: '提醒', most: 90, render: (row) => <Marks row={row} /> },
  { key: 'number', title: '案件号', most: 66, render: (row) => row.number },
  { key: 'since', title: '本步起', render: (row) => <Day day={row.since} />, hidden: true },
]

function Marks({ row }: { row: CaseRow }) {
  const late = row.clock !== null && row.clock.left < 0 && !row.clock.noticeDays
  return (
    <span className="gy-tags">
      {row.nearRelative && <FamilyTag family="orange" text="近亲属备案" />}
      {late && <FamilyTag family="red" text="超期" />}
      {row.round > 1 && <span className="gy-help">第{row.round}轮</span>}
    </span>
  )
}

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '姓名或案件号' },
  {
    kind: 'multi',
    name: 'step',
    label: '步骤',
    choices: Step.options.map((value) => ({ value, label: stepText[value] })),
  },
  {
    kind: 'pick',
    name: 'mark',
    label: '只看',
    choices: [
      { value: 'late', label: '超期' },
      { value: 'objected', label: '异议中' },
      { value: 'near_relative', label: '近亲属备案' },
      { value: 'supplement', label: '补正中' },
      { value: 'paused', label: '已暂停' },
    ],
  },
]

const markOf = recognition.operations.list.input.shape.mark

function inputOf({ filters: values, page, pageSize, sort }: TableQuery, area: string | undefined) {
  const mark = markOf.safeParse(values['mark'])
  return {
    words: values['words'] ?? '',
    step: valuesOf(values['step']).flatMap((value) => Step.safeParse(value).data ?? []),
    ...(mark.success && mark.data ? { mark: mark.data } : {}),
    ...(area ? { townshipId: area } : {}),
    ...(sort?.by === 'number' ? { sort: 'number' as const } : {}),
    page,
    pageSize,
  }
}

export function Cases() {
  const may = useMay()
  const go = useGo()
  const { area } = useArea()
  const { state, change } = useAddress()
  const board = state['view'] === 'board'
  const counts = useAnswer(recognition, 'list', { pageSize: 1 })
  const open = (counts.data?.counts ?? []).filter(({ step }) => !isOver(step))
  const late = open.reduce((sum, each) => sum + each.late, 0)
  return (
    <PageBody
      title="认定办理"
      beside={`在办${open.reduce((sum, each) => sum + each.cases, 0)}件${late > 0 ? ` · 超期${late}件` : ''}`}
      others={<Ways />}
      action={
        may('recognition.apply') && (
          <Button type="primary" data-new="" onClick={() => go('/cases/new')}>
            受理申请
          </Button>
        )
      }
    >
      <MeetingLine />
      <Segmented
        aria-label="看法"
        options={[
          { value: 'due', label: '按期限' },
          { value: 'board', label: '按步骤' },
        ]}
        value={board ? 'board' : 'due'}
        onChange={(view) => change({ view: view === 'board' ? 'board' : undefined, page: undefined })}
      />
      {board ? <Board area={area} /> : <CaseTable area={area} />}
      <Figures />
    </PageBody>
  )
}

function CaseTable({ area }: { area: string | undefined }) {
  const may = useMay()
  return (
    <SearchTable<CaseRow, CasePage>
      name="cases"
      title="认定办理"
      answer={['recognition', 'list', area]}
      load={(query) => ask(recognition, 'list', inputOf(query, area))}
      columns={columns}
      filters={filters}
      rowKey={(row) => row.id}
      open={(row) => `/cases/${row.id}`}
      order="按到期先后"
      empty="没有符合条件的案件。新的申请点“受理申请”。"
      batch={(selection) =>
        selection.kind === 'some' && (
          <>
            {may('recognition.print') && <PrintForms rows={selection.rows} />}
            {may('recognition.post') && <PostChosen rows={selection.rows} />}
            {may('recognition.draw') && <DrawChosen rows={selection.rows} />}
          </>
        )
      }
    />
  )
}

function Ways() {
  const may = useMay()
  const go = useGo()
  const ways = [
    { needs: 'recognition.survey', to: '/cases/visits', title: '入户调查' },
    { needs: 'recognition.posters', to: '/cases/publicity', title: '公示与异议' },
    { needs: 'recognition.batches', to: '/cases/review', title: '县级审核与抽查' },
    { needs: 'recognition.relatives', to: '/cases/relatives', title: '近亲属备案' },
  ]
  return (
    <>
      {ways
        .filter(({ needs }) => may(needs))
        .map(({ to, title }) => (
          <Button key={to} onClick={() => go(to)}>
            {title}
          </Button>
        ))}
      {may('recognition.printApplication') && <PrintApplication />}
    </>
  )
}

/** One form for each, in the order chosen. */
function PrintForms({ rows }: { rows: readonly CaseRow[] }) {
  const print = useCommand(recognition, 'print')
  const all = async () => {
    for (const { id } of rows) download((await print.mutateAsync({ caseId: id, paper: 'survey_blank' })).ticket)
  }
  return (
    <>
      <Button loading={print.isPending} onClick={() => void all().catch(() => {})}>
        打印入户单
      </Button>
      <ReasonsOf error={print.error} action="打印入户单" />
    </>
  )
}

/** Only those whose opinion is signed and that hang nowhere yet; the rest is said. */
function PostChosen({ rows }: { rows: readonly CaseRow[] }) {
  const ready = rows.filter(({ unposted }) => unposted)
  if (ready.length === 0) return <span className="gy-help">所选案件没有等待公示的</span>
  return (
    <DeedButton title={`安排公示（${ready.length}件）`}>
      {(close) => <PostForm caseIds={ready.map(({ id }) => id)} hotline="" onDone={close} />}
    </DeedButton>
  )
}

/** A batch is drawn from everything that waits, never from a choice; so the button leads there. */
function DrawChosen({ rows }: { rows: readonly CaseRow[] }) {
  const go = useGo()
  const waiting = rows.filter(({ step, batch }) => step === 'county' && batch === '')
  if (waiting.length === 0) return <span className="gy-help">所选案件没有等待编批的</span>
  return (
    <Button title="抽查从全部等待编批的案件中抽取，不能挑选" onClick={() => go('/cases/review')}>
      抽取核查
    </Button>
  )
}

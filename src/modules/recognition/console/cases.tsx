/** 认定办理: every case with its clock, by term or by step, and how units keep the terms (screens 4.21). */
import { Button, Segmented, Table } from 'antd'
import { useAddress } from '#ui/address.ts'
import { type TableQuery, valuesOf } from '#ui/address-text.ts'
import { ask, useAnswer, useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { percentText } from '#ui/formats.ts'
import { Link, NumberLink, useGo } from '#ui/link.tsx'
import { useMay, useWord } from '#ui/me.tsx'
import { PageBody, Panel } from '#ui/page.tsx'
import { useArea } from '#ui/place.ts'
import { PrintButton } from '#ui/print-button.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { recognition } from '../contract.ts'
import type { CaseRow } from '../shapes.ts'
import { Step, stepText } from '../words.ts'
import { Board } from './board.tsx'
import { CaseClock, StepTag, usedText } from './case-words.tsx'

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
        <Link to={`/cases/${row.id}`}>{row.name}</Link>{' '}
        <span className="gy-help">
          {row.sex === 'female' ? '女' : '男'} {row.age}岁
        </span>
      </>
    ),
  },
  { key: 'place', title: '乡镇／村', render: (row) => `${row.township}${row.village ? `／${row.village}` : ''}` },
  { key: 'step', title: '步骤', render: (row) => <StepTag row={row} /> },
  { key: 'handler', title: '经办', render: (row) => row.handler },
  { key: 'used', title: '已用／法定', render: (row) => usedText(row.clock) },
  { key: 'paused', title: '暂停原因', render: (row) => row.clock?.pausedFor ?? '—' },
  { key: 'batch', title: '批次', render: (row) => row.batch || '—' },
  { key: 'marks', title: '提醒', render: (row) => <Marks row={row} /> },
  { key: 'number', title: '案件号', render: (row) => row.number },
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
  const open = (counts.data?.counts ?? []).filter(({ step }) => step !== 'decided' && step !== 'withdrawn')
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
        selection.kind === 'some' && may('recognition.print') && <PrintForms rows={selection.rows} />
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

function PrintApplication() {
  const print = useCommand(recognition, 'printApplication')
  return <PrintButton title="打印申请书空表" onPrint={(format) => print.mutateAsync({ format })} />
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

/** In statutory order, without ranking. */
function Figures() {
  const word = useWord()
  const { data } = useAnswer(recognition, 'figures', {})
  if (!data || data.rows.length === 0) return null
  return (
    <Panel title="时限统计">
      <Table
        size="small"
        rowKey="townshipId"
        pagination={false}
        dataSource={data.rows}
        columns={[
          { title: word('乡镇'), dataIndex: 'township' },
          {
            title: '在办',
            align: 'right',
            render: (_, row) => <NumberLink count={row.open} to={`/cases?area=${row.townshipId}`} />,
          },
          {
            title: '超期',
            align: 'right',
            render: (_, row) => <NumberLink count={row.late} to={`/cases?area=${row.townshipId}&mark=late`} />,
          },
          { title: '已决定', dataIndex: 'decided', align: 'right' },
          {
            title: '初审按期率',
            align: 'right',
            render: (_, row) =>
              row.finished === 0 ? '—' : `${percentText(row.inTime, row.finished)}（${row.inTime}／${row.finished}）`,
          },
          {
            title: '平均用时',
            align: 'right',
            render: (_, row) => (row.averageDays === null ? '—' : `${row.averageDays.toFixed(1)}天`),
          },
        ]}
      />
    </Panel>
  )
}

/** 变更与终止: what is under way, by step and by term (screens 4.29). */
import { Button } from 'antd'
import { ask, useCommand } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { today, useArea } from '#ui/place.ts'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Family } from '#ui/status-words.ts'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { PrintList, useTownshipFilter } from './lists.tsx'
import { ChangeKind, type ChangeRow, endings, kindText, Step, stepIn, stepText } from '../contract.ts'

const families: Partial<Record<Step, Family>> = {
  done: 'green',
  kept: 'neutral',
  withdrawn: 'neutral',
  objection: 'orange',
  decide: 'orange',
  correcting: 'orange',
  redeliver: 'orange',
  corrected: 'green',
}

export function StepTag({ row: { kind, step } }: { row: Pick<ChangeRow, 'kind' | 'step'> }) {
  return <FamilyTag family={families[step] ?? 'blue'} text={stepIn(kind, step)} />
}

const columns: ReadonlyArray<Column<ChangeRow>> = [
  { key: 'number', title: '编号', fixed: true, render: (row) => <Link to={`/changes/${row.id}`}>{row.number}</Link> },
  {
    key: 'name',
    title: '姓名',
    render: (row) => (row.toMe ? row.name : <PersonLink personId={row.personId} name={row.name} />),
  },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  {
    key: 'kind',
    title: '事项和原因',
    most: 220,
    render: (row) => (
      <>
        <div>{kindText[row.kind]}</div>
        {row.reasonText && <div className="gy-help">{row.reasonText}</div>}
      </>
    ),
  },
  {
    key: 'step',
    title: '步骤',
    render: (row) => (
      <>
        <StepTag row={row} /> {row.toMe && '等您接收'}
      </>
    ),
  },
  {
    key: 'due',
    title: '期限',
    render: (row) =>
      row.due && row.due < today() && row.step !== 'publicity' ? (
        <FamilyTag family="red" text={`${row.due} 逾期`} />
      ) : (
        <Day day={row.due} />
      ),
  },
  {
    key: 'openedOn',
    title: '提出',
    most: 180,
    render: (row) => (
      <>
        <div>
          <Day day={row.openedOn} />
        </div>
        <div className="gy-help">{row.openedName}</div>
      </>
    ),
  },
  { key: 'from', title: '生效日', render: (row) => <Day day={row.from} /> },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '姓名或编号' },
  {
    kind: 'pick',
    name: 'kind',
    label: '事项',
    choices: ChangeKind.options.map((value) => ({ value, label: kindText[value] })),
  },
  {
    kind: 'pick',
    name: 'step',
    label: '步骤',
    choices: Step.options.map((value) => ({ value, label: stepText[value] })),
  },
  { kind: 'pick', name: 'open', label: '办结', choices: [{ value: 'yes', label: '没有办结的' }] },
]

function chosenIn({ filters: chosen }: TableQuery, area: string | undefined) {
  const kind = ChangeKind.safeParse(chosen['kind'])
  const step = Step.safeParse(chosen['step'])
  const areaId = chosen['township'] || area
  return {
    words: (chosen['words'] ?? '').slice(0, 40),
    open: chosen['open'] === 'yes',
    ...(kind.success ? { kind: kind.data } : {}),
    ...(step.success ? { step: step.data } : {}),
    ...(areaId ? { areaId } : {}),
  }
}

export function Changes() {
  const may = useMay()
  const go = useGo()
  const { area } = useArea()
  const townships = useTownshipFilter()
  const give = useCommand(endings, 'exportChanges')
  const file = async (query: ReturnType<typeof chosenIn>, format: 'xlsx' | 'pdf') =>
    download((await give.mutateAsync({ ...query, format })).ticket)
  const exports = may('endings.exportChanges')
  return (
    <PageBody
      title="变更与终止"
      others={
        exports && (
          <PrintList
            onPrint={() => file({ words: '', open: true, ...(area ? { areaId: area } : {}) }, 'pdf')}
            title="打印在办名单"
          />
        )
      }
      action={
        may('endings.open') && (
          <Button type="primary" onClick={() => go('/changes/new')}>
            新建变更
          </Button>
        )
      }
    >
      <SearchTable<ChangeRow, { rows: ChangeRow[]; total: number }>
        name="changes"
        title="变更与终止"
        answer={['endings', 'changes', area]}
        load={(query) =>
          ask(endings, 'changes', { ...chosenIn(query, area), page: query.page, pageSize: query.pageSize })
        }
        columns={columns}
        filters={[...filters, ...townships]}
        rowKey={(row) => row.id}
        open={(row) => `/changes/${row.id}`}
        order="最近提出的在前"
        empty="没有符合条件的变更。要终止、暂停、迁移或改变供养方式的，点“新建变更”。"
        {...(exports ? { onExport: ({ query }: Export) => file(chosenIn(query, area), 'xlsx') } : {})}
      />
    </PageBody>
  )
}

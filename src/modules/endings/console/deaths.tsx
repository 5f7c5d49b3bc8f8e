/** 死亡处理: every death with what is to be done next (screens 4.30). */
import { Button } from 'antd'
import { ask, useCommand } from '#ui/ask.ts'
import { Day, Moment } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea } from '#ui/place.ts'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { DeathsHere } from './deaths-here.tsx'
import { PrintList, useTownshipFilter } from './lists.tsx'
import { type DeathRow, DeathStatus, deathStatusText, delayText, endings } from '../contract.ts'

const families = { open: 'blue', closed: 'green', withdrawn: 'neutral' } as const

export function DeathTag({ status }: { status: DeathStatus }) {
  return <FamilyTag family={families[status]} text={deathStatusText[status]} />
}

const columns: ReadonlyArray<Column<DeathRow>> = [
  { key: 'number', title: '编号', fixed: true, render: (row) => <Link to={`/deaths/${row.id}`}>{row.number}</Link> },
  { key: 'name', title: '姓名', render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'diedOn', title: '死亡日期', render: (row) => <Day day={row.diedOn} /> },
  { key: 'reportedAt', title: '报告', render: (row) => <Moment at={row.reportedAt} /> },
  {
    key: 'delay',
    title: '发现至报告',
    render: (row) =>
      row.late ? <FamilyTag family="red" text={`${delayText(row.delay)} 迟报`} /> : delayText(row.delay),
  },
  { key: 'next', title: '下一步', render: (row) => row.next || '—' },
  { key: 'done', title: '进度', right: true, render: (row) => `${row.done} / ${row.of}` },
  { key: 'status', title: '状态', render: (row) => <DeathTag status={row.status} /> },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'words', label: '姓名或编号' },
  {
    kind: 'pick',
    name: 'status',
    label: '状态',
    choices: DeathStatus.options.map((value) => ({ value, label: deathStatusText[value] })),
  },
  { kind: 'pick', name: 'late', label: '迟报', choices: [{ value: 'yes', label: '只看迟报' }] },
]

function chosenIn({ filters: chosen }: TableQuery, area: string | undefined) {
  const status = DeathStatus.safeParse(chosen['status'])
  const areaId = chosen['township'] || area
  return {
    words: (chosen['words'] ?? '').slice(0, 40),
    ...(chosen['late'] === 'yes' ? { late: true } : {}),
    ...(status.success ? { status: status.data } : {}),
    ...(areaId ? { areaId } : {}),
  }
}

export function Deaths() {
  const may = useMay()
  const go = useGo()
  const { area } = useArea()
  const townships = useTownshipFilter()
  const give = useCommand(endings, 'exportDeaths')
  const file = async (query: ReturnType<typeof chosenIn>, format: 'xlsx' | 'pdf') =>
    download((await give.mutateAsync({ ...query, format })).ticket)
  const exports = may('endings.exportDeaths')
  return (
    <PageBody
      title="死亡处理"
      others={
        exports && (
          <PrintList
            onPrint={() => file({ words: '', status: 'open' as const, ...(area ? { areaId: area } : {}) }, 'pdf')}
            title="打印在办名单"
          />
        )
      }
      action={
        may('endings.reportDeath') && (
          <Button type="primary" onClick={() => go('/deaths/new')}>
            报告死亡
          </Button>
        )
      }
    >
      <DeathsHere />
      <SearchTable<DeathRow, { rows: DeathRow[]; total: number }>
        name="deaths"
        title="死亡处理"
        answer={['endings', 'deaths', area]}
        load={(query) =>
          ask(endings, 'deaths', { ...chosenIn(query, area), page: query.page, pageSize: query.pageSize })
        }
        columns={columns}
        filters={[...filters, ...townships]}
        rowKey={(row) => row.id}
        open={(row) => `/deaths/${row.id}`}
        order="最近报告的在前"
        empty="没有符合条件的死亡处理。得知有人去世的，点“报告死亡”。"
        {...(exports ? { onExport: ({ query }: Export) => file(chosenIn(query, area), 'xlsx') } : {})}
      />
    </PageBody>
  )
}

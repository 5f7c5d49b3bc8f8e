/** 档案: whose file is in use, waits, is kept, held or handed over, and until when (screens 4.31). */
import { Button } from 'antd'
import { ask, useCommand } from '#ui/ask.ts'
import type { TableQuery } from '#ui/address-text.ts'
import { Day } from '#ui/dates.tsx'
import { download } from '#ui/files.ts'
import { Link, useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { type Export, SearchTable } from '#ui/search-table.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { archives, type FileRow } from '../contract.ts'
import { FileStatus, fileStatusText } from '../words.ts'

const waiting = { proposed: '待确认', offered: '待签收' } as const

export function FileTag({ row }: { row: Pick<FileRow, 'status' | 'state'> }) {
  const detail = row.state === 'proposed' || row.state === 'offered' ? waiting[row.state] : undefined
  return <StatusTag of="档案" word={fileStatusText[row.status]} detail={detail} />
}

const columns: ReadonlyArray<Column<FileRow>> = [
  {
    key: 'fileNo',
    title: '档案号',
    fixed: true,
    render: (row) => <Link to={`/archives/${row.personId}`}>{row.fileNo || '未编号'}</Link>,
  },
  { key: 'person', title: '人员', render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township || '—' },
  { key: 'status', title: '状态', render: (row) => <FileTag row={row} /> },
  { key: 'ended', title: '服务终止日', render: (row) => <Day day={row.endedOn} /> },
  { key: 'kept', title: '保管至', render: (row) => <Day day={row.keepThrough} /> },
  { key: 'place', title: '纸质位置', render: (row) => row.places || '—' },
  {
    key: 'whole',
    title: '完整率',
    right: true,
    render: (row) => (row.needed === 0 ? '—' : `${row.there}/${row.needed}`),
  },
  {
    key: 'differences',
    title: '比对差异',
    right: true,
    render: (row) => (row.differences === 0 ? '无' : <span className="gy-warning">{`! ${row.differences}`}</span>),
  },
]

const filters: Filter[] = [
  { kind: 'text', name: 'words', label: '姓名或档案号' },
  {
    kind: 'pick',
    name: 'status',
    label: '状态',
    choices: FileStatus.options.map((value) => ({ value, label: fileStatusText[value] })),
  },
  { kind: 'pick', name: 'differing', label: '比对差异', choices: [{ value: 'yes', label: '只看有差异的' }] },
]

export function Files() {
  const { area } = useArea()
  const may = useMay()
  const give = useCommand(archives, 'exportList')
  const chosen = area ? { townshipId: area } : {}
  const file = ({ query }: Export) =>
    give.mutateAsync({ ...filtersOf(query), ...chosen }).then(
      ({ ticket }) => download(ticket),
      () => {},
    )
  return (
    <PageBody title="档案" others={<Elsewhere />}>
      <ReasonsOf error={give.error} action="导出档案名单" />
      <SearchTable<FileRow, { rows: FileRow[]; total: number }>
        name="archives"
        title="档案"
        answer={['archives', 'list', area]}
        load={(query) => ask(archives, 'list', { ...inputOf(query), ...chosen })}
        {...(may('archives.exportList') ? { onExport: file } : {})}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.personId}
        open={(row) => `/archives/${row.personId}`}
        order="按服务终止日，近的在前；在用的档案请用“状态”筛选"
        empty="没有符合条件的档案。终止供养的人员会列在这里；在用的请把“状态”选为在用。"
      />
    </PageBody>
  )
}

function Elsewhere() {
  const may = useMay()
  const go = useGo()
  return (
    <>
      {may('archives.homeFiles') && <Button onClick={() => go('/archives/homes')}>机构档案</Button>}
      {may('archives.destroyable') && <Button onClick={() => go('/archives/destruction')}>销毁清单</Button>}
    </>
  )
}

function filtersOf({ filters: values }: TableQuery) {
  const status = FileStatus.safeParse(values['status'])
  return {
    words: values['words'] ?? '',
    ...(status.success ? { status: status.data } : {}),
    differing: values['differing'] === 'yes',
  }
}

const inputOf = (query: TableQuery) => ({ ...filtersOf(query), page: query.page, pageSize: query.pageSize })

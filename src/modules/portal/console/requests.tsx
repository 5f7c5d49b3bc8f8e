/** 反映与更正: everything raised, the nearest term first. */
import { ask } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Day, Moment } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter, TableQuery } from '#ui/table-parts.ts'
import { portal, RequestKind, type RequestRow, RequestStatus, requestStatusText, requestText } from '../contract.ts'

const families = { open: 'orange', taken: 'blue', done: 'green', refused: 'neutral' } as const

export function RequestTag({ status }: { status: RequestStatus }) {
  return <FamilyTag family={families[status]} text={requestStatusText[status]} />
}

const columns: ReadonlyArray<Column<RequestRow>> = [
  { key: 'number', title: '编号', fixed: true, render: (row) => <Link to={`/requests/${row.id}`}>{row.number}</Link> },
  { key: 'kind', title: '类别', render: (row) => requestText[row.kind] },
  {
    key: 'name',
    title: '姓名',
    render: (row) => (row.personId ? <PersonLink personId={row.personId} name={row.name} /> : '已封存'),
  },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township || '—' },
  { key: 'about', title: '反映的事项', render: (row) => row.about },
  { key: 'raisedAt', title: '提出', render: (row) => <Moment at={row.raisedAt} /> },
  {
    key: 'dueOn',
    title: '答复期限',
    render: (row) => (
      <>
        <Day day={row.dueOn} /> {row.late && <FamilyTag family="red" text="逾期" />}
      </>
    ),
  },
  { key: 'handler', title: '承办人', render: (row) => row.handlerName || '—' },
  { key: 'status', title: '状态', render: (row) => <RequestTag status={row.status} /> },
]

const filters: readonly Filter[] = [
  { kind: 'text', name: 'text', label: '编号或姓名' },
  { kind: 'pick', name: 'kind', label: '类别', choices: choicesOf(RequestKind.options, requestText) },
  { kind: 'pick', name: 'status', label: '状态', choices: choicesOf(RequestStatus.options, requestStatusText) },
  { kind: 'pick', name: 'late', label: '逾期', choices: [{ value: 'yes', label: '只看逾期' }] },
]

function asked({ filters: chosen, page, pageSize }: TableQuery) {
  const kind = RequestKind.safeParse(chosen['kind'])
  const status = RequestStatus.safeParse(chosen['status'])
  return {
    page,
    pageSize,
    text: (chosen['text'] ?? '').slice(0, 40),
    ...(chosen['late'] === 'yes' ? { late: true } : {}),
    ...(kind.success ? { kind: kind.data } : {}),
    ...(status.success ? { status: status.data } : {}),
  }
}

export function Requests() {
  return (
    <PageBody title="反映与更正">
      <SearchTable<RequestRow, { rows: RequestRow[]; total: number }>
        name="requests"
        title="反映与更正"
        answer={['portal', 'requests']}
        load={(query) => ask(portal, 'requests', asked(query))}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.id}
        open={(row) => `/requests/${row.id}`}
        order="没有答复的在前，期限近的在前"
        empty="还没有人提出更正或投诉。"
      />
    </PageBody>
  )
}

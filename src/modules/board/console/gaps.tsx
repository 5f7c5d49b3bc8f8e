/** 差额名单: every person between register and payment, with the reason. */
import { ask } from '#ui/ask.ts'
import { monthText } from '#kernel/calendar.ts'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useMonth } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column, Filter } from '#ui/table-parts.ts'
import { board, gapText, GapKind, type Gap } from '../contract.ts'

const columns: ReadonlyArray<Column<Gap>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'organisation', title: '服务机构', render: (row) => row.organisation },
  { key: 'kind', title: '差在哪里', render: (row) => gapText[row.kind] },
  { key: 'reason', title: '原因', render: (row) => row.reason },
  {
    key: 'explained',
    title: '说明',
    render: (row) => (
      <FamilyTag family={row.explained ? 'green' : 'orange'} text={row.explained ? '已说明' : '待办理'} />
    ),
  },
]

const filters: readonly Filter[] = [
  {
    kind: 'pick',
    name: 'kind',
    label: '差在哪里',
    choices: GapKind.options.map((value) => ({ value, label: gapText[value] })),
  },
]

export function Gaps() {
  const { month } = useMonth()
  return (
    <PageBody title="四数差额名单" beside={monthText(month)} way={[{ title: '月度总览', to: '/month' }]}>
      <SearchTable<Gap, { rows: Gap[]; total: number }>
        name="gaps"
        title="四数差额名单"
        answer={['board', 'gaps', month]}
        load={(query) => {
          const kind = GapKind.safeParse(query.filters['kind'])
          return ask(board, 'gaps', {
            month,
            ...(kind.success ? { kind: kind.data } : {}),
            page: query.page,
            pageSize: query.pageSize,
          })
        }}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.personId}
        order="按乡镇法定顺序、姓名"
        empty="没有差额：在册、名册、结算、发放一致。"
      />
    </PageBody>
  )
}

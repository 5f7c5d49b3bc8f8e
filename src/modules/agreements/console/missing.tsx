/** 缺协议人员: on the register and served, without an agreement that holds today; drafted together (screens 4.8). */
import { Button } from 'antd'
import { SupportMode, supportModeText } from '#kernel/self-care.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { useAddress } from '#ui/address.ts'
import { ask } from '#ui/ask.ts'
import { useGo } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { LevelTag } from '#ui/status-tag.tsx'
import { watched } from '#ui/store.ts'
import type { Column, Filter, TablePage } from '#ui/table-parts.ts'
import { agreements } from '../contract.ts'

type Row = OutputOf<typeof agreements.operations.withoutAgreement>['rows'][number]

/** Whom the next batch is for; empty means everybody of the place chosen there. */
export const chosenForBatch = watched<{ kind: SupportMode; persons: readonly { personId: string; name: string }[] }>({
  kind: 'dispersed',
  persons: [],
})

const columns: ReadonlyArray<Column<Row>> = [
  { key: 'name', title: '姓名', fixed: true, render: (row) => <PersonLink personId={row.personId} name={row.name} /> },
  { key: 'village', title: '村（居）', render: (row) => row.village || '—' },
  { key: 'level', title: '能力等级', render: (row) => <LevelTag level={row.level} /> },
]

const filters: readonly Filter[] = [
  {
    kind: 'pick',
    name: 'kind',
    label: '供养方式',
    choices: SupportMode.options.map((value) => ({ value, label: supportModeText[value] })),
  },
]

const kindOf = (text: string | undefined): SupportMode => SupportMode.safeParse(text).data ?? 'dispersed'

export function Missing() {
  const may = useMay()
  const go = useGo()
  const { area } = useArea()
  const kind = kindOf(useAddress().state['kind'])
  const draft = (persons: readonly Row[]) => {
    chosenForBatch.set({ kind, persons: persons.map(({ personId, name }) => ({ personId, name })) })
    go('/agreements/batch')
  }
  return (
    <PageBody title="缺协议人员" way={[{ title: '协议', to: '/agreements' }]} beside="今天没有生效协议的在册人员">
      <SearchTable<Row, TablePage<Row>>
        name="agreements-missing"
        title="缺协议人员"
        answer={['agreements', 'withoutAgreement', area]}
        load={async ({ filters: values, page, pageSize }) => {
          const asked = { kind: kindOf(values['kind']), townshipId: area ?? null, page, pageSize }
          const { rows, total } = await ask(agreements, 'withoutAgreement', asked)
          return { rows, total: Math.min(total, 1000), totalIsExact: total <= 1000 }
        }}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.personId}
        order="按村、姓名"
        empty="在册人员都有生效的协议。"
        {...(may('agreements.draftBatch')
          ? {
              batch: (selection) => (
                <Button type="primary" onClick={() => (selection.kind === 'some' ? draft(selection.rows) : draft([]))}>
                  {selection.kind === 'some' ? `批量拟定${selection.keys.length}人` : '批量拟定全部'}
                </Button>
              ),
            }
          : {})}
      />
    </PageBody>
  )
}

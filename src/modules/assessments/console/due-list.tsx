/** 今年到期: persons who are still to be assessed this year, first those back from hospital. */
import { ask, useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day } from '#ui/dates.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea } from '#ui/place.ts'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag, LevelTag, ModeTag } from '#ui/status-tag.tsx'
import { useMay } from '#ui/me.tsx'
import type { Column, Filter, TablePage } from '#ui/table-parts.ts'
import { assessments } from '../contract.ts'
import type { DueRow } from '../shapes.ts'
import { PlanButton } from './plan-button.tsx'

const columns: ReadonlyArray<Column<DueRow>> = [
  {
    key: 'person',
    title: '人员',
    fixed: true,
    render: (row) => <PersonLink personId={row.personId} name={row.person} />,
  },
  { key: 'age', title: '年龄', right: true, render: (row) => row.age },
  { key: 'township', title: '乡镇（街道）', render: (row) => row.township },
  { key: 'village', title: '村（居）', render: (row) => row.village || '—' },
  { key: 'mode', title: '供养方式', render: (row) => (row.mode ? <ModeTag mode={row.mode} /> : '—') },
  { key: 'level', title: '现等级', render: (row) => (row.level ? <LevelTag level={row.level} /> : '—') },
  { key: 'last', title: '上次评估', render: (row) => (row.lastOn ? <Day day={row.lastOn} /> : '本系统中没有') },
  { key: 'why', title: '为什么', render: (row) => <Reason row={row} /> },
  { key: 'due', title: '应于', render: (row) => <Day day={row.dueOn} /> },
]

function Reason({ row }: { row: DueRow }) {
  if (!row.hospitalUntil) return '年度评估'
  return (
    <>
      <FamilyTag family="orange" text="出院后" /> <Day day={row.hospitalUntil} />
      出院
    </>
  )
}

const filters: readonly Filter[] = [{ kind: 'text', name: 'words', label: '姓名' }]

export function DueList() {
  const { area } = useArea()
  const may = useMay()
  return (
    <>
      <Yearly />
      <SearchTable<DueRow, TablePage<DueRow>>
        name="assessments.due"
        title="今年到期"
        answer={['assessments', 'due', area]}
        load={async ({ filters: chosen, page, pageSize }) => {
          const input = { words: chosen['words'] ?? '', townshipId: area ?? null, page, pageSize }
          const { rows, total, at } = await ask(assessments, 'due', input)
          return { rows, total: Math.min(total, 1000), totalIsExact: total <= 1000, asOf: at }
        }}
        columns={columns}
        filters={filters}
        rowKey={(row) => row.personId}
        order="出院后的在前，其余按乡镇、村"
        empty="今年到期的都已评估。"
        {...(may('assessments.plan')
          ? {
              batch: (selection, clear) =>
                selection.kind === 'some' && (
                  <PlanButton of={`${selection.keys.length}人`} personIds={selection.keys} onDone={clear} />
                ),
            }
          : {})}
      />
    </>
  )
}

/** Why everybody stands here once a year. */
function Yearly() {
  const { data } = useAnswer(assessments, 'due', { pageSize: 1 })
  if (!data || data.citations.length === 0) return null
  return (
    <p className="gy-help">
      每年评估一次，{data.year}年还没有评估的列在这里；出院后的提前评估。 <Basis citations={data.citations} />
    </p>
  )
}

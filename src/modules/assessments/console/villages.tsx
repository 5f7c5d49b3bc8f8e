/** 按村计划: the year by village; planned, printed and carried round in one go. */
import { Table } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Day } from '#ui/dates.tsx'
import { NumberLink } from '#ui/link.tsx'
import { useArea } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { assessments } from '../contract.ts'
import type { VillageRow } from '../shapes.ts'
import { PlanButton } from './plan-button.tsx'
import { PrintForms } from './print-forms.tsx'

export function Villages() {
  const { area } = useArea()
  const answer = useAnswer(assessments, 'villages', { townshipId: area ?? null })
  return (
    <Answer answer={answer}>
      {({ rows, year, persons, done, planned }) => (
        <>
          <p>
            {year}年度：在册{persons}人，已评估{done}人，已列入计划{planned}人，剩{persons - done - planned}人。
          </p>
          {rows.length === 0 ? <Empty>没有在册人员。</Empty> : <ByVillage rows={rows} />}
        </>
      )}
    </Answer>
  )
}

function ByVillage({ rows }: { rows: readonly VillageRow[] }) {
  return (
    <Table<VillageRow>
      size="small"
      aria-label="按村计划"
      rowKey={(row) => `${row.townshipId} ${row.villageId}`}
      dataSource={[...rows]}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { title: '乡镇（街道）', dataIndex: 'township' },
        { title: '村（居）', dataIndex: 'village' },
        { title: '在册', dataIndex: 'persons', align: 'right' },
        { title: '已评估', dataIndex: 'done', align: 'right' },
        { title: '已列入计划', align: 'right', render: (_, row) => <Planned row={row} /> },
        { title: '还没有安排', dataIndex: 'left', align: 'right' },
        { title: '计划日', render: (_, row) => <Day day={row.plannedOn} /> },
        { title: '办理', render: (_, row) => <Deeds row={row} /> },
      ]}
    />
  )
}

function Planned({ row }: { row: VillageRow }) {
  if (row.planned === 0) return 0
  return <NumberLink count={row.planned} to={`/assessments?tab=open&area=${row.townshipId}`} />
}

function Deeds({ row }: { row: VillageRow }) {
  if (!row.villageId) return '请先登记村（居）'
  return (
    <>
      {row.left > 0 && <PlanButton small of={`${row.village}${row.left}人`} villageId={row.villageId} />}
      {row.planned > 0 && <PrintForms small villageId={row.villageId} />}
      {row.left === 0 && row.planned === 0 && '已完成'}
    </>
  )
}

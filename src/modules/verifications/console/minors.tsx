/** 未成年人和在读: who reaches an age in the coming ninety days, who goes on because of school. */
import { Table } from 'antd'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { useMay } from '#ui/me.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { useArea } from '#ui/place.ts'
import { Answer, Empty } from '#ui/states.tsx'
import { DeadlineChip } from '#ui/deadline-chip.tsx'
import { verifications } from '../contract.ts'
import type { MinorRow } from '../shapes.ts'
import { SchoolButton, SchoolFile } from './school-form.tsx'

const matterText: Record<MinorRow['matter'], (row: MinorRow) => string> = {
  turns_young: ({ matterAge }) => `满${matterAge}周岁：核对无劳动能力的情形`,
  turns_support: ({ matterAge }) => `满${matterAge}周岁：在读的继续，不在读的终止`,
  in_school: () => '在读，继续供养；到期再核对',
  school_over: () => '在读证明到期：仍在读的继续，不在读的终止',
}

export function Minors() {
  const { area } = useArea()
  const answer = useAnswer(verifications, 'minors', { townshipId: area ?? null })
  return (
    <Answer answer={answer}>
      {({ rows, stages, citations }) => (
        <>
          <p>
            今后90天内满16、18周岁的，和满18周岁后在读继续供养的，共{rows.length}人。在读每年核对一次。{' '}
            <Basis citations={citations} />
          </p>
          {rows.length === 0 ? (
            <Empty>今后90天内没有满16、18周岁的人，也没有在读继续供养的人。</Empty>
          ) : (
            <Rows rows={rows} stages={stages} />
          )}
        </>
      )}
    </Answer>
  )
}

interface RowsProps {
  rows: readonly MinorRow[]
  stages: ReadonlyArray<{ code: string; text: string }>
}

function Rows({ rows, stages }: RowsProps) {
  const { state } = useAddress()
  return (
    <Table<MinorRow>
      size="middle"
      aria-label="未成年人和在读"
      rowKey="personId"
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={[...rows]}
      rowClassName={(row) => (row.personId === state['person'] ? 'gy-chosen-row' : '')}
      columns={[
        { title: '人员', render: (_, row) => <PersonLink personId={row.personId} name={row.person} /> },
        { title: '出生日期', render: (_, row) => <Day day={row.bornOn} /> },
        { title: '年龄', align: 'right', render: (_, row) => row.age },
        { title: '村（居）', render: (_, row) => `${row.township} ${row.village}` },
        { title: '核对什么', render: (_, row) => matterText[row.matter](row) },
        { title: '哪一天', render: (_, row) => <Day day={row.on} /> },
        {
          title: '还剩',
          render: (_, row) => <DeadlineChip deadline={{ due: row.on, left: row.left, unit: 'calendar' }} />,
        },
        { title: '在读证明', render: (_, row) => <SchoolText row={row} /> },
        { title: '办理', render: (_, row) => <Deeds row={row} stages={stages} /> },
      ]}
    />
  )
}

function SchoolText({ row: { school } }: { row: MinorRow }) {
  if (!school) return '—'
  return (
    <>
      {school.school} {school.grade}，至{school.untilOn} {school.hasFile && <SchoolFile schoolId={school.id} />}
    </>
  )
}

function Deeds({ row, stages }: { row: MinorRow; stages: RowsProps['stages'] }) {
  const may = useMay()
  if (row.openChangeId)
    return may('endings.change') ? <Link to={`/changes/${row.openChangeId}`}>正在办理变更 ▸</Link> : '正在办理变更'
  if (row.matter === 'turns_young')
    return may('endings.open') ? (
      <Link to={`/changes/new?kind=minor&person=${row.personId}&reason=turned_${row.matterAge}`}>核对并登记 ▸</Link>
    ) : null
  const facts = encodeURIComponent(`已满${row.matterAge}周岁，不在义务教育、普通高中或中等职业学校就读`)
  return (
    <span className="gy-actions">
      <SchoolButton row={row} stages={stages} />
      {may('endings.open') && row.matter !== 'in_school' && (
        <Link to={`/changes/new?kind=end&person=${row.personId}&reason=labour_regained&facts=${facts}`}>
          不在读，提出终止 ▸
        </Link>
      )}
    </span>
  )
}

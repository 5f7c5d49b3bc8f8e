/** 试算与对比: this place on another day, or with drafts tried; key by key. */
import { Checkbox, Input, Table } from 'antd'
import { useState } from 'react'
import type { PlainDate } from '#kernel/calendar.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Answer, Empty, Trial } from '#ui/states.tsx'
import { policy } from '../contract.ts'
import type { ValueRow } from '../shapes.ts'
import { DayPick } from './day-pick.tsx'
import { Parts, RowStatus } from './in-force.tsx'
import type { Where } from './policy.tsx'

export function Compare({ where }: { where: Where }) {
  const [day, setDay] = useState<PlainDate>(where.day)
  const [area, setArea] = useState(where.area ?? '')
  const [drafts, setDrafts] = useState(true)
  const other = { ...where, day, withDrafts: drafts, ...(/^\d{6}$/.test(area) ? { area } : {}) }
  const found = useAnswer(policy, 'compare', { one: where, other }, { keepLast: true })
  return (
    <>
      <p className="gy-actions">
        <DayPick label="另一日期" day={day} onChoose={setDay} />
        <label>
          另一地区代码{' '}
          <Input style={{ width: 110 }} maxLength={6} value={area} onChange={(event) => setArea(event.target.value)} />
        </label>
        <Checkbox checked={drafts} onChange={(event) => setDrafts(event.target.checked)}>
          含征求意见稿
        </Checkbox>
      </p>
      <Answer answer={found}>
        {(data) => (
          <>
            {data.mark && <Trial>{data.mark}</Trial>}
            {data.rows.length === 0 ? <Empty>两边的规定完全相同。</Empty> : <Differences rows={data.rows} />}
          </>
        )}
      </Answer>
    </>
  )
}

interface Difference {
  key: string
  title: string
  one: ValueRow
  other: ValueRow
}

function Differences({ rows }: { rows: Difference[] }) {
  return (
    <Table
      size="small"
      rowKey="key"
      dataSource={rows}
      pagination={rows.length > 60 ? { pageSize: 60, showSizeChanger: false } : false}
      columns={[
        { title: '事项', width: 180, dataIndex: 'title' },
        { title: '现在看的', render: (_, row) => <Side row={row.one} /> },
        { title: '另一边', render: (_, row) => <Side row={row.other} /> },
      ]}
    />
  )
}

const Side = ({ row }: { row: ValueRow }) => (
  <>
    <RowStatus status={row.status} />
    <Parts row={row} />
    {row.citations.length > 0 && <Basis citations={row.citations} />}
  </>
)

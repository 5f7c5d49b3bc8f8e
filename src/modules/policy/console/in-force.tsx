/** 在用规定: topics, rows, and on the right the clause of the row. */
import { Table } from 'antd'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Day } from '#ui/dates.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Family } from '#ui/status-words.ts'
import { policy } from '../contract.ts'
import type { ValueRow } from '../shapes.ts'
import { levelText } from '../words.ts'
import { Detail } from './detail.tsx'
import type { Where } from './policy.tsx'

export function InForce({ where, search }: { where: Where; search: string }) {
  const { state, change } = useAddress()
  const topic = state['topic']
  const list = useAnswer(policy, 'inForce', { ...where, search, ...(topic ? { topic } : {}) }, { keepLast: true })
  return (
    <Answer answer={list}>
      {(data) => (
        <div style={{ display: 'grid', gridTemplateColumns: '8.5rem minmax(0, 1fr) minmax(14rem, 21rem)', gap: 16 }}>
          <Topics topics={data.topics} chosen={topic} onChoose={(next) => change({ topic: next, key: undefined })} />
          <section aria-label="在用规定">
            <h2>在用规定（{data.total}项）</h2>
            <Rows rows={data.rows} chosen={state['key']} onChoose={(key) => change({ key })} />
          </section>
          <aside aria-label="详情">
            {state['key'] ? <Detail name={state['key']} where={where} /> : <Empty>点一行看条款原文和沿革。</Empty>}
          </aside>
        </div>
      )}
    </Answer>
  )
}

interface TopicsProps {
  topics: readonly { topic: string; title: string; count: number }[]
  chosen: string | undefined
  onChoose: (topic: string | undefined) => void
}

function Topics({ topics, chosen, onChoose }: TopicsProps) {
  const all = topics.reduce((sum, { count }) => sum + count, 0)
  const shown = [{ topic: undefined, title: '全部', count: all }, ...topics.filter(({ count }) => count > 0)]
  return (
    <nav aria-label="主题">
      <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {shown.map(({ topic, title, count }) => (
          <li key={title}>
            <button
              type="button"
              className="gy-phrase"
              aria-current={topic === chosen ? 'true' : undefined}
              onClick={() => onChoose(topic)}
            >
              {title} {count}
              {topic === chosen ? ' ◂' : ''}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const familyOf: Record<ValueRow['status'], Family> = {
  在用: 'green',
  本系统默认: 'neutral',
  试算: 'purple',
  尚未施行: 'blue',
  已失效: 'neutral',
  只有草案: 'orange',
  未规定: 'neutral',
}

export const RowStatus = ({ status }: { status: ValueRow['status'] }) => (
  <FamilyTag family={familyOf[status]} text={status} />
)

export const Parts = ({ row }: { row: Pick<ValueRow, 'parts' | 'unit'> }) => (
  <>
    {row.parts.map(({ label, text }) => (
      <div key={label}>
        {label ? `${label} ` : ''}
        {text}
      </div>
    ))}
  </>
)

interface RowsProps {
  rows: ValueRow[]
  chosen: string | undefined
  onChoose: (key: string) => void
}

function Rows({ rows, chosen, onChoose }: RowsProps) {
  if (rows.length === 0) return <Empty>这一天这个地区没有这样的规定。可以换一个日期、主题或字词再看。</Empty>
  return (
    <Table
      size="small"
      rowKey="key"
      dataSource={rows}
      pagination={rows.length > 60 ? { pageSize: 60, showSizeChanger: false } : false}
      rowClassName={(row) => (row.key === chosen ? 'gy-chosen' : '')}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: '事项',
          width: 150,
          render: (_, row) => (
            <button
              type="button"
              className="gy-phrase"
              aria-pressed={row.key === chosen}
              onClick={() => onChoose(row.key)}
            >
              {row.title}
            </button>
          ),
        },
        { title: '数值', width: 220, render: (_, row) => <Parts row={row} /> },
        { title: '单位', width: 80, render: (_, row) => row.unit || '—' },
        { title: '起', width: 100, render: (_, row) => <Day day={row.from} /> },
        { title: '止', width: 100, render: (_, row) => <Day day={row.to} /> },
        { title: '层级', width: 60, render: (_, row) => (row.level ? levelText[row.level] : '—') },
        { title: '依据', width: 60, render: (_, row) => <Basis citations={row.citations} value={row.text} /> },
        { title: '状态', width: 110, render: (_, row) => <RowStatus status={row.status} /> },
        {
          title: '被替代的旧值',
          width: 110,
          render: (_, row) => (row.passedOver > 0 ? `${row.passedOver}项 ▸` : '—'),
        },
      ]}
    />
  )
}

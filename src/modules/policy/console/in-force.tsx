/** 在用规定: topics, rows, and on the right the clause of the row. */
import { Button, Table, type TableColumnsType } from 'antd'
import { useAddress } from '#ui/address.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Span } from '#ui/dates.tsx'
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
        <div className={state['key'] ? 'gy-in-force gy-in-force-open' : 'gy-in-force'}>
          <Topics topics={data.topics} chosen={topic} onChoose={(next) => change({ topic: next, key: undefined })} />
          <section aria-label="在用规定">
            <h2>
              在用规定（{data.total}项） <span className="gy-help">点一行看条款原文和沿革</span>
            </h2>
            <Rows rows={data.rows} chosen={state['key']} onChoose={(key) => change({ key })} />
          </section>
          {state['key'] && (
            <aside aria-label="详情">
              <Button size="small" type="text" onClick={() => change({ key: undefined })}>
                收起详情
              </Button>
              <Detail name={state['key']} where={where} />
            </aside>
          )}
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
      columns={columnsOf(chosen, onChoose)}
    />
  )
}

/** With a row's details beside it the table keeps what tells the rows apart; the details say the rest. */
function columnsOf(chosen: string | undefined, onChoose: (key: string) => void): TableColumnsType<ValueRow> {
  const always: TableColumnsType<ValueRow> = [
    {
      title: '事项',
      width: '24%',
      render: (_, row) => (
        <button type="button" className="gy-phrase" aria-pressed={row.key === chosen} onClick={() => onChoose(row.key)}>
          {row.title}
        </button>
      ),
    },
    {
      title: '数值',
      render: (_, row) => (
        <>
          <Parts row={row} />
          {row.unit && <span className="gy-help">（{row.unit}）</span>}
        </>
      ),
    },
    { title: '依据', width: 60, render: (_, row) => <Basis citations={row.citations} value={row.text} /> },
    { title: '状态', width: 118, render: (_, row) => <RowStatus status={row.status} /> },
  ]
  if (chosen) return always
  return [
    ...always,
    {
      title: '起止',
      width: 200,
      render: (_, row) => (row.from ? <Span from={row.from} to={row.to} /> : '—'),
    },
    { title: '层级', width: 60, render: (_, row) => (row.level ? levelText[row.level] : '—') },
    { title: '旧值', width: 70, render: (_, row) => (row.passedOver > 0 ? `${row.passedOver}项` : '—') },
  ]
}

/** 与上位规定不一致: both wordings side by side, and what is used here. */
import { Table } from 'antd'
import type * as z from 'zod'
import type { Citation } from '#kernel/policy.ts'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { policy } from '../contract.ts'
import type { BeyondLine, ConflictLine, RuleLine } from '../shapes.ts'
import { levelText } from '../words.ts'
import type { Where } from './policy.tsx'

export function Conflicts({ where }: { where: Where }) {
  const list = useAnswer(policy, 'conflicts', where, { keepLast: true })
  return (
    <Answer answer={list}>
      {({ rows, beyond }) => (
        <>
          {rows.length + beyond.length === 0 && <Empty>这一天这个地区没有与上位规定不一致的规定。</Empty>}
          {beyond.length > 0 && <Beyond rows={beyond} />}
          {rows.length > 0 && <Opposed rows={rows} />}
        </>
      )}
    </Answer>
  )
}

const Opposed = ({ rows }: { rows: z.infer<typeof ConflictLine>[] }) => (
  <Table
    size="small"
    rowKey={(row) => `${row.key} ${row.decided.area} ${row.other.area} ${row.other.text}`}
    dataSource={rows}
    pagination={false}
    columns={[
      { title: '事项', width: 180, dataIndex: 'title' },
      { title: '采用的规定', render: (_, row) => <Wording line={row.decided} /> },
      { title: '不一致的规定', render: (_, row) => <Wording line={row.other} /> },
    ]}
  />
)

/** The county's own value goes on; who should have set it is said with the clause. */
const Beyond = ({ rows }: { rows: z.infer<typeof BeyondLine>[] }) => (
  <Table
    size="small"
    rowKey="key"
    dataSource={rows}
    pagination={false}
    columns={[
      { title: '事项', width: 180, dataIndex: 'title' },
      { title: '现在的规定', render: (_, row) => <Cited text={row.text} citations={row.own} /> },
      { title: '谁可规定', render: (_, row) => <Cited text={row.message} citations={row.citations} /> },
    ]}
  />
)

const Cited = ({ text, citations }: { text: string; citations: z.infer<typeof Citation>[] }) => (
  <>
    {text} <Basis citations={citations} />
  </>
)

const Wording = ({ line }: { line: RuleLine }) => (
  <>
    {levelText[line.level]}：{line.text} <Basis citations={line.citations} />
  </>
)

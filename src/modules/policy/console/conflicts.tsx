/** 与上位规定不一致: both wordings side by side, and what is used here. */
import { Table } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { policy } from '../contract.ts'
import type { RuleLine } from '../shapes.ts'
import { levelText } from '../words.ts'
import type { Where } from './policy.tsx'

export function Conflicts({ where }: { where: Where }) {
  const list = useAnswer(policy, 'conflicts', where, { keepLast: true })
  return (
    <Answer answer={list}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty>这一天这个地区没有与上位规定不一致的规定。</Empty>
        ) : (
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
      }
    </Answer>
  )
}

const Wording = ({ line }: { line: RuleLine }) => (
  <>
    {levelText[line.level]}：{line.text} <Basis citations={line.citations} />
  </>
)

/** 一人一档: the agreements of one person. */
import { Table } from 'antd'
import { useAnswer } from '#ui/ask.ts'
import { Span } from '#ui/dates.tsx'
import { Link } from '#ui/link.tsx'
import { Panel } from '#ui/page.tsx'
import { Answer } from '#ui/states.tsx'
import { StatusTag } from '#ui/status-tag.tsx'
import { agreements } from '../contract.ts'
import { agreementStatusText } from '../words.ts'
import { Marks } from './agreements.tsx'

export function AgreementsPanel({ personId }: { personId: string }) {
  const answer = useAnswer(agreements, 'list', { personId, pageSize: 8 })
  return (
    <Answer answer={answer} lines={2}>
      {({ rows, total }) => (
        <Panel title="协议" count={total}>
          {rows.length === 0 ? (
            <p className="gy-help">还没有协议。请在“协议”中拟定。</p>
          ) : (
            <Table
              size="small"
              rowKey="id"
              pagination={false}
              dataSource={rows}
              columns={[
                { title: '协议号', render: (_, row) => <Link to={`/agreements/${row.id}`}>{row.number}</Link> },
                { title: '各方', render: (_, row) => <Marks row={row} /> },
                { title: '起止', render: (_, row) => <Span from={row.from} to={row.to} /> },
                { title: '状态', render: (_, row) => <StatusTag of="协议" word={agreementStatusText[row.status]} /> },
              ]}
            />
          )}
        </Panel>
      )}
    </Answer>
  )
}

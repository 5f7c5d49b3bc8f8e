/** Who has no provider this month and why: these persons stand on no roster (screens 4.10). */
import { Table } from 'antd'
import type { PlainMonth } from '#kernel/calendar.ts'
import { useAnswer } from '#ui/ask.ts'
import { Link } from '#ui/link.tsx'
import { Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { Loading } from '#ui/states.tsx'
import { rosters } from '../contract.ts'

export function Unplaced({ month }: { month: PlainMonth }) {
  const found = useAnswer(rosters, 'unplaced', { month })
  if (found.isPending) return <Loading lines={2} />
  const rows = found.data ?? []
  return (
    <div id="unplaced">
      <Panel title="没有服务机构的人员" count={rows.length} extra={<Link to="/providers">去购买合同</Link>}>
        <ReasonsOf error={found.error} action="查看没有服务机构的人员" />
        {rows.length === 0 ? (
          <p className="gy-help">分散供养的在册人员都有服务机构。</p>
        ) : (
          <Table
            size="small"
            rowKey="personId"
            pagination={rows.length > 10 ? { pageSize: 10 } : false}
            dataSource={rows}
            columns={[
              { title: '姓名', width: 120, render: (_, row) => <PersonLink personId={row.personId} name={row.name} /> },
              { title: '乡镇（街道）', width: 160, dataIndex: 'township' },
              { title: '为什么没有', dataIndex: 'reason' },
              { title: '怎么办', render: () => '签订覆盖该乡镇的购买合同并生效，再重新生成名册' },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}

/** What turned out after locking: shown beside the roster, settled in a later month. */
import { Button, Table } from 'antd'
import type { PlainMonth } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Moment } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { Panel } from '#ui/page.tsx'
import { PersonLink } from '#ui/person-link.tsx'
import { ReasonsOf } from '#ui/reasons.tsx'
import { rosters } from '../contract.ts'

const kindText = { should_not_be_on: '不应在册', should_be_on: '漏列', level: '等级不同' }

export function Adjustments({ month }: { month: PlainMonth }) {
  const may = useMay()
  const found = useAnswer(rosters, 'adjustments', { month })
  const find = useCommand(rosters, 'findAdjustments')
  const rows = found.data ?? []
  const button = may('rosters.findAdjustments') && (
    <Button loading={find.isPending} onClick={() => find.mutate({ month })}>
      查找更正
    </Button>
  )
  return (
    <Panel title="锁定后发现的更正" count={rows.length} extra={button}>
      <ReasonsOf error={find.error ?? found.error} action="查找更正" />
      {rows.length === 0 ? (
        <p className="gy-help">没有发现更正。锁定后得知的死亡、转入机构、等级变化会列在这里，并在以后月份结算。</p>
      ) : (
        <Table
          size="small"
          rowKey="id"
          pagination={rows.length > 20 ? { pageSize: 20 } : false}
          dataSource={rows}
          columns={[
            { title: '姓名', render: (_, row) => <PersonLink personId={row.personId} name={row.name} /> },
            { title: '乡镇（街道）', dataIndex: 'township' },
            { title: '更正', render: (_, row) => kindText[row.kind] },
            { title: '原因', dataIndex: 'reason' },
            { title: '得知时间', render: (_, row) => <Moment at={row.knownAt} /> },
          ]}
        />
      )}
    </Panel>
  )
}

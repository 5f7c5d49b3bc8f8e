/** 请假代理: who is away from–to and who acts for him. */
import { Button } from 'antd'
import { ask, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'
import { today } from '#ui/place.ts'
import { ReasonsOf } from '#ui/reasons.tsx'
import { SearchTable } from '#ui/search-table.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import type { Column } from '#ui/table-parts.ts'
import { duties, type Leave } from '../contract.ts'
import { LeaveButton } from './leave-form.tsx'

function LeaveState({ leave: { cancelled, fromOn, toOn } }: { leave: Leave }) {
  if (cancelled) return <FamilyTag family="neutral" text="已取消" />
  if (toOn < today()) return <FamilyTag family="neutral" text="已结束" />
  return fromOn <= today() ? <FamilyTag family="orange" text="代理中" /> : <FamilyTag family="blue" text="还没有开始" />
}

const columns: ReadonlyArray<Column<Leave>> = [
  { key: 'name', title: '请假人', render: (leave) => leave.name },
  { key: 'deputy', title: '代理人', render: (leave) => leave.deputyName },
  { key: 'span', title: '起止', render: (leave) => `${leave.fromOn}至${leave.toOn}` },
  { key: 'state', title: '状态', render: (leave) => <LeaveState leave={leave} /> },
  { key: 'reason', title: '事由', render: (leave) => leave.reason },
  { key: 'madeBy', title: '登记', render: (leave) => leave.madeBy },
  { key: 'deeds', title: '办理', render: (leave) => (leave.mayCancel ? <Cancel leave={leave} /> : '—') },
]

function Cancel({ leave }: { leave: Leave }) {
  const cancel = useCommand(duties, 'cancelLeave')
  const say = useSay()
  const run = () =>
    void cancel.mutateAsync({ id: leave.id }).then(
      () => say(`已取消${leave.name}的请假代理`),
      () => {},
    )
  return (
    <>
      <Button size="small" loading={cancel.isPending} onClick={run}>
        取消
      </Button>
      <ReasonsOf error={cancel.error} action="取消请假代理" />
    </>
  )
}

export function Leaves() {
  const may = useMay()
  return (
    <>
      {may('duties.takeLeave') && (
        <p className="gy-help">
          请假期间，代理人对请假人负责的全部职能负责；同一科室的其他工作同事本来就能办理。 <LeaveButton />
        </p>
      )}
      <SearchTable<Leave, { rows: Leave[]; total: number }>
        name="leaves"
        title="请假代理"
        answer={['duties', 'leaves']}
        load={({ page, pageSize }) => ask(duties, 'leaves', { page, pageSize })}
        columns={columns}
        rowKey={(leave) => leave.id}
        order="最近开始的在前"
        empty="还没有登记过请假代理。"
      />
    </>
  )
}

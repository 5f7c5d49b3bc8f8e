/** 送审: what waits for a second person, and what was decided. */
import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import { dateText } from '#kernel/calendar.ts'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { Confirm, useSay } from '#ui/confirm.tsx'
import { Day, Moment } from '#ui/dates.tsx'
import { useMay } from '#ui/me.tsx'
import { Answer, Empty } from '#ui/states.tsx'
import { FamilyTag } from '#ui/status-tag.tsx'
import { policy } from '../contract.ts'
import type { ProposalRow } from '../shapes.ts'
import { Withdraw } from './withdraw.tsx'

const families = { 待采用: 'blue', 已采用: 'green', 已退回: 'orange' } as const

export function Proposals() {
  const list = useAnswer(policy, 'proposals', {})
  return (
    <Answer answer={list}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty next={{ title: '登记新标准', to: '/policy/new' }}>还没有送审的标准。</Empty>
        ) : (
          <Table
            size="small"
            rowKey="id"
            dataSource={rows}
            scroll={{ x: 'max-content' }}
            pagination={rows.length > 50 ? { pageSize: 50 } : false}
            columns={[
              { title: '事项', width: 150, render: (_, row) => row.title },
              { title: '数值', width: 200, render: (_, row) => row.text },
              { title: '起', width: 100, render: (_, row) => <Day day={row.from} /> },
              { title: '依据', width: 60, render: (_, row) => <Basis citations={row.citations} /> },
              { title: '登记人', width: 90, dataIndex: 'proposer' },
              { title: '送审时间', width: 130, render: (_, row) => <Moment at={row.proposedAt} /> },
              {
                title: '状态',
                width: 150,
                render: (_, row) => <Status row={row} />,
              },
              { title: '决定人', width: 90, render: (_, row) => row.decider || '—' },
              { title: '办理', width: 190, render: (_, row) => <Decide row={row} /> },
            ]}
          />
        )
      }
    </Answer>
  )
}

function Status({ row }: { row: ProposalRow }) {
  return (
    <>
      <FamilyTag family={families[row.status]} text={row.status} />
      {row.withdrawnFrom && <p className="gy-warning">自{dateText(row.withdrawnFrom)}起撤回</p>}
    </>
  )
}

function Decide({ row }: { row: ProposalRow }) {
  const may = useMay()
  const [asking, setAsking] = useState<'adopt' | 'reject'>()
  const [reason, setReason] = useState('')
  const adopt = useCommand(policy, 'adopt', { answers: ['policy'] })
  const reject = useCommand(policy, 'reject')
  const say = useSay()
  if (row.mayWithdraw && may('policy.withdraw')) return <Withdraw row={row} />
  if (row.status !== '待采用') return <span className="gy-help">{row.reason}</span>
  if (!may('policy.adopt')) return <span className="gy-help">等县级救助负责人采用</span>
  if (row.mine) return <span className="gy-help">本人登记，须由另一人采用</span>
  const close = () => setAsking(undefined)
  return (
    <>
      <Button size="small" onClick={() => setAsking('adopt')}>
        采用
      </Button>{' '}
      <Button size="small" onClick={() => setAsking('reject')}>
        退回修改
      </Button>
      <Confirm
        open={asking === 'adopt'}
        title={`采用“${row.title} ${row.text}”，自${dateText(row.from)}起？`}
        verb="采用"
        onClose={close}
        onConfirm={async () => say((await adopt.mutateAsync({ id: row.id })).sentence)}
      >
        已关账的月份不变。
      </Confirm>
      <Confirm
        open={asking === 'reject'}
        title={`退回“${row.title}”？`}
        verb="退回修改"
        onClose={close}
        onConfirm={() => reject.mutateAsync({ id: row.id, reason })}
      >
        <label>
          退回原因* <Input value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
        </label>
      </Confirm>
    </>
  )
}

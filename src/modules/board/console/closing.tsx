/** Closing the month: proposed by one, done by another (screens 4.9). */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { rosters, type MonthPlan } from '#modules/rosters/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { Confirm } from '#ui/confirm.tsx'
import { useMay } from '#ui/me.tsx'

export function Closing({ plan, unexplained }: { plan: MonthPlan; unexplained: number }) {
  const may = useMay()
  if (plan.status === 'closed') return null
  if (plan.closingProposedBy && may('rosters.close')) return <Close plan={plan} />
  if (!plan.closingProposedBy && may('rosters.proposeClosing')) return <Propose plan={plan} unexplained={unexplained} />
  return plan.closingProposedBy ? <span className="gy-help">已提请关账，等县级救助负责人办理</span> : null
}

function Propose({ plan, unexplained }: { plan: MonthPlan; unexplained: number }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState(unexplained > 0 ? '' : '四数核对一致，差额均有原因')
  const propose = useCommand(rosters, 'proposeClosing', { answers: ['board', 'duties'] })
  return (
    <>
      <Button onClick={() => setOpen(true)}>提请关账</Button>
      <Confirm
        open={open}
        blocked={reason.trim().length < 4}
        title={`提请关闭${monthText(plan.month)}？`}
        verb="提请关账"
        onClose={() => setOpen(false)}
        onConfirm={() => propose.mutateAsync({ month: plan.month, reason })}
      >
        <p>{unexplained > 0 ? `还有${unexplained}人的差额没有说明，负责人关账时会被拒绝。` : '没有未说明的差额。'}</p>
        <Input.TextArea
          aria-label="核对说明"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          rows={3}
        />
      </Confirm>
    </>
  )
}

function Close({ plan }: { plan: MonthPlan }) {
  const [open, setOpen] = useState(false)
  const close = useCommand(rosters, 'close', { answers: ['board', 'duties'] })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        关账
      </Button>
      <Confirm
        open={open}
        title={`关闭${monthText(plan.month)}？`}
        verb="关账"
        onClose={() => setOpen(false)}
        onConfirm={() => close.mutateAsync({ month: plan.month })}
      >
        <p>经办说明：{plan.closingReason}</p>
        <p>关账后本月任何金额都不能改，后来发现的差错用以后月份的更正行处理。</p>
      </Confirm>
    </>
  )
}

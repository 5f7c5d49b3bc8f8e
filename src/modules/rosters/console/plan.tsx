/** The days of a county's month: shown with their clause, changed with a reason (screens 4.9, 4.10). */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { monthText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { Day } from '#ui/dates.tsx'
import { Description } from '#ui/description.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { rosters, type MonthPlan } from '../contract.ts'

const days = {
  cutOffOn: '变更截止',
  lockOn: '锁定名册',
  sendOn: '发送机构',
  scoresDueOn: '乡镇送考评',
  acceptanceDueOn: '验收',
  meetingOn: '月度会议',
  payOn: '计划发放',
} as const
const names = Object.keys(days) as Array<keyof typeof days>
const labels = { ...days, reason: '调整理由' }

export function Plan({ plan }: { plan: MonthPlan }) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  const items = names.map((name) => ({ label: days[name], value: <Day day={plan[name]} /> }))
  const basis = { label: '日程依据', value: <Basis citations={plan.citations} value="每月工作日程" /> }
  const change = may('rosters.planMonth') && plan.status === 'open' && (
    <Button size="small" onClick={() => setOpen(true)}>
      调整日程
    </Button>
  )
  return (
    <Panel title="本月日程" extra={change}>
      <Description items={[...items, basis]} columns={4} />
      <Modal
        open={open}
        title={`调整${monthText(plan.month)}日程`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <PlanForm plan={plan} onDone={() => setOpen(false)} />
      </Modal>
    </Panel>
  )
}

function PlanForm({ plan, onDone }: { plan: MonthPlan; onDone: () => void }) {
  const say = useSay()
  const change = useCommand(rosters, 'planMonth', { answers: ['duties', 'board', 'evaluations'] })
  const form = useForm({
    schema: rosters.operations.planMonth.input,
    draft: `rosters.planMonth.${plan.month}`,
    initial: { month: plan.month, ...Object.fromEntries(names.map((name) => [name, plan[name]])) },
  })
  return (
    <Form
      form={form}
      action="调整日程"
      labels={labels}
      onSend={(input) => change.mutateAsync(input)}
      onDone={() => {
        say('日程已调整，待办期限随之改变')
        onDone()
      }}
    >
      <div className="gy-two">
        {names.map((name) => (
          <DayField key={name} form={form} name={name} label={days[name]} />
        ))}
      </div>
      <LongTextField form={form} name="reason" label={labels.reason} rows={2} />
    </Form>
  )
}

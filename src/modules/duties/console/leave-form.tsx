/** [交接给同事]: from–to a colleague acts for everything one answers for (screens 1.4, 4.2). */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useAnswer, useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMe } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { duties } from '../contract.ts'

export function LeaveButton() {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>交接给同事</Button>
      <Modal open={open} title="请假期间交接给同事" footer={null} width={560} onCancel={close} destroyOnHidden>
        <LeaveForm onDone={close} />
      </Modal>
    </>
  )
}

const { input: Schema } = duties.operations.takeLeave
const labels = { accountId: '谁请假', deputyId: '代理的同事', from: '起', to: '止（含当天）', reason: '事由' }
const at = { stranger: 'deputyId', leave_once_a_day: 'from' } as const

function LeaveForm({ onDone }: { onDone: () => void }) {
  const me = useMe()
  const answer = useAnswer(duties, 'colleagues', {})
  const { people = [], leads = false } = answer.data ?? {}
  const initial = { from: today(), to: today(), accountId: me.accountId }
  const form = useForm({ schema: Schema, draft: 'duties.takeLeave', initial, at })
  const take = useCommand(duties, 'takeLeave')
  const say = useSay()
  const choices = people.map(({ id, name, roleTitle }) => ({ value: id, label: `${name}（${roleTitle}）` }))
  return (
    <Form
      form={form}
      action="登记请假代理"
      labels={labels}
      onSend={async (input) => {
        await take.mutateAsync(input)
        say('已登记，请假期间由代理人负责')
      }}
      onDone={onDone}
    >
      {leads && <PickField form={form} name="accountId" label={labels.accountId} choices={choices} />}
      <PickField
        form={form}
        name="deputyId"
        label={labels.deputyId}
        choices={choices.filter(({ value }) => value !== form.values['accountId'])}
        help="同一单位、账号在用的同事。您的待办按岗位分派，同岗位的同事本来就看得到。"
      />
      <DayField form={form} name="from" label={labels.from} />
      <DayField form={form} name="to" label={labels.to} />
      <TextField form={form} name="reason" label={labels.reason} placeholder="如：外出培训" />
    </Form>
  )
}

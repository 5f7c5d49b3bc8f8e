/** 撤回: a standard adopted by mistake holds no more from a day on, once another person agrees. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import { addMonths, dateText, firstDay, monthOf } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMe } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { policy } from '../contract.ts'
import type { ProposalRow } from '../shapes.ts'

const labels = { from: '自哪一天起撤回', reason: '撤回的理由' }
const { from, reason } = policy.operations.withdraw.input.shape
const Schema = z.object({ from, reason })

export function Withdraw({ row }: { row: ProposalRow }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        撤回
      </Button>
      <Modal
        open={open}
        title={`撤回“${row.title} ${row.text}”`}
        footer={null}
        width={560}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Fields row={row} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function Fields({ row, onDone }: { row: ProposalRow; onDone: () => void }) {
  const next = firstDay(addMonths(monthOf(useMe().today), 1))
  const form = useForm({
    schema: Schema,
    draft: `policy.withdraw.${row.id}`,
    initial: { from: next > row.from ? next : row.from },
  })
  const withdraw = useCommand(policy, 'withdraw')
  const say = useSay()
  return (
    <>
      <p className="gy-help">
        这一项自{dateText(row.from)}
        起施行。登记有误的，从所选日期起不再适用，原来的规定重新适用；此前各月和已关账的月份不变。须由县级救助负责人采用后生效。
      </p>
      <Form
        form={form}
        action="送审撤回"
        labels={labels}
        onSend={async (input) => {
          await withdraw.mutateAsync({ ...input, id: row.id })
          say('已送审，由另一人采用后撤回')
        }}
        onDone={onDone}
      >
        <DayField form={form} name="from" label={labels.from} />
        <LongTextField form={form} name="reason" label={labels.reason} />
      </Form>
    </>
  )
}

/** 终止: reason, day, who takes over from the next day. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { TextField } from '#ui/fields.tsx'
import { useForm } from '#ui/form-state.ts'
import { Form } from '#ui/form.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { type AgreementPage, agreements } from '../contract.ts'

const labels = { endedOn: '终止日', reason: '终止原因', takesOver: '次日起由谁接手' }
const schema = agreements.operations.terminate.input

export function Terminate({ page }: { page: AgreementPage }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>终止</Button>
      <Modal open={open} title={`终止协议${page.number}`} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <TerminateForm page={page} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function TerminateForm({ page, onDone }: { page: AgreementPage; onDone: () => void }) {
  const terminate = useCommand(agreements, 'terminate', { answers: ['duties'] })
  const initial = { agreementId: page.id, version: page.version }
  const form = useForm({ schema, draft: `agreements.terminate.${page.id}`, initial })
  return (
    <Form
      form={form}
      action="终止协议"
      labels={labels}
      onSend={(input) => terminate.mutateAsync(input)}
      onDone={onDone}
    >
      <DayField form={form} name="endedOn" label={labels.endedOn} />
      <TextField form={form} name="reason" label={labels.reason} />
      <TextField form={form} name="takesOver" label={labels.takesOver} help="照料一天也不得中断。" />
    </Form>
  )
}

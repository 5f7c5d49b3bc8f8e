/** 登记文件: what a county's own standard rests on. */
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { policy } from '../contract.ts'

const labels = {
  title: '标题',
  name: '文号或简称',
  issuers: '发文机关',
  status: '状态',
  issuedOn: '印发日期',
  effectiveFrom: '施行日期',
  text: '全文',
}

const statuses = [
  { value: 'in_force', label: '有效' },
  { value: 'draft', label: '征求意见稿' },
]

export function NewDocumentPanel() {
  const form = useForm({ schema: policy.operations.registerDocument.input, draft: 'policy.registerDocument' })
  const register = useCommand(policy, 'registerDocument')
  const say = useSay()
  const issuers = form.values['issuers']
  const issuer = Array.isArray(issuers) ? String(issuers[0] ?? '') : ''
  // One issuer is typed as text; the operation takes a list.
  const asText = {
    ...form,
    values: { ...form.values, issuers: issuer },
    set: (name: string, value: unknown, composing?: boolean) =>
      form.set(name, name === 'issuers' && typeof value === 'string' ? [value] : value, composing),
  }
  return (
    <Panel title="登记文件">
      <Form
        form={form}
        action="登记文件"
        labels={labels}
        onSend={(sent) => register.mutateAsync(sent)}
        onDone={() => say('文件已登记，可以在上面选用')}
      >
        <TextField form={form} name="title" label={labels.title} maxLength={200} />
        <TextField form={form} name="name" label={labels.name} maxLength={120} />
        <TextField form={asText} name="issuers" label={labels.issuers} maxLength={80} />
        <PickField form={form} name="status" label={labels.status} choices={statuses} />
        <DayField form={form} name="issuedOn" label={labels.issuedOn} />
        <DayField form={form} name="effectiveFrom" label={labels.effectiveFrom} />
        <LongTextField form={form} name="text" label={labels.text} rows={6} maxLength={400_000} />
      </Form>
    </Panel>
  )
}

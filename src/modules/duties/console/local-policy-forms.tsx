/** The forms of 本地配套政策. */
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { choicesIn } from '#ui/choices.ts'
import { useSay } from '#ui/confirm.tsx'
import { MultiField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { duties, type LocalPolicy } from '../contract.ts'
import { topicText } from '../policy-rules.ts'

const fileIds = z.array(z.uuid()).optional()
const first = (ids: readonly string[] | undefined) => {
  const [fileId] = ids ?? []
  return fileId === undefined ? {} : { fileId }
}

const Register = duties.operations.registerLocalPolicy.input.omit({ fileId: true }).extend({ fileIds })
const labels = { number: '文号', title: '标题', issuedOn: '印发日', topics: '涉及的事项', fileIds: '文件' }

export function RegisterForm({ onDone }: { onDone: () => void }) {
  const form = useForm({ schema: Register, draft: 'duties.localPolicy', at: { local_policy_number: 'number' } })
  const register = useCommand(duties, 'registerLocalPolicy')
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记文件"
      labels={labels}
      onSend={async ({ fileIds: files, ...input }) => {
        await register.mutateAsync({ ...input, ...first(files) })
        say('已登记')
      }}
      onDone={onDone}
    >
      <TextField form={form} name="number" label={labels.number} placeholder="如：示民发〔2017〕12号" />
      <TextField form={form} name="title" label={labels.title} />
      <DayField form={form} name="issuedOn" label={labels.issuedOn} />
      <MultiField form={form} name="topics" label={labels.topics} choices={choicesIn(topicText)} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

const Filing = duties.operations.fileLocalPolicy.input.omit({ id: true, fileId: true }).extend({ fileIds })
const filingLabels = { on: '备案日', receipt: '回执号', fileIds: '回执' }

export function FileForm({ row, onDone }: { row: LocalPolicy; onDone: () => void }) {
  const form = useForm({ schema: Filing, draft: `duties.filing.${row.id}`, initial: { on: today() } })
  const file = useCommand(duties, 'fileLocalPolicy')
  const say = useSay()
  return (
    <Form
      form={form}
      action="登记备案"
      labels={filingLabels}
      onSend={async ({ fileIds: files, ...input }) => {
        await file.mutateAsync({ ...input, ...first(files), id: row.id })
        say('已登记备案')
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={filingLabels.on} />
      <TextField form={form} name="receipt" label={filingLabels.receipt} />
      <UploadField form={form} name="fileIds" label={filingLabels.fileIds} most={1} />
    </Form>
  )
}

/** 采用征求意见稿: a draft decides nothing until the county adopts it by its own numbered decision (BJ-0.2). */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { UploadField } from '#ui/upload-field.tsx'
import { policy } from '../contract.ts'

const labels = {
  number: '本县决定的文号',
  title: '本县决定的标题',
  decidedOn: '决定日期',
  from: '施行日',
  to: '失效日',
  file: '决定原件',
}
const Schema = policy.operations.adoptDraft.input.omit({ draft: true, keys: true })

export function AdoptDraft({ draft, title }: { draft: string; title: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        采用
      </Button>
      <Modal
        open={open}
        title={`采用征求意见稿“${title}”？`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p>
          征求意见稿本身不作依据。本县作出有文号的决定、经另一人采用后，才按决定的日期在本县施行；依据写本县的决定。
        </p>
        <AdoptForm draft={draft} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function AdoptForm({ draft, onDone }: { draft: string; onDone: () => void }) {
  const form = useForm({ schema: Schema, draft: `policy.adoptDraft.${draft}` })
  const adopt = useCommand(policy, 'adoptDraft', { answers: ['duties'] })
  const say = useSay()
  return (
    <Form
      form={form}
      action="送审"
      labels={labels}
      onSend={(input) => adopt.mutateAsync({ ...input, draft })}
      onDone={() => {
        say('已送审。另一位有权限的同事采用后生效')
        onDone()
      }}
    >
      <TextField form={form} name="number" label={labels.number} maxLength={120} />
      <TextField form={form} name="title" label={labels.title} maxLength={200} />
      <DayField form={form} name="decidedOn" label={labels.decidedOn} />
      <DayField form={form} name="from" label={labels.from} />
      <DayField form={form} name="to" label={labels.to} />
      <UploadField form={form} name="file" label={labels.file} most={1} write={(files) => files[0]?.fileId} />
    </Form>
  )
}

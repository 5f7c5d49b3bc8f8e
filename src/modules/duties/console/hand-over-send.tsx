/** [移交]: to which section or township, to whom, and what is to be done there. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import * as z from 'zod'
import type { OutputOf } from '#kernel/contract.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { duties, type Target } from '../contract.ts'

interface Props {
  subject: { subjectKind: string; subjectId: string }
  found: OutputOf<(typeof duties)['operations']['subject']>
}

export function SendButton(props: Props) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        移交
      </Button>
      <Modal
        open={open}
        title={`移交：${props.found.title}`}
        footer={null}
        width={560}
        onCancel={close}
        destroyOnHidden
      >
        <SendForm {...props} onDone={close} />
      </Modal>
    </>
  )
}

const keyOf = ({ section, townshipId }: Pick<Target, 'section' | 'townshipId'>) => townshipId ?? section
const { toAccount, note } = duties.operations.handOver.input.shape
/** A draft may name a section that takes this matter no longer. */
const schemaOf = (targets: readonly Target[]) =>
  z.object({
    target: z
      .string('请选择移交给谁')
      .refine((key) => targets.some((target) => keyOf(target) === key), '这件事不能移交给它，请另选'),
    toAccount,
    note,
  })
const labels = { target: '移交给', toAccount: '指明的人（可以不选，对方任何人都能接收）', note: '移交说明' }
const at = {
  same_section: 'target',
  other_township: 'target',
  townshipId: 'target',
  township_to_township: 'target',
  county_only: 'target',
  held: 'target',
} as const

function SendForm({ subject, found, onDone }: Props & { onDone: () => void }) {
  const { targets, term, warning } = found
  const only = targets.length === 1 ? targets[0] : undefined
  const form = useForm({
    schema: schemaOf(targets),
    draft: `duties.handOver.${subject.subjectId}`,
    at,
    ...(only ? { initial: { target: keyOf(only) } } : {}),
  })
  const send = useCommand(duties, 'handOver')
  const say = useSay()
  const chosen = targets.find((target) => keyOf(target) === form.values['target'])
  const people = chosen?.people.map(({ id, name }) => ({ value: id, label: name })) ?? []
  return (
    <Form
      form={form}
      action="送出移交"
      labels={labels}
      onSend={async ({ target, ...input }) => {
        const to = targets.find((each) => keyOf(each) === target)
        if (!to) return
        await send.mutateAsync({ ...subject, ...input, section: to.section, townshipId: to.townshipId })
        say(`已移交${to.name}，对方接收以前仍由您这边负责`)
      }}
      onDone={onDone}
    >
      <PickField
        form={form}
        name="target"
        label={labels.target}
        choices={targets.map((target) => ({ value: keyOf(target), label: target.name }))}
      />
      {people.length > 0 && <PickField form={form} name="toAccount" label={labels.toAccount} choices={people} />}
      {warning && <p className="gy-note">{warning}</p>}
      <LongTextField form={form} name="note" label={labels.note} help={`请对方办什么、材料在哪里。${term}`} />
    </Form>
  )
}

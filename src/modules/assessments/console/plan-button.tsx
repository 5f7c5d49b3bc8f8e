/** 列入计划: persons or a whole village, on a day, with the form that is used. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay, useMe } from '#ui/me.tsx'
import { choicesOf } from '#ui/choices.ts'
import { DayField } from '#ui/number-fields.tsx'
import { assessments } from '../contract.ts'
import { FormKind, formText } from '../words.ts'

const Schema = assessments.operations.plan.input.pick({ plannedOn: true, form: true, reason: true })
const labels = { plannedOn: '哪一天去', form: '用哪种表', reason: '列到明年的原因' }

interface Props {
  /** '子村12人'. */
  of: string
  personIds?: readonly string[]
  villageId?: string | null
  small?: boolean
  onDone?: () => void
}

export function PlanButton({ of, personIds = [], villageId = null, small = false, onDone }: Props) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('assessments.plan')) return null
  const done = () => {
    setOpen(false)
    onDone?.()
  }
  return (
    <>
      <Button type={small ? 'link' : 'primary'} size={small ? 'small' : 'middle'} onClick={() => setOpen(true)}>
        列入计划
      </Button>
      <Modal
        open={open}
        title={`列入年度评估计划：${of}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <PlanForm personIds={personIds} villageId={villageId} onDone={done} />
      </Modal>
    </>
  )
}

function PlanForm({ personIds, villageId, onDone }: Required<Omit<Props, 'of' | 'small'>>) {
  const me = useMe()
  const say = useSay()
  const plan = useCommand(assessments, 'plan', { answers: ['duties'] })
  const form = useForm({
    schema: Schema,
    draft: 'assessments.plan',
    initial: { plannedOn: me.today, form: 'six_items' },
  })
  const plannedOn = form.values['plannedOn']
  return (
    <Form
      form={form}
      action="列入计划"
      labels={labels}
      onDone={onDone}
      onSend={async (input) => {
        const { made, skipped } = await plan.mutateAsync({ ...input, personIds: [...personIds], villageId })
        say(skipped > 0 ? `已列入${made}人；${skipped}人已有评估在办` : `已列入${made}人，可以打印评估表`)
      }}
    >
      <DayField form={form} name="plannedOn" label={labels.plannedOn} />
      {typeof plannedOn === 'string' && plannedOn > `${me.today.slice(0, 4)}-12-31` && (
        <TextField form={form} name="reason" label={labels.reason} maxLength={500} help="今年不再评估，须写明原因" />
      )}
      <RadioField form={form} name="form" label={labels.form} choices={choicesOf(FormKind.options, formText)} />
      <p className="gy-help">GB/T 42195 供入院和照料计划参考；能力等级按六项确定。</p>
    </Form>
  )
}

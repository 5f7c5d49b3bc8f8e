/** 更正核查结果: another edition with its reason; what was said before stays. */
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, PickField, TextField, TickField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useMay } from '#ui/me.tsx'
import { DayField } from '#ui/number-fields.tsx'
import { verifications } from '../contract.ts'
import type { EntryRow } from '../shapes.ts'
import { Answer, answerText, How, howText } from '../words.ts'

const Schema = verifications.operations.correct.input.pick({
  answer: true,
  how: true,
  seenSelf: true,
  seenOn: true,
  officer: true,
  words: true,
  reason: true,
})
const labels = {
  answer: '结果',
  how: '在哪里',
  seenSelf: '本人',
  seenOn: '核查日期',
  officer: '核查人',
  words: '说明',
  reason: '更正原因',
}

interface Props {
  row: EntryRow
  roundId: string
}

export function CorrectButton({ row, roundId }: Props) {
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('verifications.correct') || !row.result) return null
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        更正
      </Button>
      <Modal
        open={open}
        title={`更正核查结果：${row.person}`}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <CorrectForm row={row} result={row.result} roundId={roundId} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

interface FormProps extends Props {
  result: NonNullable<EntryRow['result']>
  onDone: () => void
}

function CorrectForm({ row, result, roundId, onDone }: FormProps) {
  const say = useSay()
  const correct = useCommand(verifications, 'correct', { answers: ['duties'] })
  const { answer, how, seenSelf, seenOn, officer, words } = result
  const form = useForm({
    schema: Schema,
    draft: `verifications.correct.${result.id}`,
    initial: { answer, how, seenSelf, seenOn, officer, words },
  })
  const send = async (input: z.input<typeof Schema>) => {
    const { state } = await correct.mutateAsync({
      ...input,
      words: input.words ?? '',
      roundId,
      personId: row.personId,
      resultId: result.id,
      legacyCategory: row.legacyCategory,
      legacyOn: row.legacyOn,
    })
    say(state === 'open' ? `${row.person}改为未核查，原来的结果留存` : '已更正，原来的结果留存')
  }
  return (
    <Form form={form} action="更正结果" labels={labels} onSend={send} onDone={onDone}>
      <PickField form={form} name="answer" label={labels.answer} choices={choicesOf(Answer.options, answerText)} />
      <div className="gy-two">
        <DayField form={form} name="seenOn" label={labels.seenOn} />
        <TextField form={form} name="officer" label={labels.officer} maxLength={60} />
      </div>
      <PickField form={form} name="how" label={labels.how} choices={choicesOf(How.options, howText)} />
      <TickField form={form} name="seenSelf" label={labels.seenSelf} statement="见到本人" />
      <LongTextField form={form} name="words" label={labels.words} rows={2} />
      <TextField
        form={form}
        name="reason"
        label={labels.reason}
        maxLength={300}
        help="选“未见到本人”的，此人改为未核查"
      />
    </Form>
  )
}

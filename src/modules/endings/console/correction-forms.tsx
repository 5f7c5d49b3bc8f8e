/** 纠正决定: what it rests on is proposed by one, decided by another. */
import * as z from 'zod'
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { CorrectedBy, correctedByText, endings, kindText } from '../contract.ts'
import type { FormProps } from './change-deeds.tsx'
import { answers, at, fileIds, firstOf } from './change-forms.tsx'

const { operations } = endings
const Propose = operations.proposeCorrection.input.omit({ changeId: true, fileId: true }).extend({ fileIds })

export function ProposeCorrectionForm({ details: { row, decisionNo }, onDone }: FormProps) {
  const form = useForm({ schema: Propose, draft: `endings.proposeCorrection.${row.id}`, initial: { on: today() }, at })
  const propose = useCommand(endings, 'proposeCorrection', answers)
  const say = useSay()
  const labels = {
    by: '由来',
    on: '文书日期',
    paper: '文书的文号',
    words: '原决定错在哪里',
    proof: '原件放在哪里',
    fileIds: '文书的扫描件',
  }
  return (
    <Form
      form={form}
      action="提出纠正决定"
      labels={labels}
      onSend={async ({ fileIds: files, ...input }) => {
        await propose.mutateAsync({ ...input, changeId: row.id, fileId: firstOf(files) })
        say('已提出，等县级救助负责人决定')
      }}
      onDone={onDone}
    >
      <p className="gy-note">
        {`原决定：${decisionNo}，${kindText[row.kind]}${row.from ? `，自${dateText(row.from)}起` : ''}。`}
        由县级救助负责人决定后，从同一天起恢复，中间不断。
      </p>
      <RadioField form={form} name="by" label={labels.by} choices={choicesOf(CorrectedBy.options, correctedByText)} />
      <DayField form={form} name="on" label={labels.on} />
      <TextField form={form} name="paper" label={labels.paper} help="自行纠正的，填本机关内部审批的文号" />
      <LongTextField form={form} name="words" label={labels.words} maxLength={1000} />
      <TextField
        form={form}
        name="proof"
        label={labels.proof}
        help="如：复议决定书，1盒6页；复议决定、判决必须写明或上传扫描件"
      />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

const Correct = operations.correct.input.omit({ changeId: true, agree: true }).extend({ result: z.enum(['yes', 'no']) })

export function CorrectForm({ details: { row, acts, correction }, onDone }: FormProps) {
  const form = useForm({ schema: Correct, draft: `endings.correct.${row.id}`, initial: { result: 'yes' } })
  const correct = useCommand(endings, 'correct', { answers: [...answers.answers, 'agreements', 'rosters'] })
  const say = useSay()
  const labels = { result: '决定', number: '决定文号', words: '理由' }
  const proposed = acts.findLast(({ kind }) => kind === 'correction_proposed')
  return (
    <Form
      form={form}
      action="作出决定"
      labels={labels}
      onSend={async ({ result, ...input }) => {
        const made = await correct.mutateAsync({ ...input, changeId: row.id, agree: result === 'yes' })
        const claims = made.waivedClaims > 0 ? `，${made.waivedClaims}笔追回款已撤下` : ''
        say(made.from ? `已纠正，自${dateText(made.from)}起照原样供养${claims}` : '已决定不予纠正')
      }}
      onDone={onDone}
    >
      {proposed && (
        <p className="gy-note">
          {proposed.details.map(({ text }) => text).join(' ')}
          {`（${dateText(proposed.on)}），${proposed.byName}提出：${proposed.words}`}{' '}
          {correction.citations.length > 0 && <Basis citations={correction.citations} />}
        </p>
      )}
      <RadioField
        form={form}
        name="result"
        label={labels.result}
        choices={[
          { value: 'yes', label: `纠正原决定${row.from ? `，自${dateText(row.from)}起照原样供养` : ''}` },
          { value: 'no', label: '不予纠正，原决定不变' },
        ]}
      />
      <TextField form={form} name="number" label={labels.number} />
      <LongTextField form={form} name="words" label={labels.words} maxLength={1000} />
    </Form>
  )
}

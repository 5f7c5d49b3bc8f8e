/** The decision, the hand-over taken on, the delivery: forms of the last steps of a change. */
import { Delivery, deliveryText } from '#kernel/delivery.ts'
import { dateText } from '#kernel/calendar.ts'
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, PickField, RadioField, TextField, TickField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField, MonthField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { choicesOf } from '#ui/choices.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { endings, kindText, type Stop } from '../contract.ts'
import type { FormProps } from './change-deeds.tsx'
import { answers, at, fileIds, firstOf } from './change-forms.tsx'
import { Stops } from './stops.tsx'

const { operations } = endings

const Decide = operations.decide.input.omit({ changeId: true, keep: true }).extend({ result: z.enum(['do', 'keep']) })

const decideLabels = {
  result: '决定',
  number: '决定文号',
  shared: '同一文件决定多人',
  words: '理由',
  overpaidSince: '自何月起不应发放',
}

/** One paper may decide on several. */
function NumberFields({ form }: { form: FieldForm }) {
  return (
    <>
      <TextField form={form} name="number" label={decideLabels.number} />
      <TickField
        form={form}
        name="shared"
        label={decideLabels.shared}
        statement="这份决定书同时决定了几个人，文号相同"
      />
    </>
  )
}

/** The question with what it rests on, its days and months (screens 5.16). */
function Asked({ details }: Pick<FormProps, 'details'>) {
  const { row, acts, wanted } = details
  const heard = acts.findLast(({ kind }) => kind === 'heard')
  return (
    <p className="gy-note">
      {`${kindText[row.kind]}${row.name}的供养？`}
      {heard && `${dateText(heard.on)}已听取意见：“${heard.words}”。`}
      {details.hearingNote}
      {details.publicUntil && `公示${dateText(details.publicUntil)}期满无异议。`}
      {row.kind === 'end' && '自决定的下月起停发。'}
      {row.kind === 'suspend' && `${wanted.map(({ label, text }) => `${label}${text}`).join('，')}。`}
    </p>
  )
}

const Shown = ({ stops }: { stops: readonly Stop[] }) => (stops.length > 0 ? <Stops stops={stops} /> : null)

export function DecideForm({ details, onDone }: FormProps) {
  const { row } = details
  const form = useForm({ schema: Decide, draft: `endings.decide.${row.id}`, initial: { result: 'do' } })
  const decide = useCommand(endings, 'decide', answers)
  const say = useSay()
  const what = kindText[row.kind]
  return (
    <Form
      form={form}
      action={row.kind === 'end' ? '终止供养' : '作出决定'}
      labels={decideLabels}
      onSend={async ({ result, ...input }) => {
        const made = await decide.mutateAsync({ ...input, changeId: row.id, keep: result === 'keep' })
        const back = made.proposedMonths > 0 ? `；此前${made.proposedMonths}个月已提出追缴建议` : ''
        const told = made.from ? `已决定，自${dateText(made.from)}起${back}` : '已决定'
        say([told, ...made.warnings].join('。'))
      }}
      onDone={onDone}
    >
      <Asked details={details} />
      {form.values['result'] === 'do' && <Shown stops={details.stops} />}
      <RadioField
        form={form}
        name="result"
        label={decideLabels.result}
        choices={[
          { value: 'do', label: `${what}供养` },
          { value: 'keep', label: '不予变更，供养不变' },
        ]}
      />
      <NumberFields form={form} />
      <LongTextField form={form} name="words" label={decideLabels.words} maxLength={1000} />
      {row.kind === 'end' && form.values['result'] === 'do' && (
        <MonthField
          form={form}
          name="overpaidSince"
          label={decideLabels.overpaidSince}
          help="决定以前就已不符合条件、钱照发了的，填第一个月；已发的部分提出追缴建议，听取意见后由另一人决定。没有的不填。"
        />
      )}
    </Form>
  )
}

const Accept = operations.accept.input.omit({ changeId: true, fileId: true }).extend({ fileIds })

export function AcceptForm({ details: { row, wanted, villages }, onDone }: FormProps) {
  const chosen = villages?.chosen ? { villageId: villages.chosen } : {}
  const form = useForm({
    schema: Accept,
    draft: `endings.accept.${row.id}`,
    initial: { on: today(), ...chosen },
    at: { ...at, villageId: 'villageId' },
  })
  const accept = useCommand(endings, 'accept', answers)
  const say = useSay()
  const labels = {
    on: '接收日期',
    villageId: '迁入的村（居）',
    words: '说明',
    proof: '接收的凭据',
    fileIds: '接收函的扫描件',
  }
  return (
    <Form
      form={form}
      action="接收"
      labels={labels}
      onSend={async ({ fileIds: files, ...input }) => {
        await accept.mutateAsync({ ...input, changeId: row.id, fileId: firstOf(files) })
        say('已接收')
      }}
      onDone={onDone}
    >
      <p className="gy-note">{wanted.map(({ label, text }) => `${label}${text}`).join('，')}</p>
      <DayField form={form} name="on" label={labels.on} />
      {villages && villages.choices.length > 0 && (
        <PickField
          form={form}
          name="villageId"
          label={`${labels.villageId} *`}
          choices={villages.choices.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField
        form={form}
        name="proof"
        label={labels.proof}
        {...(row.kind === 'moved_away' ? { help: '迁入地的接收函或回执编号' } : {})}
      />
      <LongTextField form={form} name="words" label={labels.words} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

const Deliver = operations.deliver.input.omit({ changeId: true, fileId: true }).extend({ fileIds })

const handedLabels = { relation: '与本人的关系', witness: '见证人或记录' }

/** Of somebody else at the door the relation is asked, of a paper left behind who saw it. */
function Handed({ form, name }: { form: FieldForm; name: string }) {
  return (
    <>
      {form.values['receiver'] !== name && (
        <TextField
          form={form}
          name="relation"
          label={`${handedLabels.relation} *`}
          maxLength={100}
          help="监护人、受委托的代办人，或者同住的成年家属"
        />
      )}
      {form.values['how'] === 'left' && (
        <TextField
          form={form}
          name="witness"
          label={handedLabels.witness}
          maxLength={100}
          help="见证人姓名，或者现场照片、记录放在哪里；没有送达回证的必须写明"
        />
      )}
    </>
  )
}

export function DeliverForm({ details: { row }, onDone }: FormProps) {
  const form = useForm({
    schema: Deliver,
    draft: `endings.deliver.${row.id}`,
    initial: { on: today(), how: 'direct', receiver: row.name },
    at,
  })
  const deliver = useCommand(endings, 'deliver', answers)
  const say = useSay()
  const labels = {
    on: '送达日期',
    how: '送达方式',
    receiver: '收件人',
    ...handedLabels,
    proof: '送达回证',
    fileIds: '回证的照片',
  }
  return (
    <Form
      form={form}
      action="登记送达"
      labels={labels}
      onSend={async ({ fileIds: files, ...input }) => {
        await deliver.mutateAsync({ ...input, changeId: row.id, fileId: firstOf(files) })
        say('已登记送达')
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      <PickField form={form} name="how" label={labels.how} choices={choicesOf(Delivery.options, deliveryText)} />
      <TextField form={form} name="receiver" label={labels.receiver} />
      <Handed form={form} name={row.name} />
      <TextField form={form} name="proof" label={labels.proof} help="如：送达回证，1盒5页" />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

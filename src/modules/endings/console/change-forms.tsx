/** The forms of the steps of a change; each writes one act that stays as it was said. */
import * as z from 'zod'
import { dateText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField } from '#ui/number-fields.tsx'
import { today } from '#ui/place.ts'
import { choicesOf } from '#ui/choices.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { endings, HeardKind, heardText, SignedAs, signedText } from '../contract.ts'
import type { FormProps } from './change-deeds.tsx'

const { operations } = endings
export const fileIds = z.array(z.uuid()).optional()
export const at = { future: 'on', before_last: 'on', publicity_runs: 'on', publicity_over: 'on' } as const
export const answers = { answers: ['duties', 'persons', 'payments'] }
export const firstOf = (ids: readonly string[] | undefined): string | null => ids?.[0] ?? null
const Verify = operations.verify.input
  .omit({ changeId: true, so: true, fileId: true })
  .extend({ so: z.enum(['yes', 'no']), fileIds })

export function VerifyForm({ details: { row }, onDone }: FormProps) {
  const form = useForm({ schema: Verify, draft: `endings.verify.${row.id}`, initial: { on: today() }, at })
  const verify = useCommand(endings, 'verify', answers)
  const say = useSay()
  const labels = {
    on: '核实日期',
    by: '核实人（不少于2人）',
    so: '结果',
    words: '核实的情况',
    proof: '凭据',
    fileIds: '照片或扫描件',
  }
  return (
    <Form
      form={form}
      action="登记核实"
      labels={labels}
      onSend={async ({ so, fileIds: files, ...input }) => {
        await verify.mutateAsync({ ...input, changeId: row.id, so: so === 'yes', fileId: firstOf(files) })
        say('已登记核实')
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      <TextField form={form} name="by" label={labels.by} />
      <RadioField
        form={form}
        name="so"
        label={labels.so}
        choices={[
          { value: 'yes', label: '情况属实，继续办理' },
          { value: 'no', label: '不属实，不予变更' },
        ]}
      />
      <LongTextField form={form} name="words" label={labels.words} maxLength={1000} />
      <TextField form={form} name="proof" label={labels.proof} help="如：核实表，1盒2页" />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

const Hear = operations.hear.input.omit({ changeId: true, fileId: true }).extend({ fileIds })

export function HearForm({ details: { row }, onDone }: FormProps) {
  const form = useForm({
    schema: Hear,
    draft: `endings.hear.${row.id}`,
    initial: { on: today(), who: 'person', name: row.name },
    at,
  })
  const hear = useCommand(endings, 'hear', answers)
  const say = useSay()
  const labels = {
    on: '听取日期',
    place: '地点',
    who: '听取谁的意见',
    name: '姓名',
    words: '意见（原话）',
    signedAs: '签名或捺印',
    proof: '凭据',
    fileIds: '记录的照片',
  }
  return (
    <Form
      form={form}
      action="登记听取意见"
      labels={labels}
      onSend={async ({ fileIds: files, ...input }) => {
        await hear.mutateAsync({ ...input, changeId: row.id, fileId: firstOf(files) })
        say('已登记听取意见')
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      <TextField form={form} name="place" label={labels.place} />
      <RadioField form={form} name="who" label={labels.who} choices={choicesOf(HeardKind.options, heardText)} />
      <TextField form={form} name="name" label={labels.name} />
      <LongTextField form={form} name="words" label={labels.words} maxLength={1000} help="照本人说的写，不要改写" />
      <RadioField
        form={form}
        name="signedAs"
        label={labels.signedAs}
        choices={choicesOf(SignedAs.options, signedText)}
      />
      <TextField form={form} name="proof" label={labels.proof} help="听取意见记录放在哪里，如：1盒3页" />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

const Publish = operations.publish.input.omit({ changeId: true, fileId: true }).extend({ fileIds })

export function PublishForm({ details: { row }, onDone }: FormProps) {
  const form = useForm({ schema: Publish, draft: `endings.publish.${row.id}`, initial: { on: today() }, at })
  const publish = useCommand(endings, 'publish', answers)
  const say = useSay()
  const labels = { on: '张贴日期', place: '张贴地点', proof: '凭据', fileIds: '张贴的照片' }
  return (
    <Form
      form={form}
      action="登记张贴公示"
      labels={labels}
      onSend={async ({ fileIds: files, ...input }) => {
        const { until } = await publish.mutateAsync({ ...input, changeId: row.id, fileId: firstOf(files) })
        say(`公示到${dateText(until)}24时止`)
      }}
      onDone={onDone}
    >
      <p className="gy-help">公示期按规定计算，起始的当天不算，末日遇休息日顺延。</p>
      <DayField form={form} name="on" label={labels.on} />
      <TextField form={form} name="place" label={labels.place} help="村（居）公示栏，集中供养的在机构" />
      <TextField form={form} name="proof" label={labels.proof} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

const Objecting = operations.object.input.omit({ changeId: true })

export function ObjectForm({ details: { row }, onDone }: FormProps) {
  const form = useForm({ schema: Objecting, draft: `endings.object.${row.id}`, initial: { on: today() }, at })
  const object = useCommand(endings, 'object', answers)
  const say = useSay()
  const labels = { on: '收到日期', who: '提出人', words: '异议的内容' }
  return (
    <Form
      form={form}
      action="登记异议"
      labels={labels}
      onSend={async (input) => {
        const { due } = await object.mutateAsync({ ...input, changeId: row.id })
        say(`异议须在${dateText(due)}前核查完毕`)
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      <TextField form={form} name="who" label={labels.who} help="不留姓名的，不填" />
      <LongTextField form={form} name="words" label={labels.words} maxLength={1000} />
    </Form>
  )
}

const Answering = operations.answer.input
  .omit({ changeId: true, upheld: true })
  .extend({ upheld: z.enum(['yes', 'no']) })

export function AnswerForm({ details: { row }, onDone }: FormProps) {
  const form = useForm({ schema: Answering, draft: `endings.answer.${row.id}`, initial: { on: today() }, at })
  const answer = useCommand(endings, 'answer', answers)
  const say = useSay()
  const labels = { on: '核查日期', upheld: '结果', words: '核查的情况', proof: '凭据' }
  return (
    <Form
      form={form}
      action="登记异议核查"
      labels={labels}
      onSend={async ({ upheld, ...input }) => {
        await answer.mutateAsync({ ...input, changeId: row.id, upheld: upheld === 'yes' })
        say(upheld === 'yes' ? '异议成立，供养不变' : '请再次公示')
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      <RadioField
        form={form}
        name="upheld"
        label={labels.upheld}
        choices={[
          { value: 'yes', label: '异议成立，不予变更' },
          { value: 'no', label: '异议不成立，再次公示' },
        ]}
      />
      <LongTextField form={form} name="words" label={labels.words} maxLength={1000} />
      <TextField form={form} name="proof" label={labels.proof} />
    </Form>
  )
}

const Over = operations.publicityOver.input.omit({ changeId: true, fileId: true }).extend({ fileIds })

export function OverForm({ details: { row }, onDone }: FormProps) {
  const form = useForm({ schema: Over, draft: `endings.over.${row.id}`, initial: { on: today() }, at })
  const pass = useCommand(endings, 'publicityOver', answers)
  const say = useSay()
  const labels = { on: '收回日期', fileIds: '期满的照片' }
  return (
    <Form
      form={form}
      action="公示期满无异议，送县里决定"
      labels={labels}
      onSend={async ({ fileIds: files, ...input }) => {
        await pass.mutateAsync({ ...input, changeId: row.id, fileId: firstOf(files) })
        say('已送县里决定')
      }}
      onDone={onDone}
    >
      <DayField form={form} name="on" label={labels.on} />
      <UploadField form={form} name="fileIds" label={labels.fileIds} most={1} />
    </Form>
  )
}

/** What somebody says is wrong or complains of, written down in his words and confirmed by him. */
import * as z from 'zod'
import { useCommand } from '#ui/ask.ts'
import { choicesOf } from '#ui/choices.ts'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, PickField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { Confirmed, confirmedText, portal, Topic, topicText } from '../contract.ts'

const confirming = { confirmedHow: '怎样确认', confirmedWords: '确认说明' }

function Confirming({ form }: { form: FieldForm }) {
  return (
    <>
      <p className="gy-note">请把写好的话念给本人听一遍，本人说对了，再登记怎样确认。</p>
      <RadioField
        form={form}
        name="confirmedHow"
        label={confirming.confirmedHow}
        choices={choicesOf(Confirmed.options, confirmedText)}
      />
      <TextField form={form} name="confirmedWords" label={confirming.confirmedWords} maxLength={200} />
    </>
  )
}

const Correcting = portal.operations.enterCorrection.input.omit({ helpId: true })

export function CorrectionForm({ helpId, onDone }: { helpId: string; onDone: () => void }) {
  const form = useForm({ schema: Correcting, draft: `portal.correction.${helpId}` })
  const enter = useCommand(portal, 'enterCorrection', { answers: ['duties'] })
  const say = useSay()
  const labels = { topic: '哪一类', entry: '哪一条', wrong: '哪里不对', wanted: '应当是什么', ...confirming }
  return (
    <Form
      form={form}
      action="登记更正申请"
      labels={labels}
      onSend={async (input) => {
        const { number } = await enter.mutateAsync({ ...input, helpId })
        say(`已登记，编号${number}。请把编号告诉本人`)
      }}
      onDone={onDone}
    >
      <PickField form={form} name="topic" label={labels.topic} choices={choicesOf(Topic.options, topicText)} />
      <TextField form={form} name="entry" label={labels.entry} maxLength={100} />
      <LongTextField form={form} name="wrong" label={labels.wrong} maxLength={1000} help="照本人的话写" />
      <LongTextField form={form} name="wanted" label={labels.wanted} maxLength={1000} />
      <Confirming form={form} />
    </Form>
  )
}

const Complaining = portal.operations.enterComplaint.input
  .omit({ helpId: true, accusedUnitId: true })
  .extend({ accusedUnitId: z.uuid().optional() })

interface ComplaintProps {
  helpId: string
  units: readonly { id: string; name: string }[]
  onDone: () => void
}

/** No draft stays on the helper's computer: what is complained of may be he. */
export function ComplaintForm({ helpId, units, onDone }: ComplaintProps) {
  const neverKept = ['words', 'accused', 'accusedUnitId', 'confirmedWords'] as const
  const form = useForm({ schema: Complaining, draft: `portal.complaint.${helpId}`, neverKept })
  const enter = useCommand(portal, 'enterComplaint')
  const say = useSay()
  const labels = { words: '要反映的事', accusedUnitId: '反映哪个单位', accused: '反映哪个人', ...confirming }
  return (
    <Form
      form={form}
      action="登记投诉"
      labels={labels}
      onSend={async ({ accusedUnitId = null, ...input }) => {
        const { number } = await enter.mutateAsync({ ...input, accusedUnitId, helpId })
        say(`已封存并送到县里，编号${number}。请把编号告诉本人`)
      }}
      onDone={onDone}
    >
      <p className="gy-note">保存后直接送到县里，内容在本单位不再显示。反映的是本单位或者您本人的，也照本人的话写。</p>
      <PickField
        form={form}
        name="accusedUnitId"
        label={labels.accusedUnitId}
        choices={units.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField form={form} name="accused" label={labels.accused} maxLength={100} />
      <LongTextField form={form} name="words" label={labels.words} rows={5} maxLength={2000} help="照本人的话写" />
      <Confirming form={form} />
    </Form>
  )
}

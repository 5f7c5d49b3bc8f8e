/** The form on the screen, in the order of the paper: y 达到, n 不能达到, Enter 下一项; the level is worked out as one goes. */
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import type * as z from 'zod'
import { monthText } from '#kernel/calendar.ts'
import { useCommand } from '#ui/ask.ts'
import { Basis } from '#ui/citation.tsx'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { useGo } from '#ui/link.tsx'
import { useMe } from '#ui/me.tsx'
import { moneyText } from '#ui/formats.ts'
import { DayField } from '#ui/number-fields.tsx'
import { Panel } from '#ui/page.tsx'
import { choicesOf } from '#ui/choices.ts'
import { UploadField } from '#ui/upload-field.tsx'
import { conclude } from '../conclude.ts'
import { assessments, Submitting } from '../contract.ts'
import type { AssessmentShown } from '../shapes.ts'
import { SignedBy, signedByText } from '../words.ts'
import { AbilityFields } from './ability-fields.tsx'
import { AssessorFields, rememberAssessors, startingAssessors } from './assessor-fields.tsx'
import { SixFields } from './six-fields.tsx'
import { alsoChanges } from './showing.ts'

const labels = {
  assessedOn: '评估日期',
  met: '六项指标',
  notes: '看到的情况',
  scores: '能力评估得分',
  signs: '变更情形',
  assessors: '评估人',
  signedBy: '本人或监护人签名',
  signer: '代签人或说明',
  fileIds: '评估表扫描件、照片',
  reason: '评估人同名、两表不一致等情况的说明',
}
const at = {
  assessor_not_independent: 'assessors',
  assessor_unit: 'assessors',
  assessor_again: 'assessors',
  assessors: 'assessors',
  portrait: 'fileIds',
  assessor_employed: 'reason',
  assessor_family: 'reason',
  forms_differ: 'reason',
} as const

export function EntryForm({ found }: { found: AssessmentShown }) {
  const form = useEntry(found)
  const { send, goOn, planned } = useSending(found)
  return (
    <Panel title="评估" extra={<Basis citations={found.sheet.citations} />}>
      <div className="gy-entry" onKeyDown={nextByEnter}>
        <Form
          form={form}
          action={planned ? '提交评估，下一人' : '提交评估'}
          labels={labels}
          onSend={send}
          onDone={goOn}
          secondary={<span className="gy-help">y 达到，n 不能达到，Enter 下一项，Ctrl＋Enter 提交</span>}
        >
          <SixFields form={form} sheet={found.sheet} />
          <Footer found={found} met={metOf(form.values['met'])} />
          {found.sheet.ability && <AbilityFields form={form} sheet={found.sheet.ability} />}
          <AssessorFields form={form} name="assessors" label={labels.assessors} village={found.village} />
          <Signing form={form} />
        </Form>
      </div>
    </Panel>
  )
}

function useEntry(found: AssessmentShown) {
  const me = useMe()
  return useForm({
    schema: Submitting,
    draft: `assessments.${found.id}.${found.edition}`,
    at,
    initial: {
      assessedOn: me.today,
      met: {},
      assessors: startingAssessors({ me, village: found.village, again: found.disputes !== null }),
      signedBy: 'person',
    },
  })
}

/** After one of the year's round the next sheet of the bundle opens. */
function useSending(found: AssessmentShown) {
  const say = useSay()
  const go = useGo()
  const submit = useCommand(assessments, 'submit', { answers: alsoChanges })
  const next = found.plannedOn === null ? null : found.next
  return {
    planned: next !== null,
    send: async (input: z.input<typeof Submitting>) => {
      await submit.mutateAsync({ ...input, assessmentId: found.id, version: found.version })
      rememberAssessors(input.assessors)
      say(`已提交${found.person}的评估，等待初审`)
    },
    goOn: () => {
      if (next) go(`/assessments/${next.id}`)
    },
  }
}

function Signing({ form }: { form: FieldForm }) {
  return (
    <>
      <div className="gy-two">
        <DayField form={form} name="assessedOn" label={labels.assessedOn} />
        <TextField
          form={form}
          name="signer"
          label={labels.signer}
          maxLength={60}
          help="监护人签名的，填监护人姓名；不愿或不能签名的，填原因和见证人"
        />
      </div>
      <RadioField
        form={form}
        name="signedBy"
        label={labels.signedBy}
        choices={choicesOf(SignedBy.options, signedByText)}
      />
      <More open={form.faultOf('reason') !== undefined || form.faultOf('fileIds') !== undefined}>
        <LongTextField form={form} name="reason" label={labels.reason} rows={2} />
        <UploadField
          form={form}
          name="fileIds"
          label={labels.fileIds}
          most={6}
          help="照片、录像须先登记本人同意；扫描件存为PDF"
        />
      </More>
    </>
  )
}

/** Rarely needed: a scan, or why an assessor of the same name is another. */
function More({ open: asked, children }: { open: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  if (open || asked) return children
  return (
    <button type="button" className="gy-phrase" onClick={() => setOpen(true)}>
      ＋ 附件和说明
    </button>
  )
}

const metOf = (value: unknown): Record<string, boolean> =>
  Object.fromEntries(
    Object.entries(value ?? {}).flatMap(([field, each]) => (typeof each === 'boolean' ? [[field, each]] : [])),
  )

/** '2项不能达到 → 部分丧失生活自理能力，本县称半失能', and what it is worth from which month. */
function Footer({ found, met }: { found: AssessmentShown; met: Record<string, boolean> }) {
  const { sheet, effect, levelNow } = found
  const { level, notMet, lines } = conclude(sheet, met)
  if (!level)
    return (
      <output className="gy-conclusion">
        {notMet > 0 ? `${notMet}项不能达到；` : ''}
        {lines.join('')}
      </output>
    )
  const fee = effect.fees[level]
  const before = levelNow ? effect.fees[levelNow] : null
  const money =
    fee === null
      ? ''
      : `照料护理费${before === null || before === fee ? '' : `${moneyText(before)}→`}${moneyText(fee)}/月`
  return (
    <output className="gy-conclusion">
      <strong>
        {notMet}项不能达到 → {sheet.lawWords[level]}，本县称{sheet.ownWords[level]}
      </strong>{' '}
      {levelNow && `现等级${sheet.ownWords[levelNow]}${levelNow === level ? '，不变' : ''}。`}
      {levelNow !== level && effect.month && `今天审定的，自${monthText(effect.month)}起，${money}。`}{' '}
      <Basis citations={[...sheet.citations, ...effect.citations]} />
    </output>
  )
}

/** Enter goes to the next cell of the paper, and never sends the form by chance. */
function nextByEnter(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return
  if (!(event.target instanceof HTMLElement)) return
  const cell = event.target.closest('[data-cell]')
  if (!cell) return
  event.preventDefault()
  focusCell(event.currentTarget, cell, 1)
}

export function focusCell(within: Element, from: Element, by: 1 | -1): void {
  const cells = [...within.querySelectorAll<HTMLElement>('[data-cell]')]
  cells[cells.findIndex((cell) => cell === from) + by]?.focus()
}

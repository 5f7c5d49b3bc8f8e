/** The county clerk's proposal: mode and level, each departure with its own reason, and what is still unsettled. */
import * as z from 'zod'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import type { FieldForm } from '#ui/field.tsx'
import { LongTextField, RadioField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { type CaseFile, recognition } from '../contract.ts'
import {
  DeedButton,
  Fit,
  fitChoices,
  type FormProps,
  modeChoices,
  proposed,
  startsWith,
  text,
  useLevelChoices,
  why,
} from './opinion-forms.tsx'

interface Props {
  file: CaseFile
}

export function ProposeButton({ file }: Props) {
  if (file.objections.propose.length > 0) return null
  return (
    <DeedButton title={file.proposal ? '重提审核意见' : '提出审核意见'} primary={!file.proposal}>
      {(close) => <ProposeForm file={file} onDone={close} />}
    </DeedButton>
  )
}

const ProposeSchema = z.object({
  fits: Fit,
  mode: SupportMode.optional(),
  level: SelfCareLevel.optional(),
  modeReason: text,
  levelReason: text,
  consentPaper: z.string().trim().max(100, '最多100个字').optional(),
  papersReason: text,
  alive: text,
  reason: text,
})
const proposeLabels = {
  fits: '审核意见',
  mode: '供养方式',
  modeReason: '与本人意愿不同的理由',
  consentPaper: '同意入住的书面意见放在哪里',
  papersReason: '不等材料的理由',
  alive: '怎样核实本人健在',
  level: '能力等级',
  levelReason: '与六项得出的等级不同的理由',
  reason: '理由',
}

function ProposeForm({ file, onDone }: FormProps) {
  const say = useSay()
  const propose = useCommand(recognition, 'propose', { answers: ['duties'] })
  const mode = file.survey?.wish
  const form = useForm({
    schema: ProposeSchema,
    draft: `recognition.propose.${file.id}`,
    initial: {
      ...startsWith(file),
      ...(mode ? { mode } : {}),
      ...(file.levelByRule ? { level: file.levelByRule } : {}),
    },
  })
  return (
    <Form
      form={form}
      action="提出审核意见"
      labels={proposeLabels}
      onSend={({ fits, reason, ...given }) =>
        propose.mutateAsync({ caseId: file.id, fits: fits === 'yes', reason: reason ?? '', ...given })
      }
      onDone={() => {
        say('已提出审核意见，等待县级负责人决定')
        onDone()
      }}
    >
      <p>{proposed(file)}</p>
      <RadioField form={form} name="fits" label="审核意见" choices={fitChoices} />
      {form.values['fits'] === 'yes' && <Support form={form} file={file} />}
      <LongTextField form={form} name="reason" label="理由" rows={3} help={why} />
    </Form>
  )
}

/** What the county settles of whoever fits, each departure with its own reason. */
function Support({ form, file }: Props & { form: FieldForm }) {
  const levels = useLevelChoices()
  const mode = file.survey?.wish
  return (
    <>
      <RadioField form={form} name="mode" label="供养方式" choices={modeChoices} help="按本人意愿" />
      {mode && form.values['mode'] !== mode && (
        <TextField form={form} name="modeReason" label="与本人意愿不同的理由 *" maxLength={500} />
      )}
      {form.values['mode'] === 'centralised' && mode !== 'centralised' && (
        <TextField
          form={form}
          name="consentPaper"
          label="同意入住的书面意见放在哪里 *"
          maxLength={100}
          help="本人或监护人签名；盒、夹、页"
        />
      )}
      <RadioField form={form} name="level" label="能力等级" choices={levels} help="按入户调查的六项自理情况" />
      {file.levelByRule && form.values['level'] !== file.levelByRule && (
        <TextField form={form} name="levelReason" label="与六项得出的等级不同的理由 *" maxLength={500} />
      )}
      <Unsettled form={form} file={file} />
    </>
  )
}

/** A death told by another office, papers that were waived. */
function Unsettled({ form, file }: Props & { form: FieldForm }) {
  const lacking = file.materials.filter(({ state }) => state === 'missing').map(({ title }) => title)
  return (
    <>
      {file.listed.some(({ kind }) => kind === 'death') && (
        <TextField
          form={form}
          name="alive"
          label="怎样核实本人健在 *"
          maxLength={500}
          help="死亡名单中有此身份证号；何时、何人见到本人"
        />
      )}
      {lacking.length > 0 && (
        <TextField
          form={form}
          name="papersReason"
          label="不等材料的理由 *"
          maxLength={500}
          help={`材料尚缺：${lacking.join('、')}`}
        />
      )}
    </>
  )
}

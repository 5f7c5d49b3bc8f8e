/** 受理申请: taken in in ten minutes, told once and all together what is missing (screens 4.22). */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { birthDateOf, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { useCommand } from '#ui/ask.ts'
import { useSay } from '#ui/confirm.tsx'
import { type FormState, useForm } from '#ui/form-state.ts'
import { useGo } from '#ui/link.tsx'
import { useMay, useMe } from '#ui/me.tsx'
import { PageBody } from '#ui/page.tsx'
import { today } from '#ui/place.ts'
import { type Step, StepForm } from '#ui/step-form.tsx'
import { isAdult } from '../applying.ts'
import { recognition } from '../contract.ts'
import { unsettledIn } from '../facts.ts'
import { intakeLabels } from './intake-labels.ts'
import { CommitmentStep, ConditionsStep, factsIn, IdentityStep, MaterialsStep, WhoStep } from './intake-steps.tsx'
import { ResultStep, useMissing } from './intake-result.tsx'

const always = { when: () => true }

const fullyAble = (given: Parameters<typeof adultIn>[0] & { capacity?: string | null | undefined }): boolean =>
  !adultIn(given) || !given.capacity || given.capacity === 'full'

/** What one answer makes necessary in another is said in the same step, not at the end. */
const IntakeSchema = recognition.operations.apply.input
  .extend({ isRelative: z.enum(['no', 'yes']).default('no') })
  .refine(({ appliedBy, helper }) => appliedBy === undefined || helperless.has(appliedBy) || (helper ?? '') !== '', {
    path: ['helper'],
    message: '由他人代为申请的，请填写代办人姓名',
    ...always,
  })
  .refine(({ legacyCategory, legacyOn }) => !legacyCategory || legacyCategory === 'new_application' || legacyOn, {
    path: ['legacyOn'],
    message: '原为五保、三无对象的，请填写原认定日期',
    ...always,
  })
  .refine((given) => !adultIn(given) || given.capacity, {
    path: ['capacity'],
    message: '请询问并选择民事行为能力',
    ...always,
  })
  .refine((given) => fullyAble(given) || (given.capacityBasis ?? '').length >= 4, {
    path: ['capacityBasis'],
    message: '请写明依据，至少4个字',
    ...always,
  })
  .refine((given) => fullyAble(given) || (given.appliedBy !== 'self' && given.helper && given.relation), {
    path: ['capacity'],
    message: '不能由本人单独申请：请回第1步选择监护人或代办人，填写姓名和与申请人的关系',
    ...always,
  })
  .refine(({ isRelative, nearRelative }) => isRelative !== 'yes' || (nearRelative ?? '') !== '', {
    path: ['nearRelative'],
    message: '请写明是谁的什么亲属',
    ...always,
  })

/** Asked of adults only; who lacks capacity applies through somebody named (认定办法 第十条、第十一条). */
const adultIn = ({ idNumber, receivedOn }: { idNumber?: unknown; receivedOn?: unknown }): boolean => {
  const bornOn = typeof idNumber === 'string' ? birthDateOf(tidyIdentityNumber(idNumber)) : undefined
  const day = PlainDate.safeParse(receivedOn)
  return bornOn !== undefined && day.success && isAdult(bornOn, day.data)
}

const helperless: ReadonlySet<string> = new Set(['self', 'found'])

type IntakeForm = FormState<typeof IntakeSchema>

const stepsOf = (form: IntakeForm, disabled: boolean): readonly [Step, ...Step[]] => [
  {
    title: '谁申请',
    fields: ['appliedBy', 'helper', 'relation', 'receivedOn', 'paperReference'],
    view: <WhoStep form={form} />,
  },
  {
    title: '身份',
    fields: [
      'name',
      'idNumber',
      'capacity',
      'capacityBasis',
      'phone',
      'householdClass',
      'townshipId',
      'villageId',
      'residence',
      'legacyCategory',
      'legacyOn',
    ],
    view: <IdentityStep form={form} />,
  },
  {
    title: '三项条件',
    fields: ['facts'],
    view: <ConditionsStep form={form} />,
    unsettled: unsettledIn(factsIn(form)).length > 0,
  },
  { title: '材料', fields: ['materials', 'fileIds'], view: <MaterialsStep form={form} disabled={disabled} /> },
  {
    title: '承诺与授权',
    fields: ['committed', 'isRelative', 'nearRelative'],
    view: <CommitmentStep form={form} />,
    unsettled: form.values['committed'] !== true,
  },
  { title: '受理结果', fields: ['insisted'], view: <ResultStep form={form} disabled={disabled} /> },
]

const saidOf = ({ step, number, warnings }: { step: string; number: string; warnings: readonly string[] }): string => {
  if (warnings.length > 0) return `已收件 ${number}：${warnings.join('；')}`
  return step === 'survey' ? `已受理 ${number}` : `已收件 ${number}，请打印一次性告知书`
}

/** Where a refusal of the door is shown. */
const at = {
  receivedOn: 'receivedOn',
  helper: 'helper',
  relation: 'relation',
  appliedBy: 'appliedBy',
  capacity: 'capacity',
  capacityBasis: 'capacityBasis',
  phone: 'phone',
  legacyOn: 'legacyOn',
  insisted: 'insisted',
  committed: 'committed',
  supported: 'idNumber',
  dead: 'idNumber',
  elsewhere: 'idNumber',
  open_application: 'idNumber',
} as const

export function Intake() {
  const may = useMay()
  const go = useGo()
  const say = useSay()
  const { townshipIds } = useMe()
  const own = townshipIds.length === 1 ? townshipIds[0] : undefined
  const apply = useCommand(recognition, 'apply', { answers: ['duties'] })
  const form = useForm({
    schema: IntakeSchema,
    draft: 'recognition.apply',
    initial: { appliedBy: 'self', receivedOn: today(), facts: {}, materials: [], ...(own ? { townshipId: own } : {}) },
    neverKept: ['idNumber', 'phone'],
    at,
  })
  const disabled = Boolean(factsIn(form).disability)
  const { missing } = useMissing(form, disabled)
  const tells = missing.length > 0 && !form.values['insisted']
  const send = async (given: z.input<typeof IntakeSchema>) => {
    // Whether he is a relative at all is the form's own question; the operation is told whose.
    const { isRelative: _, ...input } = given
    const made = await apply.mutateAsync(input)
    say(saidOf(made))
    form.done()
    // A village's aide has no file to look at: what becomes of it stands among what is asked of him.
    go(may('recognition.case') ? `/cases/${made.caseId}` : '/cases/help')
  }
  return (
    <PageBody
      title={may('recognition.case') ? '受理申请' : '代交申请'}
      way={[may('recognition.case') ? { title: '认定办理', to: '/cases' } : { title: '请您协助', to: '/cases/help' }]}
    >
      <StepForm
        form={form}
        labels={intakeLabels}
        action={!may('recognition.case') ? '代交申请' : tells ? '登记申请，发一次性告知书' : '受理申请'}
        onSend={send}
        steps={stepsOf(form, disabled)}
      />
    </PageBody>
  )
}

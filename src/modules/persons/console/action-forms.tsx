/** The forms behind 办理, each for one operation. */
import * as z from 'zod'
import { SelfCareLevel, SupportMode, supportModeText } from '#kernel/self-care.ts'
import { useCommand } from '#ui/ask.ts'
import { LongTextField, NameField, PickField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { useForm } from '#ui/form-state.ts'
import { DayField, MonthField } from '#ui/number-fields.tsx'
import { useLevelText } from '#ui/status-tag.tsx'
import { type PersonFile, persons } from '../contract.ts'
import { Decision } from '../shapes.ts'
import { AbsenceKind, absenceText, endReasonText } from '../words.ts'
import { RuleBasis } from './rule-basis.tsx'
import { useDone } from './use-done.ts'

export interface ActionProps {
  file: PersonFile
  onDone: () => void
}

const { operations } = persons
const standingAt = { decided_in_future: 'decidedOn' } as const
const decisionLabels = { number: '决定文号', decidedOn: '决定日期', basis: '说明' }

const LevelInput = Decision.extend({ value: SelfCareLevel })

export function LevelForm({ file, onDone }: ActionProps) {
  const form = useForm({ schema: LevelInput, draft: `persons.level.${file.id}`, at: standingAt })
  const change = useCommand(persons, 'changeStanding', { answers: ['duties'] })
  const done = useDone(onDone)
  const levelText = useLevelText()
  const labels = { value: '评定等级', ...decisionLabels }
  return (
    <Form
      form={form}
      action="登记等级决定"
      labels={labels}
      onSend={async ({ value, ...decision }) => {
        const made = await change.mutateAsync({
          personId: file.id,
          change: { kind: 'level', value },
          decision,
          version: file.version,
        })
        done(`已登记，自${made.from}起`, made.warnings)
      }}
    >
      <p className="gy-help">等级只能依据评估后的决定变更，自决定的下月起执行。</p>
      <PickField
        form={form}
        name="value"
        label={labels.value}
        choices={SelfCareLevel.options.map((value) => ({ value, label: levelText(value) }))}
      />
      <TextField form={form} name="number" label={labels.number} />
      <DayField form={form} name="decidedOn" label={labels.decidedOn} />
      <LongTextField form={form} name="basis" label={labels.basis} />
    </Form>
  )
}

const ModeInput = Decision.extend({ value: SupportMode, from: z.iso.date('请选择日期').optional() })

export function ModeForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: ModeInput,
    draft: `persons.mode.${file.id}`,
    at: { ...standingAt, before_support: 'from' },
  })
  const change = useCommand(persons, 'changeStanding', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { value: '供养方式', from: '自哪一天起', ...decisionLabels }
  return (
    <Form
      form={form}
      action="变更供养方式"
      labels={labels}
      onSend={async ({ value, from, ...decision }) => {
        const input = { personId: file.id, change: { kind: 'mode' as const, value }, decision, version: file.version }
        const made = await change.mutateAsync({ ...input, ...(from ? { from } : {}) })
        done(`已变更，自${made.from}起`, made.warnings)
      }}
    >
      <PickField
        form={form}
        name="value"
        label={labels.value}
        choices={SupportMode.options.map((value) => ({ value, label: supportModeText[value] }))}
      />
      <DayField form={form} name="from" label={labels.from} help="不填的，自决定的下月起" />
      <TextField form={form} name="number" label={labels.number} />
      <DayField form={form} name="decidedOn" label={labels.decidedOn} />
    </Form>
  )
}

const AbsenceInput = operations.addAbsence.input.omit({ personId: true })

export function AbsenceForm({ file, onDone }: ActionProps) {
  const form = useForm({ schema: AbsenceInput, draft: `persons.absence.${file.id}`, at: { order: 'toOn' } })
  const add = useCommand(persons, 'addAbsence', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { kind: '事由', fromOn: '自', toOn: '至', place: '去处' }
  return (
    <Form
      form={form}
      action="登记"
      labels={labels}
      onSend={async (input) => done('已登记', (await add.mutateAsync({ ...input, personId: file.id })).warnings)}
    >
      <PickField
        form={form}
        name="kind"
        label={labels.kind}
        choices={AbsenceKind.options.map((value) => ({ value, label: absenceText[value] }))}
      />
      <DayField form={form} name="fromOn" label={labels.fromOn} />
      <DayField form={form} name="toOn" label={labels.toOn} help="还没有返回的，不填" />
      <TextField form={form} name="place" label={labels.place} />
    </Form>
  )
}

const PayeeInput = operations.proposePayee.input.omit({ personId: true })

export function PayeeForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: PayeeInput,
    draft: `persons.payee.${file.id}`,
    initial: { holder: file.name },
    neverKept: ['account'],
    at: { consent_missing: 'consentId', consent_kind: 'consentId', consent_over: 'consentId' },
  })
  const propose = useCommand(persons, 'proposePayee', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { bank: '开户银行', holder: '账户名', account: '银行账号', consentId: '本人同意', fromOn: '起用日' }
  const consents = file.consents.filter((consent) => consent.kind === 'payee' && !consent.withdrawnOn)
  return (
    <Form
      form={form}
      action="登记收款账户"
      labels={labels}
      onSend={async (input) =>
        done('已登记，待另一人确认', (await propose.mutateAsync({ ...input, personId: file.id })).warnings)
      }
    >
      <TextField form={form} name="bank" label={labels.bank} />
      <NameField form={form} name="holder" label={labels.holder} />
      <TextField form={form} name="account" label={labels.account} />
      <PickField
        form={form}
        name="consentId"
        label={labels.consentId}
        help="账户名不是本人时必选"
        choices={consents.map((consent) => ({ value: consent.id, label: `${consent.receiver} ${consent.fromOn}起` }))}
      />
      <DayField form={form} name="fromOn" label={labels.fromOn} />
    </Form>
  )
}

const EndInput = Decision.extend({
  reason: z.string().min(1, '请选择终止原因'),
  lastPaidMonth: operations.end.input.shape.lastPaidMonth,
})

export function EndForm({ file, onDone }: ActionProps) {
  const form = useForm({ schema: EndInput, draft: `persons.end.${file.id}`, at: { end_reason: 'reason' } })
  const end = useCommand(persons, 'end', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { reason: '终止原因', lastPaidMonth: '最后发放月', ...decisionLabels }
  const reasons = Object.entries(endReasonText).filter(([code]) => code !== 'import_undone' && code !== 'death')
  return (
    <Form
      form={form}
      action="终止供养"
      labels={labels}
      onSend={async ({ reason, lastPaidMonth, ...decision }) => {
        const made = await end.mutateAsync({
          personId: file.id,
          reason,
          decision,
          ...(lastPaidMonth ? { lastPaidMonth } : {}),
        })
        done(`已终止，发放至${made.lastPaidMonth}`, made.warnings)
      }}
    >
      <PickField
        form={form}
        name="reason"
        label={labels.reason}
        choices={reasons.map(([value, label]) => ({ value, label }))}
      />
      <p className="gy-help">
        终止的情形 <RuleBasis policyKey="exit.reasons" />
      </p>
      <TextField form={form} name="number" label={labels.number} />
      <DayField form={form} name="decidedOn" label={labels.decidedOn} />
      <MonthField
        form={form}
        name="lastPaidMonth"
        label={labels.lastPaidMonth}
        help="不填的，按规定自决定的下月起停发"
      />
      <p className="gy-help">
        停发起始 <RuleBasis policyKey="exit.support_stops" />
      </p>
    </Form>
  )
}

const DeathInput = operations.reportDeath.input.omit({ personId: true })

export function DeathForm({ file, onDone }: ActionProps) {
  const form = useForm({
    schema: DeathInput,
    draft: `persons.death.${file.id}`,
    at: { future: 'diedOn', before_birth: 'diedOn' },
  })
  const report = useCommand(persons, 'reportDeath', { answers: ['duties'] })
  const done = useDone(onDone)
  const labels = { diedOn: '死亡日期', paperReference: '依据' }
  return (
    <Form
      form={form}
      action="报告死亡"
      labels={labels}
      onSend={async (input) =>
        done('已登记，有关业务同时停止', (await report.mutateAsync({ ...input, personId: file.id })).warnings)
      }
    >
      <DayField form={form} name="diedOn" label={labels.diedOn} />
      <TextField
        form={form}
        name="paperReference"
        label={labels.paperReference}
        help="死亡证明、火化证明或村（居）证明"
      />
    </Form>
  )
}

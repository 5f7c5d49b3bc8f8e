/** The rules of a month as the packs in force give them, in the form a computing edition takes. */
import * as z from 'zod'
import { fenOfYuan } from '#kernel/money.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import {
  AbsenceKind,
  ContractEnd,
  ExcessRule,
  LateAgreement,
  type MonthPolicy,
  PartialMonth,
  Ratio,
  Rounding,
} from './month-input.ts'

/** Packs write yuan as text ('189.00'); fen are taken as they are. */
export const Yuan = z.union([z.bigint(), z.string().transform((text) => fenOfYuan(text))])

const Rates = z.object({ able: Yuan, partly_able: Yuan, unable: Yuan })
const Bands = z.array(z.object({ score_from: z.number(), score_to: z.number(), factor: Ratio }))
const FactorValue = z.object({ table: z.union([z.literal('none'), Bands]), when_none: Ratio }).transform((value) => ({
  bands: value.table === 'none' ? null : value.table.map(bandOf),
  whenNone: value.when_none,
}))
const PartialValue = z.object({ rule: PartialMonth }).transform((value) => value.rule)
const DeductionValue = z.object({ provider_heard_first: z.boolean(), more_than_payable: ExcessRule })

function bandOf(band: z.infer<typeof Bands>[number]) {
  return { from: Math.round(band.score_from * 100), to: Math.round(band.score_to * 100), factor: band.factor }
}

/** A default of this system: no clause says it, and the screen says so. */
const ours = (position: string): Citation[] => [{ document: '', clause: '', position }]

/** Undefined when no care rate is in force here on that day, so there is nothing to settle by. */
export function monthPolicy(policy: PolicyInForce): MonthPolicy | undefined {
  if (!policy.find('standard.care.rates')) return undefined
  const partialMonth = read('settlement.partial_month', PartialValue, { value: 'roster_month', position: 'A-21' })
  const partial = partialMonth(policy)
  const late = partial.value === 'by_day' ? ('from_signed_day' as const) : ('whole_month' as const)
  const deduction = read('settlement.deduction', DeductionValue, {
    value: { provider_heard_first: true, more_than_payable: 'carry' },
    position: 'A-20',
  })(policy)
  const whenNone = { times: 1, of: 1 }
  return {
    rates: { value: Rates.parse(policy.value('standard.care.rates').value), citations: ratesCitations(policy) },
    factor: read('settlement.factor', FactorValue, { value: { bands: null, whenNone }, position: 'A-20' })(policy),
    rounding: read('settlement.rounding', Rounding, { value: { to: 'fen', mode: 'half_up' }, position: 'A-48' })(
      policy,
    ),
    partialMonth: partial,
    lateAgreement: read('settlement.late_agreement', LateAgreement, { value: late, position: 'A-21' })(policy),
    unpaidAbsences: read('settlement.unpaid_absences', z.array(AbsenceKind), { value: [], position: 'A-21' })(policy),
    excess: { value: deduction.value.more_than_payable, citations: deduction.citations },
    contractEnd: read('settlement.contract_end_in_month', ContractEnd, {
      value: 'verified_service_days_only',
      position: 'A-50',
    })(policy),
    hearing: { value: deduction.value.provider_heard_first, citations: deduction.citations },
  }
}

const ratesCitations = (policy: PolicyInForce): Citation[] => policy.value('standard.care.rates').citations

function read<Value>(key: string, type: z.ZodType<Value>, fallback: { value: NoInfer<Value>; position: string }) {
  return (policy: PolicyInForce): { value: Value; citations: Citation[] } => {
    const found = policy.find(key)
    if (!found) return { value: fallback.value, citations: ours(fallback.position) }
    return { value: type.parse(found.value), citations: found.citations }
  }
}

/** Policy cases about agreements. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { Capacity } from '#kernel/capacity.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { type Questions, question } from '#kernel/question.ts'
import { SupportMode } from '#kernel/self-care.ts'
import {
  AgreementPrice,
  filingStanding,
  missingContents,
  objectionsToOrder,
  objectionsToParties,
  objectionsToPrice,
  partiesStanding,
  Party,
  type PriceRule,
} from './rules.ts'
import { type GuardianSigns, objectionsToSignature, Signer, whoSigns } from './signing.ts'

const noneAsNull = z.literal('none').transform(() => null)
const partyList = z.array(Party)

const parties = question(z.object({ support_mode: SupportMode, signed: partyList }), (given, policy) => {
  const rule = policy.value<Party[]>(`agreement.${given.support_mode}.parties`)
  const { missing, notAParty } = partiesStanding(given.signed, rule.value)
  return {
    complete: missing.length === 0,
    missing,
    not_a_party: notAParty,
    county_is_party: rule.value.includes('county'),
    person_is_party: rule.value.includes('person'),
    reasons: objectionsToParties(given.signed, rule),
  }
})

const clauses = question(
  z.object({ has: z.array(z.string()), support_mode: SupportMode.optional() }),
  ({ has, support_mode }, policy) => {
    const common = policy.find<string[]>('agreement.required_clauses')
    const own = support_mode ? policy.find<string[]>(`agreement.${support_mode}.required_clauses`) : undefined
    const missing = missingContents(has, common?.value ?? [], own?.value ?? [])
    const binding = missingContents(
      has,
      ...[common, own].flatMap((rule) => (rule?.force === 'must' ? [rule.value] : [])),
    )
    const effect = binding.length > 0 ? 'refuse' : 'warn'
    return { complete: missing.length === 0, missing, effect: missing.length === 0 ? 'none' : effect }
  },
)

const price = question(
  z.object({
    kind: z.union([noneAsNull, AgreementPrice]),
    amount: z.union([noneAsNull, z.string().transform(fenOfYuan)]),
  }),
  ({ kind, amount }, policy) => {
    const reasons = objectionsToPrice(kind, amount, policy.value<PriceRule>('agreement.price'))
    return { ok: reasons.length === 0, reasons }
  },
)

const order = question(
  z.object({ roster_fixed: PlainDate.nullable(), signed: PlainDate }),
  ({ roster_fixed, signed }, policy) => {
    const reasons = objectionsToOrder(roster_fixed, signed, policy.find<boolean>('agreement.after_roster'))
    return { in_order: reasons.length === 0, reasons }
  },
)

/** The step of the campaign that says until when agreements are signed and filed. */
const filingStep = 'duty.agreements-signed-and-filed'

const filing = question(
  z.object({ reviewed: PlainDate, signed: PlainDate, filed: PlainDate.nullable() }),
  (given, policy) => {
    const due = policy.find<{ due?: PlainDate }>(filingStep)?.value.due
    const standing = filingStanding(given, due, policy.on)
    return { in_order: standing.inOrder, on_time: standing.onTime, late_days: standing.lateDays }
  },
)

const signer = question(z.object({ capacity: Capacity, guardian: z.boolean() }), ({ capacity, guardian }, policy) => {
  const { signs, consents } = whoSigns(capacity, policy.value<GuardianSigns>('agreement.guardian_signs_when').value)
  const needsGuardian = signs === 'guardian' || consents === 'guardian'
  return { signs, ...(consents ? { consents } : {}), guardian_to_be_found: needsGuardian && !guardian }
})

const signerCheck = question(
  z.object({
    capacity: Capacity,
    signed_by: Signer,
    authorised: z.boolean().default(false),
    guardian_consents: z.boolean().default(false),
  }),
  (given, policy) => {
    const rule = policy.value<GuardianSigns>('agreement.guardian_signs_when')
    const signature = {
      by: given.signed_by,
      authorised: given.authorised,
      guardianConsents: given.guardian_consents,
    }
    const reasons = objectionsToSignature(given.capacity, signature, rule)
    return { valid: reasons.length === 0, signs: whoSigns(given.capacity, rule.value).signs, reasons }
  },
)

export const questions: Questions = {
  'agreement.parties_complete': parties,
  'agreement.clauses': clauses,
  'agreement.price': price,
  'agreement.order': order,
  'agreement.filing': filing,
  'agreement.signer': signer,
  'agreement.signer_check': signerCheck,
}

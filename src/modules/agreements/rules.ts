/** Who must sign an agreement, what it must say, and what must come before and after it. */
import * as z from 'zod'
import { dateText, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

// Other modules and screens come in by this file.
export * from './signing.ts'
export * from './steps.ts'
export * from './term.ts'
export * from './words.ts'

export const Party = z.enum(['county', 'township', 'village', 'home', 'provider', 'carer', 'person'])
export type Party = z.infer<typeof Party>
export const partyText: Record<Party, string> = {
  county: '县级民政部门',
  township: '乡镇（街道）',
  village: '村（居）',
  home: '供养服务机构',
  provider: '照料服务机构',
  carer: '照料护理人（监护人）',
  person: '特困人员本人',
}

export interface PartiesStanding {
  missing: Party[]
  /** Signed, though the region does not make them a party; does no harm, but replaces nobody. */
  notAParty: Party[]
}

export const partiesStanding = (signed: readonly Party[], parties: readonly Party[]): PartiesStanding => ({
  missing: parties.filter((party) => !signed.includes(party)),
  notAParty: signed.filter((party) => !parties.includes(party)),
})

/** Why an agreement is not yet concluded: one reason for each party that has not signed. */
export function objectionsToParties(signed: readonly Party[], parties: PolicyValue<Party[]>): Reason[] {
  const all = parties.value.map((party) => partyText[party]).join('、')
  return partiesStanding(signed, parties.value).missing.map((party) =>
    reasonBy(parties, `${party}_missing`, `${partyText[party]}未签字；协议应由${all}签订。请补签后再开始服务`),
  )
}

/** Contents an agreement lacks of all that the lists in force ask for, each once and in their order. */
export function missingContents(has: readonly string[], ...required: readonly (readonly string[])[]): string[] {
  return [...new Set(required.flat())].filter((content) => !has.includes(content))
}

export const AgreementPrice = z.enum(['paid', 'free'])
export type AgreementPrice = z.infer<typeof AgreementPrice>

/** agreement.price */
export interface PriceRule {
  kinds: AgreementPrice[]
  must_be_stated: boolean
}

/** A price may be nought, but it may not be left open (JL-4.1). */
export function objectionsToPrice(
  kind: AgreementPrice | null,
  fen: bigint | null,
  rule: PolicyValue<PriceRule>,
): Reason[] {
  if (kind === null || fen === null) {
    if (!rule.value.must_be_stated) return []
    return [reasonBy(rule, 'price_missing', '协议没有写明有偿或无偿和价格；应当写明，无偿的价格写0。请补填价格')]
  }
  if (!rule.value.kinds.includes(kind)) {
    return [reasonBy(rule, 'price_kind', '协议的有偿、无偿方式不在本地规定之内。请改选')]
  }
  if (kind === 'free' && fen !== 0n) {
    return [reasonBy(rule, 'price_of_free', '无偿协议写了价格；无偿的价格应为0。请改为有偿或把价格改为0')]
  }
  if (kind === 'paid' && fen <= 0n) {
    return [reasonBy(rule, 'price_of_paid', '有偿协议的价格应大于0。请填写价格或改为无偿')]
  }
  return []
}

/** The agreement follows the roster (SX-4.4.1a); the same day will do. */
export function objectionsToOrder(
  rosterFixed: PlainDate | null,
  signed: PlainDate,
  afterRoster: PolicyValue<boolean> | undefined,
): Reason[] {
  if (!afterRoster?.value || (rosterFixed !== null && signed >= rosterFixed)) return []
  const roster = rosterFixed ? `名册${dateText(rosterFixed)}确定` : '名册尚未确定'
  return [
    reasonBy(
      afterRoster,
      'before_roster',
      `协议${dateText(signed)}签订，${roster}；应先确定名册再签协议。请在名册确定后重签`,
    ),
  ]
}

export interface Filing {
  reviewed: PlainDate
  signed: PlainDate
  filed: PlainDate | null
}

export interface FilingStanding {
  /** Reviewed, then signed, then filed. */
  inOrder: boolean
  onTime: boolean
  lateDays: number
}

/** How the filing stands on a day; one not yet filed is late by the days gone by. */
export function filingStanding(filing: Filing, due: PlainDate | undefined, on: PlainDate): FilingStanding {
  const filed = filing.filed ?? on
  const lateDays = due ? Math.max(0, daysBetween(due, filed)) : 0
  const inOrder = filing.reviewed <= filing.signed && filing.signed <= filed
  return { inOrder, onTime: lateDays === 0, lateDays }
}

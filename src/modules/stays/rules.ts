/** Who may live in which home, by whose wish and by whose decision. Nobody is ever moved by force. */
import * as z from 'zod'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

export const Wish = z.enum(['yes', 'no', 'not_asked'])
export type Wish = z.infer<typeof Wish>

export const InstitutionKind = z.enum(['home', 'child_welfare_institution'])
export type InstitutionKind = z.infer<typeof InstitutionKind>
const institutionText: Record<InstitutionKind, string> = {
  home: '供养服务机构',
  child_welfare_institution: '儿童福利机构',
}

/** eligibility.minor.placement: an age of its own, apart from the age of any benefit. */
export interface MinorPlacement {
  age_below: number
  allowed: InstitutionKind[]
  forbidden: InstitutionKind[]
}

export interface PlacementByAge {
  reasons: Reason[]
  instead: InstitutionKind | null
}

export function placementByAge(
  age: number,
  institution: InstitutionKind,
  rule: PolicyValue<MinorPlacement> | undefined,
): PlacementByAge {
  if (!rule || age >= rule.value.age_below || !rule.value.forbidden.includes(institution)) {
    return { reasons: [], instead: null }
  }
  const instead = rule.value.allowed[0] ?? null
  const next = instead ? `请安排到${institutionText[instead]}` : '请报县级民政部门另行安排'
  const message = `本人${age}周岁，未满${rule.value.age_below}周岁，不得入住${institutionText[institution]}。${next}`
  return { reasons: [reasonBy(rule, 'minor_in_home', message)], instead }
}

export const Sign = z.enum(['guardian_failing', 'living_alone', 'poor_quality_of_life', 'poor_dwelling'])
export type Sign = z.infer<typeof Sign>

/** placement.override_trigger: any one of the situations opens a case; a situation is all of its signs together. */
export interface PlacementTrigger {
  any_of: Sign[][]
}

export const opensPlacementCase = (signs: ReadonlySet<Sign>, trigger: PlacementTrigger): boolean =>
  trigger.any_of.some((situation) => situation.every((sign) => signs.has(sign)))

export const PlacementStep = z.enum([
  'admission',
  'ask_wish',
  'dispersed_care',
  'documented_refusal',
  'substitute_care',
])
export type PlacementStep = z.infer<typeof PlacementStep>

/** What follows an opened case. "Unconditionally" binds the administration only; the person's choice stands. */
export function stepsOfCase(wish: Wish): PlacementStep[] {
  if (wish === 'yes') return ['admission']
  return wish === 'no' ? ['documented_refusal', 'substitute_care'] : ['ask_wish']
}

/** placement.consent */
export interface PlacementConsent {
  needs: 'person_wish' | 'person_choice'
  admit_all_willing?: boolean
}

/** placement.decider: who decides, or who organises where nobody is said to decide. */
export interface PlacementDecider {
  by?: string
  organises?: string
}

/** What follows when someone asks for a place: who is willing is admitted, and a home's refusal goes to the decider. */
export function stepOfAdmission(wish: Wish, homeRefuses: boolean, decider: PlacementDecider): string {
  if (wish !== 'yes') return wish === 'no' ? 'dispersed_care' : 'ask_wish'
  return homeRefuses ? `${decider.by ?? decider.organises ?? 'county'}_decides` : 'admission'
}

/** What follows for a resident whose home closes: who does not wish to move is looked after at home (HZ-4.3b). */
export const stepOfClosing = (wish: Wish): PlacementStep => {
  if (wish === 'yes') return 'admission'
  return wish === 'no' ? 'dispersed_care' : 'ask_wish'
}

/** care.refuser_dispersed */
export interface RefuserCare {
  then: 'dispersed_care_assigned'
  gap_days_allowed: number
}

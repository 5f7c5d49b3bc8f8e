/**
 * How likely a row and a person are the same: each field that agrees or differs adds or takes away bits of evidence
 * (Fellegi and Sunter, 1969). A rare name says more than a common one, so its own frequency counts.
 */
import type { Known, People } from './candidates.ts'
import { type Identity, type IdentityAgreement, identityAgreement } from './identity.ts'
import type { PlaceFound } from './places.ts'
import { type NameAgreement, nameAgreement, tidyName } from './readings.ts'

export interface RowRead {
  rowNo: number
  name: string
  identity: Identity
  /** 19560312; 19560000 when only the year is known; 0 when nothing is. */
  born: number
  sex: 'male' | 'female' | undefined
  place: PlaceFound
}

export type BirthAgreement = 'same' | 'near' | 'year' | 'differs' | 'missing'
export type VillageAgreement = 'same' | 'old_name' | 'township' | 'differs' | 'unknown' | 'missing'
export type SexAgreement = 'same' | 'differs' | 'missing'
export interface Agreement {
  identity: IdentityAgreement
  name: NameAgreement
  birth: BirthAgreement
  village: VillageAgreement
  sex: SexAgreement
}

export type Grade = 'likely' | 'possible' | 'unlikely'
export interface Scored {
  person: number
  agreement: Agreement
  bits: number
}

/** One row of a list of a whole county, out of about a million people, is a given person. */
const before = -20
const identityBits: Record<IdentityAgreement, number> = {
  same: 30,
  old: 24,
  swapped: 17,
  one_digit: 14,
  wrong: -3,
  missing: 0,
  differs: -9,
}
const birthBits: Record<BirthAgreement, number> = { same: 13, near: 4, year: 4, differs: -7, missing: 0 }
const villageBits: Record<VillageAgreement, number> = {
  same: 8,
  old_name: 8,
  township: 3,
  differs: -3,
  unknown: -1,
  missing: 0,
}
const sexBits: Record<SexAgreement, number> = { same: 1, differs: -5, missing: 0 }

export function scored(people: People, at: number, row: RowRead): Scored | undefined {
  const person = people.all[at]
  if (!person) return undefined
  const agreement = agreementOf(person, row)
  const bits =
    before +
    identityBits[agreement.identity] +
    nameBits(people, person.name, agreement.name) +
    birthBits[birthCounted(agreement)] +
    villageBits[agreement.village] +
    sexBits[agreement.sex]
  return { person: at, agreement, bits }
}

/** A number that agrees but for one place holds the birth already; it does not count again. */
const birthCounted = ({ identity, birth }: Agreement): BirthAgreement =>
  (identity === 'swapped' || identity === 'one_digit' || identity === 'old') && birth !== 'differs' ? 'missing' : birth

function nameBits(people: People, name: string, how: NameAgreement): number {
  if (how === 'missing') return 0
  if (how === 'differs') return -9
  const share = people.sharing(name)
  const rarity = (count: number) => Math.min(12, Math.log2((share.all + 1000) / (count + 1)))
  if (how === 'same') return rarity(share.name)
  if (how === 'variant') return rarity(share.name) - 0.5
  return how === 'homophone' ? rarity(share.sound) - 2.5 : 0
}

export const agreementOf = (person: Known, row: RowRead): Agreement => ({
  identity: identityAgreement(person.idNumber, row.identity),
  name: nameAgreement(tidyName(person.name), row.name),
  birth: birthAgreement(Number(person.bornOn.replaceAll('-', '')), row.born),
  village: villageAgreement(person, row.place),
  sex: row.sex === undefined ? 'missing' : row.sex === person.sex ? 'same' : 'differs',
})

function birthAgreement(ours: number, theirs: number): BirthAgreement {
  if (theirs === 0) return 'missing'
  if (ours === theirs) return 'same'
  const sameYear = Math.floor(ours / 10_000) === Math.floor(theirs / 10_000)
  if (theirs % 10_000 === 0) return sameYear ? 'year' : 'differs'
  return nearDay(String(ours), String(theirs)) ? 'near' : 'differs'
}

/** One digit, two neighbours swapped, or day and month changed round. */
function nearDay(ours: string, theirs: string): boolean {
  if (ours.slice(0, 4) + ours.slice(6) + ours.slice(4, 6) === theirs) return true
  const unlike = [...ours].flatMap((digit, at) => (digit === theirs[at] ? [] : [at]))
  if (unlike.length === 1) return true
  const [first = 0, second = 0] = unlike
  return unlike.length === 2 && second === first + 1 && ours[first] === theirs[second] && ours[second] === theirs[first]
}

function villageAgreement({ villageId, townshipId }: Known, place: PlaceFound): VillageAgreement {
  if (place.village !== undefined && villageId !== null) {
    if (place.village === villageId) return place.how === 'old' ? 'old_name' : 'same'
    return 'differs'
  }
  if (place.township === undefined) return place.how === 'unknown' ? 'unknown' : 'missing'
  if (place.township !== townshipId) return 'differs'
  return place.how === 'unknown' ? 'unknown' : 'township'
}

/** In the words of the screen: 很可能, 可能, 不像. From ten to one upwards, and from even upwards. */
export function gradeOf({ bits, agreement }: Pick<Scored, 'bits' | 'agreement'>): Grade {
  if (bits >= 3.3) return 'likely'
  // One number and two names is a conflict that somebody must look at, however unlike they are.
  return bits >= 0 || agreement.identity === 'same' ? 'possible' : 'unlikely'
}

/** Of a hundred. */
export const scoreOf = (bits: number): number => Math.min(100, Math.max(0, Math.round(100 / (1 + 2 ** -bits))))

/** Number and name are the same to the character: nothing is left to judge. */
export const isCertain = ({ identity, name }: Agreement): boolean =>
  (identity === 'same' || identity === 'old') && (name === 'same' || name === 'variant')

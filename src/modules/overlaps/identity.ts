/** Identity numbers for matching: read into two small integers, so that a million of them are compared without text. */
import { tidyIdentityNumber } from '#kernel/identity-number.ts'

/** valid: check character fits · old: 15 digits of before 1999 · wrong: anything else that was written. */
export interface Identity {
  state: 'missing' | 'valid' | 'old' | 'wrong'
  text: string
  /** Area (6 digits) and order (3 digits); -1 when the text is no number of 15 or 18. */
  place: number
  /** 19560312 */
  day: number
}

const missing: Identity = { state: 'missing', text: '', place: -1, day: -1 }
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** The number by which a weight is undone, modulo 11. */
const undoing = weights.map((weight) => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].find((by) => (weight * by) % 11 === 1) ?? 0)
const zero = 48

const plain = /^[0-9X]+$/

export function identityOf(written: string): Identity {
  if (written === '') return missing
  const text = plain.test(written) ? written : tidyIdentityNumber(written)
  if (text === '') return missing
  if (text.length === 15 && digits(text, 15)) return old(text)
  if (text.length !== 18 || !digits(text, 17)) return { state: 'wrong', text, place: -1, day: -1 }
  const state = remainder(text) === checkValue(text) ? 'valid' : 'wrong'
  return { state, text, place: span(text, 0, 6) * 1000 + span(text, 14, 17), day: span(text, 6, 14) }
}

/** Of before 1999-10: the year has two digits, and all who have such a number were born in the last century. */
const old = (text: string): Identity => ({
  state: 'old',
  text,
  place: span(text, 0, 6) * 1000 + span(text, 12, 15),
  day: 19_000_000 + span(text, 6, 12),
})

function digits(text: string, length: number): boolean {
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < zero || code > zero + 9) return false
  }
  return true
}

function span(text: string, from: number, to: number): number {
  let number = 0
  for (let at = from; at < to; at += 1) number = number * 10 + text.charCodeAt(at) - zero
  return number
}

function remainder(text: string): number {
  let sum = 0
  for (let at = 0; at < 17; at += 1) sum += (weights[at] ?? 0) * (text.charCodeAt(at) - zero)
  return (12 - (sum % 11)) % 11
}

const checkValue = (text: string): number => (text.charCodeAt(17) === 88 ? 10 : text.charCodeAt(17) - zero)

/** Numbers with a right check character that differ from a wrong one by two neighbours swapped, or by one digit. */
export function repairsOf(wrong: Identity): Identity[] {
  const { text, place } = wrong
  if (place < 0) return []
  const texts = new Set([...swapped(text), ...oneDigit(text)])
  return [...texts].map(identityOf).filter(({ state }) => state === 'valid')
}

function swapped(text: string): string[] {
  return Array.from(
    { length: 17 },
    (_, at) => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
  )
}

/** For each digit but one value at most makes the check character fit. */
function oneDigit(text: string): string[] {
  const lacks = (remainder(text) - checkValue(text) + 22) % 11
  const checked = text.slice(0, 17) + ('0123456789X'[remainder(text)] ?? '')
  const repaired = undoing.flatMap((undo, at) => {
    const digit = (text.charCodeAt(at) - zero + lacks * undo) % 11
    return digit > 9 ? [] : [text.slice(0, at) + String(digit) + text.slice(at + 1)]
  })
  return [checked, ...repaired]
}

export type IdentityAgreement = 'same' | 'old' | 'swapped' | 'one_digit' | 'differs' | 'wrong' | 'missing'

/** `ours`: tidied, 18 characters or empty. `wrong`: no number that could be compared. */
export function identityAgreement(ours: string, theirs: Identity): IdentityAgreement {
  if (ours === '' || theirs.state === 'missing') return 'missing'
  if (ours === theirs.text) return 'same'
  if (theirs.state === 'old') return ours.slice(0, 6) + ours.slice(8, 17) === theirs.text ? 'old' : 'differs'
  if (theirs.text.length !== 18) return 'wrong'
  const unlike = places(ours, theirs.text)
  if (unlike.length === 1) return 'one_digit'
  const [first = 0, second = 0] = unlike
  const crossed = ours[first] === theirs.text[second] && ours[second] === theirs.text[first]
  return unlike.length === 2 && second === first + 1 && crossed ? 'swapped' : 'differs'
}

function places(one: string, other: string): number[] {
  const unlike: number[] = []
  for (let at = 0; at < 18 && unlike.length < 3; at += 1) if (one[at] !== other[at]) unlike.push(at)
  return unlike
}

/** How a name sounds, as a number: names of one sound have one number, whatever characters write them. */
import { pinyin } from 'pinyin-pro'
import { inStandard } from './variants.ts'

const syllables = new Map<string, number>()
/** By character: the sound as a family name, and elsewhere in a name (单: shan and dan). */
const sounds = { head: new Map<string, number>(), rest: new Map<string, number>() }
type Where = keyof typeof sounds

/** Ears do not tell zh from z, nor ang from an, in much of the country; what is written by ear does not either. */
const heard = (syllable: string): string => syllable.replace(/^([zcs])h/, '$1').replace(/ng$/, 'n')

function soundOf(letter: string, where: Where): number {
  const known = sounds[where].get(letter)
  if (known !== undefined) return known
  const surname = where === 'head' ? 'head' : 'off'
  const syllable = heard(pinyin(inStandard(letter), { surname, toneType: 'none', v: true }).toLowerCase())
  const number = syllables.get(syllable) ?? syllables.size + 1
  syllables.set(syllable, number)
  sounds[where].set(letter, number)
  return number
}

/** Blanks and the dot of Mongolian and other names do not distinguish. */
export const tidyName = (text: string): string =>
  /[\s·•．.。\u3000]/.test(text) ? text.replace(/[\s·•．.。\u3000]/g, '') : text

/** 32 bits; 0 for no name. */
export function soundKey(name: string): number {
  let key = 0
  let where: Where = 'head'
  for (const letter of name) {
    key = (Math.imul(key, 1009) + soundOf(letter, where)) | 0
    where = 'rest'
  }
  return key
}

export type NameAgreement = 'same' | 'variant' | 'homophone' | 'near' | 'differs' | 'missing'

/** `near`: of equal length, the family name and all but one character agree by sound. */
export function nameAgreement(ours: string, theirs: string): NameAgreement {
  if (theirs === '' || ours === '') return 'missing'
  if (ours === theirs) return 'same'
  if (inStandard(ours) === inStandard(theirs)) return 'variant'
  if (soundKey(ours) === soundKey(theirs)) return 'homophone'
  return isNear(Array.from(ours), Array.from(theirs)) ? 'near' : 'differs'
}

function isNear(ours: readonly string[], theirs: readonly string[]): boolean {
  if (ours.length !== theirs.length || ours.length < 2) return false
  const same = ours.filter((letter, at) => {
    const where = at === 0 ? 'head' : 'rest'
    return soundOf(letter, where) === soundOf(theirs[at] ?? '', where)
  })
  return same.length === ours.length - 1
}

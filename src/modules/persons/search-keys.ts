/** Keys stored beside names, so that lists sort and searches find alike on every database (design §4, Database). */
import { pinyin, polyphonic } from 'pinyin-pro'

const han = /\p{Script=Han}/u

/** 长寿 and its like: readings of places that the dictionary has wrong. Kept apart from names, where 长子 is an eldest son. */
const placeReadings: readonly (readonly [string, string])[] = [
  ['长寿', 'chang2 shou4'],
  ['长子', 'zhang3 zi3'],
  ['长胜', 'chang2 sheng4'],
  ['莘', 'shen1'],
  ['俎店', 'zu3 dian4'],
  ['妹冢', 'mei4 zhong3'],
  ['东阿', 'dong1 e1'],
  ['乐亭', 'lao4 ting2'],
  ['六安', 'lu4 an1'],
  ['六合', 'lu4 he2'],
  ['台州', 'tai1 zhou1'],
  ['丽水', 'li2 shui3'],
  ['铅山', 'yan2 shan1'],
  ['番禺', 'pan1 yu2'],
  ['浚县', 'xun4 xian4'],
  ['蔚县', 'yu4 xian4'],
  ['单县', 'shan4 xian4'],
  ['任丘', 'ren2 qiu1'],
  ['重庆', 'chong2 qing4'],
  ['厦门', 'xia4 men2'],
  ['大城', 'dai4 cheng2'],
  ['歙县', 'she4 xian4'],
  ['燕店', 'yan1 dian4'],
  ['朝城', 'chao2 cheng2'],
  ['观城', 'guan1 cheng2'],
]

const syllablesOf = (text: string, surname: 'head' | 'off'): readonly string[] => {
  if (lately.text !== text || lately.surname !== surname) lately = { text, surname, syllables: read(text, surname) }
  return lately.syllables
}

/** A name is read for its sort key and at once again for its initials. */
let lately: { text: string; surname: string; syllables: readonly string[] } = {
  text: '',
  surname: 'off',
  syllables: [],
}

const read = (text: string, surname: 'head' | 'off'): string[] =>
  pinyin(text, { surname, toneType: 'num', type: 'array', v: true, nonZh: 'consecutive' }).map((syllable) =>
    syllable.toLowerCase(),
  )

/** The text itself at the end keeps two names of one sound apart and in a fixed order. */
const keyOf = (syllables: readonly string[], text: string): string => `${syllables.join(' ')} ${text}`

const withoutDots = (name: string): string => name.replace(/[·\s]/g, '')

/** By syllable, then tone, then character: zhang1 shi4 li4 张示例. Compare as plain text (C collation). */
export const sortKeyOf = (name: string): string => keyOf(syllablesOf(withoutDots(name), 'head'), withoutDots(name))

function placeSyllables(name: string): readonly string[] {
  if (name === '') return []
  for (const [text, reading] of placeReadings) {
    const start = name.indexOf(text)
    if (start < 0) continue
    return [
      ...placeSyllables(name.slice(0, start)),
      ...reading.split(' '),
      ...placeSyllables(name.slice(start + text.length)),
    ]
  }
  return syllablesOf(name, 'off')
}

export const placeSortKeyOf = (name: string): string => keyOf(placeSyllables(name), name)
export const placeInitialsOf = (name: string): string =>
  placeSyllables(name)
    .map((syllable) => syllable[0] ?? '')
    .join('')

const mostAlternatives = 16

// Few hundred characters make most names; each is looked up once.
const readings = new Map<string, readonly string[]>()

function readingsOf(letter: string): readonly string[] {
  const known = readings.get(letter)
  if (known) return known
  const found = han.test(letter) ? (polyphonic(letter, { type: 'array', toneType: 'none' })[0] ?? []) : []
  if (readings.size >= 10_000) readings.clear()
  readings.set(letter, found)
  return found
}

/** zsl for 张示例, the reading as a surname first; then every other reading (单: s, d, c), so that each is found. */
export function initialsOf(name: string): string[] {
  const letters = Array.from(withoutDots(name))
  const usual = syllablesOf(letters.join(''), 'head').map((syllable) => syllable[0] ?? '')
  if (usual.length !== letters.length) return [usual.join('')]
  let alternatives = ['']
  for (const [index, letter] of letters.entries()) {
    const firsts = [...new Set([usual[index] ?? '', ...readingsOf(letter).map((reading) => reading[0] ?? '')])].filter(
      (first) => /[a-z0-9]/.test(first),
    )
    if (firsts.length === 0) continue
    alternatives = alternatives.flatMap((head) => firsts.map((first) => head + first)).slice(0, mostAlternatives)
  }
  return alternatives.filter((initials) => initials !== '')
}

/** 张示例, 示例, 例: a name contains what one of its endings begins with, so a range on an index finds it. */
export function searchTokens(name: string): string[] {
  const letters = Array.from(withoutDots(name).toLowerCase())
  return [...new Set(letters.map((_, index) => letters.slice(index).join('')))]
}

/** What was typed, in the form of the tokens; find tokens that begin with it. */
export const searchPrefixOf = (typed: string): string => withoutDots(typed).toLowerCase()

const longestGram = 3

/** All pieces of up to three characters, for array containment where that is the better index. */
export function gramsOf(name: string): string[] {
  const grams = searchTokens(name).flatMap((token) => {
    const letters = Array.from(token).slice(0, longestGram)
    return letters.map((_, index) => letters.slice(0, index + 1).join(''))
  })
  return [...new Set(grams)]
}

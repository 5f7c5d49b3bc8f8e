/** Verification in figures and states: who counts, where a result leads, which page a code names. Pure. */
import { addDays, dateText, daysBetween, type PlainDate, plainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Answer, EntryState, LegacyCategory, Path } from './words.ts'

export interface Counts {
  planned: number
  seen: number
  open: number
  left: number
}

/** 计划 = 已核查 + 未核查 + 已终止, at every level. */
export function countsOf(states: readonly EntryState[]): Counts {
  const of = (state: EntryState) => states.filter((each) => each === state).length
  return { planned: states.length, seen: of('seen'), open: of('open'), left: of('left') }
}

export function sumOf(counts: readonly Counts[]): Counts {
  const sum = (of: (each: Counts) => number) => counts.reduce((total, each) => total + of(each), 0)
  return {
    planned: sum((c) => c.planned),
    seen: sum((c) => c.seen),
    open: sum((c) => c.open),
    left: sum((c) => c.left),
  }
}

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** '1,902 / 2,134，剩232人' */
export function coverageText({ planned, seen, open, left }: Counts): string {
  const ended = left > 0 ? `，已终止${grouped(left)}人` : ''
  return `${grouped(seen)} / ${grouped(planned)}，${open === 0 ? '全部核查完' : `剩${grouped(open)}人`}${ended}`
}

/** What may happen to one person of a round; the state machine that the tables keep. */
export type Step = 'verify' | 'try' | 'correct' | 'take_back' | 'end' | 'return'

/** The state after a step; undefined where the step is refused. */
export function after(state: EntryState, step: Step): EntryState | undefined {
  switch (step) {
    case 'verify':
      return state === 'open' ? 'seen' : undefined
    case 'try':
      return state === 'open' ? 'open' : undefined
    case 'correct':
      return state === 'seen' ? 'seen' : undefined
    case 'take_back':
      return state === 'seen' ? 'open' : undefined
    case 'end':
      return state === 'open' ? 'left' : undefined
    case 'return':
      return state === 'left' ? 'open' : undefined
  }
}

export interface ResultDays {
  seenOn: PlainDate
  fromOn: PlainDate
  today: PlainDate
}

export function objectionsToDays({ seenOn, fromOn, today }: ResultDays): Reason[] {
  if (seenOn > today)
    return [{ code: 'seenOn', message: `核查日期${dateText(seenOn)}晚于今天，不能预先登记。请核对日期` }]
  if (seenOn < fromOn)
    return [
      {
        code: 'seenOn',
        message: `核查日期${dateText(seenOn)}早于本次核查开始的${dateText(fromOn)}。请核对日期；以前的核查不算在本次之内`,
      },
    ]
  return []
}

export interface Said {
  answer: Answer
  seenSelf: boolean
  words: string
}

/** Anything but "seen, nothing changed" needs its words; who was not seen was not seen. */
export function objectionsToSaying({ answer, seenSelf, words }: Said): Reason[] {
  if (answer === 'not_seen' && seenSelf)
    return [{ code: 'seenSelf', message: '结果是“未见到本人”，却选了“见到本人”。请改为没有见到，或者改选结果' }]
  if (words.length >= 4 || (answer === 'none' && seenSelf)) return []
  const why = answer === 'none' ? '没有见到本人而登记“无变化”的，应写明怎样核实' : '有变化的应写明情况'
  return [{ code: 'words', message: `${why}，至少4个字。请填写说明` }]
}

export type FollowKind = 'ending' | 'death' | 'assessment' | 'minor' | 'settle'

export interface Follow {
  kind: FollowKind
  title: string
  to: string
}

type Way = (personId: string, facts: string) => Follow

const ending =
  (reason: string): Way =>
  (personId, facts) => ({
    kind: 'ending',
    title: '提出终止',
    to: `/changes/new?kind=end&person=${personId}&reason=${reason}${facts}`,
  })

const ways: Partial<Record<Answer, Way>> = {
  income: ending('income_or_property_no_longer_meets'),
  obligor: ending('obligor_able'),
  labour: ending('labour_regained'),
  imprisoned: ending('imprisoned'),
  voluntary: ending('voluntary'),
  died: (personId) => ({ kind: 'death', title: '报告死亡', to: `/deaths/new?person=${personId}` }),
  moved: (personId, facts) => ({
    kind: 'ending',
    title: '办理迁移',
    to: `/changes/new?kind=moved_away&person=${personId}${facts}`,
  }),
  ability: () => ({ kind: 'assessment', title: '申请评估', to: '/assessments' }),
  minor: (personId) => ({ kind: 'minor', title: '核对在读', to: `/verification?tab=minors&person=${personId}` }),
  other: () => ({ kind: 'settle', title: '登记处理', to: '/verification?tab=follow' }),
}

/** Where an unusual result is worked on, with its reason and words carried along. */
export const followOf = (answer: Answer, personId: string, words: string): Follow | undefined =>
  ways[answer]?.(personId, `&facts=${encodeURIComponent(`核查发现：${words}`)}`)

/** What still has to be done after a result: its own matter, and on the full path the recognition (JL-5d). */
export const needsFollow = (answer: Answer, path: Path | null): boolean =>
  path === 'full_recognition' || (answer !== 'none' && answer !== 'not_seen')

/** What ends support or moves it elsewhere is never without effect: it is worked on, or the result was wrong (F-01). */
export const endsSupport = (answer: Answer): boolean => ['died', 'moved', 'imprisoned'].includes(answer)

export interface PlannedSheet {
  id: string
  townshipId: string
  persons: number
}

const someMonday = plainDate('1970-01-05')
export const mondayOf = (day: PlainDate): PlainDate => {
  const since = daysBetween(someMonday, day)
  return addDays(day, -(((since % 7) + 7) % 7))
}

export const endOfWeek = (monday: PlainDate): PlainDate => addDays(monday, 6)

/** Mondays of all weeks from one day to another. */
export function weeksOf(from: PlainDate, to: PlainDate): PlainDate[] {
  const first = mondayOf(from)
  const count = Math.floor(daysBetween(first, mondayOf(to)) / 7) + 1
  return Array.from({ length: count }, (_, index) => addDays(first, index * 7))
}

/** Villages of each township over the weeks in their order, about as many persons in each: nobody's last week is the fullest. */
export function spread(sheets: readonly PlannedSheet[], from: PlainDate, to: PlainDate): Map<string, PlainDate> {
  const weeks = weeksOf(from, to)
  const found = new Map<string, PlainDate>()
  for (const own of Map.groupBy(sheets, ({ townshipId }) => townshipId).values()) {
    const all = own.reduce((total, { persons }) => total + persons, 0)
    let before = 0
    for (const { id, persons } of own) {
      const share = all === 0 ? 0 : Math.floor(((before + persons / 2) / all) * weeks.length)
      const week = weeks[Math.min(share, weeks.length - 1)]
      if (week) found.set(id, week)
      before += persons
    }
  }
  return found
}

/** So many persons stand on a page; the place of a person on paper follows from the number alone. */
export const perPage = 7
export const pageOf = (no: number): number => Math.ceil(no / perPage)
const most = 1_000_000
/** First and last number of a page; of the whole village without one. */
export const numbersOn = (page: number | null): { first: number; last: number } =>
  page === null ? { first: 1, last: most } : { first: (page - 1) * perPage + 1, last: page * perPage }

export interface PageCode {
  round: number
  sheet: number
  page: number
}

const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]
/** Check digit after Damm: one wrong digit or two exchanged ones are noticed. */
const checked = (digits: string): number =>
  [...digits].reduce((state, digit) => Number(damm[state]?.[Number(digit)] ?? 0), 0)

/** '001-0137-02-5': round, village, page, check digit. */
export function codeText({ round, sheet, page }: PageCode): string {
  const parts = [String(round).padStart(3, '0'), String(sheet).padStart(4, '0'), String(page).padStart(2, '0')]
  return [...parts, checked(parts.join(''))].join('-')
}

/** Undefined for what is no code of ours or is misread by a digit. Blanks and hyphens are as one likes. */
export function readCode(text: string): PageCode | undefined {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{10}$/.test(digits) || checked(digits) !== 0) return undefined
  return { round: Number(digits.slice(0, 3)), sheet: Number(digits.slice(3, 7)), page: Number(digits.slice(7, 9)) }
}

interface LegacyLimit {
  cutoff: PlainDate
  cutoff_day_counts_as: 'before' | 'after'
}

/** The old scheme a person of the register most likely came from (A-39); the paper may say otherwise. */
export function proposedLegacy(
  person: { class: 'urban' | 'rural'; supportedFrom: PlainDate | null },
  limit: LegacyLimit,
): LegacyCategory | null {
  if (person.class === 'urban') return 'urban_three_no'
  if (person.supportedFrom === null) return null
  const late =
    person.supportedFrom > limit.cutoff ||
    (person.supportedFrom === limit.cutoff && limit.cutoff_day_counts_as === 'after')
  return late ? 'rural_supported' : 'rural_wubao'
}

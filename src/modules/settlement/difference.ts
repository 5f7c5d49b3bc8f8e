/** Why two statements differ, as sentences that add up exactly; and the lines by which a closed month is put right. */
import type { PlainMonth } from '#kernel/calendar.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import { levels, type PersonMonth, readLine } from './line.ts'
import type { Correction } from './month-input.ts'
import type { MonthStatement } from './statement.ts'
import { exclusionText, type Names } from './words.ts'

export type Cause =
  | 'joined'
  | 'left'
  | 'raised'
  | 'lowered'
  | 'excluded'
  | 'included'
  | 'rate'
  | 'days'
  | 'factor'
  | 'deductions'
  | 'corrections'
  | 'excess'

export interface Sentence {
  cause: Cause
  /** 新增3人 ＋815.00 */
  text: string
  amount: bigint
  persons: string[]
}

export interface Difference {
  sentences: Sentence[]
  total: bigint
  /** All sentences and 合计, as one line. */
  text: string
}

interface Change {
  cause: Cause
  person: string
  amount: bigint
  words: string
}

const titles: Record<Cause, string> = {
  joined: '新增',
  left: '减少',
  raised: '升级',
  lowered: '降级',
  excluded: '不再计入',
  included: '恢复计入',
  rate: '标准变动',
  days: '计费日变动',
  factor: '系数变动',
  deductions: '扣减变动',
  corrections: '更正变动',
  excess: '结转或追回变动',
}
/** Joiners, leavers and what touches everybody are told as a number; changes of one person by name, up to three. */
const counted: ReadonlySet<Cause> = new Set(['joined', 'left', 'rate', 'factor'])

export function differenceOf(before: MonthStatement, after: MonthStatement, names: Names): Difference {
  const sentences = [...personSentences(before, after, names), ...figureSentences(before, after)]
  const total = after.total.payable - before.total.payable
  if (sumOf(sentences.map((each) => each.amount)) !== total) throw new RangeError('sentences do not add up')
  const text = [...sentences.map((each) => each.text), `合计 ${signed(total)}`].join('；')
  return { sentences, total, text }
}

/** ＋815.00, −313.00, 0.00 */
export const signed = (fen: bigint): string =>
  fen === 0n ? yuanText(0n) : `${fen > 0n ? '＋' : '−'}${yuanText(fen < 0n ? -fen : fen)}`

function personSentences(before: MonthStatement, after: MonthStatement, names: Names): Sentence[] {
  const old = linesOf(before)
  const now = linesOf(after)
  const persons = [...new Set([...old.keys(), ...now.keys()])].toSorted()
  const changes = persons.flatMap((person) => changesOf(old.get(person), now.get(person), person))
  return Object.keys(titles).flatMap((cause) =>
    told(
      changes.filter((each) => each.cause === cause),
      names,
    ),
  )
}

function told(changes: readonly Change[], names: Names): Sentence[] {
  const [first] = changes
  if (!first) return []
  const { cause } = first
  if (!counted.has(cause) && changes.length <= 3) {
    return changes.map((each) => sentence(cause, `${names.person(each.person)}${each.words}`, [each]))
  }
  return [sentence(cause, `${titles[cause]}${changes.length}人`, changes)]
}

function sentence(cause: Cause, words: string, changes: readonly Pick<Change, 'amount' | 'person'>[]): Sentence {
  const amount = sumOf(changes.map((each) => each.amount))
  return { cause, text: `${words} ${signed(amount)}`, amount, persons: changes.map((each) => each.person) }
}

function linesOf(statement: MonthStatement): Map<string, string> {
  return new Map(statement.parts.flatMap((part) => part.lines.map((line) => [line.person, line.json])))
}

/** The change of the base has one cause, what the factor adds has its own, so together they are the change of the line. */
function changesOf(oldJson: string | undefined, nowJson: string | undefined, person: string): Change[] {
  if (oldJson === nowJson) return []
  const old = oldJson === undefined ? undefined : readLine(oldJson)
  const now = nowJson === undefined ? undefined : readLine(nowJson)
  const change = (cause: Cause, amount: bigint, words = titles[cause]) => ({ cause, person, amount, words })
  if (!old || !now) {
    const amount = (now?.amount ?? 0n) - (old?.amount ?? 0n)
    return [change(old ? 'left' : 'joined', amount)]
  }
  if (old.excluded && now.excluded) return []
  if (old.excluded !== now.excluded) {
    const words = now.excluded ? `不计入（${exclusionText[now.excluded]}）` : titles.included
    return [change(now.excluded ? 'excluded' : 'included', now.amount - old.amount, words)]
  }
  const base = baseOf(now) - baseOf(old)
  const factor = now.amount - old.amount - base
  return [
    ...(base === 0n ? [] : [change(causeOf(old, now), base)]),
    ...(factor === 0n ? [] : [change('factor', factor)]),
  ]
}

const baseOf = (line: PersonMonth): bigint => line.children[0]?.amount ?? 0n

function causeOf(old: PersonMonth, now: PersonMonth): Cause {
  const weight = careOf(now) - careOf(old)
  if (weight !== 0) return weight > 0 ? 'raised' : 'lowered'
  return ratesOf(old) === ratesOf(now) ? 'days' : 'rate'
}

/** The heaviest level that was paid in the month. */
const careOf = (line: PersonMonth): number =>
  Math.max(-1, ...(line.children[0]?.days.map((each) => levels.indexOf(each.level)) ?? []))

const ratesOf = (line: PersonMonth): string =>
  (line.children[0]?.days ?? []).map((each) => `${each.level}${each.rate}`).join()

function figureSentences(before: MonthStatement, after: MonthStatement): Sentence[] {
  const moved: [Cause, bigint][] = [
    ['deductions', before.total.deductions - after.total.deductions],
    ['corrections', after.total.corrections - before.total.corrections],
    ['excess', after.total.excess - before.total.excess],
  ]
  return moved
    .filter(([, amount]) => amount !== 0n)
    .map(([cause, amount]) => ({ cause, text: `${titles[cause]} ${signed(amount)}`, amount, persons: [] }))
}

/** As much of a settled month as difference lines need: whole statements have it. */
export interface SettledMonth {
  month: PlainMonth
  parts: readonly { township: string; lines: readonly { person: string; amount: bigint; hash: string }[] }[]
}

/**
 * Difference lines for a closed month: what it would be with today's knowledge, less what was settled and what earlier
 * corrections already put right. The closed statement itself is never touched.
 */
export function correctionsFor(
  settled: SettledMonth,
  recomputed: Pick<SettledMonth, 'parts'>,
  already: readonly Correction[],
): (Correction & { township: string })[] {
  const old = placed(settled)
  const now = placed(recomputed)
  const { month } = settled
  const persons = [...new Set([...old.keys(), ...now.keys()])].toSorted()
  return persons.flatMap((person) => {
    const [before, after] = [old.get(person), now.get(person)]
    const earlier = already.filter((each) => each.month === month && each.person === person)
    const amount = (after?.amount ?? 0n) - (before?.amount ?? 0n) - sumOf(earlier.map((each) => each.amount))
    if (amount === 0n) return []
    const township = after?.township ?? before?.township ?? ''
    const id = correctionId(month, person, earlier.length + 1)
    return [{ id, month, person, amount, before: before?.hash ?? '', after: after?.hash ?? '', township }]
  })
}

const correctionId = (month: PlainMonth, person: string, nth: number) => `${month}.${person}.${nth}`

function placed(statement: Pick<SettledMonth, 'parts'>) {
  return new Map(
    statement.parts.flatMap(({ township, lines }) =>
      lines.map(({ person, amount, hash }) => [person, { township, amount, hash }] as const),
    ),
  )
}

/** Settles person-months in bulk: amount, canonical text and hash of each line. Part of edition settlement.month@1. */
import { divideHalfUp, divideUp } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { levels, sha256 } from './line.ts'
import { type Exclusion, Ref, type RosterLine, type Rounding } from './month-input.ts'
import { exclusionOf, type MonthRules, paidDays, type PaidDays } from './paid-days.ts'

export interface Factor {
  times: number
  of: number
}

export interface SettledLine {
  person: string
  roster: string
  /** Fen to pay for the person-month, rounded once. */
  amount: bigint
  /** The same at factor 1: what 基数 on the screen adds up. */
  base: bigint
  excluded: Exclusion | undefined
  /** Canonical text, see line.ts. */
  json: string
  /** SHA-256 of the text, lower-case hex. */
  hash: string
}

const unitOf = { fen: 1n, jiao: 10n, yuan: 100n } as const

/** dividend ÷ divisor fen, rounded by the pack's rule (A-48 when it has none). */
export function roundBy(rounding: Rounding, dividend: bigint, divisor: bigint): bigint {
  const unit = unitOf[rounding.to]
  const step = divisor * unit
  if (rounding.mode === 'up') return divideUp(dividend, step) * unit
  if (rounding.mode === 'down') return (dividend / step) * unit
  return divideHalfUp(dividend, step) * unit
}

/** Lines with the same days at the same levels have the same amounts, so they are worked out once for a batch. */
interface Worked {
  amount: bigint
  base: bigint
  /** `"amount":…,"children":[…]` as it stands in the line. */
  text: string
}

export function settleLines(lines: readonly RosterLine[], factor: Factor, rules: MonthRules): SettledLine[] {
  const worked = new Map<string, Worked>()
  return lines.map((line) => {
    const excluded = exclusionOf(line, rules)
    if (excluded || !line.level) return written(line, nothing, excluded ?? 'no_level', rules)
    const days = paidDays(line, line.level, rules)
    const key = keyOf(days)
    const known = worked.get(key) ?? work(days, factor, rules)
    worked.set(key, known)
    return written(line, known, undefined, rules)
  })
}

const nothing: Worked = { amount: 0n, base: 0n, text: '"amount":0,"children":[]' }

const keyOf = (days: PaidDays): string =>
  `${days.counts.join()}${days.less.map((each) => `|${each.reason}${each.count}`).join('')}`

function work(days: PaidDays, factor: Factor, rules: MonthRules): Worked {
  const { rates, rounding } = rules.policy
  const paid = levels
    .map((level, index) => ({ count: days.counts[index] ?? 0, level, rate: rates.value[level] }))
    .filter((each) => each.count > 0)
  let sum = 0n
  for (const each of paid) sum += each.rate * BigInt(each.count)
  const length = BigInt(rules.length)
  const base = roundBy(rounding.value, sum, length)
  // One rounding, at the end of the person-month: 313×20/30 + 626×10/30 = 417.33, not 208.67 + 208.67 (C-9, A-48).
  const amount = roundBy(rounding.value, sum * BigInt(factor.times), length * BigInt(factor.of))
  const daysText = paid.map((each) => `{"count":${each.count},"level":"${each.level}","rate":${each.rate}}`).join()
  const lessText = days.less.map((each) => `{"count":${each.count},"reason":"${each.reason}"}`).join()
  const baseText = `{"amount":${base},"days":[${daysText}],"kind":"base","less":[${lessText}],"of":${rules.length}}`
  const factorText = `{"amount":${amount - base},"kind":"factor","of":${factor.of},"times":${factor.times}}`
  return { amount, base, text: `"amount":${amount},"children":[${baseText},${factorText}]` }
}

function written(line: RosterLine, known: Worked, excluded: Exclusion | undefined, rules: MonthRules): SettledLine {
  const { agreement, visits } = line
  requireRefs(line)
  const json =
    `{"agreement":${agreement ? `{"id":"${agreement.id}","on":"${agreement.on}"}` : 'null'},${known.text},` +
    `${excluded ? `"excluded":"${excluded}",` : ''}"kind":"person_month","month":"${rules.month}",` +
    `"person":"${line.person}","roster":"${line.roster}","rule":"${rules.rule}",` +
    `"visits":{"count":${visits.count},"digest":"${visits.digest}","valid":${visits.valid}}}`
  const { amount, base } = known
  return { person: line.person, roster: line.roster, amount, base, excluded, json, hash: sha256(json) }
}

const plain = /^[\w.:-]{1,64}$/

/** Ids go into the text as they are, so an id that would need escaping is refused, never written. */
function requireRefs({ person, roster, agreement }: RosterLine): void {
  if (plain.test(person) && plain.test(roster) && (!agreement || plain.test(agreement.id))) return
  const wrong = [person, roster, agreement?.id ?? ''].find((each) => !Ref.safeParse(each).success)
  throw new Refusal('invalid', [{ code: 'bad_reference', message: `编号“${wrong}”含有不允许的字符，请核对来源数据。` }])
}

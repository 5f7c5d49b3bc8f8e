/** 结算单 (screens 7.1): what is due, how it came about so that every line can be worked out again by hand, who is in it. */
import { dateText, monthText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { capitalAmount, sumOf, yuanText } from '#kernel/money.ts'
import { type PaperFoot, print } from './paper.ts'
import { placedSignatures, type Signature } from './table.ts'

/** Persons of one level with the same rate: persons × price = base, persons × each = fees. */
export interface SettlementLevel {
  level: string
  persons: number
  /** Null where the amount differs from person to person (days of the month); the annex has each of them. */
  price: bigint | null
  base: bigint
  /** price × factor, rounded once; null as above. */
  each: bigint | null
  fees: bigint
}

export interface SettlementDeduction {
  finding: string
  heardOn: PlainDate
  clause: string
  /** Positive: what is taken off. */
  amount: bigint
}

/** fees + corrected − deducted + excess = payable. */
export interface SettlementPerson {
  name: string
  village: string
  level: string
  base: bigint
  fees: bigint
  corrected: bigint
  deducted: bigint
  /** What the month could not bear: carried on or claimed back. */
  excess: bigint
  payable: bigint
  remark: string
}

export interface SettlementTownship extends SettlementFigures {
  name: string
  /** '93分', '不计分', '按默认办法' */
  score: string
  /** '1', '0.9' */
  factor: string
  levels: readonly SettlementLevel[]
  people: readonly SettlementPerson[]
}

export interface SettlementFigures {
  persons: number
  paid: number
  base: bigint
  fees: bigint
  corrected: bigint
  deducted: bigint
  excess: bigint
  payable: bigint
}

export interface SettlementPaper extends PaperFoot {
  title: string
  month: PlainMonth
  provider: string
  contractNumber: string
  number: string
  payable: bigint
  /** In statutory order. */
  townships: readonly SettlementTownship[]
  deductions: readonly SettlementDeduction[]
  corrections: readonly { text: string; amount: bigint }[]
  /** Roster, rate document, rounding, rules, hash. */
  notes: readonly string[]
  /** 经办, 民政负责人, 财政, 服务机构 */
  signatures: readonly Signature[]
}

const money = ['base', 'fees', 'corrected', 'deducted', 'excess', 'payable'] as const

export function totalOf(rows: readonly SettlementFigures[]): SettlementFigures {
  const sum = (key: (typeof money)[number]) => sumOf(rows.map((row) => row[key]))
  const count = (key: 'persons' | 'paid') => rows.reduce((all, row) => all + row[key], 0)
  return {
    persons: count('persons'),
    paid: count('paid'),
    base: sum('base'),
    fees: sum('fees'),
    corrected: sum('corrected'),
    deducted: sum('deducted'),
    excess: sum('excess'),
    payable: sum('payable'),
  }
}

/** Every place at which a line or a sum of the paper does not come out, in words; none for a sound one. */
export function faultsOfPaper({ payable, townships }: Pick<SettlementPaper, 'payable' | 'townships'>): string[] {
  const whole = sumOf(townships.map((each) => each.payable))
  return [
    ...differs('应付', payable, whole),
    ...townships.flatMap((township) => [
      ...differs(`${township.name}应付`, township.payable, payableOf(township)),
      ...money.flatMap((key) =>
        differs(`${township.name}明细`, township[key], sumOf(township.people.map((each) => each[key]))),
      ),
      ...differs(`${township.name}各等级基数`, township.base, sumOf(township.levels.map((each) => each.base))),
      ...differs(`${township.name}各等级服务费`, township.fees, sumOf(township.levels.map((each) => each.fees))),
      ...township.levels.flatMap((each) => levelFaults(township.name, each)),
      ...township.people.flatMap((each) => differs(`${township.name}${each.name}`, each.payable, payableOf(each))),
    ]),
  ]
}

const payableOf = ({
  fees,
  corrected,
  deducted,
  excess,
}: Pick<SettlementFigures, 'fees' | 'corrected' | 'deducted' | 'excess'>) => fees + corrected - deducted + excess

const differs = (what: string, stated: bigint, found: bigint): string[] =>
  stated === found ? [] : [`${what} says ${yuanText(stated)}, adds up to ${yuanText(found)}`]

function levelFaults(township: string, { level, persons, price, base, each, fees }: SettlementLevel): string[] {
  if (price === null || each === null) return []
  const count = BigInt(persons)
  return [
    ...differs(`${township}${level}基数`, base, price * count),
    ...differs(`${township}${level}服务费`, fees, each * count),
  ]
}

export function settlementPaper(paper: SettlementPaper): Promise<Uint8Array> {
  // A statement whose lines do not add up must never leave the house (screens 5.7).
  const faults = faultsOfPaper(paper)
  if (faults.length > 0) throw new RangeError(faults.join('; '))
  const total = totalOf(paper.townships)
  const excess = total.excess !== 0n || paper.townships.some((each) => each.excess !== 0n)
  const figures = (each: SettlementFigures) =>
    [each.corrected, each.deducted, ...(excess ? [each.excess] : []), each.payable].map(yuanText)
  return print('settlement', paper, {
    ...paper,
    month: monthText(paper.month),
    payable: yuanText(paper.payable),
    capital: capitalAmount(paper.payable),
    excess,
    parts: paper.townships.map((each) => [
      each.name,
      ...[each.persons, each.paid].map(String),
      yuanText(each.base),
      each.score,
      each.factor,
      yuanText(each.fees),
      ...figures(each),
    ]),
    partTotal: [
      ...[total.persons, total.paid].map(String),
      yuanText(total.base),
      '',
      '',
      yuanText(total.fees),
      ...figures(total),
    ],
    levels: paper.townships.map(({ name, factor, levels }) => ({
      name,
      rows: levels.map((each) => levelRow(each, factor)),
    })),
    levelTotal: [String(total.persons), yuanText(total.base), yuanText(total.fees)],
    deductions: paper.deductions.map((line) => [
      `${line.finding}（${dateText(line.heardOn)}听取陈述申辩）`,
      line.clause,
      yuanText(-line.amount),
    ]),
    corrections: paper.corrections.map((line) => [line.text, yuanText(line.amount)]),
    townships: annexOf(paper.townships, excess),
    total: [`${paper.townships.reduce((sum, { people }) => sum + people.length, 0)}人次`, ...amounts(total, excess)],
    signatures: placedSignatures(paper.signatures),
  })
}

const levelRow = ({ level, persons, price, base, each, fees }: SettlementLevel, factor: string): string[] => [
  level,
  String(persons),
  price === null ? '见明细' : yuanText(price),
  yuanText(base),
  factor,
  each === null ? '见明细' : yuanText(each),
  yuanText(fees),
]

const amounts = (each: Omit<SettlementFigures, 'persons' | 'paid'>, excess: boolean): string[] =>
  [each.base, each.fees, each.corrected, each.deducted, ...(excess ? [each.excess] : []), each.payable].map(yuanText)

function annexOf(townships: readonly SettlementTownship[], excess: boolean) {
  let number = 0
  return townships.map((township) => ({
    name: `${township.name}（${township.score}，系数${township.factor}）`,
    rows: township.people.map((person) => {
      number += 1
      return [String(number), person.name, person.village, person.level, ...amounts(person, excess), person.remark]
    }),
    subtotal: [`${township.people.length}人次`, ...amounts(township, excess)],
  }))
}

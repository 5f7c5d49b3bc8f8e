/** 结算单 (screens 7.1): what is due, how it came about to the fen, who is in it. */
import { dateText, monthText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { capitalAmount, sumOf, yuanText } from '#kernel/money.ts'
import { type PaperFoot, print } from './paper.ts'

export interface SettlementLevel {
  level: string
  persons: number
  price: bigint
  amount: bigint
  /** 依据 */
  basis: string
}

export interface SettlementDeduction {
  finding: string
  heardOn: PlainDate
  clause: string
  /** Positive: what is taken off. */
  amount: bigint
}

export interface SettlementPerson {
  name: string
  village: string
  level: string
  accrued: bigint
  deducted: bigint
  payable: bigint
  remark: string
}

export interface SettlementPaper extends PaperFoot {
  title: string
  month: PlainMonth
  provider: string
  contractNumber: string
  number: string
  payable: bigint
  levels: readonly SettlementLevel[]
  /** 考评93分 → 系数1 */
  factor: string
  deductions: readonly SettlementDeduction[]
  corrections: readonly { text: string; amount: bigint }[]
  /** Roster version and hash, rate document, rounding. */
  notes: readonly string[]
  /** 经办, 民政负责人, 财政, 服务机构 */
  signatures: readonly string[]
  /** The annex, in statutory order. */
  townships: readonly { name: string; persons: readonly SettlementPerson[] }[]
}

export function settlementPaper(paper: SettlementPaper): Promise<Uint8Array> {
  const persons = paper.townships.flatMap((township) => township.persons)
  const due = sumOf(persons.map((person) => person.payable))
  // A statement whose annex does not add up to it must never leave the house (screens 5.7).
  if (persons.length > 0 && due !== paper.payable) {
    throw new RangeError(`annex adds up to ${yuanText(due)}, statement says ${yuanText(paper.payable)}`)
  }
  let number = 0
  const townships = paper.townships.map(({ name, persons: members }) => ({
    name,
    rows: members.map((person) => {
      number += 1
      return [String(number), person.name, person.village, person.level, ...amounts([person]), person.remark]
    }),
    subtotal: [`${members.length}人`, ...amounts(members)],
  }))
  return print('settlement', paper, {
    ...paper,
    month: monthText(paper.month),
    payable: yuanText(paper.payable),
    capital: capitalAmount(paper.payable),
    levels: paper.levels.map((line) => [
      line.level,
      String(line.persons),
      yuanText(line.price),
      yuanText(line.amount),
      line.basis,
    ]),
    levelTotal: [
      String(paper.levels.reduce((sum, line) => sum + line.persons, 0)),
      yuanText(sumOf(paper.levels.map((line) => line.amount))),
    ],
    deductions: paper.deductions.map((line) => [
      `${line.finding}（${dateText(line.heardOn)}听取陈述申辩）`,
      line.clause,
      yuanText(-line.amount),
    ]),
    corrections: paper.corrections.map((line) => [line.text, yuanText(line.amount)]),
    townships,
    total: [`${persons.length}人`, ...amounts(persons)],
  })
}

function amounts(persons: readonly SettlementPerson[]): string[] {
  const columns = ['accrued', 'deducted', 'payable'] as const
  return columns.map((column) => yuanText(sumOf(persons.map((person) => person[column]))))
}

/** The settled month as it is stored: one head with its parts, and a line for each person on the roster. */
import { canonicalJson } from '#kernel/canonical.ts'
import type { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { sha256 } from './line.ts'
import type { Correction, Deduction, Evaluation, ExcessRule, MonthPolicy } from './month-input.ts'
import type { Factor, SettledLine } from './settle-lines.ts'

/** What of a deduction or negative correction did not fit into the part: carried to a later month or claimed back. */
export interface Excess {
  of: 'deduction' | 'correction'
  id: string
  person: string | null
  amount: bigint
  rule: ExcessRule
}

export interface Refused {
  deduction: Deduction
  reasons: Reason[]
}

/** payable = fees + corrections − deductions + excess, exactly. */
export interface Figures {
  /** On the roster · of these paid for. */
  persons: number
  paid: number
  /** Sum of person-months at factor 1, for the eye; fees is what is paid. */
  base: bigint
  fees: bigint
  corrections: bigint
  deductions: bigint
  excess: bigint
  payable: bigint
}

export interface PartStatement {
  township: string
  evaluation: Evaluation
  factor: Factor
  /** Ordered by person. */
  lines: SettledLine[]
  /** hashOfHashes of the lines in their order: says which lines there are without carrying them. */
  linesHash: string
  corrections: Correction[]
  deductions: Deduction[]
  excess: Excess[]
  /** Listed with the reason and not applied. */
  refused: Refused[]
  figures: Figures
}

export interface MonthStatement {
  edition: string
  county: string
  month: PlainMonth
  provider: string
  roster: string
  knownAt: Instant
  contractEndsOn: PlainDate | null
  policy: MonthPolicy
  /** Ordered by township. */
  parts: PartStatement[]
  total: Figures
}

/** The head as it is stored and hashed: everything but the lines, which it names by linesHash. RFC 8785. */
export function headOf(statement: MonthStatement): string {
  const parts = statement.parts.map((part) => ({ ...part, lines: undefined, refused: part.refused.map(refusedCodes) }))
  return canonicalJson({ ...statement, parts, kind: 'month' })
}

/** Reasons are kept as codes: their wording may become better without touching a used edition's bytes. */
const refusedCodes = ({ deduction, reasons }: Refused) => ({ deduction, reasons: reasons.map((reason) => reason.code) })

/** The hash of a statement: SHA-256 of its head, and through linesHash of every line. */
export const hashOf = (statement: MonthStatement): string => sha256(headOf(statement))

export const noFigures: Figures = {
  persons: 0,
  paid: 0,
  base: 0n,
  fees: 0n,
  corrections: 0n,
  deductions: 0n,
  excess: 0n,
  payable: 0n,
}

export const sumOfFigures = (one: Figures, other: Figures): Figures => ({
  persons: one.persons + other.persons,
  paid: one.paid + other.paid,
  base: one.base + other.base,
  fees: one.fees + other.fees,
  corrections: one.corrections + other.corrections,
  deductions: one.deductions + other.deductions,
  excess: one.excess + other.excess,
  payable: one.payable + other.payable,
})

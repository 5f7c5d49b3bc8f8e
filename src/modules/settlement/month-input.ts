/** What a computing edition is given: plain data, already looked up, each rule with the clauses that set it. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'

/** An id or official code. Plain ASCII, so that a line can be written by concatenation in SQL as in TypeScript. */
export const Ref = z.string().regex(/^[\w.:-]{1,64}$/, '编号只能由字母、数字和 . _ : - 组成，最长64位')

export const Ratio = z.object({ times: z.int().min(0), of: z.int().min(1) })

/** Scores are whole hundredths of a point (9250 is 92.5分), so that a bound is met exactly or not at all. */
export const Score = z.int().min(0)

export const FactorRule = z.object({
  /** The first band that holds the score, both bounds included; null when the county has set no table. */
  bands: z.array(z.object({ from: Score, to: Score, factor: Ratio })).nullable(),
  whenNone: Ratio,
})
export type FactorRule = z.infer<typeof FactorRule>

export const Rounding = z.object({ to: z.enum(['fen', 'jiao', 'yuan']), mode: z.enum(['half_up', 'up', 'down']) })
export type Rounding = z.infer<typeof Rounding>

export const PartialMonth = z.enum(['roster_month', 'by_day'])
export type PartialMonth = z.infer<typeof PartialMonth>
export const LateAgreement = z.enum(['whole_month', 'from_signed_day', 'next_month', 'not_required'])
export type LateAgreement = z.infer<typeof LateAgreement>
export const ExcessRule = z.enum(['carry', 'claim'])
export type ExcessRule = z.infer<typeof ExcessRule>
export const ContractEnd = z.enum(['verified_service_days_only', 'whole_month', 'by_day'])
export type ContractEnd = z.infer<typeof ContractEnd>
export const AbsenceKind = z.enum(['hospital', 'leave', 'away', 'centralised'])
export type AbsenceKind = z.infer<typeof AbsenceKind>

const cited = <Value extends z.ZodType>(value: Value) => z.object({ value, citations: z.array(Citation) })

/** The rules of the month, each with its clauses (or a position of ours, when no clause says it). */
export const MonthPolicy = z.object({
  rates: cited(z.record(SelfCareLevel, Fen)),
  factor: cited(FactorRule),
  rounding: cited(Rounding),
  partialMonth: cited(PartialMonth),
  lateAgreement: cited(LateAgreement),
  unpaidAbsences: cited(z.array(AbsenceKind)),
  excess: cited(ExcessRule),
  contractEnd: cited(ContractEnd),
  /** Whether the provider must have been heard (or let its term run out) before a deduction. */
  hearing: cited(z.boolean()),
})
export type MonthPolicy = z.infer<typeof MonthPolicy>

/** Why a person on the roster is not paid for this month. */
export const Exclusion = z.enum([
  'no_agreement',
  'agreement_later',
  'no_level',
  'died',
  'exited',
  'centralised',
  'hospital',
  'absent',
  'elsewhere',
])
export type Exclusion = z.infer<typeof Exclusion>

export const DaySpan = z.object({ from: PlainDate, to: PlainDate, level: SelfCareLevel })
export type DaySpan = z.infer<typeof DaySpan>

export const RosterLine = z.object({
  person: Ref,
  /** Line of the locked roster. */
  roster: Ref,
  level: SelfCareLevel.nullable(),
  /** Levels by day; only read under by_day. Missing: the roster's level for the whole month. */
  spans: z.array(DaySpan).optional(),
  agreement: z.object({ id: Ref, on: PlainDate }).nullable(),
  /** All visits of the month, how many were found valid, and SHA-256 of their sorted ids (visitsDigest). */
  visits: z.object({ count: z.int().min(0), valid: z.int().min(0), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Days on which at least one visit was verified; only read when the contract ends in the month. */
  verifiedDays: z.array(PlainDate).optional(),
  absences: z.array(z.object({ kind: AbsenceKind, from: PlainDate, to: PlainDate })).optional(),
  exclusion: Exclusion.optional(),
})
export type RosterLine = z.infer<typeof RosterLine>

/** A difference line: what later knowledge changes in a month that is closed. */
export const Correction = z.object({
  id: Ref,
  month: PlainMonth,
  person: Ref,
  amount: Fen,
  /** Hash of the line that was settled and of the line as it would be settled now; '' where there is none. */
  before: z.string(),
  after: z.string(),
})
export type Correction = z.infer<typeof Correction>

export const Deduction = z.object({
  /** The finding it stands on. */
  id: Ref,
  person: Ref.nullable(),
  amount: Fen,
  /** Clause of the purchase contract; '' when none was named. */
  clause: z.string(),
  verified: z.boolean(),
  heard: z.boolean(),
  /** Month from which an unpaid rest was carried here. */
  carriedFrom: PlainMonth.nullable(),
  citations: z.array(Citation),
})
export type Deduction = z.infer<typeof Deduction>

/**
 * The township's evaluation (in words only, where no points are asked for), or the county's own way out, approved by the
 * leader with a reason, when it never came.
 */
export const Evaluation = z.discriminatedUnion('way', [
  z.object({ way: z.literal('received'), id: Ref, score: Score }),
  z.object({ way: z.literal('words_only'), id: Ref }),
  z.object({ way: z.literal('default_approved'), id: Ref }),
])
export type Evaluation = z.infer<typeof Evaluation>

/** One township's share: 县买镇用, the county buys and the township uses. */
export const PartInput = z.object({
  township: Ref,
  evaluation: Evaluation,
  lines: z.array(RosterLine),
  corrections: z.array(Correction),
  deductions: z.array(Deduction),
})
export type PartInput = z.infer<typeof PartInput>

export const MonthInput = z.object({
  county: Ref,
  month: PlainMonth,
  provider: Ref,
  /** Locked roster version. */
  roster: Ref,
  /** Facts are those known at this moment. */
  knownAt: Instant,
  /** Last day of the contract when it ends within this month. */
  contractEndsOn: PlainDate.nullable(),
  policy: MonthPolicy,
  parts: z.array(PartInput),
})
export type MonthInput = z.infer<typeof MonthInput>

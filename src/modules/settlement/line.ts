/**
 * The person-month line of edition settlement.month@1: a small tree, stored as one canonical JSON text and its hash.
 * This file belongs to a used edition: a change of one byte here is a new edition (golden files keep it).
 *
 * The text is RFC 8785: members sorted, no blanks, integers only, ids and codes in plain ASCII, so that
 * bench/settlement-insert.sql can build the same bytes by concatenation:
 *
 * {"agreement":{"id":ID,"on":DAY}|null,
 *  "amount":FEN,
 *  "children":[{"amount":FEN,"days":[{"count":N,"level":LEVEL,"rate":FEN},…],"kind":"base","less":[{"count":N,"reason":CODE},…],"of":N},
 *              {"amount":FEN,"kind":"factor","of":N,"times":N}],
 *  "kind":"person_month","month":MONTH,"person":ID,"roster":ID,"rule":RULE,
 *  "visits":{"count":N,"digest":HEX,"valid":N}}
 *
 * `days` has one member for each level with at least one paid day, in the order able, partly_able, unable; `less` one for
 * each reason for which days are not paid, in the order of lessReasons; `of` is the days of the month.
 * amount = round(Σ rate × count × times ÷ (of × factor.of)), rounded once; children are the sum at factor 1 and the
 * effect of the factor, so they add up exactly. A person who is not paid has "children":[],"excluded":CODE and amount 0.
 * At most three levels, eight reasons, ids of 64 characters: a line is never longer than 1,600 bytes.
 *
 * hash = SHA-256 of the bytes (in PostgreSQL sha256(convert_to(line,'UTF8'))), here in lower-case hex.
 */
import { createHash, hash } from 'node:crypto'
import * as z from 'zod'
import { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { Fen } from '#kernel/money.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { Exclusion, Ref } from './month-input.ts'

export const levels = ['able', 'partly_able', 'unable'] as const satisfies readonly SelfCareLevel[]

/** Why a day of the month is not paid, in the order in which a line lists them. */
export const lessReasons = [
  'not_on_roster',
  'before_agreement',
  'hospital',
  'leave',
  'away',
  'centralised',
  'after_contract_end',
  'not_verified',
] as const
export type LessReason = (typeof lessReasons)[number]

const Base = z.object({
  amount: Fen,
  days: z.array(z.object({ count: z.int(), level: SelfCareLevel, rate: Fen })),
  kind: z.literal('base'),
  less: z.array(z.object({ count: z.int(), reason: z.enum(lessReasons) })),
  of: z.int(),
})
const Factor = z.object({ amount: Fen, kind: z.literal('factor'), of: z.int(), times: z.int() })

export const LineRule = z.enum(['roster_month', 'by_day', 'verified_days'])
export type LineRule = z.infer<typeof LineRule>

export const PersonMonth = z.object({
  agreement: z.object({ id: Ref, on: PlainDate }).nullable(),
  amount: Fen,
  children: z.union([z.tuple([Base, Factor]), z.tuple([])]),
  excluded: Exclusion.optional(),
  kind: z.literal('person_month'),
  month: PlainMonth,
  person: Ref,
  roster: Ref,
  rule: LineRule,
  visits: z.object({ count: z.int(), digest: z.string(), valid: z.int() }),
})
export type PersonMonth = z.infer<typeof PersonMonth>

/** A stored line read back; throws when it is not one of this edition. */
export const readLine = (json: string): PersonMonth => PersonMonth.parse(JSON.parse(json))

export const sha256 = (text: string): string => hash('sha256', text)

/** SHA-256 over the raw 32-byte hashes in the order given; in SQL sha256(string_agg(hash, ''::bytea order by person_id)). */
export function hashOfHashes(hashes: Iterable<string>): string {
  const whole = createHash('sha256')
  for (const each of hashes) whole.update(each, 'hex')
  return whole.digest('hex')
}

/** Names a set of visits in 64 characters, however many there were. */
export const visitsDigest = (ids: readonly string[]): string => sha256(ids.toSorted(byCode).join(','))

/** Order by code units, as C.UTF-8 sorts ASCII and as PostgreSQL sorts uuid. */
export const byCode = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

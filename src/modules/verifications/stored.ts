/** Rows of verification: finding and locking them, numbering a round, keeping a change of plan. */
import { sql } from 'kysely'
import { lastDay, plainMonth, type PlainDate } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type PlanChange, type RoundKind } from './words.ts'

export const db = tablesOf<'verifications', 'access' | 'persons'>()

/** What one person of a village changes is seen by the whole county's plan. */
export const wholeCounty = (context: Context) => ({ kind: 'county', counties: [context.county], ids: [] }) as const

const notFound = () => refuse('not_found', 'round', '没有找到这次核查。请从“年度核查”打开。')

const oneRound = (context: Context, roundId: string) =>
  db(context)
    .selectFrom('verifications.round')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', roundId)

export async function roundOf(context: Context, roundId: string) {
  return (await oneRound(context, roundId).executeTakeFirst()) ?? notFound()
}
export type Round = Awaited<ReturnType<typeof roundOf>>

/** Two who change a plan come one after the other, and the second sees what the first did. */
export async function lockedRound(context: Context, roundId: string, version: number): Promise<Round> {
  const found = (await oneRound(context, roundId).forUpdate().executeTakeFirst()) ?? notFound()
  if (found.version !== version)
    return refuse('conflict', 'changed_meanwhile', '核查方案刚被他人变更。请刷新后核对，再决定是否继续。')
  return running(found)
}

/** Held while a result is written, so that no round is closed over it. */
export async function runningRound(context: Context, roundId: string): Promise<Round> {
  return running((await oneRound(context, roundId).forShare().executeTakeFirst()) ?? notFound())
}

function running(round: Round): Round {
  if (round.status === 'closed')
    return refuse(
      'refused',
      'closed',
      `“${round.title}”已于${round.closedOn ?? ''}结束，不能再登记或变更。请在新的核查中办理。`,
    )
  return round
}

export async function runningRounds(context: Context): Promise<Round[]> {
  return db(context)
    .selectFrom('verifications.round')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('status', '=', 'running')
    .orderBy('fromOn')
    .execute()
}

/** Those who number wait for one another. */
export async function nextNo(context: Context): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`verifications ${context.county}`}, 0))`.execute(
    context.transaction,
  )
  const last = await db(context)
    .selectFrom('verifications.round')
    .select((eb) => eb.fn.max('no').as('no'))
    .where('countyCode', '=', context.county)
    .executeTakeFirst()
  return (last?.no ?? 0) + 1
}

export const numberText = ({ kind, year, no }: { kind: RoundKind; year: number; no: number }): string =>
  `${kind === 'yearly' ? 'HC' : 'PC'}-${year}-${String(no).padStart(3, '0')}`

export interface Changed {
  roundId: string
  what: PlanChange
  place?: string
  before: string
  after: string
  reason: string
}

export async function keepChanges(context: Context, changes: readonly Changed[]): Promise<void> {
  if (changes.length === 0) return
  await db(context)
    .insertInto('verifications.planChange')
    .values(
      changes.map(({ place = '', ...change }) => ({
        ...change,
        place,
        countyCode: context.county,
        id: context.newId(),
        byAccount: context.actor.accountId,
        byName: context.actor.name,
        at: context.now,
        entryId: context.entryId,
      })),
    )
    .execute()
}

/** recognition.yearly_verification: once in every calendar year at least. */
export async function termOf(context: Context, year: number, day: PlainDate) {
  const rule = (await context.policyOn(day)).find<{ every: string; at_least: number }>(
    'recognition.yearly_verification',
  )
  return {
    dueOn: rule?.value.every === 'year' ? endOfYear(year) : null,
    citations: rule?.citations ?? [],
  }
}

/** What a round rests on: the yearly duty, or for a campaign over the old schemes the province's rule. */
export async function basisOf(context: Context, round: Pick<Round, 'kind' | 'year' | 'legacy'>): Promise<Citation[]> {
  if (round.kind === 'yearly') return (await termOf(context, round.year, context.today)).citations
  if (!round.legacy) return []
  return (await context.policyOn(context.today)).find('recognition.legacy_rules')?.citations ?? []
}

const endOfYear = (year: number): PlainDate => lastDay(plainMonth(`${year}-12`))

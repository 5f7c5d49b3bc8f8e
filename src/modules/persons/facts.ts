/** Writes what holds from a day on. Facts are never changed; one that was wrong is replaced by another. */
import { type RawBuilder, sql } from 'kysely'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { NewFact } from './filing.ts'
import type { FactKind } from './words.ts'

const db = tablesOf<'persons'>()

export interface Because {
  source: 'recognition' | 'decided_outside' | 'import' | 'correction' | 'decision' | 'demo'
  basis: string
  decidedOn: PlainDate | null
}

interface Replacing extends NewFact {
  replacesId?: string | undefined
}

/** Whether an entry of his was corrected from a moment on, or, where that is asked, his standing decided anew. */
export async function changedSince(
  context: Context,
  { personId, since, standing }: { personId: string; since: Instant; standing: boolean },
): Promise<boolean> {
  const corrected = await db(context)
    .selectFrom('persons.correction')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('knownAt', '>=', since)
    .limit(1)
    .executeTakeFirst()
  if (corrected || !standing) return corrected !== undefined
  const decided = await db(context)
    .selectFrom('persons.fact')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('knownAt', '>=', since)
    .limit(1)
    .executeTakeFirst()
  return decided !== undefined
}

export async function insertFacts(
  context: Context,
  personId: string,
  facts: readonly Replacing[],
  because: Because,
): Promise<void> {
  if (facts.length > 0) await factsInserted(context, personId, facts, because).execute(context.transaction)
}

export function factsInserted(
  context: Context,
  personId: string,
  facts: readonly Replacing[],
  because: Because,
): RawBuilder<unknown> {
  const ids = facts.map(() => context.newId())
  context.wrote('persons.fact')
  return sql`/* kept */
    insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, replaces_id, basis, decided_on, source, entry_id)
    select ${context.county}, f.id, ${personId}, f.kind, f.value, f.from_on, ${context.now}::timestamptz, f.replaces_id,
      ${because.basis}, ${because.decidedOn}::date, ${because.source}, ${context.entryId}
    from unnest(${ids}::uuid[], ${facts.map((fact) => fact.kind)}::text[], ${facts.map((fact) => fact.value)}::text[],
      ${facts.map((fact) => fact.fromOn)}::date[], ${facts.map((fact) => fact.replacesId ?? null)}::uuid[])
      as f (id, kind, value, from_on, replaces_id)`
}

/** Facts and, out of them, the present of the person as lists show it. */
export async function assertFacts(
  context: Context,
  personId: string,
  facts: readonly Replacing[],
  because: Because,
): Promise<void> {
  await insertFacts(context, personId, facts, because)
  await bringUpToDate(context, [personId])
}

export async function bringUpToDate(context: Context, personIds: readonly string[]): Promise<void> {
  await sql`select persons.bring_up_to_date(${context.county}, ${[...personIds]}::uuid[], ${context.today}::date, ${context.now}::timestamptz)`.execute(
    context.transaction,
  )
}

/** Of one kind, those that stand: not replaced by a later assertion. */
export function standingFacts(context: Context, personId: string, kind: FactKind) {
  return db(context)
    .selectFrom('persons.fact as fact')
    .select(['fact.id', 'fact.value', 'fact.fromOn', 'fact.knownAt'])
    .where('fact.countyCode', '=', context.county)
    .where('fact.personId', '=', personId)
    .where('fact.kind', '=', kind)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('persons.fact as later')
            .select('later.id')
            .whereRef('later.countyCode', '=', 'fact.countyCode')
            .whereRef('later.replacesId', '=', 'fact.id'),
        ),
      ),
    )
    .orderBy('fact.fromOn', 'desc')
    .orderBy('fact.knownAt', 'desc')
    .execute()
}

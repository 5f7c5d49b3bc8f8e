/** What turned out after a roster was locked: found by comparing its lines with today's knowledge, answered in a later month. */
import { sql } from 'kysely'
import { addDays, firstDay, monthOf, type PlainDate, plainMonth, type PlainMonth } from '#kernel/calendar.ts'
import { deathWithdrawn, supportRestored } from '#modules/persons/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { on, part, type Reaction } from '#platform/module.ts'
import { rosters } from './contract.ts'

const db = tablesOf<'rosters'>()

interface Difference {
  organisationId: string
  townshipId: string
  personId: string
  kind: 'should_not_be_on' | 'should_be_on' | 'level'
  oldValue: string
  newValue: string
  reason: string
}

export const corrections = part(rosters, {
  async findAdjustments(context, { month }) {
    return { found: await keepDifferences(context, month) }
  },
})

/** What is known of him again holds for months whose roster went out without him: listed there at once, settled with the next statement. */
export const followingRestored: Reaction[] = [
  on(supportRestored, (context, { personId, from }) => followRestored(context, personId, from)),
  on(deathWithdrawn, (context, { personId, diedOn }) => followRestored(context, personId, addDays(diedOn, 1))),
]

function followRestored(context: Context, personId: string, from: PlainDate): Promise<void> {
  return context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    const locked = await db(context)
      .selectFrom('rosters.roster')
      .select('month')
      .distinct()
      .where('countyCode', '=', context.county)
      .where('month', '>=', monthOf(from))
      .where('status', '<>', 'draft')
      .orderBy('month')
      .execute()
    for (const { month } of locked) await keepDifferences(context, plainMonth(month), personId)
  })
}

/** Each difference is kept once, however often it is looked for; answers how many were new. */
async function keepDifferences(context: Context, month: PlainMonth, personId?: string): Promise<number> {
  const rows = (await differencesOf(context, month, personId)).map((row) => ({
    ...row,
    reason: reasonText(row),
    countyCode: context.county,
    id: context.newId(),
    aboutMonth: month,
    knownAt: context.now,
    entryId: context.entryId,
  }))
  let inserted = 0
  for (let at = 0; at < rows.length; at += 1000) {
    const kept = await db(context)
      .insertInto('rosters.adjustment')
      .values(rows.slice(at, at + 1000))
      .onConflict((conflict) => conflict.constraint('adjustment_once').doNothing())
      .returning('personId')
      .execute()
    inserted += kept.length
    for (const { personId: concerned } of kept) context.concerns(concerned)
  }
  return inserted
}

async function differencesOf(context: Context, month: PlainMonth, personId?: string): Promise<Difference[]> {
  const { county, now } = context
  const of = (table: string) => (personId ? sql`${sql.ref(`${table}.person_id`)} = ${personId}::uuid` : sql`true`)
  const found = await sql<Difference>`
    with locked as (
      select l.person_id, l.organisation_id, l.township_id, l.level from rosters.roster_line l
      where l.county_code = ${county} and l.month = ${month} and ${of('l')}),
    known as (select k.* from persons.standing_on(${county}, ${firstDay(month)}::date, ${now}::timestamptz) k where ${of('k')}),
    served as (
      select t.township_id, t.organisation_id from rosters.roster r
      join providers.contract_township_view t on t.county_code = r.county_code and t.organisation_id = r.organisation_id
      where r.county_code = ${county} and r.month = ${month} and r.status <> 'draft' and t.from_on <= ${firstDay(month)}::date
        and (t.to_on is null or t.to_on >= ${firstDay(month)}::date))
    select l.organisation_id, l.township_id, l.person_id,
      case when k.status = 'active' and k.mode = 'dispersed' then 'level' else 'should_not_be_on' end as kind,
      l.level as old_value,
      case when k.status = 'active' and k.mode = 'dispersed' then k.level else coalesce(nullif(k.mode, 'dispersed'), k.status, '') end as new_value,
      '' as reason
    from locked l left join known k on k.person_id = l.person_id
    where k.status is distinct from 'active' or k.mode is distinct from 'dispersed' or k.level is distinct from l.level
    union all
    select s.organisation_id, k.township_id, k.person_id, 'should_be_on', '', k.level, ''
    from known k join served s on s.township_id = k.township_id
    where k.status = 'active' and k.mode = 'dispersed' and k.level is not null
      and not exists (select from locked l where l.person_id = k.person_id)`.execute(context.transaction)
  return found.rows
}

function reasonText({ kind }: Difference): string {
  if (kind === 'level') return '锁定后得知该月等级不同'
  if (kind === 'should_be_on') return '锁定后得知该月应在册'
  return '锁定后得知该月不应在册'
}

/** What turned out after a roster was locked: found by comparing its lines with today's knowledge, answered in a later month. */
import { sql } from 'kysely'
import { firstDay } from '#kernel/calendar.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
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
    const { county, now } = context
    const found = await sql<Difference>`
      with locked as (
        select l.person_id, l.organisation_id, l.township_id, l.level from rosters.roster_line l
        where l.county_code = ${county} and l.month = ${month}),
      known as (select * from persons.standing_on(${county}, ${firstDay(month)}::date, ${now}::timestamptz)),
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
    const rows = found.rows.map((row) => ({
      ...row,
      reason: reasonText(row),
      countyCode: county,
      id: context.newId(),
      aboutMonth: month,
      knownAt: now,
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
      for (const { personId } of kept) context.concerns(personId)
    }
    return { found: inserted }
  },
})

function reasonText({ kind }: Difference): string {
  if (kind === 'level') return '锁定后得知该月等级不同'
  if (kind === 'should_be_on') return '锁定后得知该月应在册'
  return '锁定后得知该月不应在册'
}

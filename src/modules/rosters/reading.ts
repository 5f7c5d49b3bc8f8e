/** Lists of rosters and of the persons on them. */
import { sql, type RawBuilder } from 'kysely'
import { addMonths, plainMonth, type PlainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { rosters, type Roster, type RosterRow } from './contract.ts'

const db = tablesOf<'rosters', 'persons' | 'access'>()

export async function rosterOf(context: Context, rosterId: string) {
  return (await theRoster(context, rosterId).executeTakeFirst()) ?? noRoster()
}

/** For a step: of two at once the second waits, and then sees what the first has made of it. */
export async function rosterInTurn(context: Context, rosterId: string) {
  return (await theRoster(context, rosterId).forUpdate().executeTakeFirst()) ?? noRoster()
}

const theRoster = (context: Context, rosterId: string) =>
  db(context)
    .selectFrom('rosters.roster')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', rosterId)

async function headOf(context: Context, roster: RosterRecord) {
  const unit = await db(context)
    .selectFrom('access.organisationView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('id', '=', roster.organisationId)
    .executeTakeFirst()
  return { month: plainMonth(roster.month), organisation: unit?.name ?? '', status: roster.status }
}

const noRoster = (): never => refuse('not_found', 'roster', '没有找到这份名册，或不在您的辖区')
export type RosterRecord = Awaited<ReturnType<typeof rosterOf>>

/** Draft lines until the roster is locked, then the lines that can no longer change; the leavers stay in the draft table. */
const everyLine = (county: string) => sql`(
  select d.roster_id, d.person_id, null::uuid as line_id, null::int as line_no, d.township_id, d.village_id, d.level, d.previous_level,
    d.change, d.reason, d.included, d.confirmed_by, d.remark
  from rosters.draft_line d where d.county_code = ${county}
    and (not d.included or exists (select from rosters.roster r where r.county_code = d.county_code and r.id = d.roster_id and r.status = 'draft'))
  union all
  select l.roster_id, l.person_id, l.id, l.line_no, l.township_id, l.village_id, l.level, d.previous_level,
    l.change, l.reason, true, d.confirmed_by, coalesce(d.remark, '')
  from rosters.roster_line l
  left join rosters.draft_line d on d.county_code = l.county_code and d.roster_id = l.roster_id and d.person_id = l.person_id
  where l.county_code = ${county})`

const agreementOf = (county: string, month: RawBuilder<unknown>) => sql`(
  select case when bool_or(a.effective_from is not null and a.effective_from <= (${month} || '-01')::date + interval '1 month - 1 day'
      and (a.effective_to is null or a.effective_to >= (${month} || '-01')::date)) then 'in_force'
    when bool_or(a.status in ('draft', 'review', 'signing', 'signed')) then 'signing' else 'none' end
  from agreements.agreement_view a
  where a.county_code = ${county} and a.person_id = line.person_id and a.kind = 'dispersed')`

export const reading = part(rosters, {
  async list(context, { month }) {
    const { county } = context
    const rows = await sql<Roster>`
      select r.id, r.month, r.organisation_id, coalesce(o.name, '') as organisation, r.status, r.known_at, r.locked_at, r.sent_at,
        r.acknowledged_at, r.hash,
        (count(*) filter (where line.included))::int as person_count,
        json_build_object('able', count(*) filter (where line.included and line.level = 'able'),
          'partly_able', count(*) filter (where line.included and line.level = 'partly_able'),
          'unable', count(*) filter (where line.included and line.level = 'unable')) as by_level,
        (select p.person_count from rosters.roster p where p.county_code = r.county_code and p.organisation_id = r.organisation_id
           and p.month = ${addMonths(month, -1)} and p.status <> 'draft') as previous_count,
        (count(*) filter (where line.change = 'joined'))::int as joined, (count(*) filter (where line.change = 'left'))::int as "left",
        (count(*) filter (where line.change = 'level'))::int as level_changed, (count(*) filter (where line.change = 'moved'))::int as moved,
        (count(*) filter (where line.change <> 'none' and line.confirmed_by is null and r.status = 'draft'))::int as to_confirm,
        (count(*) filter (where line.included and ${agreementOf(county, sql`r.month`)} <> 'in_force'))::int as without_agreement,
        (select count(*)::int from rosters.question q where q.county_code = r.county_code and q.roster_id = r.id and q.answered_at is null) as open_questions
      from rosters.roster r
      left join access.organisation_view o on o.county_code = r.county_code and o.id = r.organisation_id
      left join ${everyLine(county)} line on line.roster_id = r.id
      where r.county_code = ${county} and r.month = ${month} ${mayBeSeen(context)}
      group by r.county_code, r.id, o.name, o.sort_order order by o.sort_order, o.name`.execute(context.transaction)
    return rows.rows
  },

  async lines(context, input) {
    const roster = await rosterOf(context, input.rosterId)
    if (context.actor.scope.kind === 'organisation' && !roster.sentAt)
      refuse('not_found', 'roster', '没有找到这份名册，或不在您的辖区')
    const { county } = context
    const where = linesWhere(county, roster.month, input)
    const rows = await sql<RosterRow>`
      select line.person_id, line.line_id, line.line_no, p.name, line.township_id, t.name as township, coalesce(v.name, '') as village, line.level,
        line.previous_level, line.change, line.reason, line.included, line.confirmed_by is not null as confirmed,
        ${agreementOf(county, sql`${roster.month}::text`)} as agreement, line.remark
      from ${everyLine(county)} line
      join persons.person_view p on p.county_code = ${county} and p.id = line.person_id
      join access.area_view t on t.id = line.township_id left join access.area_view v on v.id = line.village_id
      where line.roster_id = ${roster.id} ${where}
      order by (line.change = 'none'), t.sort_order, t.name, v.sort_order, p.name_sort, p.id
      limit ${input.pageSize} offset ${(input.page - 1) * input.pageSize}`.execute(context.transaction)
    const total = await sql<{ total: number }>`select count(*)::int as total from ${everyLine(county)} line
      join persons.person_view p on p.county_code = ${county} and p.id = line.person_id
      where line.roster_id = ${roster.id} ${where}`.execute(context.transaction)
    context.shows({ month: roster.month, ...input }, rows.rows.length)
    return { of: await headOf(context, roster), rows: rows.rows, total: total.rows[0]?.total ?? 0 }
  },

  async questions(context, { rosterId }) {
    await rosterOf(context, rosterId)
    return db(context)
      .selectFrom('rosters.question as question')
      .innerJoin('persons.personView as person', (join) =>
        join.onRef('person.countyCode', '=', 'question.countyCode').onRef('person.id', '=', 'question.personId'),
      )
      .select([
        'question.id',
        'question.personId',
        'person.name',
        'question.words',
        'question.askedAt',
        'question.answer',
        'question.answeredAt',
      ])
      .where('question.countyCode', '=', context.county)
      .where('question.rosterId', '=', rosterId)
      .orderBy('question.askedAt')
      .execute()
  },

  async adjustments(context, { month }) {
    const rows = await db(context)
      .selectFrom('rosters.adjustment as adjustment')
      .innerJoin('persons.personView as person', (join) =>
        join.onRef('person.countyCode', '=', 'adjustment.countyCode').onRef('person.id', '=', 'adjustment.personId'),
      )
      .innerJoin('access.areaView as township', 'township.id', 'adjustment.townshipId')
      .select(['adjustment.id', 'adjustment.personId', 'person.name', 'township.name as township', 'adjustment.kind'])
      .select(['adjustment.oldValue', 'adjustment.newValue', 'adjustment.reason', 'adjustment.knownAt'])
      .where('adjustment.countyCode', '=', context.county)
      .where('adjustment.aboutMonth', '=', month)
      .orderBy('township.sortOrder')
      .orderBy('person.nameSort')
      .execute()
    context.shows({ month }, rows.length)
    return rows
  },
})

/** A provider sees its roster once it was sent, not the draft (SX-4.4.1a). */
const mayBeSeen = (context: Context) =>
  context.actor.scope.kind === 'organisation' ? sql`and r.sent_at is not null` : sql``

interface LineFilters {
  change: readonly string[]
  level?: string | undefined
  townshipId?: string | undefined
  text: string
  onlyToConfirm: boolean
  onlyWithoutAgreement: boolean
}

function linesWhere(county: string, month: PlainMonth | string, filters: LineFilters): RawBuilder<unknown> {
  const parts = [
    filters.change.length > 0 ? sql`and line.change = any(${[...filters.change]}::text[])` : undefined,
    filters.level ? sql`and line.level = ${filters.level}` : undefined,
    filters.townshipId ? sql`and line.township_id = ${filters.townshipId}::uuid` : undefined,
    filters.text.trim() ? sql`and strpos(p.name, ${filters.text.trim()}) > 0` : undefined,
    filters.onlyToConfirm ? sql`and line.change <> 'none' and line.confirmed_by is null` : undefined,
    filters.onlyWithoutAgreement
      ? sql`and line.included and ${agreementOf(county, sql`${month}::text`)} <> 'in_force'`
      : undefined,
  ]
  return sql.join(
    parts.filter((part) => part !== undefined),
    sql` `,
  )
}

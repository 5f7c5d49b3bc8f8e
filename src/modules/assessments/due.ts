/** Who is still to be assessed this year, by person and by village; a stay in hospital brings it forward. */
import { sql } from 'kysely'
import { ageOn, lastDay, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import type { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { assessments } from './contract.ts'

const limit = 1000

/** Last assessment of each person, what is under way, and the last stay in hospital after it; joined whole, not person by person. */
const base = (context: Context) => {
  const year = context.today.slice(0, 4)
  return sql`
    select p.id, p.name, p.name_sort, p.born_on, p.township_id, p.village_id, p.mode, p.level, held.last_on, open.id as open_id,
      open.planned_on, coalesce(held.last_on >= ${`${year}-01-01`}::date, false) as done,
      case when away.until > coalesce(held.last_on, '-infinity'::date) then away.until end as hospital_until
    from persons.person_view p
    left join (select a.person_id, max(a.assessed_on) as last_on from assessments.assessment a
      where a.county_code = ${context.county} and a.assessed_on is not null and a.status <> 'withdrawn' group by 1) held
      on held.person_id = p.id
    left join assessments.assessment open on open.county_code = p.county_code and open.person_id = p.id
      and open.status in ('requested', 'assessed', 'reviewed')
    left join (select b.person_id, max(b.to_on) as until from persons.absence_view b
      where b.county_code = ${context.county} and b.kind = 'hospital' and b.to_on <= ${context.today}
        and b.to_on > ${context.today}::date - 90 group by 1) away on away.person_id = p.id
    where p.county_code = ${context.county} and p.status = 'active' and p.died_on is null`
}

/** Not yet this year, or back from hospital since: and nothing under way. */
const isDue = sql<boolean>`(not d.done or d.hospital_until is not null) and d.open_id is null`

interface Row {
  personId: string
  person: string
  bornOn: PlainDate
  townshipId: string
  township: string
  village: string
  mode: SupportMode | null
  level: SelfCareLevel | null
  lastOn: PlainDate | null
  openId: string | null
  hospitalUntil: PlainDate | null
}

interface Place {
  townshipId: string | null
  villageId: string | null
}

const placed = ({ townshipId, villageId }: Place) =>
  sql`(${townshipId}::uuid is null or d.township_id = ${townshipId}) and (${villageId}::uuid is null or d.village_id = ${villageId})`

export const duties = part(assessments, {
  async due(context, { townshipId, villageId, words, page, pageSize }) {
    const where = sql`${isDue} and ${placed({ townshipId, villageId })}
      and (${words} = '' or position(${words} in d.name) > 0)`
    const { rows } = await sql<Row & { total: number }>`
      select d.id as person_id, d.name as person, d.born_on, d.township_id, township.name as township,
        coalesce(village.name, '') as village, d.mode, d.level, d.last_on, d.open_id, d.hospital_until,
        least(count(*) over (), ${limit + 1})::int as total
      from (${base(context)}) d
      join access.area_view township on township.id = d.township_id
      left join access.area_view village on village.id = d.village_id
      where ${where}
      order by d.hospital_until desc nulls last, township.sort_order, village.sort_order nulls last, d.name_sort, d.id
      limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(context.transaction)
    const dueOn = endOfYear(context)
    context.shows({ townshipId, villageId, words }, rows.length)
    return {
      rows: rows.map((row) => ({ ...row, age: ageOn(row.bornOn, context.today), dueOn })),
      total: rows[0]?.total ?? 0,
      at: context.now,
      year: yearOf(context),
      citations: (await context.policyOn(context.today)).find('assessment.yearly_review')?.citations ?? [],
    }
  },

  async villages(context, { townshipId }) {
    const { rows } = await sql<VillageCounts>`
      select d.village_id, coalesce(village.name, '未登记村（居）') as village, d.township_id, township.name as township,
        count(*)::int as persons, (count(*) filter (where d.done))::int as done,
        (count(*) filter (where not d.done and d.open_id is not null))::int as planned,
        (count(*) filter (where ${isDue}))::int as "left", min(d.planned_on) as planned_on
      from (${base(context)}) d
      join access.area_view township on township.id = d.township_id
      left join access.area_view village on village.id = d.village_id
      where ${placed({ townshipId, villageId: null })}
      group by d.village_id, village.name, village.sort_order, d.township_id, township.name, township.sort_order
      order by township.sort_order, village.sort_order nulls last, village.name`.execute(context.transaction)
    const sum = (of: (row: VillageCounts) => number) => rows.reduce((total, row) => total + of(row), 0)
    context.shows({ townshipId }, rows.length)
    return {
      rows: [...rows],
      year: yearOf(context),
      persons: sum((row) => row.persons),
      done: sum((row) => row.done),
      planned: sum((row) => row.planned),
    }
  },
})

interface VillageCounts {
  villageId: string | null
  village: string
  townshipId: string
  township: string
  persons: number
  done: number
  planned: number
  left: number
  plannedOn: PlainDate | null
}

export async function duePersonsOfVillage(context: Context, villageId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select d.id from (${base(context)}) d
    where ${isDue} and d.village_id = ${villageId} order by d.name_sort, d.id limit 500`.execute(context.transaction)
  return rows.map(({ id }) => id)
}

export interface DueCount {
  townshipId: string
  count: number
  hospital: number
}

/** For 我的待办. */
export async function dueByTownship(context: Context): Promise<DueCount[]> {
  const { rows } =
    await sql<DueCount>`select d.township_id, (count(*) filter (where d.hospital_until is null))::int as count,
      (count(*) filter (where d.hospital_until is not null))::int as hospital
    from (${base(context)}) d where ${isDue} group by 1`.execute(context.transaction)
  return rows
}

export const yearOf = (context: Context): number => Number(context.today.slice(0, 4))
export const endOfYear = (context: Context): PlainDate => lastDay(plainMonth(`${context.today.slice(0, 4)}-12`))

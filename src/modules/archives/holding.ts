/** Whose files a home holds: those of its residents, until it hands them on; a county whose policy says so holds them itself. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { db } from './stored.ts'

/** archive.one_person_one_file */
interface OneFile {
  created: string
  holder: string
}

export async function holderRule(context: Context): Promise<{ countyHolds: boolean; citations: Citation[] }> {
  const rule = (await context.policyOn(context.today)).find<OneFile>('archive.one_person_one_file')
  return { countyHolds: rule?.value.holder === 'county', citations: rule?.citations ?? [] }
}

export interface HeldByHome {
  organisationId: string
  name: string
  closedOn: PlainDate | null
  files: number
  over: number
}

/** Homes that hold files, the closed ones first. */
export async function homesHolding(context: Context): Promise<HeldByHome[]> {
  if ((await holderRule(context)).countyHolds) return []
  const { rows } = await sql<HeldByHome>`
    select h.organisation_id, o.name, case when o.to_on < ${context.today}::date then o.to_on end as closed_on, count(*)::int as files,
      count(*) filter (where v.ended_on < ${context.today}::date)::int as over
    from archives.holder_view h
      join archives.file_view v on v.county_code = h.county_code and v.person_id = h.person_id
      join access.organisation_view o on o.county_code = h.county_code and o.id = h.organisation_id
    where h.county_code = ${context.county} and v.status not in ('handed', 'destroyed')
    group by 1, 2, 3 order by closed_on nulls last, o.name`.execute(context.transaction)
  return rows
}

export interface HeldFile {
  personId: string
  fileNo: string
  name: string
  state: 'open' | 'proposed' | 'closed' | 'offered' | 'handed' | 'destroyed'
  mode: string | null
  endedOn: PlainDate | null
  endReason: string | null
  keepThroughOn: PlainDate | null
  papers: number
  places: string
  onTheWay: boolean
}

export async function filesHeldBy(context: Context, organisationId: string): Promise<HeldFile[]> {
  if ((await holderRule(context)).countyHolds) return []
  const { rows } = await sql<HeldFile>`
    select v.person_id, coalesce(v.file_no, '') as file_no, coalesce(v.name, '') as name, v.status as state, v.mode, v.ended_on, v.end_reason,
      v.keep_through_on, coalesce(d.papers, 0)::int as papers, coalesce(d.places, '') as places,
      exists (select from archives.transfer_file f where f.county_code = v.county_code and f.person_id = v.person_id and f.live) as on_the_way
    from archives.holder_view h
      join archives.file_view v on v.county_code = h.county_code and v.person_id = h.person_id
      left join lateral (
        select count(*) as papers, string_agg(distinct nullif(box, ''), '、') as places from archives.document_view d
        where d.county_code = v.county_code and d.person_id = v.person_id and not d.replaced) d on true
    where h.county_code = ${context.county} and h.organisation_id = ${organisationId} and v.status not in ('handed', 'destroyed')
    order by v.file_no, v.person_id limit 2000`.execute(context.transaction)
  return rows
}

/** A home that was closed gives up everything; a running one what is over. */
export const goesNow = ({ endedOn, onTheWay }: HeldFile, closed: boolean, today: PlainDate): boolean =>
  !onTheWay && (closed || (endedOn !== null && endedOn < today))

export async function homeOf(context: Context, organisationId: string) {
  return db(context)
    .selectFrom('access.organisationView')
    .select(['id', 'name', 'kind', 'toOn'])
    .where('countyCode', '=', context.county)
    .where('id', '=', organisationId)
    .executeTakeFirst()
}

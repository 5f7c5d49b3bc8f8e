/** The list of a month with its filters, the columns of the days, the choices of the forms. */
import { sql, type RawBuilder } from 'kysely'
import {
  addDays,
  daysInMonth,
  firstDay,
  type Instant,
  lastDay,
  type PlainDate,
  type PlainMonth,
  startOf,
} from '#kernel/calendar.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { type ListedVisit, visits } from './contract.ts'
import { policyOfDay } from './day-policy.ts'
import { metresBetween, type Position } from './distance.ts'
import type { Filter } from './list-operations.ts'
import { positionOf } from './stored.ts'
import { contentText, serviceText } from './words.ts'

const most = 1000

export const listing = part(visits, {
  async month(context, { page, pageSize, sort, ...filter }) {
    const { county } = context
    const where = whereOf(context, filter)
    const order = {
      newest: sql`v.started_at desc, v.id desc`,
      oldest: sql`v.started_at, v.id`,
      score: sql`v.score, v.started_at desc, v.id desc`,
    }[sort]
    const total = await sql<{ count: number }>`select count(*)::int as count from (select 1 from visits.visit_view v
      where v.county_code = ${county} and ${where} limit ${most + 1}) counted`.execute(context.transaction)
    const rows = await listed(context, where, { order, limit: pageSize, offset: (page - 1) * pageSize })
    const roster = await rosterMoments(context, filter)
    context.shows(filter, rows.length)
    return { rows, total: total.rows[0]?.count ?? 0, at: context.now, ...roster }
  },

  async daily(context, filter) {
    const { county } = context
    const where = whereOf(context, { ...filter, verdict: [], late: false })
    const found = await sql<{ day: PlainDate; valid: number; doubtful: number; notCounted: number }>`
      select (v.started_at at time zone 'Asia/Shanghai')::date as day, (count(*) filter (where v.verdict = 'valid'))::int as valid,
        (count(*) filter (where v.verdict = 'doubtful'))::int as doubtful, (count(*) filter (where v.verdict = 'not_counted'))::int as not_counted
      from visits.visit_view v where v.county_code = ${county} and ${where} group by 1`.execute(context.transaction)
    const byDay = new Map(found.rows.map((row) => [row.day, row]))
    return daysOf(filter.month).map((day) => byDay.get(day) ?? { day, valid: 0, doubtful: 0, notCounted: 0 })
  },

  async choices(context, { month }) {
    const { limits, content } = await policyOfDay(context, lastDay(month))
    const policy = await context.policyOn(lastDay(month))
    const services = policy.find<string[]>('care.service_items')?.value ?? []
    const contents = [...new Set(Object.values(content?.value ?? {}).flatMap(({ items }) => items))]
    const visit = limits.visit
    return {
      services: services.map((code) => labelled(code, serviceText)),
      contents: contents.map((code) => labelled(code, contentText)),
      byLevel: SelfCareLevel.options.flatMap((level) => {
        const asked = content?.value[level]
        if (!content || !asked) return []
        const items = asked.items.map((code) => labelled(code, contentText))
        return [{ level, items, rule: asked.rule, citations: content.citations }]
      }),
      limits: visit
        ? {
            minutesAtLeast: visit.value.minutes_at_least,
            fenceMetres: visit.value.fence_metres,
            speedKmh: visit.value.speed_kmh,
            recordWithinDays: visit.value.record_within_days,
            citations: visit.citations,
          }
        : null,
      carers: await names(
        context,
        sql`providers.carer_view`,
        sql`from_on <= ${lastDay(month)} and (to_on is null or to_on >= ${firstDay(month)})`,
      ),
      organisations: await names(context, sql`access.organisation_view`, sql`kind = 'provider' ${ownOnly(context)}`),
    }
  },
})

const ownOnly = ({ actor }: Context) =>
  actor.scope.kind === 'organisation' ? sql`and id = any(${[...actor.scope.ids]}::uuid[])` : sql``

async function names(context: Context, view: RawBuilder<unknown>, where: RawBuilder<unknown>) {
  const found = await sql<{ id: string; name: string }>`select id, name from ${view}
    where county_code = ${context.county} and ${where} order by name, id limit 2000`.execute(context.transaction)
  return found.rows
}

export const labelled = (code: string, titles: Readonly<Record<string, string>>) => ({
  code,
  title: titles[code] ?? code,
})
export const daysOf = (month: PlainMonth): PlainDate[] =>
  Array.from({ length: daysInMonth(month) }, (_, index) => addDays(firstDay(month), index))

export function whereOf(_context: Context, filter: Filter): RawBuilder<unknown> {
  const parts = [sql`v.month = ${filter.month}`]
  if (filter.townshipId) parts.push(sql`v.township_id = ${filter.townshipId}::uuid`)
  if (filter.organisationId) parts.push(sql`v.organisation_id = ${filter.organisationId}::uuid`)
  if (filter.carerId) parts.push(sql`v.carer_id = ${filter.carerId}::uuid`)
  if (filter.personId) parts.push(sql`v.person_id = ${filter.personId}::uuid`)
  if (filter.verdict.length > 0) parts.push(sql`v.verdict = any(${filter.verdict}::text[])`)
  if (filter.reason) parts.push(sql`${filter.reason} = any(v.codes)`)
  if (filter.day)
    parts.push(sql`v.started_at >= ${startOf(filter.day)} and v.started_at < ${startOf(addDays(filter.day, 1))}`)
  if (filter.late) parts.push(sql`'late' = any(v.codes)`)
  if (filter.importId) parts.push(sql`v.batch_id = ${filter.importId}::uuid`)
  return sql.join(parts, sql` and `)
}

interface Row extends Omit<ListedVisit, 'metres' | 'minutes'> {
  longitude: number | null
  latitude: number | null
  datum: Position['datum'] | null
  homeLongitude: number | null
  homeLatitude: number | null
  homeDatum: Position['datum'] | null
}

interface Slice {
  order: RawBuilder<unknown>
  limit: number
  offset: number
}

export async function listed(context: Context, where: RawBuilder<unknown>, slice: Slice): Promise<ListedVisit[]> {
  const { county } = context
  const found = await sql<Row>`
    select v.id, v.started_at, v.ended_at, v.person_id, coalesce(p.name, '不在本机构名册') as person, coalesce(t.name, '') as township,
      coalesce(o.name, '') as organisation, v.carer_id, coalesce(c.name, '') as carer, v.services, v.contents, v.confirmation,
      cardinality(v.photos) as photos, v.verdict, v.by_rule, v.score, v.reasons, v.source, v.corrects_id,
      raw.longitude, raw.latitude, raw.datum, p.longitude as home_longitude, p.latitude as home_latitude, p.datum as home_datum
    from (select v.* from visits.visit_view v where v.county_code = ${county} and ${where}
      order by ${slice.order} limit ${slice.limit} offset ${slice.offset}) v
    join visits.visit raw on raw.county_code = v.county_code and raw.id = v.id
    left join persons.person_view p on p.county_code = v.county_code and p.id = v.person_id
    left join providers.carer_view c on c.county_code = v.county_code and c.id = v.carer_id
    left join access.organisation_view o on o.county_code = v.county_code and o.id = v.organisation_id
    left join access.area_view t on t.id = v.township_id
    order by ${slice.order}`.execute(context.transaction)
  return found.rows.map((row) => {
    const { longitude, latitude, datum, homeLongitude, homeLatitude, homeDatum, ...visit } = row
    const position = positionOf({ longitude, latitude, datum })
    const home = positionOf({ longitude: homeLongitude, latitude: homeLatitude, datum: homeDatum })
    return { ...visit, minutes: minutesOf(visit), metres: position && home ? metresBetween(position, home) : null }
  })
}

export const minutesOf = ({ startedAt, endedAt }: { startedAt: Instant; endedAt: Instant }): number =>
  Math.floor((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000)

/** For the empty list: `名册已于8月1日发送，机构尚未上传。` */
async function rosterMoments(context: Context, { month, organisationId }: Filter) {
  const found = await sql<{ sent: Instant | null; locked: Instant | null }>`
    select max(sent_at) as sent, max(locked_at) as locked from rosters.roster_view
    where county_code = ${context.county} and month = ${month}
      and (${organisationId === undefined} or organisation_id = ${organisationId ?? null}::uuid)`.execute(
    context.transaction,
  )
  return { rosterSentAt: found.rows[0]?.sent ?? null, rosterLockedAt: found.rows[0]?.locked ?? null }
}

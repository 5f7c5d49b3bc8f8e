/** Facts about persons as known at a moment: how they stood on a day, their levels day by day, when they were away. */
import { type RawBuilder, sql } from 'kysely'
import { addDays, firstDay, type Instant, lastDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import type { DaySpan, RosterLine } from './month-input.ts'

export interface Standing {
  status?: string | undefined
  mode?: string | undefined
  level?: SelfCareLevel | undefined
  endReason?: string | undefined
}

interface AskStanding {
  day: PlainDate
  knownAt: Instant
  persons: readonly string[]
}

interface FactRow {
  personId: string
  kind: string
  value: string
  fromOn: PlainDate
}

export async function standingOf(context: Context, asked: AskStanding): Promise<Map<string, Standing>> {
  if (asked.persons.length === 0) return new Map()
  const facts = await factsUntil(context, asked)
  const held = new Map<string, Standing>()
  for (const { personId, kind, value } of facts) held.set(personId, { ...held.get(personId), ...meaning(kind, value) })
  return held
}

/** Facts arrive in the order of their days, so the last one of each kind is what holds. */
function meaning(kind: string, value: string): Standing {
  if (kind === 'status') return { status: value }
  if (kind === 'mode') return { mode: value }
  if (kind === 'end_reason') return { endReason: value }
  return { level: SelfCareLevel.safeParse(value).data }
}

interface AskNews extends Omit<AskStanding, 'persons'> {
  after: Instant
  /** A query with a column person_id. */
  among: RawBuilder<unknown>
}

/** Persons of whom something about a day became known after a moment; one by one through the index, as in gather.ts. */
export async function newsAbout(context: Context, { day, knownAt, after, among }: AskNews): Promise<string[]> {
  const rows = await sql<{ personId: string }>`
    select p.person_id from (${among}) p
    cross join lateral (
      select from persons.fact_view f
      where f.county_code = ${context.county} and f.person_id = p.person_id and f.kind in ('status', 'mode', 'end_reason')
        and f.from_on <= ${day}::date and f.known_at > ${after}::timestamptz and f.known_at <= ${knownAt}::timestamptz
      limit 1) f`.execute(context.transaction)
  return rows.rows.map(({ personId }) => personId)
}

async function factsUntil(context: Context, { day, knownAt, persons }: AskStanding): Promise<FactRow[]> {
  const rows = await sql<FactRow>`
    select f.person_id, f.kind, f.value, f.from_on from unnest(${[...persons]}::uuid[]) as p (id)
    join persons.fact_view f on f.county_code = ${context.county} and f.person_id = p.id
    where f.kind in ('status', 'mode', 'level', 'end_reason') and f.from_on <= ${day}::date and f.known_at <= ${knownAt}::timestamptz
      and not exists (select from persons.fact_view r where r.county_code = f.county_code and r.replaces_id = f.id
        and r.known_at <= ${knownAt}::timestamptz)
    order by f.person_id, f.from_on, f.known_at, f.id`.execute(context.transaction)
  return rows.rows
}

interface AskMonth {
  month: PlainMonth
  knownAt: Instant
  persons: readonly string[]
}

/** Levels by day for persons whose standing changes within the month; all others keep the roster's level. */
export async function spansOf(
  context: Context,
  { month, knownAt, persons }: AskMonth,
): Promise<Map<string, DaySpan[]>> {
  const [first, last] = [firstDay(month), lastDay(month)]
  const facts = await factsUntil(context, { day: last, knownAt, persons })
  const changing = new Set(facts.filter(({ fromOn }) => fromOn > first).map(({ personId }) => personId))
  const spans = new Map<string, DaySpan[]>()
  for (const [personId, own] of Map.groupBy(
    facts.filter((fact) => changing.has(fact.personId)),
    (fact) => fact.personId,
  ))
    spans.set(personId, spansIn(own, first, last))
  return spans
}

/** Days on which the person is active, dispersed and has a level, put together while the level stays the same. Pure. */
export function spansIn(facts: readonly Omit<FactRow, 'personId'>[], first: PlainDate, last: PlainDate): DaySpan[] {
  const spans: DaySpan[] = []
  let standing: Standing = {}
  let next = 0
  for (let day = first; day <= last; day = addDays(day, 1)) {
    for (let fact = facts[next]; fact && fact.fromOn <= day; fact = facts[next]) {
      standing = { ...standing, ...meaning(fact.kind, fact.value) }
      next += 1
    }
    const { status, mode, level } = standing
    if (status !== 'active' || mode !== 'dispersed' || !level) continue
    const open = spans.at(-1)
    if (open?.level === level && addDays(open.to, 1) === day) open.to = day
    else spans.push({ from: day, to: day, level })
  }
  return spans
}

/** Hospital, leave, away: an absence still open lasts to the end of the month. */
export async function absencesOf(
  context: Context,
  { month, knownAt, persons }: AskMonth,
): Promise<Map<string, NonNullable<RosterLine['absences']>>> {
  const [first, last] = [firstDay(month), lastDay(month)]
  const rows = await sql<{ personId: string; kind: 'hospital' | 'leave' | 'away'; from: PlainDate; to: PlainDate }>`
    select a.person_id, a.kind, a.from_on as "from", coalesce(a.to_on, ${last}::date) as "to"
    from unnest(${[...persons]}::uuid[]) as p (id) join persons.absence_view a on a.county_code = ${context.county} and a.person_id = p.id
    where a.from_on <= ${last}::date and (a.to_on is null or a.to_on >= ${first}::date) and a.known_at <= ${knownAt}::timestamptz
    order by a.person_id, a.from_on`.execute(context.transaction)
  const found = Map.groupBy(rows.rows, ({ personId }) => personId)
  return new Map([...found].map(([person, own]) => [person, own.map(({ kind, from, to }) => ({ kind, from, to }))]))
}

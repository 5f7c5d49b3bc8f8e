/** 人员名册: one page of the register, at a million persons as at seven thousand. */
import { type RawBuilder, sql } from 'kysely'
import { addMonths, firstDay } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { ListInput } from './list-operations.ts'
import { type ListedRow, listedColumns, listedJoins } from './listed.ts'
import { askedBy, type Asked, bornBetween, endOfPrefix } from './rules.ts'

type Filters = Omit<ListInput, 'page' | 'pageSize' | 'after' | 'countAll' | 'sort'>
type Condition = RawBuilder<unknown>

const and = (conditions: readonly Condition[]): Condition => sql.join(conditions, sql` and `)
const exact = 1000

/** The county as an equality, which keeps every index; several for a city or province. */
export function inScope(context: Context, column: string): Condition {
  const { counties } = context.actor.scope
  return counties.length === 1
    ? sql`${sql.ref(column)} = ${counties[0]}`
    : sql`${sql.ref(column)} = any (${[...counties]}::text[])`
}

function oneOrMore(column: string, values: readonly string[], type: 'uuid' | 'text'): Condition {
  const [only, second] = values
  if (only && !second) return sql`${sql.ref(column)} = ${only}::${sql.raw(type)}`
  return sql`${sql.ref(column)} = any (${[...values]}::${sql.raw(type)}[])`
}

export function conditionsOf(context: Context, input: Filters): Condition[] {
  const found: Condition[] = [inScope(context, 'p.county_code')]
  if (input.townshipIds?.length) found.push(oneOrMore('p.township_id', input.townshipIds, 'uuid'))
  if (input.villageIds?.length) found.push(oneOrMore('p.village_id', input.villageIds, 'uuid'))
  if (input.modes?.length) found.push(oneOrMore('p.mode', input.modes, 'text'))
  if (input.levels?.length) found.push(oneOrMore('p.level', input.levels, 'text'))
  if (input.class) found.push(sql`p.household_class = ${input.class}`)
  if (input.organisationId) found.push(sql`p.organisation_id = ${input.organisationId}`)
  if (input.personIds) found.push(oneOrMore('p.id', input.personIds, 'uuid'))
  const born = bornBetween({ from: input.ageFrom, to: input.ageTo }, context.today)
  if (born.after) found.push(sql`p.born_on > ${born.after}::date`)
  if (born.until) found.push(sql`p.born_on <= ${born.until}::date`)
  return [...found, ...standingConditions(context, input)]
}

function standingConditions(context: Context, input: Filters): Condition[] {
  const found: Condition[] = []
  if (input.statuses?.length) found.push(oneOrMore('p.status', input.statuses, 'text'))
  else if (!input.onDay && !input.changedMonth && !input.personIds)
    found.push(sql`p.status <> all ('{ended,archived}'::text[])`)
  if ((input.onDay || input.changedMonth) && context.actor.scope.counties.length !== 1)
    refuse('invalid', 'one_county', '按某日在册或本月变化查找，请先选择一个县。')
  if (input.onDay)
    found.push(sql`p.id in (select s.person_id from persons.standing_on(${context.county}, ${input.onDay}::date, ${context.now}::timestamptz) s
      where s.status = 'active')`)
  if (input.changedMonth)
    found.push(sql`p.id in (select f.person_id from persons.fact f where f.county_code = ${context.county}
      and f.from_on >= ${firstDay(input.changedMonth)}::date and f.from_on < ${firstDay(addMonths(input.changedMonth, 1))}::date
      and f.kind in ('status', 'level', 'mode', 'township'))`)
  return found
}

function askedCondition(context: Context, asked: Asked): Condition[] {
  if (asked.kind === 'identity') return [sql`p.id_index = ${context.secrets.blindIndex('identity', asked.number)}`]
  if (asked.kind === 'last4') return [sql`p.id_last4 = ${context.secrets.blindIndex('last4', asked.last4)}`]
  if (asked.kind === 'file') return [sql`p.file_no = ${asked.fileNo}`]
  return []
}

interface Wanted {
  input: ListInput
  conditions: Condition[]
  cap: Condition
}

/** What a list answers before its rows are put into words. */
export interface Listed {
  rows: ListedRow[]
  total: number
  totalIsExact: boolean
  byLevel: Record<string, number> | undefined
}

export async function listPersons(context: Context, input: ListInput): Promise<Listed> {
  const asked = askedBy(input.text)
  const conditions = [...conditionsOf(context, input), ...askedCondition(context, asked)]
  const wanted: Wanted = { input, conditions, cap: input.countAll ? sql`` : sql`limit ${sql.raw(String(exact + 1))}` }
  if (asked.kind !== 'name') return plainPage(context, wanted)
  const named = await namedPage(context, wanted, asked.prefix)
  const whole = named.hits <= mostHits
  const enough = !input.countAll && named.kept > exact && input.page * input.pageSize <= exact
  return whole || enough ? named : broadPage(context, wanted, asked.prefix)
}

type Row = ListedRow & { counts: Record<string, number> | null; hits?: number }

/** So many places where a name was found are looked at; as a rule a thousand persons are among them. */
const mostHits = 1500

function answerOf(rows: readonly Row[], input: ListInput): Listed {
  const counts = rows[0]?.counts ?? {}
  const total = Object.values(counts).reduce((sum, count) => sum + Number(count), 0)
  const totalIsExact = input.countAll || total <= exact
  return {
    rows: rows.filter((row) => row.id !== null),
    total: totalIsExact ? total : exact + 1,
    totalIsExact,
    byLevel: totalIsExact ? counts : undefined,
  }
}

/** The sizes stand in the text: with a number yet unknown the planner would not keep a plan for first pages. */
function pageOf({ after, page, pageSize }: ListInput): Condition {
  const limit = sql`limit ${sql.raw(String(pageSize))}`
  return after || page === 1 ? limit : sql`${limit} offset ${(page - 1) * pageSize}`
}

/** Counts by level over at most 1,001 rows; the scan stops there. */
const countsOf = ({ conditions, cap }: Wanted): Condition => sql`
  (select coalesce(jsonb_object_agg(level, n), '{}') from (
    select coalesce(level, '') as level, count(*) as n
    from (select p.level from persons.person p where ${and(conditions)} ${cap}) counted group by 1) grouped)`

async function plainPage(context: Context, wanted: Wanted): Promise<Listed> {
  const { input, conditions } = wanted
  const where = input.after ? [...conditions, afterCondition(context, input)] : conditions
  const { rows } = await sql<Row>`/* kept */
    with found as (
      select f.county_code, f.id, row_number() over () as place from (
        select p.county_code, p.id from persons.person p where ${and(where)}
        order by ${orderOf(context, input)} ${pageOf(input)}) f),
    counted as (select ${countsOf(wanted)} as counts)
    select ${listedColumns}, counted.counts
    from counted left join found on true left join persons.person p on p.county_code = found.county_code and p.id = found.id
    ${listedJoins} order by found.place`.execute(context.transaction)
  return answerOf(rows, input)
}

/** Sorted by the whole name as any list. One letter in a province: the first that were found, who are more than anybody pages through. */
async function namedPage(context: Context, wanted: Wanted, prefix: string): Promise<Named> {
  const { input, conditions } = wanted
  const { rows } = await sql<Row>`/* kept */
    with hit as materialized (
      select t.county_code, t.person_id from persons.search_token t where ${tokenRange(context, prefix)} limit ${sql.raw(String(mostHits + 1))}),
    kept as materialized (
      select p.county_code, p.id, p.name_sort, p.level, p.township_id, p.born_on, p.supported_from
      from (select distinct county_code, person_id from hit) h
      join persons.person p on p.county_code = h.county_code and p.id = h.person_id
      where ${and(conditions)}),
    found as (
      select p.county_code, p.id, row_number() over (order by ${orderOf(context, input)}) as place from kept p
      ${input.after ? sql`where ${afterCondition(context, input)}` : sql``}
      order by 3 ${pageOf(input)}),
    counted as (
      select (select coalesce(jsonb_object_agg(level, n), '{}') from (
        select coalesce(level, '') as level, count(*) as n from kept group by 1) grouped) as counts,
        (select count(*)::int from hit) as hits)
    select ${listedColumns}, counted.counts, counted.hits
    from counted left join found on true left join persons.person p on p.county_code = found.county_code and p.id = found.id
    ${listedJoins} order by found.place`.execute(context.transaction)
  const kept = Object.values(rows[0]?.counts ?? {}).reduce((sum, count) => sum + count, 0)
  return { ...answerOf(rows, input), hits: rows[0]?.hits ?? 0, kept }
}

interface Named extends Listed {
  /** Places where the name was found, and persons among them whom the other filters leave. */
  hits: number
  kept: number
}

/** Where few of very many are left by the other filters, and for pages far behind: in the order of what was found. */
async function broadPage(context: Context, wanted: Wanted, prefix: string): Promise<Listed> {
  const { input, conditions, cap } = wanted
  const joined = sql`persons.search_token t join persons.person p on p.county_code = t.county_code and p.id = t.person_id
    where ${tokenRange(context, prefix)} and ${and(conditions)}`
  const { rows } = await sql<Row>`
    with found as (
      select p.county_code, p.id, row_number() over (order by t.token, t.county_code, t.person_id) as place from ${joined}
      order by t.token, t.county_code, t.person_id ${pageOf(input)}),
    counted as (
      select (select coalesce(jsonb_object_agg(level, n), '{}') from (
        select coalesce(level, '') as level, count(*) as n from (select p.level from ${joined} ${cap}) c group by 1) grouped) as counts)
    select ${listedColumns}, counted.counts
    from counted left join found on true left join persons.person p on p.county_code = found.county_code and p.id = found.id
    ${listedJoins} order by found.place`.execute(context.transaction)
  return answerOf(rows, input)
}

const tokenRange = (context: Context, prefix: string): Condition =>
  and([inScope(context, 't.county_code'), sql`t.token >= ${prefix}`, sql`t.token < ${endOfPrefix(prefix)}`])

const sortColumns = {
  township: 'township_id',
  age: 'born_on',
  supportedFrom: 'supported_from',
  level: 'level',
} as const

/** By name unless asked otherwise; ties are broken by county and id, so that no row is shown twice. */
function orderOf(context: Context, { sort }: ListInput): Condition {
  const several = context.actor.scope.counties.length !== 1
  const tail = several ? [sql`p.county_code`, sql`p.id`] : [sql`p.id`]
  const by = sort?.by ?? 'name'
  // The older was born earlier.
  const falls = by === 'age' ? sort?.order === 'asc' : sort?.order === 'desc'
  const direction = sql.raw(falls ? 'desc' : 'asc')
  if (by === 'name') return sql.join([sql`p.name_sort`, ...tail].map((each) => sql`${each} ${direction}`))
  if (by === 'township') {
    const place = sql`(select a.sort_order from access.area_view a where a.id = p.township_id)`
    return sql.join([sql`${place} ${direction}`, sql`p.township_id`, sql`p.name_sort`, ...tail])
  }
  return sql.join([sql`${sql.ref(`p.${sortColumns[by]}`)} ${direction} nulls last`, sql`p.name_sort`, ...tail])
}

function afterCondition(context: Context, { after, sort }: ListInput): Condition {
  if (!after || (sort && sort.by !== 'name')) return sql`true`
  const than = sql.raw(sort?.order === 'desc' ? '<' : '>')
  return context.actor.scope.counties.length === 1
    ? sql`p.name_sort ${than}= ${after.key} and (p.name_sort, p.id) ${than} (${after.key}, ${after.id}::uuid)`
    : sql`(p.name_sort, p.county_code, p.id) ${than} (${after.key}, ${after.county}, ${after.id}::uuid)`
}

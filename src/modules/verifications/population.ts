/** Who is to be verified: fixed with the plan; later comers join, who leaves support stays counted with the reason. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import { type LegacyRules, legacyPath } from '#modules/recognition/rules.ts'
import type { Context } from '#platform/context.ts'
import { mondayOf, proposedLegacy } from './rules.ts'
import { db, type Round, wholeCounty } from './stored.ts'

/** Persons in support as the register has them now, in the scope of the round. */
const inSupport = (context: Context, round: Round) => sql`
  select p.id as person_id, p.township_id, p.village_id, p.name_sort
  from persons.person_view p
  where p.county_code = ${context.county} and p.status in ('active', 'suspended')
    and (${round.townshipIds}::uuid[] is null or p.township_id = any (${round.townshipIds}::uuid[]))
    and (${round.class}::text is null or p.household_class = ${round.class})
    and (${round.supportedBefore}::date is null or p.supported_from < ${round.supportedBefore})`

/** The same as they stood on the day of the plan. */
const onTheDay = (context: Context, round: Round) => sql`
  select s.person_id, s.township_id, s.village_id, p.name_sort
  from persons.standing_on(${context.county}, ${round.populationOn}, ${context.now}) s
  join persons.person_view p on p.county_code = ${context.county} and p.id = s.person_id
  where s.status in ('active', 'suspended')
    and (${round.townshipIds}::uuid[] is null or s.township_id = any (${round.townshipIds}::uuid[]))
    and (${round.class}::text is null or s.class = ${round.class})
    and (${round.supportedBefore}::date is null or p.supported_from < ${round.supportedBefore})`

export interface Moved {
  joined: number
  left: number
  moved: number
}

/** The first time, when the plan is set. */
export async function fixPopulation(context: Context, round: Round): Promise<Moved> {
  const people = onTheDay(context, round)
  await makeSheets(context, round, people)
  const joined = await takeIn(context, round, { people, joined: 'plan' })
  const left = await letGo(context, round)
  return { joined, left, moved: 0 }
}

/** Afterwards, each night and when asked: the plan follows the register and forgets nobody. */
export async function followRegister(context: Context, round: Round): Promise<Moved> {
  const people = inSupport(context, round)
  await makeSheets(context, round, people)
  const left = await letGo(context, round)
  await comeBack(context, round)
  const moved = await moveOver(context, round)
  const joined = await takeIn(context, round, { people, joined: 'later' })
  return { joined, left, moved }
}

type People = ReturnType<typeof inSupport>

/** A sheet for each village that has none yet, numbered in the order of the county's areas. */
async function makeSheets(context: Context, round: Round, people: People): Promise<void> {
  const { rows } = await sql<{ townshipId: string; villageId: string | null }>`
    select distinct on (t.sort_order, t.id, v.sort_order, v.name, p.village_id) p.township_id, p.village_id
    from (${people}) p
    join access.area_view t on t.id = p.township_id
    left join access.area_view v on v.id = p.village_id
    where not exists (select from verifications.sheet s where s.county_code = ${context.county} and s.round_id = ${round.id}
      and s.township_id = p.township_id and s.village_id is not distinct from p.village_id)
    order by t.sort_order, t.id, v.sort_order nulls last, v.name, p.village_id`.execute(context.transaction)
  if (rows.length === 0) return
  const last = await db(context)
    .selectFrom('verifications.sheet')
    .select((eb) => eb.fn.max('no').as('no'))
    .where('countyCode', '=', context.county)
    .where('roundId', '=', round.id)
    .executeTakeFirst()
  const week = mondayOf(round.toOn)
  await db(context)
    .insertInto('verifications.sheet')
    .values(
      rows.map(({ townshipId, villageId }, index) => ({
        countyCode: context.county,
        id: context.newId(),
        roundId: round.id,
        no: (last?.no ?? 0) + index + 1,
        townshipId,
        villageId,
        weekOn: week,
      })),
    )
    .execute()
}

interface Coming {
  people: People
  joined: 'plan' | 'later'
}

/** Behind those who stand on the paper already, in the order of their names. */
async function takeIn(context: Context, round: Round, { people, joined }: Coming): Promise<number> {
  const { rows } = await sql<{ personId: string }>`
    insert into verifications.entry (county_code, round_id, person_id, township_id, village_id, sheet_id, no, joined, joined_on, state)
    select ${context.county}, ${round.id}, p.person_id, p.township_id, p.village_id, s.id,
      coalesce((select max(e.no) from verifications.entry e where e.county_code = ${context.county} and e.sheet_id = s.id), 0)
        + row_number() over (partition by s.id order by p.name_sort, p.person_id),
      ${joined}, ${context.today}, 'open'
    from (${people}) p
    join verifications.sheet s on s.county_code = ${context.county} and s.round_id = ${round.id}
      and s.township_id = p.township_id and s.village_id is not distinct from p.village_id
    where not exists (select from verifications.entry e where e.county_code = ${context.county} and e.round_id = ${round.id}
      and e.person_id = p.person_id)
    returning person_id`.execute(context.transaction)
  if (round.legacy)
    await proposePaths(
      context,
      round,
      rows.map(({ personId }) => personId),
    )
  return rows.length
}

/** Who is no longer in support is not visited any more, and stays in the sum with the reason. */
async function letGo(context: Context, round: Round): Promise<number> {
  const { numAffectedRows } = await sql`
    update verifications.entry e
    set state = 'left', left_on = coalesce(p.ended_on, p.died_on, ${context.today}), left_reason = coalesce(p.end_reason, p.status)
    from persons.person_view p
    where e.county_code = ${context.county} and e.round_id = ${round.id} and e.state = 'open'
      and p.county_code = e.county_code and p.id = e.person_id and p.status not in ('active', 'suspended')`.execute(
    context.transaction,
  )
  return Number(numAffectedRows ?? 0)
}

/** Someone's support ended today: the running rounds let him go in the same transaction. */
export async function letGoOne(context: Context, personId: string): Promise<void> {
  await context.within(wholeCounty(context), async () => {
    await sql`
      update verifications.entry e
      set state = 'left', left_on = coalesce(p.ended_on, p.died_on, ${context.today}), left_reason = coalesce(p.end_reason, p.status)
      from persons.person_view p, verifications.round r
      where e.county_code = ${context.county} and e.person_id = ${personId} and e.state = 'open'
        and r.county_code = e.county_code and r.id = e.round_id and r.status = 'running'
        and p.county_code = e.county_code and p.id = e.person_id and p.status not in ('active', 'suspended')`.execute(
      context.transaction,
    )
  })
}

/** A report of death was an error, an end was undone. */
async function comeBack(context: Context, round: Round): Promise<void> {
  await sql`
    update verifications.entry e set state = 'open', left_on = null, left_reason = ''
    from persons.person_view p
    where e.county_code = ${context.county} and e.round_id = ${round.id} and e.state = 'left'
      and p.county_code = e.county_code and p.id = e.person_id and p.status in ('active', 'suspended')`.execute(
    context.transaction,
  )
}

/** Who moved before being verified is verified by the village in which he lives now. */
async function moveOver(context: Context, round: Round): Promise<number> {
  const { numAffectedRows } = await sql`
    with moving as (
      select e.person_id, p.township_id, p.village_id, s.id as sheet_id,
        coalesce((select max(o.no) from verifications.entry o where o.county_code = ${context.county} and o.sheet_id = s.id), 0)
          + row_number() over (partition by s.id order by p.name_sort, p.id) as no
      from verifications.entry e
      join persons.person_view p on p.county_code = e.county_code and p.id = e.person_id
      join verifications.sheet s on s.county_code = e.county_code and s.round_id = e.round_id
        and s.township_id = p.township_id and s.village_id is not distinct from p.village_id
      where e.county_code = ${context.county} and e.round_id = ${round.id} and e.state = 'open'
        and (e.township_id <> p.township_id or e.village_id is distinct from p.village_id))
    update verifications.entry e
    set township_id = m.township_id, village_id = m.village_id, sheet_id = m.sheet_id, no = m.no
    from moving m
    where e.county_code = ${context.county} and e.round_id = ${round.id} and e.person_id = m.person_id`.execute(
    context.transaction,
  )
  return Number(numAffectedRows ?? 0)
}

interface OldScheme {
  id: string
  class: 'urban' | 'rural'
  supportedFrom: PlainDate | null
}

/** Direct conversion or a new recognition, proposed from the register by recognition.legacy_rules (JL-5c, JL-5d). */
async function proposePaths(context: Context, round: Round, personIds: readonly string[]): Promise<void> {
  const rules = (await context.policyOn(context.today)).find<LegacyRules>('recognition.legacy_rules')?.value
  if (!rules || personIds.length === 0) return
  const { rows } = await sql<OldScheme>`
    select p.id, p.household_class as class, p.supported_from from persons.person_view p
    where p.county_code = ${context.county} and p.id = any (${[...personIds]}::uuid[])`.execute(context.transaction)
  const found = rows.map((person) => {
    const category = proposedLegacy(person, rules)
    const on = person.supportedFrom
    return { id: person.id, category, on, path: category && on ? (legacyPath(category, on, rules) ?? null) : null }
  })
  await sql`
    update verifications.entry e set legacy_category = f.category, legacy_on = f.on_day, path = f.path
    from unnest(${found.map(({ id }) => id)}::uuid[], ${found.map(({ category }) => category)}::text[],
      ${found.map(({ on }) => on)}::date[], ${found.map(({ path }) => path)}::text[]) as f (id, category, on_day, path)
    where e.county_code = ${context.county} and e.round_id = ${round.id} and e.person_id = f.id`.execute(
    context.transaction,
  )
}

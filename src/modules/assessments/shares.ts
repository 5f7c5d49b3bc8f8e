/** Levels by township and by whoever serves, against the neighbours; and the persons behind a clue (F-13, F-14). */
import { sql } from 'kysely'
import { addDays, dateText, type PlainDate } from '#kernel/calendar.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import { ableWithDisability, disabilityIn } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { type ClueLimits, isGrave, levelClues, sumOfCounts, type UnitCounts } from './clues.ts'
import { assessments } from './contract.ts'

const mostPersons = 50

export const shares = part(assessments, {
  async shares(context) {
    const limits = (await context.policyOn(context.today)).value<ClueLimits>('assessment.clue_limits').value
    const townships = withClues(await townshipCounts(context), limits)
    const organisations = withClues(await organisationCounts(context), limits)
    const raised = await raisedWithoutIllness(context, limits)
    for (const { personId } of raised) context.concerns(personId)
    context.shows({}, townships.length + raised.length)
    return {
      townships,
      organisations,
      ...sumOfCounts(townships),
      raised,
      lowered: await ableInHospital(context, limits),
      disabled: await ableThoughDisabled(context, limits),
    }
  },
})

function withClues(units: readonly UnitCounts[], limits: ClueLimits) {
  const clues = new Map(levelClues(units, limits).map(({ unitId, kind, text }) => [unitId, { kind, text }]))
  return units.map((unit) => ({ ...unit, clue: clues.get(unit.id) ?? null }))
}

const levels = sql`(count(*) filter (where p.level = 'able'))::int as able,
  (count(*) filter (where p.level = 'partly_able'))::int as partly, (count(*) filter (where p.level = 'unable'))::int as unable`

interface Counted {
  id: string
  name: string
  able: number
  partly: number
  unable: number
}

/** Codes are values, names of columns are ours. */
const countsOf = (rows: readonly Counted[]): UnitCounts[] =>
  rows.map(({ id, name, able, partly, unable }) => ({ id, name, able, partly_able: partly, unable }))

async function townshipCounts(context: Context): Promise<UnitCounts[]> {
  const { rows } = await sql<Counted>`select a.id, a.name, ${levels}
    from persons.person_view p join access.area_view a on a.id = p.township_id
    where p.county_code = ${context.county} and p.status = 'active' and p.mode = 'dispersed'
    group by a.id, a.name, a.sort_order order by a.sort_order, a.name`.execute(context.transaction)
  return countsOf(rows)
}

async function organisationCounts(context: Context): Promise<UnitCounts[]> {
  const { rows } = await sql<Counted>`select o.id, o.name, ${levels}
    from persons.person_view p join access.organisation_view o on o.county_code = p.county_code and o.id = p.organisation_id
    where p.county_code = ${context.county} and p.status = 'active'
    group by o.id, o.name, o.kind, o.sort_order order by o.kind desc, o.sort_order, o.name`.execute(context.transaction)
  return countsOf(rows)
}

interface Raised {
  personId: string
  person: string
  township: string
  level: SelfCareLevel
  fromOn: PlainDate
}

/** F-13: a graver level than before, and no stay in hospital that would explain it. */
async function raisedWithoutIllness(context: Context, limits: ClueLimits) {
  const since = addDays(context.today, -limits.look_back_days)
  const { rows } = await sql<Raised>`
    with standing as (
      select f.person_id, f.value, f.from_on, f.decided_on, f.source,
        lag(f.value) over (partition by f.person_id order by f.from_on, f.known_at) as before
      from persons.fact_view f
      where f.county_code = ${context.county} and f.kind = 'level'
        and not exists (select from persons.fact_view r where r.county_code = f.county_code and r.replaces_id = f.id))
    select p.id as person_id, p.name as person, a.name as township, s.value as level, s.from_on
    from standing s
    join persons.person_view p on p.county_code = ${context.county} and p.id = s.person_id and p.status = 'active'
    join access.area_view a on a.id = p.township_id
    where s.before is not null and s.from_on >= ${since} and s.source <> 'correction'
      and array_position(array['able', 'partly_able', 'unable'], s.value) > array_position(array['able', 'partly_able', 'unable'], s.before)
      and not exists (select from persons.absence_view b where b.county_code = p.county_code and b.person_id = p.id
        and b.kind = 'hospital' and b.from_on <= s.from_on
        and coalesce(b.to_on, s.from_on) >= coalesce(s.decided_on, s.from_on) - ${limits.illness_days}::int)
    order by s.from_on desc, p.name_sort limit ${mostPersons}`.execute(context.transaction)
  return rows.map((row) => ({
    ...row,
    text: `自${dateText(row.fromOn)}起等级提高，此前${limits.illness_days}天没有住院登记`,
  }))
}

interface Away {
  personId: string
  person: string
  township: string
  level: SelfCareLevel
  days: number
}

/** F-14: long in hospital not long ago and still counted as able. */
async function ableInHospital(context: Context, limits: ClueLimits) {
  const { rows } = await sql<Away>`
    select p.id as person_id, p.name as person, a.name as township, p.level,
      sum(least(coalesce(b.to_on, ${context.today}::date), ${context.today}::date) - b.from_on + 1)::int as days
    from persons.person_view p
    join access.area_view a on a.id = p.township_id
    join persons.absence_view b on b.county_code = p.county_code and b.person_id = p.id and b.kind = 'hospital'
    where p.county_code = ${context.county} and p.status = 'active' and p.level = 'able'
      and coalesce(b.to_on, ${context.today}::date) >= ${addDays(context.today, -limits.illness_days)}
      and not exists (select from assessments.assessment e where e.county_code = p.county_code and e.person_id = p.id
        and e.assessed_on >= b.from_on)
    group by p.id, p.name, p.name_sort, a.name, p.level
    having sum(least(coalesce(b.to_on, ${context.today}::date), ${context.today}::date) - b.from_on + 1) >= ${limits.stay_days}
    order by days desc, p.name_sort limit ${mostPersons}`.execute(context.transaction)
  return rows.map((row) => ({
    ...row,
    text: `${limits.illness_days}天内住院${row.days}天，之后没有重新评估，仍为最轻的等级`,
  }))
}

interface NoLabour {
  disability: { kinds: string[]; grades: number[] }[]
}

/** F-14: a grave disability on the card and no help by the level. Either may be right: somebody looks. */
async function ableThoughDisabled(context: Context, limits: ClueLimits) {
  const rule = (await context.policyOn(context.today)).find<NoLabour>('eligibility.no_labour')
  const found = (await ableWithDisability(context)).filter(({ text }) =>
    isGrave(disabilityIn(text), rule?.value.disability ?? [], limits),
  )
  const rows = found.slice(0, mostPersons)
  for (const { personId } of rows) context.concerns(personId)
  return rows.map((row) => ({
    ...row,
    level: 'able' as const,
    text: `残疾证登记为${row.text}，属于无劳动能力的残疾等级，自理能力仍为最轻的等级，请核对残疾证和评估`,
  }))
}

/** What stands around an assessment: the person, the levels before, stays in hospital, what a level is worth. */
import { sql } from 'kysely'
import { dateText, firstDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { fenOfYuan } from '#kernel/money.ts'
import type { Citation } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import type { Surroundings } from './independence.ts'
import { effectiveMonth, type LevelEffect } from './rules.ts'
import type { LevelPeriod } from './shapes.ts'
import { db, type Stored } from './stored.ts'

export async function personAround(context: Context, personId: string) {
  const person = await db(context)
    .selectFrom('persons.personView as person')
    .leftJoin('access.organisationView as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'person.countyCode')
        .onRef('organisation.id', '=', 'person.organisationId'),
    )
    .select(['person.name', 'person.sex', 'person.bornOn', 'person.mode', 'person.level', 'person.residence'])
    .select(['person.idMasked', 'person.organisationId', 'person.status', 'organisation.name as organisation'])
    .where('person.countyCode', '=', context.county)
    .where('person.id', '=', personId)
    .executeTakeFirst()
  return person ?? refuse('not_found', 'person', '没有找到此人。可能不在您的辖区内，请核对后再试。')
}

/** Levels as they stand, the latest first; what was replaced is left out. */
export async function levelsOf(context: Context, personId: string): Promise<LevelPeriod[]> {
  const rows = await db(context)
    .selectFrom('persons.factView as fact')
    .select(['fact.value', 'fact.fromOn', 'fact.decidedOn', 'fact.basis'])
    .where('fact.countyCode', '=', context.county)
    .where('fact.personId', '=', personId)
    .where('fact.kind', '=', 'level')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('persons.factView as later')
            .select('later.id')
            .whereRef('later.countyCode', '=', 'fact.countyCode')
            .whereRef('later.replacesId', '=', 'fact.id'),
        ),
      ),
    )
    .orderBy('fact.fromOn', 'desc')
    .orderBy('fact.knownAt', 'desc')
    .execute()
  return rows.map(({ value, ...row }) => ({ ...row, level: SelfCareLevel.parse(value) }))
}

/** Medical events, for the line above the form. */
export async function eventsOf(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('persons.absenceView')
    .select(['fromOn', 'toOn', 'place'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'hospital')
    .orderBy('fromOn', 'desc')
    .limit(5)
    .execute()
  return rows.map(({ fromOn, toOn, place }) => ({
    fromOn,
    toOn,
    text: `住院${place ? `（${place}）` : ''}${toOn ? `，${dateText(toOn)}出院` : '，尚未出院'}`,
  }))
}

export interface Effect {
  month: PlainMonth | null
  fees: Record<SelfCareLevel, bigint | null>
  citations: Citation[]
}

/** From which month a level decided on a day counts, and what the care of each level then costs in a month. */
export async function effectOf(context: Context, decidedOn: PlainDate): Promise<Effect> {
  const rule = (await context.policyOn(decidedOn)).value<LevelEffect>('assessment.level_effective')
  const month = effectiveMonth(decidedOn, rule) ?? null
  const none = { able: null, partly_able: null, unable: null }
  if (month === null) return { month, fees: none, citations: rule.citations }
  const rates = (await context.policyOn(firstDay(month))).find<Record<SelfCareLevel, unknown>>('standard.care.rates')
  const fee = (level: SelfCareLevel) => {
    const value = rates?.value[level]
    return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? fenOfYuan(value) : null
  }
  const fees = { able: fee('able'), partly_able: fee('partly_able'), unable: fee('unable') }
  return { month, fees, citations: [...rule.citations, ...(rates?.citations ?? [])] }
}

/** Everybody with whom the assessors' names are compared: of the whole county, since a tie counts also where the actor does not see it. */
export function surroundingsOf(context: Context, assessment: Stored): Promise<Surroundings> {
  const scope = { kind: 'county', counties: [context.county], ids: [] } as const
  return context.within(scope, () => lookAround(context, assessment))
}

async function lookAround(context: Context, assessment: Stored): Promise<Surroundings> {
  const { personId, disputesId } = assessment
  const { name, organisationId } = await personAround(context, personId)
  const paid = await db(context)
    .selectFrom('access.organisationView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('kind', 'in', ['provider', 'home'])
    .execute()
  const { rows: employed } = await sql<{ name: string; unit: string }>`
    select c.name, coalesce(o.name, '照料人') as unit from providers.carer_view c
    left join access.organisation_view o on o.county_code = c.county_code and o.id = c.organisation_id
    where c.county_code = ${context.county} and c.from_on <= ${context.today} and (c.to_on is null or c.to_on >= ${context.today})
      and (c.organisation_id = ${organisationId}::uuid or exists (select from providers.carer_relation_view r
        where r.county_code = c.county_code and r.carer_id = c.id and r.person_id = ${personId}))
    union all
    select h.director, o.name from institutions.homes_on(${context.county}, ${context.today}::date, ${context.now}::timestamptz) h
    join access.organisation_view o on o.county_code = ${context.county} and o.id = h.home_id
    where h.home_id = ${organisationId}::uuid and h.director is not null`.execute(context.transaction)
  const { rows: kin } = await sql<{ name: string; relation: string; guardian: boolean }>`
    select g.name, g.relation, true as guardian from persons.guardian_view g
    where g.county_code = ${context.county} and g.person_id = ${personId} and (g.to_on is null or g.to_on >= ${context.today})
    union all
    select c.name, c.relation, false from persons.contact_view c
    where c.county_code = ${context.county} and c.person_id = ${personId} and c.ended_on is null`.execute(
    context.transaction,
  )
  const before = disputesId
    ? await db(context)
        .selectFrom('assessments.assessor')
        .select('name')
        .where('countyCode', '=', context.county)
        .where('assessmentId', '=', disputesId)
        .execute()
    : []
  return {
    person: name,
    paidUnits: paid.map((unit) => unit.name),
    employed,
    family: kin,
    guardians: kin.filter(({ guardian }) => guardian).map((each) => each.name),
    before: before.map((each) => each.name),
  }
}

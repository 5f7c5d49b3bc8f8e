/** Making the drafts of a month: who is dispersed, in payment and served by whom, compared with last month. */
import { sql } from 'kysely'
import { addMonths, dateText, firstDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { keepStatistics } from '#platform/database/keep-statistics.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { rosters, type Change } from './contract.ts'
import { requireOpen } from './months.ts'
import { changeOf, type Standing } from './rules.ts'

const db = tablesOf<'rosters', 'persons' | 'providers'>()

interface Served {
  personId: string
  townshipId: string
  villageId: string | null
  level: SelfCareLevel
  /** Null when no provider's contract covers the township in that month. */
  organisationId: string | null
}

interface Before extends Standing {
  townshipId: string
  villageId: string | null
}

export const drafting = part(rosters, {
  async generate(context, { month }) {
    await requireOpen(context, month)
    const served = await servedIn(context, month)
    const before = await linesOf(context, addMonths(month, -1))
    const drafts = Map.groupBy(
      served.filter((each) => each.organisationId),
      ({ organisationId }) => organisationId ?? '',
    )
    for (const { organisationId } of before.values()) if (!drafts.has(organisationId)) drafts.set(organisationId, [])
    const now = new Map(served.map((each) => [each.personId, each]))
    const made: string[] = []
    for (const [organisationId, persons] of drafts) {
      const rosterId = await openDraft(context, month, organisationId)
      if (rosterId) {
        await writeDraft(context, { rosterId, organisationId, persons, before, now })
        made.push(rosterId)
      }
    }
    if (made.length === 0 && drafts.size > 0)
      refuse('refused', 'all_locked', '本月名册都已锁定，不能重新生成。后来的变化请用“查找更正”列入以后月份')
    const unplaced = served.filter((each) => !each.organisationId).length
    return { rosters: made, persons: served.length - unplaced, unplaced }
  },

  async unplaced(context, { month }) {
    const missing = (await servedIn(context, month)).filter((each) => !each.organisationId)
    if (missing.length === 0) return []
    const names = await db(context)
      .selectFrom('persons.personView')
      .select(['id', 'name'])
      .where('countyCode', '=', context.county)
      .where(
        'id',
        'in',
        missing.slice(0, 1000).map(({ personId }) => personId),
      )
      .orderBy('nameSort')
      .execute()
    const townships = await townshipNames(context)
    const placeOf = new Map(missing.map((each) => [each.personId, townships.get(each.townshipId) ?? '']))
    context.shows({ month }, missing.length)
    return names.map(({ id, name }) => ({
      personId: id,
      name,
      township: placeOf.get(id) ?? '',
      reason: `${placeOf.get(id) ?? '所在乡镇'}本月没有生效的购买服务合同`,
    }))
  },
})

export async function townshipNames(context: Context): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }>`select id, name from access.area_view
    where county_code = ${context.county} and level in ('township', 'village')`.execute(context.transaction)
  return new Map(rows.rows.map(({ id, name }) => [id, name]))
}

/** Dispersed persons in payment on the first day of the month, with the provider whose contract covers their township. */
async function servedIn(context: Context, month: PlainMonth): Promise<Served[]> {
  const rows = await sql<Served>`
    select s.person_id, s.township_id, s.village_id, s.level, c.organisation_id
    from persons.standing_on(${context.county}, ${firstDay(month)}::date, ${context.now}::timestamptz) s
    left join lateral (
      select t.organisation_id from providers.contract_township_view t
      join providers.contract_view k on k.county_code = t.county_code and k.id = t.contract_id
      where t.county_code = ${context.county} and t.township_id = s.township_id and k.status <> 'draft'
        and t.from_on <= (${firstDay(month)}::date + interval '1 month - 1 day')::date
        and (t.to_on is null or t.to_on >= ${firstDay(month)}::date)
      order by t.from_on desc limit 1) c on true
    where s.status = 'active' and s.mode = 'dispersed' and s.level is not null and s.township_id is not null`.execute(
    context.transaction,
  )
  return rows.rows
}

async function linesOf(context: Context, month: PlainMonth): Promise<Map<string, Before>> {
  const rows = await db(context)
    .selectFrom('rosters.rosterLine')
    .select(['personId', 'level', 'organisationId', 'townshipId', 'villageId'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .execute()
  return new Map(rows.map(({ personId, ...rest }) => [personId, rest]))
}

/** The provider's draft of the month, emptied; undefined when it is locked already and stays as it is. */
async function openDraft(context: Context, month: PlainMonth, organisationId: string): Promise<string | undefined> {
  const own = { countyCode: context.county, month, organisationId }
  await db(context)
    .insertInto('rosters.roster')
    .values({ ...own, id: context.newId(), status: 'draft', knownAt: context.now, madeBy: context.actor.accountId })
    .onConflict((conflict) => conflict.constraint('one_roster_a_month').doNothing())
    .execute()
  const roster = await db(context)
    .updateTable('rosters.roster')
    .set({ knownAt: context.now, madeBy: context.actor.accountId })
    .where('countyCode', '=', own.countyCode)
    .where('month', '=', month)
    .where('organisationId', '=', organisationId)
    .where('status', '=', 'draft')
    .returning('id')
    .executeTakeFirst()
  if (!roster) return undefined
  await db(context)
    .deleteFrom('rosters.draftLine')
    .where('countyCode', '=', context.county)
    .where('rosterId', '=', roster.id)
    .execute()
  return roster.id
}

interface Draft {
  rosterId: string
  organisationId: string
  persons: readonly Served[]
  before: ReadonlyMap<string, Before>
  now: ReadonlyMap<string, Served>
}

async function writeDraft(context: Context, draft: Draft): Promise<void> {
  const leavers = [...draft.before]
    .filter(
      ([id, was]) =>
        was.organisationId === draft.organisationId && draft.now.get(id)?.organisationId !== draft.organisationId,
    )
    .map(([personId, was]) => ({ personId, ...was }))
  const why = await reasonsOf(context, [
    ...draft.persons.filter((each) => changed(draft, each) !== 'none').map(({ personId }) => personId),
    ...leavers.map(({ personId }) => personId),
  ])
  const lines = [
    ...draft.persons.map((each) => ({ ...lineOf(draft, each), reason: why(each.personId, changed(draft, each)) })),
    ...leavers.map((each) => ({
      personId: each.personId,
      townshipId: each.townshipId,
      villageId: each.villageId,
      level: each.level,
      previousLevel: each.level,
      change: 'left' as const,
      included: false,
      reason: why(each.personId, 'left'),
    })),
  ]
  const rows = lines.map((line) => ({
    countyCode: context.county,
    rosterId: draft.rosterId,
    organisationId: draft.organisationId,
    ...line,
  }))
  for (let at = 0; at < rows.length; at += 1000)
    await db(context)
      .insertInto('rosters.draftLine')
      .values(rows.slice(at, at + 1000))
      .execute()
  await keepStatistics(context, 'rosters.draft_line')
  await db(context)
    .updateTable('rosters.roster')
    .set({ personCount: draft.persons.length })
    .where('countyCode', '=', context.county)
    .where('id', '=', draft.rosterId)
    .execute()
}

const changed = (draft: Draft, each: Served): Change =>
  changeOf(draft.before.get(each.personId), { level: each.level, organisationId: draft.organisationId })

function lineOf(draft: Draft, { personId, townshipId, villageId, level }: Served) {
  const before = draft.before.get(personId)
  return {
    personId,
    townshipId,
    villageId,
    level,
    previousLevel: before?.level ?? null,
    change: changed(draft, { personId, townshipId, villageId, level, organisationId: draft.organisationId }),
    included: true,
  }
}

type Why = (personId: string, change: Change) => string

const kindOf: Record<Change, readonly string[]> = {
  none: [],
  joined: ['status', 'mode'],
  left: ['end_reason', 'status', 'mode', 'township'],
  level: ['level'],
  moved: ['township'],
}

interface Behind {
  personId: string
  kind: string
  basis: string
  fromOn: PlainDate
  decidedOn: PlainDate | null
}

/** Why each changed person changed, from the latest fact behind it: decision, day, reason. */
async function reasonsOf(context: Context, personIds: string[]): Promise<Why> {
  if (personIds.length === 0) return () => ''
  const rows = await sql<Behind>`
    select distinct on (person_id, kind) person_id, kind, basis, from_on, decided_on
    from persons.fact_view where county_code = ${context.county} and person_id = any(${personIds}::uuid[])
    order by person_id, kind, from_on desc, known_at desc`.execute(context.transaction)
  const facts = new Map(rows.rows.map((row) => [`${row.personId} ${row.kind}`, row]))
  return (personId, change) => {
    // The newest fact tells it: who enters a home or moves away keeps the status of years ago.
    const [fact] = kindOf[change]
      .map((kind) => facts.get(`${personId} ${kind}`))
      .filter((found) => found !== undefined)
      .toSorted((a, b) => b.fromOn.localeCompare(a.fromOn))
    if (!fact) return ''
    const decided = fact.decidedOn ? `${dateText(fact.decidedOn)}决定` : ''
    return [fact.basis, decided, `自${dateText(fact.fromOn)}起`].filter(Boolean).join('，')
  }
}

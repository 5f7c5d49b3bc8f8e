/** Use cases of homes with those who live in them. */
import { ageOn } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { objectionsToReceiving, type AdmissionGate } from '#modules/institutions/rules.ts'
import { implement } from '#platform/module.ts'
import { Category, categoryTitles, stays } from './contract.ts'
import { moving } from './moving.ts'
import { db, staysOn } from './occupied.ts'
import { homeRows, sentenceOf, shortfallsOf, targetOf, totalsOf } from './overview.ts'
import { residentRows } from './residents.ts'

export const staysService = implement(stays, {
  ...moving,

  async homes(context, input) {
    const { day = context.today, knownAt = context.now, percent: tried, page, pageSize } = input
    const target = await targetOf(context, day)
    const percent = tried ?? target?.value.percent ?? null
    const all = (await homeRows(context, { day, known: knownAt, percent })).filter(
      (row) =>
        (!input.township || row.townshipId === input.township) &&
        (input.reached === undefined || row.reached === input.reached) &&
        (!input.licence || row.licence === input.licence),
    )
    const totals = totalsOf(all, percent)
    context.shows(input, all.length)
    return {
      day,
      percent,
      percentInForce: target?.value.percent ?? null,
      trial: tried !== undefined && tried !== target?.value.percent,
      rows: all.slice((page - 1) * pageSize, page * pageSize),
      total: all.length,
      totals,
      sentence: sentenceOf(totals, percent),
      shortfalls: shortfallsOf(totals),
      withoutHome: await townshipsWithout(context, new Set(all.map((row) => row.townshipId))),
      citations: target?.citations ?? [],
      at: context.now,
    }
  },

  async home(context, { homeId, day = context.today }) {
    const target = await targetOf(context, day)
    const percent = target?.value.percent ?? null
    const row = (await homeRows(context, { day, known: context.now, percent })).find(({ id }) => id === homeId)
    const home = await db(context)
      .selectFrom('institutions.homeView')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('id', '=', homeId)
      .executeTakeFirst()
    if (!row || !home) return refuse('not_found', 'home', '没有找到这家供养机构；请从机构一览中打开')
    const living = (await staysOn(context, context.county, day, context.now)).filter(
      (stay) => stay.organisationId === homeId,
    )
    const gate = (await context.policyOn(day)).find<AdmissionGate>('institution.admission_gate')
    return {
      row,
      percent,
      ownership: home.ownership,
      legalPerson: home.legalPerson,
      upgradeDoneBy: home.upgradeDoneBy,
      filed: home.filed,
      version: home.version,
      address: home.address,
      categories: Category.options.map((category) => ({
        category,
        title: categoryTitles[category],
        residents: living.filter((stay) => stay.category === category).length,
      })),
      mayReceive: gate ? objectionsToReceiving(home, gate, day) : [],
      citations: target?.citations ?? [],
      day,
    }
  },

  async residents(context, input) {
    const { homeId, day = context.today, knownAt = context.now, category, page, pageSize } = input
    const living = (await staysOn(context, context.county, day, knownAt)).filter(
      (stay) => stay.organisationId === homeId && (!category || stay.category === category),
    )
    const shown = living.slice((page - 1) * pageSize, page * pageSize)
    const rows = await residentRows(context, shown, day)
    for (const row of rows) if (row.personId) context.concerns(row.personId)
    context.shows(input, living.length)
    return {
      rows: rows.map(({ bornOn, ...row }) => ({ ...row, age: ageOn(bornOn, day) })),
      total: living.length,
      at: context.now,
    }
  },
})

type Asking = Parameters<typeof targetOf>[0]

/** Units of the county that have no home of their own; only for whoever sees the whole county. */
async function townshipsWithout(context: Asking, withHome: ReadonlySet<string>): Promise<string[]> {
  if (context.actor.scope.kind !== 'county') return []
  const townships = await db(context)
    .selectFrom('access.areaView')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('level', '=', 'township')
    .where('toOn', 'is', null)
    .orderBy('sortOrder')
    .execute()
  return townships.filter(({ id }) => !withHome.has(id)).map(({ name }) => name)
}

/** Nobody is moved into a home against his wish or without it (A-04, placement.consent). */
import type { PlainDate } from '#kernel/calendar.ts'
import { sql } from 'kysely'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import { wrongWithWish } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { db, inCounty } from './stored.ts'

export async function requireWish(context: Context, personId: string, day: PlainDate): Promise<void> {
  const missing = await wishMissing(context, personId, day)
  if (missing) throw new Refusal('refused', [missing])
}

/** Told before it is proposed: the wish, and a home that could take him. */
export async function missingForHome(context: Context, personId: string): Promise<Reason[]> {
  const wish = await wishMissing(context, personId, context.today)
  const { rows } = await inCounty(context, () =>
    sql`select 1 from institutions.home_view where county_code = ${context.county} limit 1`.execute(
      context.transaction,
    ),
  )
  const home: Reason = {
    code: 'home',
    message: '本县还没有登记供养机构，没有可以入住的床位。请县级养老服务经办先登记供养机构',
    next: { title: '供养机构', to: '/homes' },
  }
  return [...(wish ? [wish] : []), ...(rows.length === 0 ? [home] : [])]
}

async function wishMissing(context: Context, personId: string, day: PlainDate): Promise<Reason | undefined> {
  const { capacity } = await db(context)
    .selectFrom('persons.personView')
    .select('capacity')
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const wishes = await db(context)
    .selectFrom('persons.consentView')
    .select(['fromOn', 'toOn', 'withdrawnOn', 'givenBy'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'placement')
    .where('fromOn', '<=', day)
    .orderBy('fromOn', 'desc')
    .execute()
  const wrong = wrongWithWish(wishes, capacity, day)
  if (wrong === undefined) return undefined
  return {
    code: 'wish',
    message: `转集中供养须有本人或监护人同意。现有意愿：${wrong}。请先在一人一档登记“入住意愿”；不愿意的，请落实分散供养照料责任。`,
    citations: (await context.policyOn(day)).find('placement.consent')?.citations ?? [],
    next: { title: '登记同意', to: `/persons/${personId}` },
  }
}

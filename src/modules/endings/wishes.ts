/** Nobody is moved into a home against his wish or without it (A-04, placement.consent). */
import type { PlainDate } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import { wrongWithWish } from '#modules/persons/index.ts'
import type { Context } from '#platform/context.ts'
import { db } from './stored.ts'

export async function requireWish(context: Context, personId: string, day: PlainDate): Promise<void> {
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
  if (wrong === undefined) return
  throw new Refusal('refused', [
    {
      code: 'wish',
      message: `转集中供养须有本人或监护人同意。现有意愿：${wrong}。请先在一人一档登记“入住意愿”；不愿意的，请落实分散供养照料责任。`,
      citations: (await context.policyOn(day)).find('placement.consent')?.citations ?? [],
      next: { title: '一人一档', to: `/persons/${personId}` },
    },
  ])
}

/** Nobody is moved into a home against his wish or without it (A-04, placement.consent). */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { db } from './stored.ts'

export async function requireWish(context: Context, personId: string, day: PlainDate): Promise<void> {
  const wish = await db(context)
    .selectFrom('persons.consentView')
    .select(['fromOn', 'withdrawnOn', 'givenBy'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '=', 'placement')
    .where('fromOn', '<=', day)
    .orderBy('fromOn', 'desc')
    .executeTakeFirst()
  if (wish && (!wish.withdrawnOn || wish.withdrawnOn > day)) return
  const now = wish?.withdrawnOn ? `已于${dateText(wish.withdrawnOn)}撤回` : '没有登记'
  throw new Refusal('refused', [
    {
      code: 'wish',
      message: `转集中供养须有本人或监护人同意。现有意愿：${now}。请先在一人一档登记“入住意愿”；不愿意的，请落实分散供养照料责任。`,
      citations: (await context.policyOn(day)).find('placement.consent')?.citations ?? [],
      next: { title: '一人一档', to: `/persons/${personId}` },
    },
  ])
}

/** Nobody is moved into a home against his wish or without it (A-04, placement.consent). */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { db } from './stored.ts'

type Capacity = 'full' | 'limited' | 'none'
interface Wish {
  givenBy: string
  fromOn: PlainDate
  toOn: PlainDate | null
  withdrawnOn: PlainDate | null
}

/** 民法典 第十八条、第二十条: of full capacity nobody speaks for him, of none only his guardian does. */
const mayGive = (capacity: Capacity, { givenBy }: Wish): boolean =>
  capacity === 'limited' || givenBy === (capacity === 'full' ? 'person' : 'guardian')

/** What is wrong with the wishes on file, latest first; undefined where one counts. Pure. */
export function wrongWithWish(wishes: readonly Wish[], capacity: Capacity, day: PlainDate): string | undefined {
  const [any] = wishes
  if (!any) return '没有登记'
  const wish = wishes.find((each) => mayGive(capacity, each))
  if (!wish)
    return capacity === 'full'
      ? `${dateText(any.fromOn)}的同意由监护人作出；本人具有完全民事行为能力，应由本人表示`
      : `${dateText(any.fromOn)}的同意由本人作出；本人无民事行为能力，应由监护人代为表示`
  if (wish.withdrawnOn && wish.withdrawnOn <= day) return `已于${dateText(wish.withdrawnOn)}撤回`
  if (wish.toOn && wish.toOn < day) return `有效期到${dateText(wish.toOn)}，已经届满`
  return undefined
}

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

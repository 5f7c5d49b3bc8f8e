/** Whose word counts for moving into a home (A-04, A-16, placement.consent). Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Capacity } from './words.ts'

export interface Wish {
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

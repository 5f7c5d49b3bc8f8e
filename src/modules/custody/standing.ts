/** How an account stands on a day: what is entrusted by somebody who still may, and who acts for him (A-16, BJ-3.1). */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { type Property, propertyOf } from './people.ts'
import { propertyManager, type Standing } from './rules.ts'
import { type Account, askedOn, type Entrustment, entrustmentsOf, holdsOn } from './stored.ts'

export interface Acting extends Property {
  /** Who manages his property on the day. */
  by: 'person' | 'guardian'
}

export async function actingOn(context: Context, personId: string, day: PlainDate): Promise<Acting> {
  const property = await propertyOf(context, personId, day)
  const { manager } = await askedOn(context, day)
  return { ...property, by: propertyManager(property.capacity, manager.value) }
}

/** '自2026年11月1日起不具有完全民事行为能力': empty while he is able. */
export const unableText = ({ by, since }: Pick<Acting, 'by' | 'since'>): string =>
  by === 'person' ? '' : `${since ? `自${dateText(since)}起` : ''}不具有完全民事行为能力`

/** What he himself entrusted or allowed holds as long as he himself may. */
export const givenByWhoMay = ({ givenBy }: { givenBy: string }, { by }: Pick<Acting, 'by'>): boolean =>
  by === 'person' || givenBy === 'guardian'

export const entrustedOn = (rows: readonly Entrustment[], acting: Pick<Acting, 'by'>, day: PlainDate): boolean =>
  rows.some((row) => row.scope !== 'things' && holdsOn(row, day) && givenByWhoMay(row, acting))

export async function standingOf(context: Context, account: Account, day: PlainDate): Promise<Standing> {
  const acting = await actingOn(context, account.personId, day)
  const held = (await entrustmentsOf(context, [account.id])).filter((row) => holdsOn(row, day))
  const { status, balanceFen: balance, openedOn, frozenOn } = account
  const entrusted = entrustedOn(held, acting, day)
  const lapsed = held.length > 0 && !entrusted ? unableText(acting) : ''
  return { status, balance, openedOn, frozenOn, entrusted, lapsed, today: context.today }
}

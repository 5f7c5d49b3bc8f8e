/** A wrong day of death: taken back and reported anew in one transaction, so that everything that follows a death moves with it. */
import { dateText, type Instant, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { withdrawDeath } from './death-withdrawn.ts'
import { reportDeath } from './standing-changes.ts'

export interface DeathDay {
  personId: string
  was: PlainDate
  is: PlainDate
  /** When the wrong day was taken down: what ended at that moment goes on until the true one. */
  since: Instant
  basis: string
}

export async function moveDeath(context: Context, { personId, was, is, since, basis }: DeathDay): Promise<string[]> {
  const words = `死亡日期由${dateText(was)}更正为${dateText(is)}：${basis}`
  await withdrawDeath(context, { personId, diedOn: was, reportedAt: since, basis: words })
  return (await reportDeath(context, { personId, diedOn: is, paperReference: words })).warnings
}

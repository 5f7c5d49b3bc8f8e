/** Whose a number is, over all counties: of another county no more than whether he is supported there, or until which month. */
import { sql } from 'kysely'
import { addMonths, firstDay, type PlainDate, PlainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'

export type IdentityStanding =
  | { kind: 'free' }
  | { kind: 'here'; personId: string }
  /** Supported in another county, or on file there as dead. */
  | { kind: 'elsewhere' }
  | { kind: 'ended_elsewhere'; lastMonth: PlainMonth }

/** As persons.identity_standing answers it. */
export function standingFrom(answer: string): IdentityStanding {
  if (answer === 'free' || answer === 'elsewhere') return { kind: answer }
  const [word, rest = ''] = answer.split(':')
  if (word === 'here') return { kind: 'here', personId: rest }
  return { kind: 'ended_elsewhere', lastMonth: PlainMonth.parse(rest) }
}

export async function identityStanding(context: Context, index: Buffer): Promise<IdentityStanding> {
  const { rows } = await sql<{ standing: string | null }>`
    select persons.identity_standing(${index}, ${context.county}) as standing`.execute(context.transaction)
  return standingFrom(rows[0]?.standing ?? 'free')
}

/** No gap and no double: the month after the last one supported elsewhere is the first that may be supported here. */
export const freeFrom = (lastMonth: PlainMonth): PlainDate => firstDay(addMonths(lastMonth, 1))

/** Changes how a person is cared for from a day on, for modules that decide it: moving into a home and out of it. */
import type { PlainDate } from '#kernel/calendar.ts'
import { SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { modeChanged } from './contract.ts'
import { assertFacts } from './facts.ts'

export interface StandingChange {
  personId: string
  from: PlainDate
  facts: { mode?: SupportMode; organisation?: string }
  basis: string
  source: 'decision' | 'correction'
}

/**
 * In the transaction of whoever decides it: on no day is a person in two modes or in none. Under the whole county, since the
 * home that somebody leaves no longer sees him afterwards.
 */
export async function changeStanding(context: Context, change: StandingChange): Promise<void> {
  const { personId, from, facts, basis, source } = change
  const { mode, organisation } = facts
  const asserted = [
    ...(mode === undefined ? [] : [{ kind: 'mode' as const, value: mode, fromOn: from }]),
    ...(organisation === undefined ? [] : [{ kind: 'organisation' as const, value: organisation, fromOn: from }]),
  ]
  await context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    await assertFacts(context, personId, asserted, { source, basis, decidedOn: context.today })
  })
  if (mode) await context.announce(modeChanged, { personId, mode, from })
}

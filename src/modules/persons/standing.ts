/** Changes how a person is cared for from a day on, for modules that decide it: moving into a home and out of it. */
import { firstDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { requireNone } from '#kernel/refusal.ts'
import { type SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { levelDecided, modeChanged } from './contract.ts'
import { assertFacts } from './facts.ts'
import { lockPerson } from './find-person.ts'
import { objectionsToChange } from './rules.ts'

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

export interface LevelDecision {
  personId: string
  level: SelfCareLevel
  fromMonth: PlainMonth
  decidedOn: PlainDate
  /** Number of the decision, with what it rests on. */
  basis: string
}

/** A level the county decided, in the transaction of the assessment: rosters and payments from that month follow it. */
export async function decideLevel(context: Context, decision: LevelDecision): Promise<void> {
  const { personId, level, fromMonth, decidedOn, basis } = decision
  const fromOn = firstDay(fromMonth)
  requireNone(objectionsToChange(await lockPerson(context, personId), fromOn))
  await assertFacts(context, personId, [{ kind: 'level', value: level, fromOn }], {
    source: 'decision',
    basis,
    decidedOn,
  })
  await context.announce(levelDecided, { personId, level, fromMonth })
}

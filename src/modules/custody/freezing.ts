/** A death freezes the money in its own transaction; a report taken back lets it go again (BJ-3.4, issue of the death chain). */
import type { PlainDate } from '#kernel/calendar.ts'
import { deathWithdrawn, personDied } from '#modules/persons/contract.ts'
import type { Context } from '#platform/context.ts'
import { on, type Reaction } from '#platform/module.ts'
import { db } from './stored.ts'

export const freezing: Reaction[] = [
  on(personDied, (context, { personId, diedOn }) => freeze(context, personId, diedOn)),
  on(deathWithdrawn, (context, { personId }) => thaw(context, personId)),
]

/** The rows of the accounts are locked by the update: whoever was paying out at that moment came before it, or is refused. */
async function freeze(context: Context, personId: string, diedOn: PlainDate): Promise<void> {
  const frozen = await db(context)
    .updateTable('custody.account')
    .set({ status: 'frozen', frozenOn: diedOn, frozenAt: context.now, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', '=', 'open')
    .returning('id')
    .execute()
  if (frozen.length === 0) return
  const accountIds = frozen.map(({ id }) => id)
  await db(context)
    .updateTable('custody.roundLine')
    .set({ state: 'frozen', changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('accountId', 'in', accountIds)
    .where('state', '=', 'due')
    .execute()
  await db(context)
    .updateTable('custody.slip')
    .set({
      state: 'stopped',
      decidedBy: context.actor.accountId,
      decidedName: context.actor.name,
      decidedAt: context.now,
      decisionWords: '本人去世，账户冻结，未入账',
    })
    .where('countyCode', '=', context.county)
    .where('accountId', 'in', accountIds)
    .where('state', '=', 'waiting')
    .where('direction', '=', 'out')
    .execute()
}

/** Lines of rounds that still run are due again; slips that were stopped are entered anew by whoever still wants them. */
async function thaw(context: Context, personId: string): Promise<void> {
  const thawed = await db(context)
    .updateTable('custody.account')
    .set({ status: 'open', frozenOn: null, frozenAt: null, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', '=', 'frozen')
    .returning('id')
    .execute()
  if (thawed.length === 0) return
  const accountIds = thawed.map(({ id }) => id)
  const open = db(context)
    .selectFrom('custody.round')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('state', 'in', ['waiting', 'paying'])
  await db(context)
    .updateTable('custody.roundLine')
    .set({ state: 'due', changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('accountId', 'in', accountIds)
    .where('state', '=', 'frozen')
    .where('roundId', 'in', open)
    .execute()
  // A settlement that waits was of a dead man's estate.
  await db(context)
    .updateTable('custody.slip')
    .set({
      state: 'stopped',
      decidedBy: context.actor.accountId,
      decidedName: context.actor.name,
      decidedAt: context.now,
      decisionWords: '死亡报告撤销，身后结清不再办理',
    })
    .where('countyCode', '=', context.county)
    .where('accountId', 'in', accountIds)
    .where('state', '=', 'waiting')
    .where('kind', '=', 'settlement')
    .execute()
}

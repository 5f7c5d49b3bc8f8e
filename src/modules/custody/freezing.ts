/** A death freezes the money in its own transaction; a report taken back lets it go again (BJ-3.4, issue of the death chain). */
import type { Instant, PlainDate } from '#kernel/calendar.ts'
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
  const accountIds = await turnAccounts(context, personId, {
    was: 'open',
    becomes: { status: 'frozen', frozenOn: diedOn, frozenAt: context.now },
  })
  if (accountIds.length === 0) return
  await linesOf(context, accountIds, 'due').set({ state: 'frozen', changedAt: context.now }).execute()
  await waitingSlips(context, accountIds, '本人去世，账户冻结，未入账').where('direction', '=', 'out').execute()
}

/** Lines of rounds that still run are due again; slips that were stopped are entered anew by whoever still wants them. */
async function thaw(context: Context, personId: string): Promise<void> {
  const accountIds = await turnAccounts(context, personId, {
    was: 'frozen',
    becomes: { status: 'open', frozenOn: null, frozenAt: null },
  })
  if (accountIds.length === 0) return
  const running = db(context)
    .selectFrom('custody.round')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('state', 'in', ['waiting', 'paying'])
  await linesOf(context, accountIds, 'frozen')
    .set({ state: 'due', changedAt: context.now })
    .where('roundId', 'in', running)
    .execute()
  // A settlement that waits was of a dead man's estate.
  await waitingSlips(context, accountIds, '死亡报告撤销，身后结清不再办理').where('kind', '=', 'settlement').execute()
}

interface Turn {
  was: 'open' | 'frozen'
  becomes: { status: 'open' | 'frozen'; frozenOn: PlainDate | null; frozenAt: Instant | null }
}

async function turnAccounts(context: Context, personId: string, { was, becomes }: Turn): Promise<string[]> {
  const turned = await db(context)
    .updateTable('custody.account')
    .set({ ...becomes, changedAt: context.now })
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', '=', was)
    .returning('id')
    .execute()
  return turned.map(({ id }) => id)
}

const linesOf = (context: Context, accountIds: readonly string[], state: 'due' | 'frozen') =>
  db(context)
    .updateTable('custody.roundLine')
    .where('countyCode', '=', context.county)
    .where('accountId', 'in', accountIds)
    .where('state', '=', state)

/** Decided by whoever brought the death, or took it back: nobody else has to. */
const waitingSlips = (context: Context, accountIds: readonly string[], decisionWords: string) =>
  db(context)
    .updateTable('custody.slip')
    .set({
      state: 'stopped',
      decidedBy: context.actor.accountId,
      decidedName: context.actor.name,
      decidedAt: context.now,
      decisionWords,
    })
    .where('countyCode', '=', context.county)
    .where('accountId', 'in', accountIds)
    .where('state', '=', 'waiting')

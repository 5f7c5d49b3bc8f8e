/** Where homes are paid for their residents: proposed by one, confirmed by another. */
import { refuse } from '#kernel/refusal.ts'
import { lastDayBefore, proposedNow, requireDecision, sealedAccount } from '#modules/providers/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { type HomeAccount, payments } from './contract.ts'
import { homeAccountPlace } from './receivers.ts'

const db = tablesOf<'payments', 'access'>()

export const homeAccountsPart = part(payments, {
  async homeAccounts(context) {
    const rows = await storedAccounts(context)
    context.shows({}, rows.length)
    return { rows: rows.map((row) => shown(context, row)), homes: await homesOf(context) }
  },

  async proposeHomeAccount(context, { organisationId, bank, holder, account, from, reason }) {
    const home = await db(context)
      .selectFrom('access.organisationView')
      .select('name')
      .where('countyCode', '=', context.county)
      .where('id', '=', organisationId)
      .where('kind', '=', 'home')
      .executeTakeFirst()
    if (!home) return refuse('not_found', 'home', '没有找到这家供养机构')
    const id = context.newId()
    await db(context)
      .insertInto('payments.homeAccount')
      .values({
        countyCode: context.county,
        id,
        organisationId,
        bank,
        holder,
        ...sealedAccount(context, homeAccountPlace(context.county, id), account),
        fromOn: from,
        reason,
        ...proposedNow(context),
        proposedName: context.actor.name,
      })
      .execute()
    return { accountId: id }
  },

  async decideHomeAccount(context, { accountId, confirm, reason }) {
    const found = await proposal(context, accountId)
    const decided = found.confirmedBy !== null || found.refusedReason !== ''
    requireDecision(context, { proposedBy: found.proposedBy, decided }, { confirm, reason })
    if (confirm) await closeEarlier(context, found)
    await db(context)
      .updateTable('payments.homeAccount')
      .set({
        decidedName: context.actor.name,
        ...(confirm
          ? { confirmedBy: context.actor.accountId, confirmedAt: context.now }
          : { refusedReason: reason, refusedAt: context.now }),
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', accountId)
      .execute()
    return {}
  },
})

type Stored = Awaited<ReturnType<typeof storedAccounts>>[number]

function storedAccounts(context: Context) {
  return db(context)
    .selectFrom('payments.homeAccount as account')
    .innerJoin('access.organisationView as home', (join) =>
      join.onRef('home.countyCode', '=', 'account.countyCode').onRef('home.id', '=', 'account.organisationId'),
    )
    .selectAll('account')
    .select('home.name as organisation')
    .where('account.countyCode', '=', context.county)
    .orderBy('home.sortOrder')
    .orderBy('home.name')
    .orderBy('account.fromOn', 'desc')
    .limit(500)
    .execute()
}

function shown(context: Context, row: Stored): HomeAccount {
  const decidedAt = row.confirmedAt ?? row.refusedAt
  return {
    id: row.id,
    organisationId: row.organisationId,
    organisation: row.organisation,
    bank: row.bank,
    holder: row.holder,
    ownName: row.holder === row.organisation,
    accountMasked: row.accountMasked,
    from: row.fromOn,
    to: row.toOn,
    reason: row.reason,
    state: row.confirmedBy ? 'confirmed' : row.refusedReason ? 'refused' : 'proposed',
    refusedReason: row.refusedReason,
    mine: row.proposedBy === context.actor.accountId,
    proposedName: row.proposedName,
    proposedAt: row.proposedAt,
    decidedName: row.decidedName,
    decidedAt,
  }
}

/** Every home, so that one without an account is seen. */
function homesOf(context: Context) {
  return db(context)
    .selectFrom('access.organisationView')
    .select(['id', 'name'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'home')
    .orderBy('sortOrder')
    .orderBy('name')
    .limit(500)
    .execute()
}

async function proposal(context: Context, accountId: string) {
  const found = await db(context)
    .selectFrom('payments.homeAccount')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  return found ?? refuse('not_found', 'account', '没有找到这个账户')
}

async function closeEarlier(context: Context, found: Awaited<ReturnType<typeof proposal>>): Promise<void> {
  await db(context)
    .updateTable('payments.homeAccount')
    .set({ toOn: lastDayBefore(found.fromOn) })
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', found.organisationId)
    .where('confirmedBy', 'is not', null)
    .where('toOn', 'is', null)
    .where('fromOn', '<', found.fromOn)
    .execute()
}

/** Where a provider is paid: proposed by one, confirmed by another. */
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { lastDayBefore, proposedNow, requireDecision, requireOwnAccount, sealedAccount } from './account-rules.ts'
import { providers } from './contract.ts'
import { db, findProvider } from './reading.ts'

export const accounts = part(providers, {
  async proposeAccount(context, { organisationId, bank, holder, account, from, reason, fileId }) {
    const provider = await findProvider(context, organisationId)
    requireOwnAccount(holder, provider.name)
    if (fileId) await claimFile(context, fileId, 'providers.account')
    const id = context.newId()
    await db(context)
      .insertInto('providers.account')
      .values({
        countyCode: context.county,
        id,
        organisationId,
        bank,
        holder,
        ...sealedAccount(context, accountPlace(context.county, id), account),
        fromOn: from,
        reason,
        fileId,
        ...proposedNow(context),
      })
      .execute()
    return { accountId: id }
  },

  async decideAccount(context, { accountId, confirm, reason }) {
    const found = await findProposal(context, accountId)
    const decided = (found.confirmedBy ?? found.rejectedBy) !== null
    requireDecision(context, { proposedBy: found.proposedBy, decided }, { confirm, reason })
    if (confirm) await closeEarlier(context, found)
    const decision = confirm
      ? { confirmedBy: context.actor.accountId, confirmedAt: context.now }
      : { rejectedBy: context.actor.accountId, rejectReason: reason }
    await db(context)
      .updateTable('providers.account')
      .set(decision)
      .where('countyCode', '=', context.county)
      .where('id', '=', accountId)
      .execute()
    return {}
  },
})

/** Where the sealed account number stands; payments opens it by the same place. */
export const accountPlace = (county: string, id: string) => ({
  table: 'providers.account',
  column: 'account',
  county,
  row: id,
})

async function findProposal(context: Context, accountId: string) {
  const found = await db(context)
    .selectFrom('providers.account')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  return found ?? refuse('not_found', 'account', '没有找到这个账户')
}

/** The account that holds until now ends the day before; one that begins on or after the new day is in the way. */
async function closeEarlier(context: Context, found: Awaited<ReturnType<typeof findProposal>>): Promise<void> {
  await db(context)
    .updateTable('providers.account')
    .set({ toOn: lastDayBefore(found.fromOn) })
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', found.organisationId)
    .where('confirmedBy', 'is not', null)
    .where('toOn', 'is', null)
    .where('fromOn', '<', found.fromOn)
    .execute()
}

/** Where a provider is paid: proposed by one, confirmed by another. */
import { addDays } from '#kernel/calendar.ts'
import { maskedAccount } from '#kernel/identity-number.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { providers } from './contract.ts'
import { db, findProvider } from './reading.ts'

export const accounts = part(providers, {
  async proposeAccount(context, { organisationId, bank, holder, account, from, reason, fileId }) {
    const provider = await findProvider(context, organisationId)
    if (holder !== provider.name)
      refuse('refused', 'holder', `户名“${holder}”与机构名称“${provider.name}”不一致；应为机构本身的账户。请核对户名`)
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
        account: context.secrets.seal(accountPlace(context.county, id), account),
        accountIndex: context.secrets.blindIndex('account', account),
        accountMasked: maskedAccount(account),
        fromOn: from,
        reason,
        fileId,
        proposedBy: context.actor.accountId,
        proposedAt: context.now,
      })
      .execute()
    return { accountId: id }
  },

  async decideAccount(context, { accountId, confirm, reason }) {
    const found = await findProposal(context, accountId)
    if (found.proposedBy === context.actor.accountId)
      refuse('refused', 'same_person', '这个账户由您登记；登记和复核应由两人办理。请由另一人复核')
    if (!confirm && reason === '') refuse('invalid', 'reason', '请填写不同意的原因')
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
  if (!found) return refuse('not_found', 'account', '没有找到这个账户')
  if (found.confirmedBy || found.rejectedBy) refuse('conflict', 'decided', '这个账户已经复核。请刷新页面')
  return found
}

/** The account that holds until now ends the day before; one that begins on or after the new day is in the way. */
async function closeEarlier(context: Context, found: Awaited<ReturnType<typeof findProposal>>): Promise<void> {
  await db(context)
    .updateTable('providers.account')
    .set({ toOn: addDays(found.fromOn, -1) })
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', found.organisationId)
    .where('confirmedBy', 'is not', null)
    .where('toOn', 'is', null)
    .where('fromOn', '<', found.fromOn)
    .execute()
}

/** Where homes are paid for their residents: proposed by one, confirmed by another. */
import { addDays } from '#kernel/calendar.ts'
import { maskedAccount } from '#kernel/identity-number.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { payments } from './contract.ts'
import { homeAccountPlace } from './receivers.ts'

const db = tablesOf<'payments', 'access'>()

export const homeAccountsPart = part(payments, {
  async homeAccounts(context) {
    const rows = await db(context)
      .selectFrom('payments.homeAccount as account')
      .innerJoin('access.organisationView as home', (join) =>
        join.onRef('home.countyCode', '=', 'account.countyCode').onRef('home.id', '=', 'account.organisationId'),
      )
      .selectAll('account')
      .select('home.name as organisation')
      .where('account.countyCode', '=', context.county)
      .orderBy('home.name')
      .orderBy('account.fromOn', 'desc')
      .limit(500)
      .execute()
    context.shows({}, rows.length)
    return rows.map((row) => ({
      id: row.id,
      organisationId: row.organisationId,
      organisation: row.organisation,
      bank: row.bank,
      holder: row.holder,
      accountMasked: row.accountMasked,
      from: row.fromOn,
      to: row.toOn,
      state: row.confirmedBy
        ? ('confirmed' as const)
        : row.refusedReason
          ? ('refused' as const)
          : ('proposed' as const),
      mine: row.proposedBy === context.actor.accountId,
    }))
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
        account: context.secrets.seal(homeAccountPlace(context.county, id), account),
        accountIndex: context.secrets.blindIndex('account', account),
        accountMasked: maskedAccount(account),
        fromOn: from,
        reason,
        proposedBy: context.actor.accountId,
        proposedAt: context.now,
      })
      .execute()
    return { accountId: id }
  },

  async decideHomeAccount(context, { accountId, confirm, reason }) {
    const found = await proposal(context, accountId)
    if (found.proposedBy === context.actor.accountId)
      refuse('refused', 'same_person', '这个账户由您登记；登记和复核应由两人办理。请由另一人复核')
    if (!confirm && reason.length < 4) refuse('invalid', 'reason', '请填写不同意的原因，至少4个字')
    if (confirm) await closeEarlier(context, found)
    await db(context)
      .updateTable('payments.homeAccount')
      .set(confirm ? { confirmedBy: context.actor.accountId, confirmedAt: context.now } : { refusedReason: reason })
      .where('countyCode', '=', context.county)
      .where('id', '=', accountId)
      .execute()
    return {}
  },
})

async function proposal(context: Context, accountId: string) {
  const found = await db(context)
    .selectFrom('payments.homeAccount')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return refuse('not_found', 'account', '没有找到这个账户')
  if (found.confirmedBy || found.refusedReason) refuse('conflict', 'decided', '这个账户已经复核。请刷新页面')
  return found
}

async function closeEarlier(context: Context, found: Awaited<ReturnType<typeof proposal>>): Promise<void> {
  await db(context)
    .updateTable('payments.homeAccount')
    .set({ toOn: addDays(found.fromOn, -1) })
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', found.organisationId)
    .where('confirmedBy', 'is not', null)
    .where('toOn', 'is', null)
    .where('fromOn', '<', found.fromOn)
    .execute()
}

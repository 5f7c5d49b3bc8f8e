/** Sent by the clerk, approved by the leader, approved by finance: three different persons, each of what he saw. */
import { monthApproved } from '#modules/findings/contract.ts'
import { requireOpen } from '#modules/rosters/index.ts'
import { PlainMonth } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { settled, settlement, StatementStatus, statementStatusText } from './contract.ts'
import { objectionsToStep } from './approval-rules.ts'
import { readinessOf } from './readiness.ts'
import { statementOf, type StatementRecord } from './stored.ts'

const db = tablesOf<'settlement'>()

type Step = 'submitted' | 'civil' | 'finance' | 'returned'

export const approving = part(settlement, {
  async submit(context, seen) {
    const record = await seenStatement(context, seen)
    requireNone(objectionsToStep(record, 'submitted', context.actor.accountId))
    // What was final when it was computed may have fallen away since: an acceptance, an evaluation.
    const { verdict } = await readinessOf(context, providerOf(record), true)
    requireNone(verdict.reasons.filter((reason) => !reason.warning))
    await move(context, record, { status: 'submitted', submittedBy: context.actor.accountId, submittedAt: context.now })
    await sign(context, record, 'submitted')
    return {}
  },

  async approveCivil(context, seen) {
    const record = await seenStatement(context, seen)
    requireNone(objectionsToStep(record, 'civil', context.actor.accountId))
    await move(context, record, { status: 'civil_approved', civilBy: context.actor.accountId, civilAt: context.now })
    await sign(context, record, 'civil')
    return {}
  },

  async approveFinance(context, seen) {
    const record = await seenStatement(context, seen)
    requireNone(objectionsToStep(record, 'finance', context.actor.accountId))
    await move(context, record, {
      status: 'finance_approved',
      financeBy: context.actor.accountId,
      financeAt: context.now,
    })
    await sign(context, record, 'finance')
    const { month, organisationId } = providerOf(record)
    await context.announce(monthApproved, { month, organisationId })
    await context.announce(settled, { statementId: record.id, organisationId, month })
    return {}
  },

  async sendBack(context, { statementId, reason }) {
    const record = await statementOf(context, statementId)
    await requireOpen(context, PlainMonth.parse(record.month))
    requireNone(objectionsToStep(record, 'returned', context.actor.accountId))
    const waits = record.status === 'submitted' ? 'settlement.approveCivil' : 'settlement.approveFinance'
    if (!context.actor.operations.has(waits))
      refuse(
        'forbidden',
        'not_yours',
        `结算单${statementStatusText[StatementStatus.parse(record.status)]}，由对应审批人退回`,
      )
    context.because(reason)
    await move(context, record, { status: 'returned', civilBy: null, civilAt: null })
    await sign(context, record, 'returned', reason)
    return {}
  },

  async approveDefault(context, { month, organisationId, townshipId, reason }) {
    await requireOpen(context, month)
    const { townships } = await readinessOf(context, { month, organisationId }, false)
    const township = townships.find(({ id }) => id === townshipId)
    if (!township) refuse('refused', 'township', '这家机构本月名册上没有这个乡镇，不用批准')
    if (township.evaluation?.way === 'received' || township.evaluation?.way === 'words_only')
      refuse('refused', 'evaluated', `${township.name}的考评已经送达，应按考评结果计算`)
    context.because(reason)
    const { accountId: byAccount, name: byName } = context.actor
    const own = { countyCode: context.county, id: context.newId(), entryId: context.entryId, at: context.now }
    await db(context)
      .insertInto('settlement.defaultWay')
      .values({ ...own, month, organisationId, townshipId, reason, byAccount, byName })
      .execute()
    return {}
  },
})

const providerOf = ({ month, organisationId }: StatementRecord) => ({ month: PlainMonth.parse(month), organisationId })

/** The statement as the reader had it before his eyes, in a month that is still open. */
async function seenStatement(context: Context, { statementId, hash }: { statementId: string; hash: string }) {
  const record = await statementOf(context, statementId)
  await requireOpen(context, PlainMonth.parse(record.month))
  if (record.hash !== hash) refuse('conflict', 'changed', '结算单与您看到的不一致，请刷新后再办')
  return record
}

type Moved = Partial<
  Pick<StatementRecord, 'submittedBy' | 'submittedAt' | 'civilBy' | 'civilAt' | 'financeBy' | 'financeAt'>
> & {
  status: 'submitted' | 'civil_approved' | 'finance_approved' | 'returned'
}

/** Only from the state that was read: the second of two clicks changes nothing and says so. */
async function move(context: Context, record: StatementRecord, to: Moved): Promise<void> {
  const moved = await db(context)
    .updateTable('settlement.statement')
    .set(to)
    .where('countyCode', '=', context.county)
    .where('id', '=', record.id)
    .where('status', '=', record.status)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) refuse('conflict', 'changed_meanwhile', '这张结算单刚刚被别人办理，请刷新后查看')
}

async function sign(context: Context, record: StatementRecord, step: Step, words = ''): Promise<void> {
  const { accountId, name, role } = context.actor
  await db(context)
    .insertInto('settlement.approval')
    .values({
      countyCode: context.county,
      id: context.newId(),
      statementId: record.id,
      organisationId: record.organisationId,
      month: record.month,
      step,
      words,
      statementHash: record.hash ?? '',
      payableFen: record.payableFen,
      byAccount: accountId,
      byName: name,
      byRole: role,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

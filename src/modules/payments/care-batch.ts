/** 照料护理费批次: payment applications become lines to providers; each person's part is kept beside them. */
import { sql } from 'kysely'
import type { PlainMonth } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { requireOpen } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { payments } from './contract.ts'
import { providerAccount } from './receivers.ts'
import { objectionsToPayee } from './rules.ts'
import { itemRow, keepTotals, newBatch } from './stored.ts'

const db = tablesOf<'payments', 'access'>()

export const careBatch = part(payments, {
  async makeBatch(context, { month, applicationIds }) {
    await requireOpen(context, month)
    const applications = await openApplications(context, applicationIds)
    const batch = await newBatch(context, { month, purpose: 'care' })
    for (const [index, application] of applications.entries()) {
      if (application.month !== month)
        refuse(
          'refused',
          'other_month',
          `支付申请${application.number}是${application.month}的，不能列入${month}的批次`,
        )
      await addApplication(context, { batchId: batch.id, lineNo: index + 1, month }, application)
    }
    await keepTotals(context, batch.id)
    return { batchId: batch.id, number: batch.number }
  },
})

async function openApplications(context: Context, ids: readonly string[]) {
  const rows = await db(context)
    .selectFrom('payments.application as application')
    .innerJoin('access.organisationView as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'application.countyCode')
        .onRef('organisation.id', '=', 'application.organisationId'),
    )
    .selectAll('application')
    .select('organisation.name as organisation')
    .where('application.countyCode', '=', context.county)
    .where('application.id', 'in', [...ids])
    .orderBy('organisation.name')
    .forUpdate('application')
    .execute()
  if (rows.length < new Set(ids).size) refuse('not_found', 'application', '没有找到所选的支付申请，请刷新页面')
  const taken = rows.find(({ status }) => status !== 'open')
  if (taken?.status === 'withdrawn') refuse('conflict', 'withdrawn', `支付申请${taken.number}已撤回`)
  if (taken) refuse('conflict', 'paid_already', await takenText(context, taken.id))
  return rows
}
type Application = Awaited<ReturnType<typeof openApplications>>[number]

async function takenText(context: Context, applicationId: string): Promise<string> {
  const batch = await db(context)
    .selectFrom('payments.item as item')
    .innerJoin('payments.batch as batch', (join) =>
      join.onRef('batch.countyCode', '=', 'item.countyCode').onRef('batch.id', '=', 'item.batchId'),
    )
    .select('batch.number')
    .where('item.countyCode', '=', context.county)
    .where('item.applicationId', '=', applicationId)
    .where('item.status', '<>', 'dropped')
    .executeTakeFirst()
  return `该结算已在批次${batch?.number ?? ''}中，不能重复发放。`
}

interface Place {
  batchId: string
  lineNo: number
  month: PlainMonth
}

async function addApplication(context: Context, place: Place, application: Application): Promise<void> {
  const { organisationId, organisation, id: applicationId, statementId, amountFen } = application
  const receiver = await providerAccount(context, organisationId)
  if (!receiver)
    return refuse('refused', 'no_account', `${organisation}没有经复核的收款账户。请先登记账户，由另一人复核`)
  if (receiver.holder !== organisation)
    refuse(
      'refused',
      'holder_differs',
      `账户户名与合同不一致。户名“${receiver.holder}”，应为“${organisation}”。请改正账户`,
    )
  const policy = await context.policyOn(context.today)
  const question = { payment: 'care' as const, payee: 'provider_account', mode: 'dispersed' as const }
  requireNone(objectionsToPayee({ ...question, agreementPayee: undefined, consent: undefined }, policy).filter(hard))
  const id = context.newId()
  const line = { id, ...place, purpose: 'care' as const, organisationId, applicationId, statementId, amountFen }
  await db(context)
    .insertInto('payments.item')
    .values(itemRow(context, { ...line, payeeKind: 'provider_account' as const, payee: organisation }, receiver))
    .execute()
  await addShares(context, place, { id, statementId })
  await db(context)
    .updateTable('payments.application')
    .set({ status: 'batched' })
    .where('countyCode', '=', context.county)
    .where('id', '=', applicationId)
    .execute()
}

/** A provider whom the county's own contract names is paid for its service; nobody draws a person's money by it. */
const hard = ({ code }: { code: string }) => code !== 'consent_missing'

/** What the settlement pays for each person, less what was deducted in his name: nobody's care of a month is paid twice, to a
 *  provider and to himself, and nobody is told of money that was not paid. */
async function addShares(context: Context, { batchId }: Place, item: { id: string; statementId: string }) {
  await sql`insert into payments.share (county_code, id, batch_id, item_id, person_id, township_id, month, purpose, sequence, amount_fen, basis)
    select l.county_code, gen_random_uuid(), ${batchId}, ${item.id}, l.person_id, l.township_id, l.month, 'care', 0, l.paid_fen,
      jsonb_strip_nulls(jsonb_build_object('statement', l.statement_id, 'hash', l.hash, 'fee', l.fee_fen::text,
        'corrected', nullif(l.corrected_fen, 0)::text, 'deducted', nullif(l.deducted_fen, 0)::text))
    from settlement.paid_view l
    where l.county_code = ${context.county} and l.statement_id = ${item.statementId} and l.paid_fen > 0`.execute(
    context.transaction,
  )
}

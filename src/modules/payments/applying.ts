/** 支付申请: from a settlement that finance approved to what may be paid. */
import { sql } from 'kysely'
import { lastDay, type PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { type Reason, Refusal, refuse } from '#kernel/refusal.ts'
import { requireOpen } from '#modules/rosters/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { type Payable, payments } from './contract.ts'
import { nextNumber } from './stored.ts'

const db = tablesOf<'payments'>()

export const applying = part(payments, {
  async payable(context, { month }) {
    const rows = await payablesOf(context, { month })
    context.shows({ month }, rows.length)
    const policy = await context.policyOn(lastDay(month))
    const citations = policy.find('payment.care.timeliness')?.citations ?? []
    return rows.map((row) => shown(row, citations))
  },

  async apply(context, { statementId, fileId, budgetLine, ...invoice }) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`payments.apply ${context.county}`}, 0))`.execute(
      context.transaction,
    )
    const [row] = await payablesOf(context, { statementId })
    if (!row) return refuse('not_found', 'statement', '没有找到财政已审的结算单。请先在结算页完成两级审批')
    await requireOpen(context, row.month)
    if (row.applicationId) refuseTwice(row)
    requireAll([
      ...missingFor(row),
      ...faultsOfInvoice(row, invoice.invoiceFen),
      ...(await usedInvoice(context, invoice.invoiceNumber)),
    ])
    const line = budgetLine || row.budgetLine || ''
    if (!line) refuse('invalid', 'budgetLine', '请填写预算科目；购买合同没有登记预算科目')
    if (invoice.invoiceOn > context.today) refuse('invalid', 'invoiceOn', '开票日期不能晚于今天')
    await claimFile(context, fileId, 'payments.invoice')
    const id = context.newId()
    const number = await nextNumber(context, `SQ-${row.month.replace('-', '')}`)
    await db(context)
      .insertInto('payments.application')
      .values({
        ...invoice,
        countyCode: context.county,
        id,
        number,
        month: row.month,
        statementId,
        statementNumber: row.statementNumber,
        statementHash: row.hash ?? '',
        organisationId: row.organisationId,
        contractId: row.contractId ?? '',
        contractNumber: row.contractNumber,
        reportNo: row.reportNo ?? '',
        amountFen: row.payableFen,
        fileId,
        budgetLine: line,
        contractSumFen: row.contractSumFen ?? 0n,
        usedFen: row.usedFen,
        madeBy: context.actor.accountId,
        madeName: context.actor.name,
        madeAt: context.now,
      })
      .execute()
    return { applicationId: id, number }
  },

  async withdrawApplication(context, { applicationId, reason }) {
    const withdrawn = await db(context)
      .updateTable('payments.application')
      .set({ status: 'withdrawn', withdrawnReason: reason })
      .where('countyCode', '=', context.county)
      .where('id', '=', applicationId)
      .where('status', '=', 'open')
      .executeTakeFirst()
    if (withdrawn.numUpdatedRows === 0n)
      refuse('conflict', 'batched', '这份支付申请已列入批次或已撤回，不能撤回。请先将它移出批次')
    return {}
  },
})

interface Row {
  statementId: string
  statementNumber: string
  organisationId: string
  organisation: string
  month: PlainMonth
  payableFen: bigint
  hash: string | null
  reportNo: string | null
  contractId: string | null
  contractNumber: string
  contractSumFen: bigint | null
  usedFen: bigint
  budgetLine: string | null
  accountMasked: string | null
  holder: string | null
  applicationId: string | null
  applicationNumber: string | null
  applicationStatus: 'open' | 'batched' | null
  invoiceNumber: string | null
  batchId: string | null
  batchNumber: string | null
}

async function payablesOf(context: Context, asked: { month: PlainMonth } | { statementId: string }): Promise<Row[]> {
  const which = 'month' in asked ? sql`s.month = ${asked.month}` : sql`s.id = ${asked.statementId}`
  const found = await sql<Row>`
    select s.id as statement_id, s.number as statement_number, s.organisation_id, o.name as organisation, s.month, s.payable_fen, s.hash,
      a.report_no, s.contract_id, s.contract_number, c.sum_fen as contract_sum_fen, c.budget_line, account.account_masked, account.holder,
      (select coalesce(sum(u.amount_fen), 0)::bigint from payments.application u
        where u.county_code = s.county_code and u.contract_id = s.contract_id and u.status <> 'withdrawn' and u.statement_id <> s.id) as used_fen,
      p.id as application_id, p.number as application_number, p.status as application_status, p.invoice_number,
      b.id as batch_id, b.number as batch_number
    from settlement.statement_view s
    join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
    left join evaluations.acceptance_view a on a.county_code = s.county_code and a.month = s.month
      and a.organisation_id = s.organisation_id and a.result = 'accepted'
    left join providers.contract_view c on c.county_code = s.county_code and c.id = s.contract_id
    left join providers.account_view account on account.county_code = s.county_code and account.organisation_id = s.organisation_id
      and account.from_on <= ${context.today}::date and (account.to_on is null or account.to_on >= ${context.today}::date)
    left join payments.application p on p.county_code = s.county_code and p.statement_id = s.id and p.status <> 'withdrawn'
    left join payments.item i on i.county_code = s.county_code and i.application_id = p.id and i.status <> 'dropped' and i.reissue_of is null
    left join payments.batch b on b.county_code = i.county_code and b.id = i.batch_id
    where s.county_code = ${context.county} and s.status = 'finance_approved' and s.final and ${which}
    order by o.name`.execute(context.transaction)
  return found.rows
}

function missingFor(row: Row): Reason[] {
  const reasons: Reason[] = []
  if (row.payableFen <= 0n)
    reasons.push({
      code: 'nothing_due',
      message: `${row.statementNumber}应付${yuanText(row.payableFen)} 元，不需要付款。`,
    })
  if (!row.reportNo)
    reasons.push({
      code: 'no_acceptance',
      message: `${row.organisation}本月没有履约验收报告。请先在考评页完成验收，再申请付款。`,
      next: { title: '履约验收', to: `/evaluations?month=${row.month}` },
    })
  if (!row.contractId || row.contractSumFen === null)
    reasons.push({
      code: 'no_contract_sum',
      message: `结算单没有对应的购买合同，或合同没有登记金额。请先补登合同金额。`,
      next: { title: '服务机构', to: `/providers/${row.organisationId}` },
    })
  else if (row.usedFen + row.payableFen > row.contractSumFen)
    reasons.push({
      code: 'contract_exceeded',
      message: `合同${row.contractNumber}金额${yuanText(row.contractSumFen)} 元，已用${yuanText(row.usedFen)} 元，本次${yuanText(row.payableFen)} 元，超出${yuanText(row.usedFen + row.payableFen - row.contractSumFen)} 元。请先办理合同变更。`,
    })
  if (!row.holder)
    reasons.push({
      code: 'no_account',
      message: `${row.organisation}没有经复核的收款账户。请先登记账户，由另一人复核。`,
      next: { title: '服务机构', to: `/providers/${row.organisationId}` },
    })
  else if (row.holder !== row.organisation)
    reasons.push({
      code: 'holder_differs',
      message: `账户户名与合同不一致：户名“${row.holder}”，合同机构“${row.organisation}”。请改正账户。`,
    })
  return reasons
}

function faultsOfInvoice(row: Row, invoiceFen: bigint): Reason[] {
  if (invoiceFen === row.payableFen) return []
  const message = `发票金额${yuanText(invoiceFen)} 元，应等于应付金额${yuanText(row.payableFen)} 元。请机构按应付金额重开发票。`
  return [{ code: 'invoice_differs', message }]
}

async function usedInvoice(context: Context, invoiceNumber: string): Promise<Reason[]> {
  const used = await db(context)
    .selectFrom('payments.application')
    .select('number')
    .where('countyCode', '=', context.county)
    .where('invoiceNumber', '=', invoiceNumber)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirst()
  if (!used) return []
  return [
    {
      code: 'invoice_used',
      message: `发票${invoiceNumber}已用于支付申请${used.number}，不能重复使用。请核对发票号码。`,
    },
  ]
}

function requireAll(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw new Refusal('refused', reasons)
}

function refuseTwice(row: Row): never {
  const message = row.batchNumber
    ? `该结算已在批次${row.batchNumber}中，不能重复发放。`
    : `该结算已有支付申请${row.applicationNumber}，不能重复申请。`
  return refuse('conflict', 'paid_already', message)
}

function shown(row: Row, citations: Payable['citations']): Payable {
  const {
    applicationId,
    applicationNumber,
    applicationStatus,
    invoiceNumber,
    batchId,
    batchNumber,
    hash: _,
    ...rest
  } = row
  return {
    ...rest,
    budgetLine: row.budgetLine ?? '',
    application:
      applicationId && applicationNumber && applicationStatus
        ? {
            id: applicationId,
            number: applicationNumber,
            invoiceNumber: invoiceNumber ?? '',
            status: applicationStatus,
          }
        : null,
    batch: batchId && batchNumber ? { id: batchId, number: batchNumber } : null,
    missing: applicationId ? [] : missingFor(row),
    citations,
  }
}

/** What was paid for one person, and what was claimed back, as tables (社会救助法 第七十条: neither hidden nor left out). */
import { sql } from 'kysely'
import { type Instant, momentText, type PlainDate } from '#kernel/calendar.ts'
import { type ArchiveTable, archiveTable } from '#platform/archive-table.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimText, groundText, type ItemStatus, itemText, type PayeeKind, payeeText, purposeText } from './words.ts'

const db = tablesOf<'payments'>()

interface Paid {
  month: string
  purpose: keyof typeof purposeText
  reason: string
  amountFen: bigint
  number: string
  payee: string
  payeeKind: PayeeKind
  accountMasked: string
  status: ItemStatus
  paidOn: PlainDate | null
  bankReason: string
  madeAt: Instant
}

export async function paymentsArchive(context: Context, personId: string): Promise<ArchiveTable[]> {
  // Each share looks for its own line and batch, as in shares.ts; here all of them, not the latest only.
  const { rows } = await sql<Paid>`
    select s.month, s.purpose, s.reason, s.amount_fen, b.number, i.payee, i.payee_kind, i.account_masked, i.status, i.paid_on,
      i.bank_reason, b.made_at
    from (select * from payments.share where county_code = ${context.county} and person_id = ${personId}
        and dropped_reason is null offset 0) s
      cross join lateral (select * from payments.item where county_code = s.county_code and id = s.item_id offset 0) i
      cross join lateral (select * from payments.batch where county_code = i.county_code and id = i.batch_id offset 0) b
    order by s.month, s.purpose, s.sequence`.execute(context.transaction)
  return [
    archiveTable('发放（按月）', rows, {
      月份: (row) => row.month,
      用途: (row) => purposeText[row.purpose],
      '金额（元）': (row) => row.amountFen,
      说明: (row) => row.reason,
      状态: (row) => itemText[row.status],
      发放日期: (row) => row.paidOn,
      收款方: (row) => row.payee,
      收款方类别: (row) => payeeText[row.payeeKind],
      '账号（遮盖）': (row) => row.accountMasked,
      银行答复: (row) => row.bankReason,
      批次: (row) => row.number,
      '制单时间（北京时间）': (row) => momentText(row.madeAt),
    }),
    await claims(context, personId),
  ]
}

async function claims(context: Context, personId: string): Promise<ArchiveTable> {
  const rows = await db(context)
    .selectFrom('payments.claim')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('openedAt')
    .orderBy('id')
    .execute()
  return archiveTable('追回', rows, {
    月份: (row) => row.month,
    用途: (row) => purposeText[row.purpose],
    原因: (row) => groundText[row.ground],
    '金额（元）': (row) => row.amountFen,
    说明: (row) => row.words,
    状态: (row) => claimText[row.status],
    '列入时间（北京时间）': (row) => momentText(row.openedAt),
    决定人: (row) => row.decidedName,
    '决定时间（北京时间）': (row) => row.decidedAt && momentText(row.decidedAt),
    决定理由: (row) => row.decidedReason,
    凭证号: (row) => row.voucherNo,
  })
}

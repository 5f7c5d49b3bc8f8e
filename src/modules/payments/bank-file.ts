/** The file that the cashier takes to the bank; making it locks the batch and moves the money out of the pot. */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { plainMonth, monthText } from '#kernel/calendar.ts'
import { yuanOf } from '#kernel/money.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { post } from '#modules/ledger/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { writeSheet } from '#platform/documents/sheet.ts'
import type { TableValue } from '#platform/documents/table.ts'
import { giveFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { entryOf, stopsOf } from './approving.ts'
import { payments } from './contract.ts'
import {
  hashOf,
  itemPlace,
  liveItems,
  lockedBatch,
  moveBatch,
  requireStatus,
  type StoredBatch,
  type StoredItem,
} from './stored.ts'
import { purposeText } from './words.ts'

const db = tablesOf<'payments'>()

const BankFile = z.object({
  columns: z.array(z.object({ field: z.string(), title: z.string() })).min(1),
  encoding: z.enum(['utf8', 'gb18030']),
  format: z.enum(['csv', 'xlsx']),
})

export const bankFile = part(payments, {
  async exportFile(context, { batchId, format, encoding }) {
    const batch = await lockedBatch(context, batchId)
    refuseAnswered(batch)
    requireStatus(batch, ['finance_approved', 'exported'], '导出银行文件')
    const items = await liveItems(context, batchId)
    const form = BankFile.parse((await context.policyOn(context.today)).value('payment.bank_file').value)
    const shape = { format: format ?? form.format, encoding: encoding ?? form.encoding }
    if (batch.status === 'finance_approved') {
      requireNone(await stopsOf(context, batch))
      await requireAsApproved(context, batchId, batch.round, hashOf(items))
      await post(
        context,
        items.map((item) => ({ ...entryOf(batch, item, '送银行'), debit: 'bank' as const, credit: 'pot' as const })),
      )
      await markExported(context, batchId)
      await moveBatch(context, batch, { status: 'exported', exportedAt: context.now })
    }
    const rows = [form.columns.map(({ title }) => title), ...items.map((item) => rowOf(context, item, form.columns))]
    const bytes = shape.format === 'csv' ? writeCsv(rows, csvOf(shape.encoding)) : await sheetOf(batch.number, rows)
    const hash = createHash('sha256').update(bytes).digest('hex')
    const name = `${batch.number}.${shape.format}`
    const mediaType = shape.format === 'csv' ? 'text/csv' : xlsxType
    const { ticket, fileId } = await giveFile(context, { name, mediaType, bytes })
    const { itemCount, totalFen } = batch
    await db(context)
      .insertInto('payments.bankFile')
      .values({
        ...shape,
        countyCode: context.county,
        id: context.newId(),
        batchId,
        fileId,
        name,
        hash,
        itemCount,
        totalFen,
        exportedBy: context.actor.accountId,
        exportedName: context.actor.name,
        exportedAt: context.now,
        entryId: context.entryId,
      })
      .execute()
    return { ticket, name, hash, items: itemCount, totalFen }
  },
})

/** A file made now would carry lines that are paid already. */
function refuseAnswered({ number, status }: StoredBatch): void {
  if (status === 'returned' || status === 'reconciled')
    refuse(
      'refused',
      'answered',
      `批次${number}已有银行回盘，再导出一次会重复付款。银行退回的笔请选“失败重发”，另成批次后再导出`,
    )
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const csvOf = (encoding: 'utf8' | 'gb18030') => ({
  encoding: encoding === 'utf8' ? ('utf-8' as const) : ('gb18030' as const),
})

/** What leaves is what both signed. */
async function requireAsApproved(context: Context, batchId: string, round: number, hash: string): Promise<void> {
  const signed = await db(context)
    .selectFrom('payments.approval')
    .select('hash')
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .where('round', '=', round)
    .where('verdict', '=', 'passed')
    .execute()
  if (signed.length < 2 || signed.some((each) => each.hash !== hash))
    refuse('refused', 'changed_since', '批次内容与两级审批时不一致，不能导出。请退回后重新审批')
}

async function markExported(context: Context, batchId: string): Promise<void> {
  await db(context)
    .updateTable('payments.item')
    .set({ status: 'exported' })
    .where('countyCode', '=', context.county)
    .where('batchId', '=', batchId)
    .where('status', '=', 'due')
    .execute()
}

function rowOf(context: Context, item: StoredItem, columns: readonly { field: string; title: string }[]): string[] {
  const values: Record<string, () => string> = {
    line_no: () => String(item.lineNo),
    holder: () => item.holder,
    account: () => context.secrets.open(itemPlace(context.county, item.id), item.account),
    bank: () => item.bank,
    amount: () => yuanOf(item.amountFen),
    remark: () => `${monthText(plainMonth(item.month))}${purposeText[item.purpose]}费`,
    payee: () => item.payee,
  }
  return columns.map(({ field, title }) => {
    const value = values[field]
    return value
      ? value()
      : refuse(
          'refused',
          'bank_column',
          `银行文件格式里的“${title}”（${field}）系统没有。请在政策依据中改正“银行文件格式”`,
        )
  })
}

function sheetOf(number: string, rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const [head = [], ...body] = rows
  const columns = head.map(() => ({ width: 22, format: 'text' as const }))
  const lines: readonly (readonly TableValue[])[] = body
  return writeSheet({
    name: number,
    title: number,
    columns,
    head: [head.map((text) => ({ text }))],
    rows: lines,
    paper: 'landscape',
  })
}

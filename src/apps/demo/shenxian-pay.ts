/** Both streams of money in 莘县's demonstration: care money to providers, living money to persons, to the bank and back. */
import { addMonths, type PlainMonth } from '#kernel/calendar.ts'
import { yuanOf } from '#kernel/money.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { type Item, payments } from '#modules/payments/contract.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import type { Acting } from './acting.ts'
import type { DemoDays } from './demo-days.ts'

const clerk = 'county-clerk'
const leader = 'county-leader'
const finance = 'finance'

/** Finance puts in what both streams of a year may need, once. */
export async function allotMoney(acting: Acting, days: DemoDays): Promise<void> {
  const at = days.at(days.from, '09:00')
  for (const [earmark, yuan] of [
    ['care', 1_200_000],
    ['living', 5_000_000],
  ] as const) {
    const words = '年初拨入（演示，虚构）'
    const number = `拨${days.from.slice(0, 4)}-${earmark === 'care' ? 1 : 2}`
    const input = { kind: 'allotted' as const, earmark, amountFen: yuan * 100, onDay: days.from, number, words }
    const { voucherId } = await acting.do({ by: finance, at, contract: ledger, name: 'enter', key: earmark, input })
    const check = { voucherId, confirm: true }
    await acting.do({ by: leader, at, contract: ledger, name: 'check', key: earmark, input: check })
  }
}

/** Invoices of all providers, one batch, through the bank, reconciled. */
export async function payCare(acting: Acting, days: DemoDays, month: PlainMonth): Promise<void> {
  const next = addMonths(month, 1)
  const applied = days.at(days.on(next, 16), '10:00')
  const ask = { contract: payments, by: clerk, at: applied } as const
  const payable = await acting.ask({ ...ask, name: 'payable', input: { month } })
  const applicationIds: string[] = []
  for (const [index, { statementId, statementNumber, payableFen, organisation }] of payable.entries()) {
    const invoiceNumber = `DEMO${month.replace('-', '')}${index + 1}`
    const bytes = new TextEncoder().encode(
      `演示发票（虚构）\n${invoiceNumber}\n${organisation}\n${yuanOf(payableFen)}元\n`,
    )
    const file = { name: `发票${invoiceNumber}（演示）.txt`, mediaType: 'text/plain', bytes }
    const fileId = await acting.upload(clerk, applied, file)
    const invoice = { statementId, invoiceNumber, invoiceOn: days.on(next, 15), invoiceFen: Number(payableFen), fileId }
    const made = await acting.do({ ...ask, name: 'apply', key: statementNumber, input: invoice })
    applicationIds.push(made.applicationId)
  }
  const input = { month, applicationIds }
  const { batchId } = await acting.do({ ...ask, name: 'makeBatch', key: month, input })
  await payBatch(acting, days, { batchId, month, paidIn: next, from: 17, name: '照料' })
}

/** The list of a month is made in it; how far it goes is said by `to`. */
export async function payLiving(
  acting: Acting,
  days: DemoDays,
  { month, to }: { month: PlainMonth; to: 'civil' | 'reconciled' },
): Promise<void> {
  const at = days.at(days.on(month, 8), '10:00')
  const own = { contract: payments, key: `living-${month}` } as const
  const { batchId } = await acting.do({ ...own, by: clerk, at, name: 'makeList', input: { month } })
  if (to === 'reconciled') return payBatch(acting, days, { batchId, month, paidIn: month, from: 9, name: '生活' })
  await acting.do({ ...own, by: leader, at: days.at(days.on(month, 9), '10:00'), name: 'approve', input: { batchId } })
}

interface Paying {
  batchId: string
  month: PlainMonth
  paidIn: PlainMonth
  /** First day of its way: approved, exported the next day, answered and reconciled on the two after. */
  from: number
  name: string
}

async function payBatch(acting: Acting, days: DemoDays, paying: Paying): Promise<void> {
  const { batchId, month, paidIn, from, name } = paying
  const at = (day: number, clock: string) => days.at(days.on(paidIn, from + day), clock)
  const own = { contract: payments } as const
  const key = `${name}-${month}`
  await acting.do({ ...own, by: leader, at: at(0, '14:00'), name: 'approve', key: `${key}-civil`, input: { batchId } })
  await acting.do({
    ...own,
    by: finance,
    at: at(1, '09:00'),
    name: 'approve',
    key: `${key}-finance`,
    input: { batchId },
  })
  await acting.do({ ...own, by: finance, at: at(1, '15:00'), name: 'exportFile', key, input: { batchId } })
  const answered = at(2, '16:00')
  const bytes = await bankAnswer(acting, { batchId, answered, paidOn: days.on(paidIn, from + 2) })
  const file = { name: `回盘${name}${month}（演示）.csv`, mediaType: 'text/csv', bytes }
  const fileId = await acting.upload(finance, answered, file)
  const back = { batchId, fileId }
  await acting.do({ ...own, by: finance, at: answered, name: 'importReturn', key, input: back })
  const reconciled = { batchId, voucherNo: `凭${month.replace('-', '')}-${name}` }
  await acting.do({ ...own, by: finance, at: at(3, '10:00'), name: 'reconcile', key, input: reconciled })
}

type Answer = { batchId: string; answered: ReturnType<DemoDays['at']>; paidOn: string }

/** What an invented bank sends back: everything went in. */
async function bankAnswer(acting: Acting, { batchId, answered, paidOn }: Answer): Promise<Uint8Array> {
  const items: Item[] = []
  for (let page = 1, total = 1; items.length < total; page += 1) {
    const input = { batchId, page, pageSize: 200 }
    const found = await acting.ask({ by: finance, at: answered, contract: payments, name: 'items', input })
    if (found.rows.length === 0) break
    items.push(...found.rows)
    total = found.total
  }
  const rows = items.map(({ lineNo, accountMasked, amountFen }) => [
    String(lineNo),
    accountMasked.slice(-4),
    yuanOf(amountFen),
    '成功',
    '',
    paidOn,
  ])
  return writeCsv([['序号', '账号', '金额', '结果', '原因', '日期'], ...rows], { encoding: 'utf-8' })
}

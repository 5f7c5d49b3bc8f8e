/** 退票: what the bank reported as paid comes back days later, before and after its month was closed. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { payments } from './contract.ts'
import { givenStatement } from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerkActor = app.actor('county-clerk')
const clerk = app.as(clerkActor)
const leader = app.as(app.actor('county-leader'))
const finance = app.as(app.actor('finance'))
let batchId = ''

async function uploaded(name: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { name, mediaType: 'text/csv', bytes, sha256 }
  return (await receiveFile(app.installation, clerkActor, '371522', file)).fileId
}

const answered = async (of: string, line: string) =>
  clerk(payments, 'importReturn', {
    batchId: of,
    fileId: await uploaded('回盘.csv', `序号,金额,结果,原因,日期\n${line}`),
  })

async function sent(of: string): Promise<void> {
  await leader(payments, 'approve', { batchId: of })
  await finance(payments, 'approve', { batchId: of })
  await clerk(payments, 'exportFile', { batchId: of })
}

const care = async () =>
  (await finance(ledger, 'pots', { month: '2023-09' })).pots.find((pot) => pot.earmark === 'care')
const lineOf = async (of: string) => (await clerk(payments, 'items', { batchId: of })).rows[0]
const postings = async () =>
  (
    await app.superuser.query<{ way: string }>(
      `select debit || '←' || credit as way from ledger.posting where source_table like 'payments.item%' order by id`,
    )
  ).rows.map(({ way }) => way)

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  const id = await givenPerson(app.superuser, { townshipId, name: '张示例' })
  const { statement } = await givenStatement(app.superuser, {
    secrets: app.installation.secrets,
    creditCode: '91371522MA3EXAMP0X',
    persons: [{ id, townshipId, fen: 31_300 }],
  })
  const voucher = {
    kind: 'allotted',
    earmark: 'care',
    amountFen: 100_000,
    onDay: '2023-08-01',
    number: '拨-1',
  } as const
  const { voucherId } = await finance(ledger, 'enter', voucher)
  await leader(ledger, 'check', { voucherId, confirm: true })
  const fileId = await uploaded('发票.csv', 'INV-1')
  const invoice = { invoiceNumber: 'INV-1', invoiceOn: '2023-09-05', invoiceFen: 31_300, fileId }
  const { applicationId } = await clerk(payments, 'apply', { statementId: statement, ...invoice })
  batchId = (await clerk(payments, 'makeBatch', { month: '2023-08', applicationIds: [applicationId] })).batchId
  await sent(batchId)
  await answered(batchId, '1,313.00,成功,,2023-09-07')
  await finance(payments, 'reconcile', { batchId, voucherNo: '记-1' })
})

let again = ''
test('a line that the bank gives back after success stands as returned with its reason; the posting is met by another', async () => {
  const before = await postings()
  expect((await care())?.balanceFen).toBe(68_700n)
  const other = await answered(batchId, '1,300.00,退票,账户已销户,2023-09-11')
  expect(other).toMatchObject({ failed: 0, late: 0, unknown: [{ unknown: expect.stringContaining('应为313.00') }] })
  expect(await answered(batchId, '1,313.00,退票,账户已销户,2023-09-11')).toMatchObject({ paid: 0, failed: 1, late: 1 })
  expect(await lineOf(batchId)).toMatchObject({ status: 'returned', bankReason: '账户已销户', paidOn: null })
  const after = await postings()
  expect(after.slice(0, before.length)).toEqual(before)
  expect(after.slice(before.length).toSorted()).toEqual(['bank←payable:provider', 'pot←bank'])
  expect((await care())?.balanceFen).toBe(100_000n)
  expect((await clerk(payments, 'get', { batchId })).batch.status).toBe('returned')
  const twice = await answered(batchId, '1,313.00,退票,账户已销户,2023-09-12')
  expect(twice).toMatchObject({ failed: 0, unknown: [{ unknown: '第1笔已有银行结果' }] })
})

test('it is sent again, paid, told again, and both batches come even', async () => {
  await expect(finance(payments, 'reconcile', { batchId, voucherNo: '记-2' })).rejects.toThrow('没有重发')
  const itemIds = [(await lineOf(batchId))?.id ?? '']
  again = (await clerk(payments, 'reissue', { batchId, itemIds, reason: '银行已恢复账户' })).batchId
  await sent(again)
  await answered(again, '1,313.00,成功,,2023-09-13')
  const even = { dueFen: 31_300n, paidFen: 31_300n, bankFen: 31_300n }
  expect(await finance(payments, 'reconcile', { batchId: again, voucherNo: '记-3' })).toEqual(even)
  const none = { dueFen: 0n, paidFen: 0n, bankFen: 0n }
  expect(await finance(payments, 'reconcile', { batchId, voucherNo: '记-2' })).toEqual(none)
  expect((await care())?.balanceFen).toBe(68_700n)
  const { rows } = await app.superuser.query<{ text: string }>('select text from notices.notice order by made_at, id')
  expect(rows.map(({ text }) => text.startsWith('此前告知的这笔钱被银行退回'))).toEqual([false, true])
})

test('given back after its month was closed, it goes out with the present month; the closed one keeps its state', async () => {
  await app.superuser.query(
    `update rosters.month_plan set status = 'closed', closed_at = now(), closing_proposed_by = 'one', closed_by = 'other' where month = '2023-08'`,
  )
  app.setNow('2023-10-09T10:00+08:00')
  expect(await answered(again, '1,313.00,退票,,2023-10-09')).toMatchObject({ late: 1 })
  expect(await lineOf(again)).toMatchObject({ status: 'returned', bankReason: '银行退票' })
  expect((await clerk(payments, 'get', { batchId: again })).batch.status).toBe('reconciled')
  const itemIds = [(await lineOf(again))?.id ?? '']
  const next = await clerk(payments, 'reissue', { batchId: again, itemIds, reason: '收款方已换账户' })
  expect((await clerk(payments, 'get', { batchId: next.batchId })).batch).toMatchObject({ month: '2023-10' })
  await sent(next.batchId)
  await answered(next.batchId, '1,313.00,成功,,2023-10-12')
  await finance(payments, 'reconcile', { batchId: next.batchId, voucherNo: '记-4' })
  expect((await care())?.balanceFen).toBe(68_700n)
})

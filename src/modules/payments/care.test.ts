import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { testApp, wholeCounty } from '../../../test/app.ts'
import { payments } from './contract.ts'
import { givenStatement } from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerkActor = app.actor('county-clerk')
const financeActor = app.actor('finance')
const clerk = app.as(clerkActor)
const leader = app.as(app.actor('county-leader'))
const finance = app.as(financeActor)
const { secrets } = app.installation
const place = { town: '' }
let first: Awaited<ReturnType<typeof givenStatement>>
let second: Awaited<ReturnType<typeof givenStatement>>

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )
const uploaded = async (name: string, text: string) => {
  const bytes = new TextEncoder().encode(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return (await receiveFile(app.installation, clerkActor, '371522', { name, mediaType: 'text/csv', bytes, sha256 }))
    .fileId
}
const given = async (ticket: string) => {
  const found = await redeemTicket(app.installation, clerkActor, createHash('sha256').update(ticket).digest())
  return found?.bytes ?? new Uint8Array()
}
let invoices = 0
const invoice = async (statementId: string, fen: number, number?: string) => ({
  statementId,
  invoiceNumber: number ?? `INV-${1000 + ++invoices}`,
  invoiceOn: '2023-09-05',
  invoiceFen: fen,
  fileId: await uploaded(`发票${invoices}.csv`, `发票 ${crypto.randomUUID()}`),
})
const allot = async (earmark: 'care' | 'living', fen: number) => {
  const { voucherId } = await finance(ledger, 'enter', {
    kind: 'allotted',
    earmark,
    amountFen: fen,
    onDay: '2023-09-01',
    number: `PZ-${crypto.randomUUID().slice(0, 8)}`,
  })
  await leader(ledger, 'check', { voucherId, confirm: true })
}
const care = async () =>
  (await finance(ledger, 'pots', { month: '2023-09' })).pots.find((pot) => pot.earmark === 'care')

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  place.town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  const persons = []
  for (let each = 0; each < 4; each += 1)
    persons.push({
      id: await givenPerson(app.superuser, { townshipId: place.town }),
      townshipId: place.town,
      fen: 31_300,
    })
  const base = { secrets, month: '2023-08' }
  first = await givenStatement(app.superuser, {
    ...base,
    name: '甲䶮机构',
    creditCode: '91371522MA3EXAMP0X',
    persons: persons.slice(0, 2),
  })
  second = await givenStatement(app.superuser, {
    ...base,
    name: '乙机构',
    creditCode: '91371522MA3EXAMP1Y',
    account: '6222000000000002',
    persons: persons.slice(2),
  })
})

test('an application needs the invoice to equal the payable, and a settlement is applied for once', async () => {
  const rows = await clerk(payments, 'payable', { month: '2023-08' })
  expect(rows.map(({ missing }) => missing)).toEqual([[], []])
  expect(await refusal(clerk(payments, 'apply', await invoice(first.statement, 62_599)))).toContain(
    '应等于应付金额626.00 元',
  )
  expect(await workTitles()).toEqual(['提交支付申请', '提交支付申请'])
  const asked = await invoice(first.statement, 62_600, 'INV-0001')
  await clerk(payments, 'apply', asked)
  expect(await refusal(clerk(payments, 'apply', await invoice(first.statement, 62_600)))).toContain('不能重复申请')
  expect(await refusal(clerk(payments, 'apply', await invoice(second.statement, 62_600, 'INV-0001')))).toContain(
    '已用于支付申请',
  )
  await clerk(payments, 'apply', await invoice(second.statement, 62_600))
  expect(await workTitles()).toEqual(['将支付申请列入发放批次', '将支付申请列入发放批次'])
})

/** The clerk's own work on this month's payments; each line carries the county's pay day. */
async function workTitles(): Promise<string[]> {
  const { tasks } = await clerk(duties, 'mine', {})
  const mine = tasks.filter(({ kind }) => kind.startsWith('payments.'))
  expect(mine.every(({ dueOn }) => dueOn !== null)).toBe(true)
  return mine.map(({ title }) => title)
}

test('the contract sum, the acceptance report and the holder of the account stand in the way when they are wrong', async () => {
  const person = {
    id: await givenPerson(app.superuser, { townshipId: place.town }),
    townshipId: place.town,
    fen: 31_300,
  }
  const small = await givenStatement(app.superuser, {
    secrets,
    name: '丙机构',
    holder: '丙某某',
    creditCode: '91371522MA3EXAMP2A',
    contractSumFen: 30_000,
    account: '6222000000000003',
    persons: [person],
  })
  await app.superuser.query(`delete from evaluations.acceptance where organisation_id = $1`, [small.provider])
  const said = await refusal(clerk(payments, 'apply', await invoice(small.statement, 31_300)))
  expect(said).toContain('没有履约验收报告')
  expect(said).toContain('超出13.00 元')
  expect(said).toContain('账户户名与合同不一致')
})

let batchId = ''
test('a batch is approved by two persons of two units, none of them its maker; a double click makes one', async () => {
  const rows = await clerk(payments, 'payable', { month: '2023-08' })
  const applicationIds = rows.flatMap(({ application }) => (application ? [application.id] : []))
  const [made, again] = await Promise.allSettled([
    clerk(payments, 'makeBatch', { month: '2023-08', applicationIds }),
    clerk(payments, 'makeBatch', { month: '2023-08', applicationIds }),
  ])
  const answers = [made, again].map(({ status }) => status).toSorted()
  expect(answers).toEqual(['fulfilled', 'rejected'])
  const { rows: batches } = await clerk(payments, 'list', {})
  expect(batches).toMatchObject([{ itemCount: 2, totalFen: 125_200n, status: 'draft' }])
  batchId = batches[0]?.id ?? ''
  expect(await refusal(clerk(payments, 'makeBatch', { month: '2023-08', applicationIds }))).toMatch(
    /该结算已在批次FF-202308-\d{4}中，不能重复发放/,
  )

  const himself = app.actor('county-leader', { accountId: clerkActor.accountId })
  expect(await refusal(app.as(himself)(payments, 'approve', { batchId }))).toContain('须由另一人审批')
  expect(await refusal(finance(payments, 'approve', { batchId }))).toContain('这一步由民政审批')
  await leader(payments, 'approve', { batchId })
  const sameUnit = app.actor('finance', { organisationId: 'county-leader', accountId: 'f2' })
  expect(await refusal(app.as(sameUnit)(payments, 'approve', { batchId }))).toContain('两个单位')
  await finance(payments, 'approve', { batchId })
  const { approvals, batch } = await clerk(payments, 'get', { batchId })
  expect(approvals.map(({ step }) => step)).toEqual(['civil_affairs_leader', 'finance'])
  expect(batch.status).toBe('finance_approved')
})

test('the database itself refuses the maker as approver, and a settlement in two batches', async () => {
  const approval = `insert into payments.approval select county_code, gen_random_uuid(), batch_id, 9, step, verdict, words, total_fen, item_count, hash,
    made_by, made_by, by_name, by_role, by_unit, at, entry_id from payments.approval limit 1`
  await expect(app.superuser.query(approval)).rejects.toThrow('approver_not_maker')
  const item = `insert into payments.item select county_code, gen_random_uuid(), batch_id, 99, month, purpose, person_id, organisation_id, township_id,
    application_id, statement_id, payee_kind, payee, holder, bank, account, account_index, account_masked, amount_fen, 'due', null, '', null
    from payments.item limit 1`
  await expect(app.superuser.query(item)).rejects.toThrow('statement_paid_once')
  const share = `insert into payments.share select county_code, gen_random_uuid(), batch_id, item_id, person_id, township_id, month, purpose, sequence, reason,
    amount_fen, basis, null from payments.share limit 1`
  await expect(app.superuser.query(share)).rejects.toThrow('person_month_once')
})

test('an empty pot keeps the file back and says how much is missing; the file keeps rare characters in GB 18030', async () => {
  await allot('care', 100_000)
  expect(await refusal(finance(payments, 'exportFile', { batchId }))).toContain('照料护理资金余额不足：差252.00 元')
  await allot('care', 100_000)
  const file = await clerk(payments, 'exportFile', { batchId, encoding: 'gb18030' })
  const bytes = await given(file.ticket)
  expect(new TextDecoder('gb18030').decode(bytes)).toContain('甲䶮机构,6222000000000001,示例银行,626.00')
  expect(file.hash).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(await care()).toMatchObject({ balanceFen: 74_800n })
  expect(await refusal(leader(payments, 'returnBatch', { batchId, reason: '想退回来再看' }))).toContain('已导出')
  await clerk(payments, 'exportFile', { batchId, format: 'xlsx' })
  expect(await care()).toMatchObject({ balanceFen: 74_800n })
})

test('what the bank answers is matched by line and amount; what fits nothing is listed', async () => {
  const sheet = [
    '序号,账号,金额,结果,原因,日期',
    '1,6222000000000002,626.00,成功,,2023-09-08',
    '2,6222000000000001,626.00,失败,户名不符,2023-09-08',
    '1,6222000000000002,626.00,成功,,2023-09-08',
    '7,6222000000000009,10.00,成功,,2023-09-08',
  ]
  const items = (await clerk(payments, 'items', { batchId })).rows
  if (items[0]?.accountMasked.endsWith('0001'))
    sheet.splice(1, 2, sheet[1]?.replace('0002', '0001') ?? '', sheet[2]?.replace('0001', '0002') ?? '')
  const answer = await clerk(payments, 'importReturn', {
    batchId,
    fileId: await uploaded('回盘.csv', sheet.join('\r\n')),
  })
  expect(answer).toMatchObject({ rows: 4, paid: 1, failed: 1 })
  expect(answer.unknown.map(({ unknown }) => unknown)).toEqual(['第1笔已有银行结果', '本批次没有第7笔'])
  expect(await care()).toMatchObject({ balanceFen: 137_400n })
  expect(await refusal(clerk(payments, 'reconcile', { batchId, voucherNo: '记-1' }))).toContain('没有重发')
  expect(await refusal(clerk(payments, 'exportFile', { batchId }))).toContain('会重复付款')
  const wrong = ['序号,金额,结果', '1,1.00,成功'].join('\n')
  const again = await clerk(payments, 'importReturn', { batchId, fileId: await uploaded('又一次.csv', wrong) })
  expect(again).toMatchObject({ paid: 0, failed: 0 })
})

test('a failed line goes out again with its account put right, and both batches come even', async () => {
  const { rows } = await clerk(payments, 'items', { batchId, status: 'returned' })
  const failed = rows[0]
  expect(failed?.advice).toContain('改正账户后重发')
  const itemIds = [failed?.id ?? '']
  expect(await refusal(clerk(payments, 'reissue', { batchId, itemIds }))).toContain('账户没有改正')
  const next = await clerk(payments, 'reissue', { batchId, itemIds, reason: '银行已改正户名登记' })
  expect(await refusal(clerk(payments, 'reissue', { batchId, itemIds, reason: '银行已改正户名登记' }))).toContain(
    '可以重发',
  )
  await leader(payments, 'approve', { batchId: next.batchId })
  await finance(payments, 'approve', { batchId: next.batchId })
  await clerk(payments, 'exportFile', { batchId: next.batchId })
  const strange = '序号,户名,金额,用途,结果\n1,丁机构,626.00,,成功\n1,,626.00,2023年7月照料护理费,成功'
  const other = await uploaded('别的回盘.csv', strange)
  const refused = await clerk(payments, 'importReturn', { batchId: next.batchId, fileId: other })
  expect(refused.unknown.map(({ unknown }) => unknown.replace(/应为.+，/, '应为…，'))).toEqual([
    '第1笔户名应为…，回盘为丁机构',
    '第1笔是2023-08的，回盘写的是2023-07的',
  ])
  const back = await uploaded('重发回盘.csv', '序号,金额,结果,日期\n1,626.00,成功,2023-09-12')
  await clerk(payments, 'importReturn', { batchId: next.batchId, fileId: back })
  expect(await finance(payments, 'reconcile', { batchId: next.batchId, voucherNo: '记-2' })).toEqual({
    dueFen: 62_600n,
    paidFen: 62_600n,
    bankFen: 62_600n,
  })
  await finance(payments, 'reconcile', { batchId, voucherNo: '记-1' })
  const { pool } = await finance(ledger, 'pots', { month: '2023-09' })
  expect(pool).toMatchObject({ paidFen: 187_800n, bouncedFen: 62_600n })
})

test('everybody was told of what was paid for his care, without a word of level or illness', async () => {
  const { rows } = await app.superuser.query('select text from notices.notice')
  expect(rows).toHaveLength(4)
  for (const { text } of rows) {
    expect(text).toContain('313.00元')
    expect(text).not.toMatch(/失能|自理|残疾|病/)
  }
})

test('another county sees nothing of it, nor can it act on it', async () => {
  const other = app.as(app.actor('county-leader', { county: '150430' }))
  expect(await refusal(other(payments, 'get', { batchId }))).toContain('没有找到')
  expect(await refusal(other(payments, 'approve', { batchId }))).toContain('没有找到')
  expect((await other(payments, 'list', {})).rows).toEqual([])
  for (const table of ['payments.batchView', 'payments.itemView', 'ledger.postingView'] as const)
    expect(await app.seen(wholeCounty('150430'), (tables) => tables.selectFrom(table).selectAll().execute())).toEqual(
      [],
    )
})

test('support money spent on what the clause forbids is refused, and the try is kept', async () => {
  const asked = {
    kind: 'spent' as const,
    earmark: 'care' as const,
    amountFen: 100,
    onDay: '2023-09-05',
    number: 'PZ-办公',
  }
  expect(await refusal(finance(ledger, 'enter', { ...asked, category: 'office_costs' }))).toContain('不能用于“办公费”')
  const { rows } = await app.superuser.query('select category from ledger.refused_use')
  expect(rows).toEqual([{ category: 'office_costs' }])
})

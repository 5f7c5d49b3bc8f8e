/** 不再重发: a payment that came back after a death, ended by two hands; what was due is the estate's, the rest never was. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { endings } from '#modules/endings/contract.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { refused } from '../../../test/settling.ts'
import { payments } from './contract.ts'
import { givenPayee } from './given.ts'

const app = await testApp({ now: '2023-08-06T10:00+08:00' })
await learnPolicy(app.installation)
const clerkActor = app.actor('county-clerk')
const [clerk, leader, finance] = [app.as(clerkActor), app.as(app.actor('county-leader')), app.as(app.actor('finance'))]
const names = ['张示例', '李样本', '王演示', '赵测试'] as const
const ids = new Map<string, string>()
let batchId = ''

async function answered(batch: string, lines: readonly string[]): Promise<void> {
  const bytes = new TextEncoder().encode(['序号,金额,结果,原因,日期', ...lines].join('\n'))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { name: '回盘.csv', mediaType: 'text/csv', bytes, sha256 }
  const { fileId } = await receiveFile(app.installation, clerkActor, '371522', file)
  await clerk(payments, 'importReturn', { batchId: batch, fileId })
}

const lines = async () => (await clerk(payments, 'items', { batchId })).rows
const lineOf = async (name: string) => (await lines()).find(({ payee }) => payee === name)
const itemOf = async (name: string) => (await lineOf(name))?.id ?? ''
const died = (name: string, diedOn: string) =>
  clerk(persons, 'reportDeath', { personId: ids.get(name) ?? '', diedOn, paperReference: '死亡证明（示例）' })
const stopOf = async (name: string) =>
  (await clerk(payments, 'stops', { batchId })).rows.find((row) => row.name === name)
const owed = async (account: string) => {
  const { rows } = await app.superuser.query<{ fen: string }>(
    `select coalesce(sum(case when debit = $1 then amount_fen when credit = $1 then -amount_fen else 0 end), 0)::text as fen from ledger.posting`,
    [account],
  )
  return BigInt(rows[0]?.fen ?? 0)
}
const propose = async (name: string, reason = '账户已销户，不能再入账') =>
  clerk(payments, 'proposeStop', { batchId, itemId: await itemOf(name), reason })
const handing = {
  taker: 'heir',
  takerName: '张继承',
  paper: '继承公证书，9盒3页',
  voucherNo: '记-8',
  on: '2023-08-20',
} as const

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  const { secrets } = app.installation
  for (const [index, name] of names.entries()) {
    const personId = await givenPerson(app.superuser, { townshipId, supportedFrom: '2023-06-10', name })
    await givenPayee(app.superuser, { personId, holder: name, account: `621700000000001${index}`, secrets })
    ids.set(name, personId)
  }
  const text = '一、标准\n分散供养每人每月650.00元，集中供养每人每月900.00元。'
  const document = { ...givenDocument, issuedOn: '2023-06-01', effectiveFrom: '2023-06-01', text }
  await clerk(policy, 'registerDocument', document)
  const both = { centralised: '900.00', dispersed: '650.00' }
  const asked = { value: { urban: both, rural: both }, from: '2023-07-01', document: document.name, clause: '一、标准' }
  const { id } = await clerk(policy, 'propose', { key: 'standard.living.rates', ...asked, quote: '每人每月650.00元' })
  await leader(policy, 'adopt', { id })
  const allotted = {
    kind: 'allotted',
    earmark: 'living',
    amountFen: 1_000_000,
    onDay: '2023-08-01',
    number: '拨-1',
  } as const
  const { voucherId } = await finance(ledger, 'enter', allotted)
  await leader(ledger, 'check', { voucherId, confirm: true })
  batchId = (await clerk(payments, 'makeList', { month: '2023-08' })).batchId
  await leader(payments, 'approve', { batchId })
  await finance(payments, 'approve', { batchId })
  await clerk(payments, 'exportFile', { batchId })
  // Known before the bank answered: August, already sent, is asked back from the third at once.
  await died('王演示', '2023-07-20')
  const results = new Map((await lines()).map(({ lineNo, payee }) => [lineNo, payee === '赵测试' ? '成功' : '退票']))
  await answered(
    batchId,
    [...results].map(([line, result]) => `${line},650.00,${result},,2023-08-07`),
  )
  await died('李样本', '2023-07-28')
})

test('of somebody alive it is refused: the money is his, and the account is to be put right', async () => {
  expect(await refused(propose('张示例'))).toContain('没有登记死亡')
  expect(await refused(propose('赵测试'))).toContain('只有银行退回')
  await died('张示例', '2023-08-05')
})

test('whoever proposed it does not decide it, and until then it can neither be proposed again nor handed over', async () => {
  expect(await propose('张示例')).toMatchObject({ estateFen: 65_000n, backFen: 0n })
  const stopId = (await stopOf('张示例'))?.id ?? ''
  expect(await refused(propose('张示例'))).toContain('已经提出不再重发')
  const own = app.as({ ...app.actor('county-leader'), accountId: clerkActor.accountId })
  expect(await refused(own(payments, 'decideStop', { stopId, agree: true, words: '同意' }))).toContain('应由另一人决定')
  expect(await refused(clerk(payments, 'handToEstate', { stopId, ...handing }))).toContain('还没有决定同意')
  expect((await leader(duties, 'mine', {})).tasks.map(({ title }) => title)).toContain('决定不再重发')
})

test('the month of death stays owed until the heirs have it, and comes out of the pot once', async () => {
  const stopId = (await stopOf('张示例'))?.id ?? ''
  const before = await owed('payable:persons')
  await leader(payments, 'decideStop', { stopId, agree: true, words: '同意，交继承人' })
  expect(await lineOf('张示例')).toMatchObject({ status: 'stopped' })
  expect(await owed('payable:persons')).toBe(before)
  const sameDay = { ...handing, on: '2023-08-06' }
  expect(await refused(clerk(payments, 'handToEstate', { stopId, ...handing }))).toContain('还没有到')
  const pot = await owed('pot')
  await clerk(payments, 'handToEstate', { stopId, ...sameDay })
  expect(await owed('pot')).toBe(pot - 65_000n)
  expect(await owed('payable:persons')).toBe(before + 65_000n)
  expect(await refused(clerk(payments, 'handToEstate', { stopId, ...sameDay }))).toContain('不能再次登记')
})

test('a month after the death was never due: it is owed no more, and what was asked back of it is back', async () => {
  const before = { expense: await owed('expense'), claims: await owed('claims') }
  expect(before.claims).toBe(65_000n)
  for (const name of ['李样本', '王演示']) {
    expect(await propose(name)).toMatchObject({ estateFen: 0n, backFen: 65_000n })
    await leader(payments, 'decideStop', {
      stopId: (await stopOf(name))?.id ?? '',
      agree: true,
      words: '死亡次月，不应发',
    })
  }
  expect(await owed('claims')).toBe(0n)
  expect(await owed('expense')).toBe(before.expense - 65_000n)
  expect(await owed('payable:persons')).toBe(0n)
  expect((await clerk(payments, 'claims', { status: 'recovered' })).rows).toMatchObject([{ name: '王演示' }])
})

test('nothing is left to send again, so the batch comes even and the month’s money adds up', async () => {
  await finance(payments, 'reconcile', { batchId, voucherNo: '记-9' })
  const { sums } = await clerk(payments, 'get', { batchId })
  expect(sums).toMatchObject({
    dueFen: 260_000n,
    paidFen: 65_000n,
    stoppedFen: 195_000n,
    toReissueFen: 0n,
    openFen: 0n,
  })
  expect(await owed('bank')).toBe(0n)
  // Spent: one paid by the bank and one to the heirs.
  expect(await owed('expense')).toBe(130_000n)
  expect(await owed('pot')).toBe(1_000_000n - 130_000n)
})

test('a death that was reported in error brings back what was never due, to be sent again', async () => {
  const personId = ids.get('李样本') ?? ''
  const { rows } = await app.superuser.query<{ id: string }>(
    `select id from endings.death where person_id = $1 and status <> 'withdrawn'`,
    [personId],
  )
  await leader(endings, 'withdrawDeath', { deathId: rows[0]?.id ?? '', words: '同名误报，本人在家' })
  expect(await stopOf('李样本')).toMatchObject({ status: 'undone' })
  expect(await lineOf('李样本')).toMatchObject({ status: 'returned' })
  expect(await owed('payable:persons')).toBe(-65_000n)
})

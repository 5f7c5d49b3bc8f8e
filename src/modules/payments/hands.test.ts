/** What hands do with a batch and around it: taking out, giving up, looking up, and accounts by two persons. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { readSheet } from '#platform/documents/read-sheet.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { payments } from './contract.ts'
import { givenStatement } from './given.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const clerkActor = app.actor('county-clerk')
const clerk = app.as(clerkActor)
const leader = app.as(app.actor('county-leader'))
const finance = app.as(app.actor('finance'))
const { secrets } = app.installation
const given = { home: '', person: '', batchId: '' }
let statement: Awaited<ReturnType<typeof givenStatement>>

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )

async function application(number: string) {
  const bytes = new TextEncoder().encode(number)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { name: '发票.csv', mediaType: 'text/csv', bytes, sha256 }
  const { fileId } = await receiveFile(app.installation, clerkActor, '371522', file)
  const invoice = { invoiceNumber: number, invoiceOn: '2023-09-05', invoiceFen: statement.total, fileId }
  return (await clerk(payments, 'apply', { statementId: statement.statement, ...invoice })).applicationId
}

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  given.person = await givenPerson(app.superuser, { townshipId, name: '张示例' })
  const other = await givenPerson(app.superuser, { townshipId, name: '李样本' })
  given.home = crypto.randomUUID()
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, from_on) values ('371522', $1, 'home', '示例敬老院', '2020-01-01')`,
    [given.home],
  )
  statement = await givenStatement(app.superuser, {
    secrets,
    creditCode: '91371522MA3EXAMP0X',
    persons: [given.person, other].map((id) => ({ id, townshipId, fen: 31_300 })),
  })
})

test('an application taken back frees the settlement and the number of its invoice', async () => {
  const applicationId = await application('INV-2001')
  await clerk(payments, 'withdrawApplication', { applicationId, reason: '发票开错，重开' })
  expect((await clerk(payments, 'payable', { month: '2023-08' }))[0]?.application).toBeNull()
  const again = await application('INV-2001')
  given.batchId = (await clerk(payments, 'makeBatch', { month: '2023-08', applicationIds: [again] })).batchId
})

test('a line is found by payee, amount and state, with the sum of what was found and the persons behind it', async () => {
  const find = (wanted: object) => clerk(payments, 'items', { batchId: given.batchId, ...wanted })
  expect(await find({ amountFen: 62_600 })).toMatchObject({ total: 1, sumFen: 62_600n })
  expect(await find({ amountFen: 62_601 })).toMatchObject({ total: 0, sumFen: 0n })
  expect((await find({ text: '甲机构', status: 'due' })).total).toBe(1)
  expect((await find({ status: 'paid' })).total).toBe(0)
  const itemId = (await find({})).rows[0]?.id ?? ''
  const persons = await clerk(payments, 'itemPersons', { batchId: given.batchId, itemId })
  expect(persons.map(({ name, amountFen }) => [name, amountFen])).toEqual([
    ['李样本', 31_300n],
    ['张示例', 31_300n],
  ])
  const masked = await finance(payments, 'itemPersons', { batchId: given.batchId, itemId })
  expect(masked.map(({ name }) => name)).toEqual(['李**', '张**'])
})

test('the list goes out as a file with the same rows and the sum', async () => {
  const { ticket, name } = await clerk(payments, 'exportItems', { batchId: given.batchId, format: 'csv' })
  expect(name).toBe('2023年8月照料护理费发放明细表.csv')
  const file = await redeemTicket(app.installation, clerkActor, createHash('sha256').update(ticket).digest())
  const text = new TextDecoder().decode(file?.bytes)
  expect(text).toContain('1,甲机构,,服务机构,尾号0001,2,626.00,待发放,')
  expect(text).toContain('合计,,,,,,626.00,,')
  const paper = await clerk(payments, 'exportItems', { batchId: given.batchId, format: 'pdf' })
  const bytes = await redeemTicket(app.installation, clerkActor, createHash('sha256').update(paper.ticket).digest())
  expect(new TextDecoder('latin1').decode(bytes?.bytes.slice(0, 5))).toBe('%PDF-')
})

/** The words of the list as a workbook, with what stands below it. */
async function sheetWords(): Promise<string> {
  const { ticket } = await clerk(payments, 'exportItems', { batchId: given.batchId, format: 'xlsx' })
  const file = await redeemTicket(app.installation, clerkActor, createHash('sha256').update(ticket).digest())
  const sheets = await readSheet(file?.bytes ?? new Uint8Array(), {
    maxRows: 100,
    maxColumns: 30,
    maxBytes: 1_000_000,
  })
  return JSON.stringify(sheets)
}

test('who made and who approved a batch stands on its papers; room is left only for who has not approved', async () => {
  const { batchId } = given
  const made = await sheetWords()
  expect(made).toMatch(/经办：.+（县级救助经办），2023年9月6日/)
  expect(made).toContain('民政负责人：＿＿')
  await leader(payments, 'approve', { batchId, words: '与结算单相符' })
  const half = await sheetWords()
  expect(half).toMatch(/民政负责人：.+（县级救助负责人），2023年9月6日，意见：通过。与结算单相符/)
  expect(half).toContain('财政：＿＿')
  await finance(payments, 'returnBatch', { batchId, reason: '附件不全，请补' })
  expect(await sheetWords()).toContain('民政负责人：＿＿')
})

test('one person cannot be taken out of what a provider is owed; the whole line can, and the batch says who did it', async () => {
  const { batchId } = given
  const reason = '结算有误，退回重算'
  const said = await refusal(clerk(payments, 'removePerson', { batchId, personId: given.person, reason }))
  expect(said).toContain('不能单独移出')
  const { rows } = await clerk(payments, 'items', { batchId })
  const itemIds = rows.map(({ id }) => id)
  expect(await clerk(payments, 'removeFromBatch', { batchId, itemIds, reason })).toEqual({ removed: 1 })
  expect(await refusal(clerk(payments, 'removeFromBatch', { batchId, itemIds, reason }))).toContain('已经移出')
  await clerk(payments, 'cancelBatch', { batchId, reason: '没有要发的笔' })
  const { history, batch } = await finance(payments, 'get', { batchId })
  expect(batch.status).toBe('cancelled')
  expect(history.map(({ deed }) => deed).filter((deed) => ['生成批次', '移出', '作废'].includes(deed))).toEqual([
    '生成批次',
    '移出',
    '作废',
  ])
  expect(history.find(({ deed }) => deed === '移出')?.words).toBe('1笔：结算有误，退回重算')
  expect((await clerk(payments, 'payable', { month: '2023-08' }))[0]?.application?.status).toBe('open')
})

test('the account of a home holds when a second person has agreed, and not before', async () => {
  const account = {
    organisationId: given.home,
    bank: '示例银行',
    holder: '示例镇人民政府',
    account: '6222000000000077',
    from: '2023-09-01',
    reason: '首次登记',
  }
  const { accountId } = await clerk(payments, 'proposeHomeAccount', account)
  expect(await refusal(clerk(payments, 'proposeHomeAccount', account))).toContain('等待复核')
  const { rows, homes } = await leader(payments, 'homeAccounts', {})
  expect(homes).toEqual([{ id: given.home, name: '示例敬老院' }])
  expect(rows).toMatchObject([
    { state: 'proposed', ownName: false, accountMasked: expect.stringMatching(/0077$/), proposedName: clerkActor.name },
  ])
  const both = app.as({ ...clerkActor, operations: new Set(['payments.decideHomeAccount']) })
  expect(await refusal(both(payments, 'decideHomeAccount', { accountId, confirm: true }))).toContain('由另一人复核')
  expect(await refusal(leader(payments, 'decideHomeAccount', { accountId, confirm: false }))).toContain('不同意的原因')
  await leader(payments, 'decideHomeAccount', { accountId, confirm: false, reason: '户名与开户证明不符' })
  const right = await clerk(payments, 'proposeHomeAccount', { ...account, holder: '示例敬老院' })
  await leader(payments, 'decideHomeAccount', { accountId: right.accountId, confirm: true })
  const after = (await clerk(payments, 'homeAccounts', {})).rows
  expect(after).toHaveLength(2)
  expect(after.find(({ state }) => state === 'refused')?.refusedReason).toBe('户名与开户证明不符')
  expect(after.find(({ state }) => state === 'confirmed')?.decidedAt).not.toBeNull()
  const late = leader(payments, 'decideHomeAccount', { accountId: right.accountId, confirm: true })
  expect(await refusal(late)).toContain('已经复核')
})

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { Earmark, ledger } from '#modules/ledger/contract.ts'
import { notices } from '#modules/notices/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { learnPolicy } from '#apps/policy-source.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { importingOn } from '../../../test/importing.ts'
import { payments } from './contract.ts'
import { givenPayee } from './given.ts'

const app = await testApp({ now: '2023-08-06T10:00+08:00' })
await learnPolicy(app.installation)
const clerkActor = app.actor('county-clerk')
const clerk = app.as(clerkActor)
const leader = app.as(app.actor('county-leader'))
const finance = app.as(app.actor('finance'))
const { secrets } = app.installation
const { imported, stop } = await importingOn(app, clerkActor)
afterAll(stop)
const residentNo = givenIdNumber(78)
const place = { town: '', home: '' }
const who = { own: '', other: '', shared: '', bare: '', resident: '' }

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )

async function standard(from: string, dispersed: string) {
  const name = `示例政发〔${from}〕号`
  const text = `一、标准\n分散供养基本生活标准每人每月${dispersed}元，集中供养每人每月900.00元。`
  await clerk(policy, 'registerDocument', {
    ...givenDocument,
    name,
    number: name,
    issuedOn: from,
    effectiveFrom: from,
    text,
  })
  const both = { centralised: '900.00', dispersed }
  const { id } = await clerk(policy, 'propose', {
    key: 'standard.living.rates',
    value: { urban: both, rural: both },
    from,
    document: name,
    clause: '一、标准',
    quote: `每人每月${dispersed}元`,
  })
  await leader(policy, 'adopt', { id })
}

const allot = async (fen: number) => {
  const number = crypto.randomUUID().slice(0, 8)
  const voucher = { kind: 'allotted' as const, earmark: 'living' as const, amountFen: fen, onDay: '2023-08-01', number }
  const { voucherId } = await finance(ledger, 'enter', voucher)
  await leader(ledger, 'check', { voucherId, confirm: true })
}

async function payAll(batchId: string) {
  await leader(payments, 'approve', { batchId })
  await finance(payments, 'approve', { batchId })
  await clerk(payments, 'exportFile', { batchId })
  const { rows } = await clerk(payments, 'items', { batchId })
  const lines = rows.map((row) => `${row.lineNo},${Number(row.amountFen) / 100},成功`)
  const bytes = new TextEncoder().encode(['序号,金额,结果', ...lines].join('\n'))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = await receiveFile(app.installation, clerkActor, '371522', {
    name: 'r.csv',
    mediaType: 'text/csv',
    bytes,
    sha256,
  })
  await clerk(payments, 'importReturn', { batchId, fileId: file.fileId })
  await finance(payments, 'reconcile', { batchId, voucherNo: `记-${batchId.slice(-4)}` })
}

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  place.town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  const base = { townshipId: place.town, supportedFrom: '2023-07-10' }
  who.own = await givenPerson(app.superuser, { ...base, name: '张示例' })
  who.other = await givenPerson(app.superuser, { ...base, name: '李样本' })
  who.shared = await givenPerson(app.superuser, { ...base, name: '王演示' })
  who.bare = await givenPerson(app.superuser, { ...base, name: '赵测试' })
  who.resident = await givenPerson(app.superuser, {
    ...base,
    name: '陈假设',
    mode: 'centralised',
    idNumber: residentNo,
    secrets,
  })
  await givenPerson(app.superuser, { ...base, name: '新来的', supportedFrom: '2023-08-02' })
  await givenPayee(app.superuser, { personId: who.own, holder: '张示例', account: '6217000000000001', secrets })
  await givenPayee(app.superuser, {
    personId: who.other,
    holder: '钱某某',
    account: '6217000000000002',
    holderIsPerson: false,
    secrets,
  })
  await givenPayee(app.superuser, { personId: who.shared, holder: '王演示', account: '6217000000000001', secrets })
  await givenPayee(app.superuser, { personId: who.resident, holder: '陈假设', account: '6217000000000005', secrets })
})

test('without a living standard the list says who enters it where', async () => {
  const said = await refusal(clerk(payments, 'makeList', { month: '2023-08' }))
  expect(said).toContain('没有登记本县的基本生活标准')
  expect(said).toContain('政策依据')
  await standard('2023-07-01', '650.00')
})

let august = ''
test('the list holds whoever stood on the first of the month; the rest are named with the reason', async () => {
  const made = await clerk(payments, 'makeList', { month: '2023-08' })
  august = made.batchId
  // 650 + 650 dispersed with an account, 900 for the resident; care is bought here, so nobody draws it himself.
  expect(made).toMatchObject({ persons: 3, totalFen: 220_000n })
  const { rows } = await clerk(payments, 'problems', { batchId: august })
  const said = rows.map(({ personId, code, blocking }) => [personId, code, blocking])
  expect(said).toContainEqual([who.bare, 'no_account', true])
  expect(said).toContainEqual([who.other, 'holder_differs', true])
  expect(said).toContainEqual([who.own, 'shared_account', false])
  expect(rows.map(({ name }) => name)).not.toContain('新来的')
  expect(await refusal(clerk(payments, 'makeList', { month: '2023-08' }))).toContain('已经生成')
  expect(await refusal(clerk(payments, 'makeList', { month: '2023-09' }))).toContain('还没有开始')
  const shown = (await finance(payments, 'items', { batchId: august })).rows.map(({ payee }) => payee)
  expect(shown.every((name) => name.endsWith('**'))).toBe(true)
})

test('a month with a batch that is not even cannot be closed: what the bank answers later could not be taken in', async () => {
  const said = await refusal(clerk(rosters, 'proposeClosing', { month: '2023-08', reason: '四数核对一致' }))
  expect(said).toContain('现为“草稿”，没有对平，不能关账')
  expect((await leader(duties, 'mine', {})).tasks.map(({ title }) => title)).not.toContain('关账：2023年8月')
})

test('a person taken out of the draft is not paid, and the sums follow', async () => {
  await clerk(payments, 'removePerson', { batchId: august, personId: who.shared, reason: '账户待核实' })
  expect((await clerk(payments, 'get', { batchId: august })).batch).toMatchObject({ itemCount: 2, totalFen: 155_000n })
  await allot(1_000_000)
  await payAll(august)
  const paid = await leader(payments, 'ofPerson', { personId: who.own })
  expect(paid).toMatchObject([{ month: '2023-08', purpose: 'living', amountFen: 65_000n, status: 'paid' }])
})

test('everybody paid is told once, the township prints the slip and records that he took note', async () => {
  const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.town] }))
  const { rows, untold } = await town(notices, 'list', { month: '2023-08' })
  expect(untold).toBe(2)
  expect(rows.find(({ personId }) => personId === who.own)?.text).toContain('发到您本人的账户（尾号0001）')
  const noticeIds = rows.map(({ id }) => id)
  expect((await town(notices, 'slips', { noticeIds })).name).toContain('告知单2份')
  expect(await town(notices, 'choose', { noticeIds, kind: 'read_aloud' })).toEqual({ changed: 2 })
  expect((await town(notices, 'list', { text: '张示例' })).rows).toMatchObject([{ kind: 'read_aloud', village: '' }])
  expect((await town(notices, 'signList', { month: '2023-08' })).name).toBe('2023年8月本人账目告知签收册.pdf')
  const told = { noticeIds, how: 'read_aloud' as const, on: '2023-08-06', remark: '' }
  expect(await town(notices, 'acknowledge', told)).toEqual({ acknowledged: 2 })
  expect(await refusal(town(notices, 'acknowledge', told))).toContain('已登记知晓')
  expect(await refusal(town(notices, 'choose', { noticeIds, kind: 'message' }))).toContain('已登记知晓')
  expect(await refusal(town(notices, 'signList', { month: '2023-08' }))).toContain('没有可办理的告知')
  expect((await leader(payments, 'ofPerson', { personId: who.own }))[0]?.told).toBe(true)
  const elsewhere = app.as(app.actor('township-clerk', { kind: 'townships', ids: [crypto.randomUUID()] }))
  expect((await elsewhere(notices, 'list', {})).rows).toEqual([])
})

let september = ''
test('a rise entered later gives difference lines for the past month, and who was left out is paid what he missed', async () => {
  app.setNow('2023-09-06T10:00+08:00')
  await standard('2023-08-01', '700.00')
  await givenPayee(app.superuser, { personId: who.bare, holder: '赵测试', account: '6217000000000004', secrets })
  const made = await clerk(payments, 'makeList', { month: '2023-09' })
  september = made.batchId
  const own = await leader(payments, 'ofPerson', { personId: who.own })
  expect(own.map(({ month, amountFen, reason }) => [month, amountFen, reason])).toEqual([
    ['2023-09', 70_000n, ''],
    ['2023-08', 65_000n, ''],
    ['2023-08', 5_000n, '2023年8月标准调整的差额'],
  ])
  const bare = await leader(payments, 'ofPerson', { personId: who.bare })
  expect(bare.map(({ month, amountFen, reason }) => [month, amountFen, reason])).toEqual([
    ['2023-09', 70_000n, ''],
    ['2023-08', 70_000n, '2023年8月补发'],
  ])
  const { rows } = await clerk(payments, 'items', { batchId: september, text: '张示例' })
  expect(rows).toMatchObject([{ amountFen: 75_000n, persons: 1 }])
})

test('a death that becomes known late stops the file, and what went out after it is claimed by name', async () => {
  await payAll(september)
  await clerk(persons, 'reportDeath', { personId: who.own, diedOn: '2023-08-20', paperReference: '死亡证明（示例）' })
  const { rows } = await leader(payments, 'claims', {})
  expect(rows).toMatchObject([
    { personId: who.own, month: '2023-09', ground: 'death', amountFen: 70_000n, status: 'open' },
  ])
  app.setNow('2023-10-06T10:00+08:00')
  const proposal = { month: '2023-10', reason: '四数核对一致' }
  expect(await refusal(clerk(rosters, 'proposeClosing', proposal))).toContain('还没有生成发放花名册，不能关账')
  const { batchId } = await clerk(payments, 'makeList', { month: '2023-10' })
  expect((await leader(payments, 'claims', {})).rows).toHaveLength(1)
  const dead = { personId: who.shared, diedOn: '2023-09-21', paperReference: '死亡证明（示例）' }
  await clerk(persons, 'reportDeath', dead)
  const stops = async (as: typeof clerk) => (await as(payments, 'get', { batchId })).stops.map(({ message }) => message)
  const sentence = '已于2023年9月21日死亡，不能再发2023年10月的钱。请把这个人移出批次（已审批的先退回）。'
  expect(await stops(clerk)).toEqual([`王演示${sentence}`])
  expect(await stops(finance)).toEqual([`王**${sentence}`])
  expect(await refusal(leader(payments, 'approve', { batchId }))).toContain(sentence)
  const october = await leader(payments, 'ofPerson', { personId: who.own })
  expect(october.map(({ month }) => month)).not.toContain('2023-10')
  const claimId = rows[0]?.id ?? ''
  await leader(payments, 'decideClaim', { claimId, recovered: true, reason: '家属已退回', voucherNo: '记-9' })
  expect(
    await refusal(
      leader(payments, 'decideClaim', { claimId, recovered: true, reason: '家属已退回', voucherNo: '记-9' }),
    ),
  ).toContain('已经办理')
})

test('the first look at a file says what is due by the month, by which clause, and to whom it goes', async () => {
  const glance = async (personId: string) => (await clerk(persons, 'person', { personId })).glance
  const [living, care] = await glance(who.resident)
  expect(living).toMatchObject({ label: '每月基本生活', value: '900.00元　由供养机构统一用在本人身上' })
  expect(living?.citations).toMatchObject([{ clause: '一、标准' }])
  expect(care?.label).toBe('每月照料护理')
  const own = await glance(who.other)
  expect(own[0]?.value).toMatch(/^\d+\.\d\d元$/)
  expect(own.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['每月基本生活', '每月照料护理', '下一次评估', '协议', '材料']),
  )
  expect(own.find(({ label }) => label === '协议')).toMatchObject({ value: '无协议', lacks: true })
})

test('a list of changes that is undone takes back the claims that its deaths and ends opened, and no others', async () => {
  const openOf = async (personId: string) =>
    (await leader(payments, 'claims', { status: 'open' })).rows.filter((row) => row.personId === personId)
  const balance = async () =>
    (
      await app.superuser.query<{ fen: string }>(`select sum(case when debit = 'claims' then amount_fen
        when credit = 'claims' then -amount_fen else 0 end)::text as fen from ledger.posting`)
    ).rows[0]?.fen
  const before = await balance()
  const importId = await imported([
    ['姓名', '身份证号', '变更类型', '终止原因', '终止日期', '最后发放月'],
    ['陈假设', residentNo, '减少', '死亡', '2023-08-15', '2023-08'],
  ])
  expect(await openOf(who.resident)).toMatchObject([{ month: '2023-09', ground: 'death', amountFen: 90_000n }])
  expect(await balance()).not.toBe(before)
  app.setNow('2023-10-06T11:00+08:00')
  await clerk(persons, 'importUndo', { importId, reason: '录错了人' })
  expect(await openOf(who.resident)).toEqual([])
  const { rows } = await leader(payments, 'claims', { status: 'waived' })
  expect(rows).toMatchObject([{ personId: who.resident, decidedReason: '撤销导入，照常发放' }])
  expect(await balance()).toBe(before)
})

test('whatever is entered in whatever order, no pot falls below nought and every pot is the sum of its postings', async () => {
  const step = fc.record({
    kind: fc.constantFrom('allotted' as const, 'handed_back' as const),
    earmark: fc.constantFrom(...Earmark.options),
    amountFen: fc.integer({ min: 1, max: 1_000_000 }),
  })
  let number = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const entered = await Promise.all(
        steps.map((each) => finance(ledger, 'enter', { ...each, onDay: '2023-10-01', number: `试-${(number += 1)}` })),
      )
      await Promise.allSettled(entered.map(({ voucherId }) => leader(ledger, 'check', { voucherId, confirm: true })))
      const pots =
        await app.superuser.query(`select p.earmark, p.balance_fen::text as balance, (select coalesce(sum(case when debit = 'pot' then amount_fen
        when credit = 'pot' then -amount_fen else 0 end), 0)::text from ledger.posting g where g.county_code = p.county_code and g.earmark = p.earmark) as posted
        from ledger.pot p`)
      for (const pot of pots.rows as { balance: string; posted: string }[]) {
        expect(BigInt(pot.balance) >= 0n).toBe(true)
        expect(pot.balance).toBe(pot.posted)
      }
    }),
    { numRuns: 15 },
  )
})

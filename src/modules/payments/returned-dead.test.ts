/** A payment that comes back after a death: no new account is named, the one on file may still take it. */
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
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
const who = { personId: '', batchId: '' }

async function answered(batchId: string, result: string): Promise<void> {
  await leader(payments, 'approve', { batchId })
  await finance(payments, 'approve', { batchId })
  await clerk(payments, 'exportFile', { batchId })
  const bytes = new TextEncoder().encode(`序号,金额,结果,原因,日期\n1,650.00,${result},,2023-08-07`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { name: '回盘.csv', mediaType: 'text/csv', bytes, sha256 }
  const { fileId } = await receiveFile(app.installation, clerkActor, '371522', file)
  await clerk(payments, 'importReturn', { batchId, fileId })
}

const onlyLine = async (batchId: string) => (await clerk(payments, 'items', { batchId })).rows[0]

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  const townshipId = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  who.personId = await givenPerson(app.superuser, { townshipId, supportedFrom: '2023-06-10', name: '张示例' })
  const { secrets } = app.installation
  await givenPayee(app.superuser, { personId: who.personId, holder: '张示例', account: '6217000000000011', secrets })
  const text = '一、标准\n分散供养每人每月650.00元，集中供养每人每月900.00元。'
  const document = { ...givenDocument, issuedOn: '2023-06-01', effectiveFrom: '2023-06-01', text }
  await clerk(policy, 'registerDocument', document)
  const both = { centralised: '900.00', dispersed: '650.00' }
  const { id } = await clerk(policy, 'propose', {
    key: 'standard.living.rates',
    value: { urban: both, rural: both },
    from: '2023-07-01',
    document: document.name,
    clause: '一、标准',
    quote: '每人每月650.00元',
  })
  await leader(policy, 'adopt', { id })
  const voucher = {
    kind: 'allotted',
    earmark: 'living',
    amountFen: 1_000_000,
    onDay: '2023-08-01',
    number: '拨-1',
  } as const
  const { voucherId } = await finance(ledger, 'enter', voucher)
  await leader(ledger, 'check', { voucherId, confirm: true })
  who.batchId = (await clerk(payments, 'makeList', { month: '2023-08' })).batchId
  await answered(who.batchId, '退票')
  await clerk(persons, 'reportDeath', { ...who, diedOn: '2023-08-05', paperReference: '死亡证明（示例）' })
})

test('sent again unexplained it is refused with the way of the dead; with the reason it goes to the confirmed account and comes even', async () => {
  const { batchId } = who
  const itemIds = [(await onlyLine(batchId))?.id ?? '']
  const said = await refused(clerk(payments, 'reissue', { batchId, itemIds, reason: '' }))
  expect(said).toContain('死亡，不再登记新账户')
  expect(said).toContain('提出“不再重发”')
  const again = await clerk(payments, 'reissue', { batchId, itemIds, reason: '账户未销，家属确认可入账' })
  await answered(again.batchId, '成功')
  await finance(payments, 'reconcile', { batchId: again.batchId, voucherNo: '记-1' })
  await finance(payments, 'reconcile', { batchId, voucherNo: '记-2' })
  expect((await clerk(payments, 'get', { batchId })).batch.status).toBe('reconciled')
  expect(await onlyLine(again.batchId)).toMatchObject({ status: 'paid', amountFen: 65_000n })
})

/** What was deducted in a person's name is not paid for him: his share of the batch and what he is told follow the settlement. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { providers } from '#modules/providers/contract.ts'
import { givenDecidedDeduction } from '#modules/settlement/given.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { month, settlingOn } from '../../../test/settling.ts'
import { payments } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const { approve, clerk, compute, givenReady, leader } = settlingOn(app)

test('a deduction by name lowers his share, one of the whole township nobody’s; the line of the batch is the payable', async () => {
  const service = await givenReady()
  const townshipId = service.townships[0]?.id ?? ''
  const [unserved, short] = service.persons.filter(({ level }) => level === 'partly_able')
  const of = { month, townshipId }
  await givenDecidedDeduction(app.superuser, service, { ...of, personId: unserved?.id ?? null, fen: 31_300n })
  await givenDecidedDeduction(app.superuser, service, { ...of, personId: short?.id ?? null, fen: 5_000n })
  await givenDecidedDeduction(app.superuser, service, { ...of, personId: null, fen: 10_000n })
  const { statementId, payable } = await compute(service)
  expect(payable).toBe(408_100n - 31_300n - 5_000n - 10_000n)
  await approve(statementId)
  const account = {
    organisationId: service.organisationId,
    bank: '示例银行',
    holder: '甲机构',
    account: '6222000000000099',
  }
  const { accountId } = await clerk()(providers, 'proposeAccount', { ...account, from: '2023-01-01', reason: '首次' })
  await leader()(providers, 'decideAccount', { accountId, confirm: true })
  const bytes = new TextEncoder().encode('发票')
  const invoice = {
    name: '发票.csv',
    mediaType: 'text/csv',
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  const { fileId } = await receiveFile(app.installation, app.actor('county-clerk'), '371522', invoice)
  const asked = { statementId, invoiceNumber: 'INV-9', invoiceOn: '2023-09-05', invoiceFen: Number(payable), fileId }
  const { applicationId } = await clerk()(payments, 'apply', asked)
  const { batchId } = await clerk()(payments, 'makeBatch', { month, applicationIds: [applicationId] })
  const { rows } = await clerk()(payments, 'items', { batchId })
  expect(rows.map(({ amountFen }) => amountFen)).toEqual([payable])
  const shares = await app.superuser.query<{ personId: string; fen: string; basis: Record<string, string> }>(
    `select person_id as "personId", amount_fen::text as fen, basis from payments.share where batch_id = $1`,
    [batchId],
  )
  const byPerson = new Map(shares.rows.map((row) => [row.personId, row]))
  expect(byPerson.has(unserved?.id ?? '')).toBe(false)
  expect(byPerson.get(short?.id ?? '')).toMatchObject({ fen: '26300', basis: { fee: '31300', deducted: '5000' } })
  const sum = shares.rows.reduce((all, { fen }) => all + BigInt(fen), 0n)
  expect(sum - payable).toBe(10_000n)
})

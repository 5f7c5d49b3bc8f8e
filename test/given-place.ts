/** The chain under other packs than Shenxian's: a county with its people and provider, and its month from agreement to payment. */
import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { agreements } from '#modules/agreements/contract.ts'
import { evaluations } from '#modules/evaluations/contract.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { givenPayee } from '#modules/payments/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { providers } from '#modules/providers/contract.ts'
import { givenContract, givenProvider } from '#modules/providers/given.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { settlement } from '#modules/settlement/contract.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { type TestApp, testApp } from './app.ts'
import { picture } from './given-agreements.ts'

/** Of the test file that runs: set by `openPlaces`, because one process runs many. */
export let app: TestApp
const month = '2024-07'

/** At the head of a test file: a database of its own. */
export async function openPlaces(): Promise<void> {
  app = await testApp({ now: '2024-07-03T10:00+08:00' })
  await learnPolicy(app.installation)
}

/** A county with its people, a provider under contract, and standards of its own that say they are invented. */
export async function givenPlace(county: string) {
  const countyArea = await givenArea(app.superuser, { level: 'county', name: `县${county}`, county, parentId: null })
  const township = await givenArea(app.superuser, { level: 'township', name: '甲镇', county, parentId: countyArea })
  const village = await givenArea(app.superuser, { level: 'village', name: '子村', county, parentId: township })
  const name = `机构${county}`
  const provider = await givenProvider(app.superuser, { name, county })
  const contractId = await givenContract(app.superuser, {
    organisationId: provider,
    townshipIds: [township],
    county,
    to: '2025-05-09',
  })
  await app.superuser.query(`update providers.contract set sum_fen = 90000000, budget_line = '2082102' where id = $1`, [
    contractId,
  ])
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, functions, hotline, from_on)
     values ($1, $2, 'bureau', '示例民政局', '{civil_affairs}', '0000-0000000', '2020-01-01')`,
    [county, crypto.randomUUID()],
  )
  const persons: string[] = []
  for (const level of ['able', 'unable'] as const) {
    const id = await givenPerson(app.superuser, {
      county,
      townshipId: township,
      villageId: village,
      organisationId: provider,
      level,
      supportedFrom: '2023-01-01',
      knownAt: '2023-01-01T00:00:00Z',
      name: `${level === 'able' ? '张' : '李'}示例`,
    })
    await app.superuser.query(`update persons.person set capacity_basis = '入户了解（演示）' where id = $1`, [id])
    const holder = level === 'able' ? '张示例' : '李示例'
    await givenPayee(app.superuser, {
      county,
      personId: id,
      holder,
      account: `62170000000000${persons.length}1`,
      secrets: app.installation.secrets,
    })
    persons.push(id)
  }
  const scope = { county, counties: [county] }
  const at = (role: Parameters<typeof app.actor>[0]) => app.as(app.actor(role, scope))
  return {
    county,
    name,
    township,
    provider,
    persons,
    clerkActor: app.actor('county-clerk', scope),
    clerk: at('county-clerk'),
    leader: at('county-leader'),
    finance: at('finance'),
    townClerk: app.as(app.actor('township-clerk', { ...scope, kind: 'townships', ids: [township] })),
    townLeader: app.as(app.actor('township-leader', { ...scope, kind: 'townships', ids: [township] })),
    aide: app.as(app.actor('village-aide', { ...scope, kind: 'villages', ids: [village] })),
    manager: app.as(
      app.actor('provider-admin', { ...scope, kind: 'organisation', ids: [provider], organisationId: provider }),
    ),
  }
}
type Place = Awaited<ReturnType<typeof givenPlace>>

export async function setStandards(place: Place): Promise<void> {
  const text = '一、标准\n照料护理100.00元、200.00元、400.00元；基本生活1000.00元、900.00元；低保600.00元。（虚构）'
  const document = { ...givenDocument, issuedOn: '2023-12-01', text }
  await place.clerk(policy, 'registerDocument', document)
  const same = { centralised: '1000.00', dispersed: '900.00' }
  const values = {
    'standard.dibao.rates': { urban: '600.00', rural: '600.00' },
    'standard.care.rates': { able: '100.00', partly_able: '200.00', unable: '400.00' },
    'standard.living.rates': { urban: same, rural: same },
  }
  const entered = { from: '2024-01-01', document: document.name, clause: '一、标准', quote: '照料护理100.00元' }
  for (const [key, value] of Object.entries(values)) {
    const { id } = await place.clerk(policy, 'propose', { key, value, ...entered })
    await place.leader(policy, 'adopt', { id })
  }
}

export const said = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

async function upload(place: Place, name: string, bytes: Uint8Array, mediaType: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return (await receiveFile(app.installation, place.clerkActor, place.county, { name, mediaType, bytes, sha256 }))
    .fileId
}

export type Clauses = Record<string, string>

/** Drafted, reviewed, signed by whoever the pack names; answers who that was. */
export async function agree(
  place: Place,
  clauses: Clauses,
  kind: 'dispersed' | 'centralised' = 'dispersed',
): Promise<string[]> {
  const terms = { from: '2024-07-03', to: '2025-05-09', rosterFixedOn: '2024-07-01' }
  const draft = { ...terms, kind, personIds: place.persons, priceKind: 'free' as const, priceFen: 0 }
  const { drafted } = await place.townClerk(agreements, 'draftBatch', draft)
  const ids = drafted.map(({ agreementId }) => agreementId)
  expect(ids).toHaveLength(2)
  const parties = new Set<string>()
  for (const agreementId of ids) {
    const edit = { agreementId, ...terms, priceKind: 'free' as const, priceFen: 0, version: 1, clauses }
    await place.townClerk(agreements, 'edit', edit)
  }
  await place.townClerk(agreements, 'submit', { ids })
  await place.leader(agreements, 'approve', { ids, reviewedOn: '2024-07-03' })
  for (const agreementId of ids) {
    const { marks, person } = await place.clerk(agreements, 'get', { agreementId })
    for (const { party, act } of marks) {
      parties.add(party)
      const own = party === 'person'
      const file = { name: '签名.png', mediaType: 'image/png', bytes: picture() }
      const whole = { ...file, sha256: createHash('sha256').update(file.bytes).digest('hex') }
      const { fileId } = await receiveFile(app.installation, place.clerkActor, place.county, whole)
      const sign = { agreementId, party, act, signedOn: '2024-07-03', fileId, method: 'paper' as const, heldBy: '乡镇' }
      const who = own
        ? { signer: person, as: 'person' as const }
        : { signer: `${party}代表`, as: 'representative' as const }
      await place.clerk(agreements, 'sign', { ...sign, ...who })
    }
    expect((await place.clerk(agreements, 'get', { agreementId })).status).toBe('signed')
  }
  return [...parties].sort()
}

/** Roster, settlement, payment: answers what was paid for care. */
export async function settleAndPay(place: Place): Promise<bigint> {
  await place.clerk(rosters, 'generate', { month })
  const [{ id: rosterId } = { id: '' }] = await place.clerk(rosters, 'list', { month })
  await place.clerk(rosters, 'confirmChanges', { rosterId, personIds: place.persons, remark: '' })
  await place.clerk(rosters, 'lock', { rosterId })
  await place.leader(rosters, 'send', { rosterId })
  await place.manager(rosters, 'acknowledge', { rosterId })
  app.setNow('2024-08-10T10:00+08:00')
  const which = { month, organisationId: place.provider }
  const items = [{ title: '服务内容和质量', result: 'good' as const }]
  const proposal = {
    ...which,
    result: 'accepted' as const,
    items,
    words: '抽查记录与名册相符',
    withoutScore: [place.township],
    withoutScoreReason: '本地没有规定乡镇月度考评',
  }
  const { proposalId } = await place.clerk(evaluations, 'proposeAcceptance', proposal)
  await place.leader(evaluations, 'decideAcceptance', { proposalId, agree: true })
  const { statementId, payable } = await place.clerk(settlement, 'compute', which)
  const { hash } = await place.leader(settlement, 'statement', { statementId })
  const seen = { statementId, hash: hash ?? '' }
  await place.clerk(settlement, 'submit', seen)
  await place.leader(settlement, 'approveCivil', seen)
  await place.finance(settlement, 'approveFinance', seen)
  const account = {
    organisationId: place.provider,
    bank: '示例银行',
    holder: place.name,
    account: '6222000000000077',
    from: '2024-01-01',
    reason: '首次',
  }
  const { accountId } = await place.clerk(providers, 'proposeAccount', account)
  await place.leader(providers, 'decideAccount', { accountId, confirm: true })
  const fileId = await upload(place, '发票.csv', Buffer.from('发票'), 'text/csv')
  const invoice = {
    statementId,
    invoiceNumber: `INV-${place.county}`,
    invoiceOn: '2024-08-09',
    invoiceFen: Number(payable),
    fileId,
  }
  const { applicationId } = await place.clerk(payments, 'apply', invoice)
  const { batchId } = await place.clerk(payments, 'makeBatch', { month, applicationIds: [applicationId] })
  await pay(place, batchId, ['care'])
  return payable
}

/** Every earmark that the batch may need is allotted, then it goes by its two approvals to the bank and back. */
async function pay(place: Place, batchId: string, earmarks: readonly ('care' | 'living')[]): Promise<void> {
  for (const earmark of earmarks) await allot(place, earmark)
  await place.leader(payments, 'approve', { batchId })
  await place.finance(payments, 'approve', { batchId })
  await place.clerk(payments, 'exportFile', { batchId })
  const { rows } = await place.clerk(payments, 'items', { batchId })
  const lines = rows.map((row) => `${row.lineNo},${Number(row.amountFen) / 100},成功`)
  const fileId = await upload(place, '回盘.csv', Buffer.from(['序号,金额,结果', ...lines].join('\n')), 'text/csv')
  await place.clerk(payments, 'importReturn', { batchId, fileId })
  await place.finance(payments, 'reconcile', { batchId, voucherNo: `记-${batchId.slice(-6)}` })
}

async function allot(place: Place, earmark: 'care' | 'living'): Promise<void> {
  const allotted = {
    kind: 'allotted' as const,
    earmark,
    amountFen: 10_000_000,
    onDay: '2024-08-01',
    number: `PZ-${place.county}-${earmark}`,
  }
  const { voucherId } = await place.finance(ledger, 'enter', allotted)
  await place.leader(ledger, 'check', { voucherId, confirm: true })
}

export async function payLiving(place: Place) {
  app.setNow('2024-08-10T10:00+08:00')
  const made = await place.clerk(payments, 'makeList', { month })
  await pay(place, made.batchId, place.county === '990101' ? ['living', 'care'] : ['living'])
  return made
}

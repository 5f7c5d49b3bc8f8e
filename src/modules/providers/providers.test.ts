import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { givenArea } from '../access/given.ts'
import { providers } from './contract.ts'
import { givenContract, givenCreditCode, givenProvider } from './given.ts'
import { checkCharacter } from '#kernel/identity-number.ts'
import { receiveFile, redeemTicket } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const ofProvider = (organisationId: string) =>
  app.as(app.actor('provider-admin', { kind: 'organisation', ids: [organisationId], organisationId }))

const fields = { name: '试验机构', kind: 'company' as const, from: '2023-01-01' }
const register = (name = '试验机构') => clerk(providers, 'register', { ...fields, name, creditCode: givenCreditCode() })

const contents = {
  content: '照料护理',
  term: '一年',
  quantity: '以名册为准',
  quality: '按标准',
  price: '按等级',
  settlement_method: '按月',
  rights_and_obligations: '见第五条',
  breach_liability: '见第八条',
}
const contract = (number: string) => ({
  number,
  from: '2023-06-01',
  to: '2024-05-31',
  signedOn: '2023-05-20',
  sumFen: 100_000_000,
  contents,
  townships: [{ townshipId: township, from: '2023-06-01', to: '2024-05-31' }],
  clauses: [{ no: '8.1', text: '未服务的扣减当月', kind: 'person_month' as const }],
})

test('a credit code with a wrong check character is refused', async () => {
  const right = givenCreditCode()
  const creditCode = right.slice(0, 17) + (right.endsWith('0') ? '1' : '0')
  await expect(clerk(providers, 'register', { ...fields, creditCode })).rejects.toThrow('信用代码第18位应为')
})

test('the same credit code cannot be entered twice', async () => {
  const creditCode = givenCreditCode()
  await clerk(providers, 'register', { ...fields, creditCode })
  await expect(clerk(providers, 'register', { ...fields, creditCode })).rejects.toThrow('已经登记')
})

test('a contract without its liability for breach does not take effect, and the refusal cites the clause', async () => {
  const { organisationId } = await register()
  const { breach_liability: _, ...seven } = contents
  const { contractId } = await clerk(providers, 'draftContract', {
    organisationId,
    ...contract('HT-缺'),
    contents: seven,
  })
  const refused = leader(providers, 'activateContract', { contractId, version: 1 })
  await expect(refused).rejects.toThrow('合同生效后才能签协议和结算。缺：违约责任')
  await expect(refused).rejects.toMatchObject({
    reasons: [{ citations: [{ document: '莘政办发〔2023〕6号', clause: '五、工作要求（四）' }] }],
  })
  await clerk(providers, 'editContract', { contractId, version: 1, ...contract('HT-缺') })
  await leader(providers, 'activateContract', { contractId, version: 2 })
  const { contracts } = await clerk(providers, 'get', { organisationId })
  expect(contracts[0]).toMatchObject({ status: 'active', sumFen: 100_000_000n })
  expect(contracts[0]?.required.map(({ title, has }) => `${title}${has ? '✓' : '缺'}`)).toEqual(
    ['内容', '期限', '数量', '质量', '价格', '资金结算方式', '权利义务', '违约责任'].map((title) => `${title}✓`),
  )
  const edit = clerk(providers, 'editContract', { contractId, version: 3, ...contract('HT-缺') })
  await expect(edit).rejects.toThrow('合同已生效，内容不能修改')
})

test('who drafted a contract does not put it into effect, and a township not at all', async () => {
  const { organisationId } = await register()
  const both = app.as(app.actor('county-leader', { accountId: 'one-account' }))
  const drafting = { ...app.actor('county-clerk', { accountId: 'one-account' }) }
  const { contractId } = await app.as(drafting)(providers, 'draftContract', { organisationId, ...contract('HT-同') })
  await expect(both(providers, 'activateContract', { contractId, version: 1 })).rejects.toThrow('由两人办理')
  const town = app.as(app.actor('township-leader', { kind: 'townships', ids: [township] }))
  await expect(town(providers, 'activateContract', { contractId, version: 1 })).rejects.toMatchObject({
    kind: 'forbidden',
  })
})

test('an ending for a veto needs a takeover plan and a carer for everyone', async () => {
  const organisationId = await givenProvider(app.superuser, { name: '丙机构' })
  const contractId = await givenContract(app.superuser, { organisationId, townshipIds: [township] })
  const ending = { contractId, version: 1, ground: 'veto' as const, reason: '虐待', endedOn: '2023-09-06' }
  const refused = leader(providers, 'endContract', ending)
  await expect(refused).rejects.toThrow('尚未启动接管预案')
  await expect(refused).rejects.toMatchObject({ reasons: [{ citations: [{ document: '莘政办发〔2023〕6号' }] }] })
  const plan = { ...ending, takeoverPlan: '由乙机构自次日接管' }
  const nobody = leader(providers, 'endContract', { ...plan, takeoverBy: crypto.randomUUID() })
  await expect(nobody).rejects.toThrow('接管机构在终止次日没有生效的购买合同')
  await leader(providers, 'endContract', plan)
  const again = leader(providers, 'endContract', { ...plan, version: 2 })
  await expect(again).rejects.toThrow('只有生效的合同可以终止')
})

const numbered = (first17: string) => first17 + checkCharacter(first17)
const idNumber = numbered('37152219800101002')
const carer = (organisationId: string) => ({ organisationId, name: '赵测试', idNumber, from: '2023-06-01' })

test('a carer stands with one contractor at a time; the refusal names the other and the clause', async () => {
  const first = await givenProvider(app.superuser, { name: '乙机构' })
  const second = await givenProvider(app.superuser, { name: '丁机构' })
  const { carerId } = await ofProvider(first)(providers, 'addCarer', carer(first))
  const refused = ofProvider(second)(providers, 'addCarer', { ...carer(second), from: '2023-08-01' })
  await expect(refused).rejects.toThrow('赵测试已登记在乙机构（2023年6月起）。同一时间只能受雇于一家承接主体，不得转包')
  await expect(refused).rejects.toMatchObject({ reasons: [{ citations: [{ clause: '五、工作要求（五）' }] }] })
  await ofProvider(first)(providers, 'endCarer', { carerId, version: 1, to: '2023-07-31' })
  await ofProvider(second)(providers, 'addCarer', { ...carer(second), from: '2023-08-01' })
})

test('two providers who enter one carer at the same moment: one gets her', async () => {
  const pair = await Promise.all(['戊机构', '己机构'].map((name) => givenProvider(app.superuser, { name })))
  const same = numbered('37152219750202004')
  const answers = await Promise.allSettled(
    pair.map((organisationId) =>
      ofProvider(organisationId)(providers, 'addCarer', { ...carer(organisationId), idNumber: same }),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('another employer or wage payer than the contractor is subcontracting', async () => {
  const organisationId = await givenProvider(app.superuser, { name: '庚机构' })
  const adding = { ...carer(organisationId), idNumber: numbered('37152219850303002'), wagePayer: '辛公司' }
  await expect(clerk(providers, 'addCarer', adding)).rejects.toThrow('属转包')
})

test('an account takes effect by a second person and ends the one before', async () => {
  const organisationId = await givenProvider(app.superuser, { name: '壬机构' })
  const account = { organisationId, bank: '某银行', holder: '壬机构', account: '6222000011112222', reason: '首次' }
  const confirm = async (from: string) => {
    const { accountId } = await clerk(providers, 'proposeAccount', { ...account, from })
    return leader(providers, 'decideAccount', { accountId, confirm: true })
  }
  const other = clerk(providers, 'proposeAccount', { ...account, holder: '别人', from: '2023-06-01' })
  await expect(other).rejects.toThrow('户名“别人”与机构名称“壬机构”不一致')
  await confirm('2023-06-01')
  await confirm('2023-09-01')
  const { accounts } = await clerk(providers, 'get', { organisationId })
  expect(accounts.map(({ from, to }) => `${from} ${to ?? ''}`)).toEqual(['2023-09-01 ', '2023-06-01 2023-08-31'])
  const self = app.actor('county-leader', { accountId: 'account-maker' })
  const maker = app.as({ ...self, operations: new Set([...self.operations, 'providers.proposeAccount']) })
  const { accountId } = await maker(providers, 'proposeAccount', { ...account, from: '2023-10-01' })
  await expect(maker(providers, 'decideAccount', { accountId, confirm: true })).rejects.toThrow('由两人办理')
})

test('a provider sees itself and no other; another county sees none', async () => {
  const own = await givenProvider(app.superuser, { name: '本家机构' })
  const other = await givenProvider(app.superuser, { name: '别家机构' })
  const { rows } = await ofProvider(own)(providers, 'list', {})
  expect(rows.map(({ name }) => name)).toEqual(['本家机构'])
  await expect(ofProvider(own)(providers, 'get', { organisationId: other })).rejects.toMatchObject({
    kind: 'not_found',
  })
  const abroad = app.as(app.actor('county-clerk', { county: '150430' }))
  expect((await abroad(providers, 'list', {})).rows).toEqual([])
})

test('contracts and certificates that run out are brought to mind before they do', async () => {
  const organisationId = await givenProvider(app.superuser, { name: '到期机构' })
  await givenContract(app.superuser, { organisationId, townshipIds: [township], to: '2023-10-06', number: 'HT-将到期' })
  await clerk(providers, 'addCarer', {
    ...carer(organisationId),
    idNumber: numbered('37152219900404002'),
    healthUntil: '2023-09-20',
  })
  const { rows } = await clerk(providers, 'list', { words: '到期机构' })
  expect(rows[0]?.reminders.map(({ text }) => text)).toEqual(['合同还剩30天', '健康证还剩14天'])
})

test('a contract opens with its scan for who may see it; without one it says where to put it; another county finds neither', async () => {
  const { organisationId } = await register('扫描机构')
  const bytes = Buffer.from('%PDF-1.4 合同扫描件')
  const scan = { name: '合同.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, app.actor('county-clerk'), '371522', scan)
  const bare = await clerk(providers, 'draftContract', { organisationId, ...contract('HT-无扫描') })
  await expect(clerk(providers, 'openContractFile', bare)).rejects.toThrow('这份合同还没有扫描件')
  const { contractId } = await clerk(providers, 'draftContract', { organisationId, ...contract('HT-有扫描'), fileId })
  expect(await clerk(providers, 'contract', { contractId })).toMatchObject({ number: 'HT-有扫描', status: 'draft' })
  const { ticket, name } = await clerk(providers, 'openContractFile', { contractId })
  expect(name).toBe('合同.pdf')
  const opened = await redeemTicket(
    app.installation,
    app.actor('county-clerk'),
    createHash('sha256').update(ticket).digest(),
  )
  expect(Buffer.from(opened?.bytes ?? [])).toEqual(bytes)
  const abroad = app.as(app.actor('county-clerk', { county: '150430' }))
  await expect(abroad(providers, 'contract', { contractId })).rejects.toMatchObject({ kind: 'not_found' })
  await expect(abroad(providers, 'openContractFile', { contractId })).rejects.toMatchObject({ kind: 'not_found' })
  const other = await givenProvider(app.superuser, { name: '旁家机构' })
  await expect(ofProvider(other)(providers, 'contract', { contractId })).rejects.toMatchObject({ kind: 'not_found' })
})

import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainMonth } from '#kernel/calendar.ts'
import { endings } from '#modules/endings/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { testApp } from '../../../test/app.ts'
import { givenHome } from '../../../test/given-custody.ts'
import { custody } from './contract.ts'

const app = await testApp({ now: '2023-09-20T10:00+08:00' })
await learnPolicy(app.installation)
const said = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const place = await givenHome(app.superuser, {
  county: '371522',
  name: '示例敬老院',
  residents: [{ name: '张示例' }, { name: '李样本' }, { name: '赵测试' }],
})
const [zhang = '', li = '', zhao = ''] = place.persons
const atHome = (accountId: string) =>
  app.as(app.actor('home-director', { accountId, kind: 'organisation', ids: [place.home], organisationId: place.home }))
const director = atHome('director')
const second = atHome('second')
const clerk = app.as(app.actor('county-clerk'))

async function open(personId: string, giver: string): Promise<string> {
  const given = { givenBy: 'person' as const, scope: 'money' as const, from: '2023-08-01', paperReference: '3盒1页' }
  const { accountId } = await director(custody, 'open', { personId, giver, ...given })
  const slip = { accountId, kind: 'deposit' as const, amountFen: 50_000, on: '2023-09-01', purpose: '养老金存入' }
  const { slipId } = await director(custody, 'enter', slip)
  await second(custody, 'decide', { slipId, agree: true })
  return accountId
}

const take = (accountId: string) => ({
  accountId,
  kind: 'withdrawal' as const,
  amountFen: 10_000,
  on: '2023-09-20',
  purpose: '买衣服',
  signedAs: 'thumb' as const,
})
const settling = (accountId: string, on = '2023-09-20') => ({
  accountId,
  on,
  inventory: '当面点清现金',
  signedAs: 'signature' as const,
})
const lis = { account: '', line: '' }
async function prepared(month: string) {
  const asked = { homeId: place.home, month: plainMonth(month), amountFen: 6000 }
  const { roundId, left } = await director(custody, 'prepareRound', asked)
  await second(custody, 'decideRound', { roundId, agree: true })
  const { lines } = await director(custody, 'round', { roundId })
  return { lines, left }
}
const own = { receiver: 'person' as const, signedAs: 'thumb' as const }

test('whoever is found without capacity signs nothing more and entrusts nothing more, until his guardian does (A-16, BJ-3.1)', async () => {
  const accountId = await open(zhang, '张示例')
  lis.account = await open(li, '李样本')
  const before = await director(custody, 'enter', take(accountId))
  const { lines } = await prepared('2023-08')
  lis.line = lines.find(({ personId }) => personId === li)?.id ?? ''
  const { version } = await clerk(persons, 'person', { personId: zhang })
  const found = { capacity: 'none' as const, basis: '法院判决（演示）', since: '2023-09-10', paperReference: '5盒1页' }
  await clerk(persons, 'setCapacity', { personId: zhang, version, ...found })

  expect(await said(director(custody, 'enter', take(accountId)))).toContain('自2023年9月10日起不具有完全民事行为能力')
  expect(await said(second(custody, 'decide', { slipId: before.slipId, agree: true }))).toContain('本人签收无效')
  await second(custody, 'decide', { slipId: before.slipId, agree: false, words: '本人签收无效' })
  expect(await said(director(custody, 'enter', { ...take(accountId), kind: 'deposit' }))).toContain('委托不再有效')
  const line = lines.find(({ personId }) => personId === zhang)
  expect(await said(director(custody, 'payLine', { lineId: line?.id ?? '', ...own }))).toContain('不能发放零用钱')
  const self = { ...settling(accountId), taker: 'self' as const, takerName: '张示例' }
  expect(await said(director(custody, 'settle', self))).toContain('余额应交监护人')
  const stands = await director(custody, 'account', { accountId })
  expect(stands.stopped).toMatchObject([{ code: 'unable', message: expect.stringContaining('还没有登记监护人') }])
  expect(stands.entrustments).toMatchObject([{ inForce: false, lapsed: true }])

  const guardian = { name: '张范例', relation: '侄子', scope: ['property' as const], basis: '村委会指定文书2023-3' }
  await clerk(persons, 'addGuardian', { personId: zhang, ...guardian, fromOn: '2023-09-12' })
  const anew = { accountId, givenBy: 'guardian' as const, scope: 'money' as const, paperReference: '5盒2页' }
  await director(custody, 'entrust', { ...anew, giver: '张范例', from: '2023-09-15' })
  const after = await director(custody, 'account', { accountId })
  expect(after.stopped).toEqual([])
  expect(after.entrustments).toMatchObject([
    { giver: '张范例', inForce: true },
    { giver: '张示例', withdrawnOn: '2023-09-15' },
  ])
  await director(custody, 'enter', { ...take(accountId), kind: 'deposit' })
  expect(await said(director(custody, 'payLine', { lineId: line?.id ?? '', ...own }))).toContain('本人签收无效')
  const consent = { personId: zhang, kind: 'pocket_money' as const, givenBy: 'guardian' as const, receiver: '张范例' }
  const { id } = await clerk(persons, 'giveConsent', { ...consent, fromOn: '2023-09-15', paperReference: '5盒3页' })
  await director(custody, 'payLine', { lineId: line?.id ?? '', receiver: 'other', consentId: id, signedAs: 'thumb' })
})

test('once the entrustment is taken back no pocket money is paid out of it, and no new list names him', async () => {
  const accountId = lis.account
  const { entrustments } = await director(custody, 'account', { accountId })
  const withdrawn = { entrustmentId: entrustments[0]?.id ?? '', on: '2023-09-20', words: '本人提出撤回' }
  await director(custody, 'withdrawEntrustment', withdrawn)
  expect(await said(director(custody, 'payLine', { lineId: lis.line, ...own }))).toContain('没有有效的货币代管委托')
  const bought = { ...take(accountId), kind: 'purchase' as const, voucher: '小票1', signedAs: undefined }
  expect(await said(director(custody, 'enter', bought))).toContain('不能代购')
  await open(zhao, '赵测试')
  expect((await prepared('2023-09')).left).toContain('李样本没有有效的货币代管委托')
  expect(await said(director(custody, 'enter', take(accountId)))).toBe('done')
})

test('an estate is not settled before the day of death, nor into the hands of the dead', async () => {
  const [found] = (await director(custody, 'accounts', { words: '赵测试' })).rows
  const accountId = found?.id ?? ''
  const report = {
    personId: zhao,
    diedOn: '2023-09-18',
    discoveredAt: '2023-09-18T00:30:00.000Z',
    reportedAt: '2023-09-18T00:40:00.000Z',
    placeKind: 'home' as const,
    reporter: '孙范例',
    reporterKind: 'home' as const,
  }
  await clerk(endings, 'reportDeath', report)
  const estate = { taker: 'heir' as const, takerName: '赵范例', proof: '继承公证书3号' }
  expect(await said(director(custody, 'settle', { ...settling(accountId, '2023-09-17'), ...estate }))).toContain(
    '早于死亡日期2023年9月18日',
  )
  expect(await said(director(custody, 'settle', { ...settling(accountId), ...estate, takerName: '赵测试' }))).toContain(
    '是去世的本人',
  )
  await director(custody, 'settle', { ...settling(accountId), ...estate })
})

import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { plainDate } from '#kernel/calendar.ts'
import { duties } from '#modules/duties/contract.ts'
import { endings } from '#modules/endings/contract.ts'
import { personDied } from '#modules/persons/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { Refusal } from '#kernel/refusal.ts'
import { testApp } from '../../../test/app.ts'
import { givenHome } from '../../../test/given-custody.ts'
import { custody } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
await learnPolicy(app.installation)
const said = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const place = await givenHome(app.superuser, {
  county: '371522',
  name: '示例敬老院',
  residents: [{ name: '张示例' }, { name: '李样本' }, { name: '王演示' }, { name: '赵测试' }],
})
const at = (accountId: string) =>
  app.as(app.actor('home-director', { accountId, kind: 'organisation', ids: [place.home], organisationId: place.home }))
const director = at('director')
const second = at('second')
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.township] }))
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const [zhang = '', li = '', wang = '', zhao = ''] = place.persons
const of = { zhang: '', li: '', wang: '', zhao: '' }
const names = { zhang: '张示例', li: '李样本', wang: '王演示', zhao: '赵测试' }

const fen = (yuan: string) => Number(fenOfYuan(yuan))
async function open(personId: string, giver: string) {
  const given = { givenBy: 'person' as const, scope: 'both' as const, from: '2023-08-01', paperReference: '3盒1页' }
  const { accountId } = await director(custody, 'open', { personId, giver, ...given })
  const slip = {
    accountId,
    kind: 'deposit' as const,
    amountFen: fen('320.00'),
    on: '2023-09-01',
    purpose: '养老金存入',
  }
  await second(custody, 'decide', { slipId: (await director(custody, 'enter', slip)).slipId, agree: true })
  return accountId
}
const report = (personId: string) => ({
  personId,
  diedOn: '2023-09-06',
  discoveredAt: '2023-09-06T00:30:00.000Z',
  reportedAt: '2023-09-06T00:40:00.000Z',
  placeKind: 'home' as const,
  reporter: '孙范例',
  reporterKind: 'home' as const,
})
const out = (accountId: string) => ({
  accountId,
  kind: 'withdrawal' as const,
  amountFen: 100,
  on: '2023-09-06',
  purpose: '买日用品',
  signedAs: 'signature' as const,
})

beforeAll(async () => {
  of.zhang = await open(zhang, names.zhang)
  of.li = await open(li, names.li)
  of.wang = await open(wang, names.wang)
  of.zhao = await open(zhao, names.zhao)
  await director(custody, 'keepThing', { accountId: of.zhang, name: '手表', quantity: 1, on: '2023-09-01' })
})

const round = { id: '', lines: {} as Record<string, string> }
test('pocket money is prepared by one and checked by another; each takes his own, nobody takes for others without consent', async () => {
  const { roundId, lines } = await director(custody, 'prepareRound', {
    homeId: place.home,
    month: '2023-09',
    amountFen: fen('50.00'),
  })
  expect(lines).toBe(4)
  round.id = roundId
  expect(await said(director(custody, 'decideRound', { roundId, agree: true }))).toContain('须由另一人复核')
  const { lines: before } = await director(custody, 'round', { roundId })
  for (const { name, id } of before) round.lines[name] = id
  const own = { lineId: round.lines['赵测试'] ?? '', receiver: 'person' as const, signedAs: 'thumb' as const }
  expect(await said(director(custody, 'payLine', own))).toContain('还没有复核')
  await town(custody, 'decideRound', { roundId, agree: true })
  const { next } = await director(custody, 'payLine', own)
  expect(next).not.toBeNull()
  expect(await said(director(custody, 'payLine', own))).toContain('已经办理')
  const others = { lineId: round.lines['王演示'] ?? '', receiver: 'other' as const, signedAs: 'signature' as const }
  expect(await said(director(custody, 'payLine', others))).toContain('未经本人或监护人同意，零用钱不得由他人代领、代管')
  const given = { kind: 'pocket_money' as const, givenBy: 'person' as const, fromOn: '2023-09-01', receiver: '周举例' }
  const { id: consentId } = await director(persons, 'giveConsent', {
    personId: wang,
    ...given,
    explained: '每月由他代领',
    paperReference: '3盒4页',
  })
  await director(custody, 'payLine', { ...others, consentId })
  const { entries } = await director(custody, 'account', { accountId: of.wang })
  expect(entries.at(-1)).toMatchObject({
    kind: 'pocket_money',
    receiver: 'other',
    receiverName: '周举例',
    balanceAfterFen: 27_000n,
  })
})

const death = { id: '' }
test('the report of a death freezes his money in the same transaction; nothing goes out but what settles the estate', async () => {
  const { slipId } = await director(custody, 'enter', out(of.zhang))
  const before = await town(endings, 'previewDeath', { personId: zhang, diedOn: '2023-09-06' })
  expect(before.stops.find(({ what }) => what === 'custody')?.text).toContain('示例敬老院代管320.00 元、物品1件')
  death.id = (await town(endings, 'reportDeath', report(zhang))).deathId
  const account = await director(custody, 'account', { accountId: of.zhang })
  expect(account).toMatchObject({ status: 'frozen', frozenOn: '2023-09-06', balanceFen: 32_000n })
  expect(account.slips).toMatchObject([{ id: slipId, state: 'stopped' }])
  const { lines } = await director(custody, 'round', { roundId: round.id })
  expect(lines.find(({ name }) => name === '张示例')).toMatchObject({ state: 'frozen' })
  expect(
    await said(
      director(custody, 'payLine', { lineId: round.lines['张示例'] ?? '', receiver: 'person', signedAs: 'thumb' }),
    ),
  ).toContain('已冻结，未发放')
  expect(await said(director(custody, 'enter', out(of.zhang)))).toContain('账户已冻结，只能办理身后结清')
  const work = await director(duties, 'mine', {})
  expect(JSON.stringify(work)).toContain('办理身后结清')
})

test('a report that fails freezes nothing, and money paid out at the same moment is either before it or refused', async () => {
  const broken = {
    ...app.installation,
    modules: app.installation.modules.map((module) =>
      module.service.contract.module === 'payments'
        ? {
            ...module,
            reactions: [
              {
                to: personDied.name,
                react: () => Promise.reject(new Refusal('refused', [{ code: 'x', message: '发放正在锁定' }])),
              },
            ],
          }
        : module,
    ),
  }
  const actor = app.actor('township-clerk', { kind: 'townships', ids: [place.township] })
  const { perform } = await import('#platform/perform.ts')
  const request = { operation: 'endings.reportDeath', input: report(zhao), actor, requestId: crypto.randomUUID() }
  expect(await said(perform(broken, request))).toContain('发放正在锁定')
  expect(await director(custody, 'account', { accountId: of.zhao })).toMatchObject({
    status: 'open',
    balanceFen: 27_000n,
  })
  const slips = [await director(custody, 'enter', out(of.zhao)), await director(custody, 'enter', out(of.zhao))]
  const answers = await Promise.all([
    said(town(endings, 'reportDeath', report(zhao))),
    ...slips.map(({ slipId }) => said(second(custody, 'decide', { slipId, agree: true }))),
  ])
  expect(answers[0]).toBe('done')
  const after = await director(custody, 'account', { accountId: of.zhao })
  const paid = answers.slice(1).filter((answer) => answer === 'done').length
  expect(after).toMatchObject({ status: 'frozen', balanceFen: 27_000n - BigInt(paid) * 100n })
  expect(answers.slice(1).every((answer) => answer === 'done' || answer.includes('已经办理'))).toBe(true)
})

test('a death reported in error gives the account back as it was, and his line of the open round is due again', async () => {
  const { deathId } = await town(endings, 'reportDeath', report(li))
  expect(await director(custody, 'account', { accountId: of.li })).toMatchObject({ status: 'frozen' })
  await clerk(endings, 'withdrawDeath', { deathId, words: '电话误报，本人在院' })
  expect(await director(custody, 'account', { accountId: of.li })).toMatchObject({ status: 'open', frozenOn: null })
  expect((await director(custody, 'closeRound', { roundId: round.id })).kept).toBe(1)
})

test('a death is not settled and not closed while a home still keeps his money; heir, proof, receipt, nought', async () => {
  const money = { kind: 'money_settled' as const, amountFen: 0, receiver: '没有代管资金' }
  const settledSaid = () =>
    said(clerk(endings, 'recordDeath', { deathId: death.id, on: plainDate('2023-09-06'), step: money }))
  expect(await settledSaid()).toContain('示例敬老院代管的钱物已冻结')
  // How much lies there is for the home and its township, not for the county (BJ-3.4).
  const custodyTold = async (who: typeof clerk) =>
    (await who(endings, 'death', { deathId: death.id })).stopped.find(({ what }) => what === 'custody')?.text
  expect(await custodyTold(clerk)).toBe('已冻结；由机构逐笔结清、交接以后，账户归零')
  expect(await custodyTold(town)).toContain('示例敬老院代管')
  expect(await custodyTold(town)).toContain('元')
  expect(await said(leader(endings, 'closeDeath', { deathId: death.id }))).toContain('还没有结清、归零')
  const todo = (await clerk(endings, 'death', { deathId: death.id })).todos.find(({ kind }) => kind === 'money_settled')
  expect(todo).toMatchObject({ state: 'waits' })
  const settling = {
    accountId: of.zhang,
    on: '2023-09-06',
    taker: 'heir' as const,
    takerName: '张范例',
    inventory: '现金320.00元、手表1块，村委会两人在场',
    signedAs: 'signature' as const,
  }
  expect(await said(director(custody, 'settle', settling))).toContain('没有写明继承人或遗产管理人的证明')
  expect(await said(director(custody, 'settle', { ...settling, taker: 'self', proof: '证明' }))).toContain(
    '遗产应交继承人',
  )
  const home = { ...settling, takerName: '示例敬老院', proof: '证明' }
  expect(await said(director(custody, 'settle', home))).toContain('不能接收本人的财产')
  const { slipId } = await director(custody, 'settle', { ...settling, proof: '继承公证书示例2023-9号' })
  expect(await settledSaid()).toContain('还没有结清')
  await town(custody, 'decide', { slipId, agree: true })
  const after = await director(custody, 'account', { accountId: of.zhang })
  expect(after).toMatchObject({ status: 'settled', balanceFen: 0n })
  expect(after.entries.at(-1)).toMatchObject({
    kind: 'settlement',
    amountFen: 32_000n,
    balanceAfterFen: 0n,
    receiverName: '张范例',
  })
  expect(await settledSaid()).toBe('done')
})

test('papers: the statement tells every movement with the running balance, and is remembered as the last one', async () => {
  const { name } = await director(custody, 'printStatement', { accountId: of.wang })
  expect(name).toMatch(/^代管对账单DG-\d{4}王演示\.pdf$/)
  expect((await director(custody, 'account', { accountId: of.wang })).statementOn).toBe('2023-09-06')
  expect((await town(custody, 'printRound', { roundId: round.id, format: 'word' })).name).toBe(
    '零用钱签收册2023-09.docx',
  )
  const { entries } = await director(custody, 'account', { accountId: of.wang })
  let running = 0n
  for (const entry of entries) {
    running += entry.direction === 'in' ? entry.amountFen : -entry.amountFen
    expect(entry.balanceAfterFen).toBe(running)
  }
})

import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { endings } from '#modules/endings/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { stays } from '#modules/stays/contract.ts'
import { testApp, wholeCounty } from '../../../test/app.ts'
import { givenHome } from '../../../test/given-custody.ts'
import { custody } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
await learnPolicy(app.installation)
const county = '371522'
const said = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const fen = (yuan: string) => Number(fenOfYuan(yuan))

const place = await givenHome(app.superuser, {
  county,
  name: '示例敬老院',
  residents: [
    { name: '张示例' },
    { name: '李样本' },
    { name: '王演示', capacity: 'limited' },
    { name: '赵测试' },
    { name: '陈假设' },
    { name: '刘举例' },
    { name: '杨虚构' },
  ],
})
const other = await givenHome(app.superuser, {
  county,
  name: '别处敬老院',
  residents: [],
  countyArea: place.countyArea,
})
const atHome = (accountId: string, home = place.home) =>
  app.as(app.actor('home-director', { accountId, kind: 'organisation', ids: [home], organisationId: home }))
const director = atHome('director')
const second = atHome('second')
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.township] }))
const clerk = app.as(app.actor('county-clerk'))
const [zhang = '', li = '', wang = '', zhao = '', chen = '', liu = '', yang = ''] = place.persons

const entrusted = { givenBy: 'person' as const, scope: 'both' as const, from: '2023-08-01', paperReference: '3盒1页' }
async function open(personId: string, giver: string, yuan = '') {
  const { accountId } = await director(custody, 'open', { personId, giver, ...entrusted })
  if (yuan) await put(accountId, yuan)
  return accountId
}
async function put(accountId: string, yuan: string) {
  const slip = {
    accountId,
    kind: 'deposit' as const,
    amountFen: fen(yuan),
    on: '2023-09-01',
    purpose: '养老金取现存入',
  }
  await second(custody, 'decide', { slipId: (await director(custody, 'enter', slip)).slipId, agree: true })
}
const out = (accountId: string, yuan: string) => ({
  accountId,
  kind: 'withdrawal' as const,
  amountFen: fen(yuan),
  on: '2023-09-06',
  purpose: '本人买烟',
  signedAs: 'thumb' as const,
})
const balance = async (accountId: string) => (await director(custody, 'account', { accountId })).balanceFen

const accounts = { zhang: '', li: '', zhao: '', chen: '' }
beforeAll(async () => {
  accounts.zhang = await open(zhang, '张示例', '500.00')
  accounts.li = await open(li, '李样本', '300.00')
  accounts.zhao = await open(zhao, '赵测试', '200.00')
  accounts.chen = await open(chen, '陈假设', '120.00')
})

test('whoever lacks full capacity does not entrust his money himself: his guardian does, of whom the register knows (BJ-3.1)', async () => {
  expect(await said(director(custody, 'open', { personId: wang, giver: '王演示', ...entrusted }))).toContain(
    '委托应由监护人作出',
  )
  const stranger = { personId: liu, giver: '路人甲', ...entrusted }
  expect(await said(director(custody, 'open', stranger))).toContain('委托人应为刘举例')
  const before = { personId: liu, giver: '刘举例', ...entrusted, from: '2015-01-01' }
  expect(await said(director(custody, 'open', before))).toContain('早于入住的')
  const guarded = { personId: wang, ...entrusted, givenBy: 'guardian' as const, giver: '王范例' }
  expect(await said(director(custody, 'open', guarded))).toContain('没有登记当日有效、范围包括财产的监护人')
  const guardian = {
    name: '王范例',
    relation: '侄子',
    scope: ['property' as const],
    basis: '村委会指定文书2021-3',
    fromOn: '2021-05-01',
  }
  await clerk(persons, 'addGuardian', { personId: wang, ...guardian })
  expect((await director(custody, 'open', guarded)).number).toMatch(/^DG-\d{4}$/)
})

test('what is entered moves no money until another than the maker has checked it', async () => {
  const { slipId } = await director(custody, 'enter', out(accounts.zhang, '40.00'))
  expect(await balance(accounts.zhang)).toBe(50_000n)
  expect(await said(director(custody, 'decide', { slipId, agree: true }))).toContain('须由另一人复核')
  expect((await town(custody, 'waiting', {})).rows.map(({ id }) => id)).toContain(slipId)
  await town(custody, 'decide', { slipId, agree: true })
  expect(await balance(accounts.zhang)).toBe(46_000n)
  expect(await said(second(custody, 'decide', { slipId, agree: true }))).toContain('已经办理')
})

test('a balance never falls below nought, also when two slips that fit one by one are checked at once (C-14)', async () => {
  expect(await said(director(custody, 'enter', out(accounts.li, '300.01')))).toContain('个人余额不得为负')
  const slips = [
    await director(custody, 'enter', out(accounts.li, '200.00')),
    await director(custody, 'enter', out(accounts.li, '200.00')),
  ]
  const answers = await Promise.all(
    slips.map(({ slipId }, index) => said((index ? second : town)(custody, 'decide', { slipId, agree: true }))),
  )
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
  expect(await balance(accounts.li)).toBe(10_000n)
  const raw = `insert into custody.entry (county_code, id, account_id, organisation_id, township_id, person_id, on_day, kind, direction,
      amount_fen, receiver, slip_id, made_by, made_name, checked_by, checked_name, at, entry_id)
    select county_code, gen_random_uuid(), id, organisation_id, township_id, person_id, '2023-09-06', 'withdrawal', 'out', 10001, 'person',
      (select id from custody.slip where account_id = $1 and state = 'returned' or account_id = $1 and state = 'waiting' limit 1),
      'a', 'a', 'b', 'b', now(), gen_random_uuid() from custody.account where id = $1`
  await expect(app.superuser.query(raw, [accounts.li])).rejects.toThrow('custody_not_negative')
})

test('money is taken in only while it is entrusted, and a purchase has its voucher', async () => {
  const things = { personId: yang, giver: '杨虚构', ...entrusted, scope: 'things' as const }
  const { accountId } = await director(custody, 'open', things)
  const slip = { accountId, kind: 'deposit' as const, amountFen: 100, on: '2023-09-01', purpose: '养老金' }
  expect(await said(director(custody, 'enter', slip))).toContain('没有有效的货币代管委托')
  await director(custody, 'keepThing', { accountId, name: '银手镯', quantity: 1, on: '2023-09-01' })
  const bought = { ...out(accounts.zhang, '10.00'), kind: 'purchase' as const }
  expect(await said(director(custody, 'enter', bought))).toContain('代购没有凭证号')
})

test('another collects only under a consent of the person that names him and still holds', async () => {
  const asked = { ...out(accounts.zhang, '20.00'), receiver: 'other' as const }
  expect(await said(director(custody, 'enter', asked))).toContain('未经本人或监护人同意，零用钱不得由他人代领、代管')
  const consent = {
    personId: zhang,
    kind: 'entrusted_money' as const,
    givenBy: 'person' as const,
    fromOn: '2023-09-01',
  }
  const { id } = await director(persons, 'giveConsent', { ...consent, receiver: '孙示范', paperReference: '3盒2页' })
  const { slipId } = await director(custody, 'enter', { ...asked, consentId: id })
  await clerk(persons, 'withdrawConsent', { id, on: '2023-09-06' })
  expect(await said(second(custody, 'decide', { slipId, agree: true }))).toContain('已撤回')
  await second(custody, 'decide', { slipId, agree: false, words: '同意已撤回' })
})

test('a wrong entry is never changed: it is booked the other way round, once', async () => {
  const { entries } = await director(custody, 'account', { accountId: accounts.zhang })
  const entry = entries.find(({ kind }) => kind === 'withdrawal')
  const { slipId } = await director(custody, 'correct', { entryId: entry?.id ?? '', words: '金额登记错误' })
  expect(await said(director(custody, 'correct', { entryId: entry?.id ?? '', words: '金额登记错误' }))).toContain(
    '已经更正',
  )
  await second(custody, 'decide', { slipId, agree: true })
  const after = await director(custody, 'account', { accountId: accounts.zhang })
  expect(after.balanceFen).toBe(50_000n)
  expect(after.entries.find(({ id }) => id === entry?.id)).toMatchObject({ corrected: true })
  expect(after.entries.at(-1)).toMatchObject({ kind: 'correction', direction: 'in', correctsNo: entry?.no })
})

test('the persons add up to the bank on its day, and a difference is told to whoever must find it', async () => {
  const { homes } = await director(custody, 'balances', {})
  const book = homes[0]?.bookFen ?? 0n
  const line = { homeId: place.home, on: '2023-09-06', reference: '对账单09' }
  expect(await director(custody, 'recordBank', { ...line, balanceFen: Number(book) })).toEqual({ differenceFen: 0n })
  app.setNow('2023-09-06T10:05+08:00')
  expect(await director(custody, 'recordBank', { ...line, balanceFen: Number(book) - 700 })).toEqual({
    differenceFen: 700n,
  })
  expect((await clerk(custody, 'balances', {})).homes[0]).toMatchObject({ differenceFen: 700n })
  expect((await director(custody, 'bankLines', { homeId: place.home })).rows).toHaveLength(2)
})

test('the county sees that there are accounts and no amount of them, another home and another county see nothing', async () => {
  const { rows, sumFen } = await clerk(custody, 'accounts', { words: '张示例' })
  expect(sumFen).toBeNull()
  expect(rows).toMatchObject([{ name: '张示例', balanceFen: null, inFen: null }])
  expect(await said(clerk(custody, 'account', { accountId: accounts.zhang }))).toContain('没有“打开代管账户”的权限')
  const elsewhere = atHome('elsewhere', other.home)
  expect((await elsewhere(custody, 'accounts', {})).total).toBe(0)
  expect(await said(elsewhere(custody, 'account', { accountId: accounts.zhang }))).toContain('没有找到')
  expect(await said(elsewhere(custody, 'enter', out(accounts.zhang, '1.00')))).toContain('没有找到')
  const neighbour = app.as(app.actor('township-clerk', { county: '371523', kind: 'townships', ids: [place.township] }))
  expect(await said(neighbour(custody, 'account', { accountId: accounts.zhang }))).toContain('没有找到')
  const bare = await app.seen({ ...wholeCounty('371523') }, (tables) =>
    tables.selectFrom('custody.entry').select('id').execute(),
  )
  expect(bare).toEqual([])
})

test('who moves out of the home gets everything back himself, money and things, and the account is closed at nought', async () => {
  const accountId = await open(liu, '刘举例', '66.60')
  await director(custody, 'keepThing', { accountId, name: '收音机', quantity: 1, on: '2023-09-02' })
  const { rows } = await app.superuser.query('select id from stays.stay where person_id = $1', [liu])
  const moved = { stayId: rows[0].id, to: '2023-09-06', destination: 'dispersed' as const, reason: '回村居住' }
  const back = { personId: liu, kind: 'to_dispersed' as const, facts: '本人要求回村居住' }
  const { changeId } = await clerk(endings, 'open', back)
  const verified = { by: '王演示、陈假设', so: true, words: '情况属实' }
  await clerk(endings, 'verify', { changeId, on: '2023-09-06', ...verified })
  await app.as(app.actor('county-elderly'))(stays, 'leave', moved)
  app.setNow('2023-09-07T10:00+08:00')
  const [line] = (await director(custody, 'accounts', { words: '刘举例' })).rows
  expect(line).toMatchObject({ remark: '已离院，应结清', balanceFen: 6660n })
  const settling = { accountId, on: '2023-09-07', inventory: '现金和收音机当面点清', signedAs: 'signature' as const }
  const wrong = { ...settling, taker: 'heir' as const, takerName: '刘范例', proof: '' }
  expect(await said(director(custody, 'settle', wrong))).toContain('本人健在')
  const home = { ...settling, taker: 'self' as const, takerName: '示例敬老院' }
  expect(await said(director(custody, 'settle', home))).toContain('不能接收本人的财产')
  expect(await said(director(custody, 'settle', { ...home, takerName: '路人甲' }))).toContain('应由刘举例签收')
  const { slipId, amountFen } = await director(custody, 'settle', { ...home, takerName: '刘举例' })
  expect(amountFen).toBe(6660n)
  await put(accountId, '1.00').catch(() => {})
  expect(await said(second(custody, 'decide', { slipId, agree: true }))).toContain('应等于余额')
  await second(custody, 'decide', { slipId, agree: false, words: '又有存入' })
  const again = await director(custody, 'settle', { ...home, takerName: '刘举例' })
  await town(custody, 'decide', { slipId: again.slipId, agree: true })
  const after = await director(custody, 'account', { accountId })
  expect(after).toMatchObject({ status: 'settled', balanceFen: 0n })
  expect(after.things).toMatchObject([{ name: '收音机', returnedTo: '刘举例' }])
  expect(await said(director(custody, 'enter', out(accountId, '1.00')))).toContain('已经结清')
})

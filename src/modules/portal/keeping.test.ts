/** What a home keeps for somebody, and whose consent it is: in his own view, and in nobody else's. */
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { readRoleTable } from '#modules/access/index.ts'
import { custody } from '#modules/custody/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { testApp } from '../../../test/app.ts'
import { givenHome } from '../../../test/given-custody.ts'
import { givenGuardian } from './given.ts'
import { portal } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
await learnPolicy(app.installation)
const roles = await readRoleTable()
const county = '371522'
const residents = [{ name: '张示例' }, { name: '李样本' }, { name: '王演示', capacity: 'limited' as const }]
const place = await givenHome(app.superuser, { county, name: '示例敬老院', residents })
const [zhang = '', li = '', wang = ''] = place.persons
const atHome = (accountId: string) =>
  app.as(app.actor('home-director', { accountId, kind: 'organisation', ids: [place.home], organisationId: place.home }))
const [director, second] = [atHome('director'), atHome('second')]
const clerk = app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.township] }))

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

/** As whoever comes with a slip: the person, or one of the guardians. */
function holding(personId: string, guardianId?: string) {
  const role = guardianId ? 'guardian' : 'supported-person'
  const ids = guardianId ? [personId, guardianId] : [personId]
  const accountId = crypto.randomUUID()
  return app.as({ ...app.actor(role, { accountId, kind: 'persons', ids }), operations: roles.get(role) ?? new Set() })
}

beforeAll(async () => {
  const entrusted = { givenBy: 'person' as const, scope: 'both' as const, from: '2023-08-01', paperReference: '3盒1页' }
  for (const [personId, giver] of [
    [zhang, '张示例'],
    [li, '李样本'],
  ] as const) {
    const { accountId } = await director(custody, 'open', { personId, giver, ...entrusted })
    const put = { accountId, kind: 'deposit' as const, amountFen: 50_000, on: '2023-09-01', purpose: '养老金取现存入' }
    await second(custody, 'decide', { slipId: (await director(custody, 'enter', put)).slipId, agree: true })
    if (personId === li) continue
    const paid = { ...put, kind: 'withdrawal' as const, amountFen: 1250, on: '2023-09-06', purpose: '本人买烟' }
    const { slipId } = await director(custody, 'enter', { ...paid, signedAs: 'thumb' })
    await second(custody, 'decide', { slipId, agree: true })
  }
})

test('his money in the home stands in his own view to the fen, with every movement, and nobody else’s does', async () => {
  const { sheet, parts } = await holding(zhang)(portal, 'mine', { part: 'custody' })
  expect(parts).toContain('custody')
  const [accounts, movements, things] = sheet.sections
  expect(accounts?.items[0]).toMatchObject({ title: '示例敬老院' })
  expect(accounts?.items[0]?.lines).toContainEqual({ label: '现在还有多少钱', value: '487.50元' })
  expect(movements?.items.map(({ title }) => title)).toEqual(['2023年9月6日 支取', '2023年9月1日 存入'])
  expect(movements?.items[0]?.lines).toContainEqual({ label: '付出去', value: '12.50元' })
  expect(movements?.items[1]?.lines).toContainEqual({ label: '这笔以后还有', value: '500.00元' })
  expect(things?.empty).toBe('没有登记替您保管的东西。')
  expect((await holding(li)(portal, 'mine', { part: 'custody' })).sheet.sections[1]?.items).toHaveLength(1)
})

test('at the counter it is shown, noted and printed as every other part', async () => {
  const { helpId } = await clerk(portal, 'openHelp', { personId: zhang, present: 'person', identifiedHow: 'id_card' })
  await clerk(portal, 'noteDeed', { helpId, part: 'custody', deed: 'read_aloud' })
  const { sheet } = await clerk(portal, 'assisted', { helpId, part: 'custody' })
  expect(sheet.sections[0]?.items[0]?.lines).toContainEqual({ label: '现在还有多少钱', value: '487.50元' })
  expect((await clerk(portal, 'printAssisted', { helpId })).name).toBe('我的救助情况 张示例.pdf')
})

test('a guardian without property in his charge sees no money in the home', async () => {
  const medical = await givenGuardian(app.superuser, { personId: wang, name: '王甲', scope: ['medical'] })
  const asked = refusal(holding(wang, medical)(portal, 'mine', { part: 'custody' }))
  expect(await asked).toContain('不在登记的监护范围里')
  const property = await givenGuardian(app.superuser, { personId: wang, name: '王乙' })
  const { sheet } = await holding(wang, property)(portal, 'mine', { part: 'custody' })
  expect(sheet.sections[0]).toMatchObject({ items: [], empty: '没有机构替您保管钱。' })
})

test('of two guardians the consent names the one who gave it, and the other cannot take it back', async () => {
  const { guardians } = await clerk(persons, 'person', { personId: wang })
  const ofName = (name: string) => guardians.find((each) => each.name === name)?.id ?? ''
  const signing = await givenGuardian(app.superuser, { personId: wang, name: '王丙', scope: ['signing'] })
  const given = { personId: wang, kind: 'data', givenBy: 'guardian', fromOn: '2023-09-06' } as const
  const told = { ...given, explained: '念给本人听，同意', paperReference: '3盒2页' }
  expect(await refusal(clerk(persons, 'giveConsent', told))).toContain('应写明由其中哪一位作出')
  const { id } = await clerk(persons, 'giveConsent', { ...told, guardianId: ofName('王乙') })
  const withdraw = (guardianId: string) => holding(wang, guardianId)(portal, 'withdraw', { consentId: id })
  expect(await refusal(withdraw(signing))).toContain('是另一位监护人给的')
  const seen = await holding(wang, signing)(portal, 'mine', { part: 'consents' })
  expect(seen.sheet.sections[0]?.items[0]).toMatchObject({ deed: null })
  expect(seen.sheet.sections[0]?.items[0]?.lines[0]).toEqual({ label: '谁同意的', value: '监护人王乙' })
  expect((await withdraw(ofName('王乙'))).number).toMatch(/^CH-2023-/)
})

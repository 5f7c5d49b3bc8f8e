import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { agreements } from '#modules/agreements/contract.ts'
import { duties } from '#modules/duties/contract.ts'
import { institutions } from '#modules/institutions/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { givenPayee } from '#modules/payments/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { policy } from '#modules/policy/contract.ts'
import { givenDocument } from '#modules/policy/given.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { stays } from '#modules/stays/contract.ts'
import { instant } from '#kernel/calendar.ts'
import {
  app,
  aide,
  ask,
  clerk,
  leader,
  person,
  provider,
  toSign,
  township,
  townClerk,
  openTown,
} from '../../../test/given-agreements.ts'
import { endings } from './contract.ts'
import { givenPaid } from './given.ts'

await openTown()

const who = { dies: '', resident: '', late: '', mistaken: '', lives: '' }
const home = crypto.randomUUID()
const knownAt = instant('2023-08-01T01:00:00Z')
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )
const report = {
  diedOn: '2023-09-05',
  discoveredAt: '2023-09-05T22:00:00.000Z',
  reportedAt: '2023-09-06T00:30:00.000Z',
  placeKind: 'dwelling' as const,
  reporter: '钱假设',
  reporterKind: 'village' as const,
}

async function standards() {
  const name = '示例政发〔2023〕1号'
  const text = '一、标准\n供养基本生活标准每人每月900.00元。'
  const dated = { issuedOn: '2023-07-01', effectiveFrom: '2023-07-01', text }
  await ask(clerk)(policy, 'registerDocument', { ...givenDocument, name, number: name, ...dated })
  const both = { centralised: '900.00', dispersed: '900.00' }
  const { id } = await ask(clerk)(policy, 'propose', {
    key: 'standard.living.rates',
    value: { urban: both, rural: both },
    from: '2023-07-01',
    document: name,
    clause: '一、标准',
    quote: '每人每月900.00元',
  })
  await ask(leader)(policy, 'adopt', { id })
}

beforeAll(async () => {
  await learnPolicy(app.installation)
  const base = { supportedFrom: '2021-08-01' }
  who.dies = await person({ ...base, name: '张示例' })
  who.resident = await person({ ...base, name: '李样本', mode: 'centralised', organisationId: home })
  who.late = await person({ ...base, name: '王假设' })
  who.mistaken = await person({ ...base, name: '赵测试', mode: 'centralised', organisationId: home })
  who.lives = await person({ ...base, name: '陈虚构' })
  const { secrets } = app.installation
  for (const [index, personId] of [who.dies, who.late, who.lives].entries())
    await givenPayee(app.superuser, {
      personId,
      holder: ['张示例', '王假设', '陈虚构'][index] ?? '',
      account: `62170000000000${index}1`,
      secrets,
    })
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ('371522', $1, 'home', '示例敬老院', $2, '2020-01-01')`,
    [home, township],
  )
  const register = {
    organisationId: home,
    townshipId: township,
    sortOrder: 1,
    ownership: 'public' as const,
    legalPerson: true,
    filed: true,
    grade: null,
    licenceUntil: '2027-12-31',
    address: '示例镇',
    beds: 20,
    nursingBeds: 5,
    staff: 4,
    careStaff: 3,
    director: '孙样本',
    officePhone: '0000-0000001',
    directorMobile: '10000000001',
  }
  await ask(app.system())(institutions, 'adopt', { from: '2023-01-01', knownAt, proof: '测试', homes: [register] })
  const lives = { homeId: home, category: 'supported_centralised' as const, from: '2022-01-01' }
  const both = [who.resident, who.mistaken].map((personId) => ({ ...lives, personId }))
  await ask(app.system())(stays, 'adopt', { knownAt, stays: both })
  await standards()
})

const deathIn: Record<string, string> = {}
test('one report by the village stops roster, agreement and money; the list of what stops is shown before and kept', async () => {
  const agreementId = await toSign(who.dies)
  const asked = { personId: who.dies, diedOn: '2023-09-05' }
  const before = await ask(aide)(endings, 'previewDeath', asked)
  expect(before.stops.map(({ what }) => what)).toContain('agreement')
  const made = await ask(aide)(endings, 'reportDeath', { personId: who.dies, ...report })
  deathIn['dies'] = made.deathId
  expect(made.stopped.find(({ what }) => what === 'living')?.text).toContain('2023年9月')
  expect(made.warnings.join('')).toContain('2小时30分')
  expect((await ask(clerk)(agreements, 'get', { agreementId })).status).toBe('terminated')
  const next = await ask(clerk)(rosters, 'generate', { month: '2023-10' })
  expect(next.persons).toBe(3 - 1)
  const file = await ask(clerk)(persons, 'person', { personId: who.dies })
  expect(file).toMatchObject({ diedOn: '2023-09-05', endReason: 'death', status: 'ended' })
})

test('the month of death is paid, the months after it are not', async () => {
  const september = await ask(clerk)(payments, 'makeList', { month: '2023-09' })
  const paid = await ask(clerk)(payments, 'items', { batchId: september.batchId })
  expect(paid.rows.map(({ personId }) => personId)).toContain(who.dies)
  app.setNow('2023-10-08T10:00+08:00')
  const october = await ask(clerk)(payments, 'makeList', { month: '2023-10' })
  const after = await ask(clerk)(payments, 'items', { batchId: october.batchId })
  app.setNow('2023-09-06T10:00+08:00')
  expect(after.rows.map(({ personId }) => personId)).toContain(who.lives)
  expect(after.rows.map(({ personId }) => personId)).not.toContain(who.dies)
})

test('somebody dead already is not reported a second time, also by two at once', async () => {
  expect(await refusal(ask(townClerk)(endings, 'reportDeath', { personId: who.dies, ...report }))).toContain('死亡')
  const both = await Promise.allSettled([
    ask(townClerk)(endings, 'reportDeath', { personId: who.resident, ...report, placeKind: 'home' }),
    ask(clerk)(endings, 'reportDeath', { personId: who.resident, ...report, placeKind: 'home' }),
  ])
  const ok = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value.deathId] : []))
  expect(ok).toHaveLength(1)
  deathIn['resident'] = ok[0] ?? ''
  const { rows } = await ask(clerk)(stays, 'residents', { homeId: home, day: '2023-09-06' })
  expect(rows.map(({ personId }) => personId)).toEqual([who.mistaken])
})

test('days in a wrong order are refused, each with what is wrong', async () => {
  const own = { personId: who.late, ...report }
  expect(await refusal(ask(clerk)(endings, 'reportDeath', { ...own, diedOn: '2023-09-08' }))).toContain('早于死亡日期')
  const early = { ...own, reportedAt: '2023-09-05T20:00:00.000Z' }
  expect(await refusal(ask(clerk)(endings, 'reportDeath', early))).toContain('早于发现时间')
  const ahead = { ...own, reportedAt: '2023-09-09T00:30:00.000Z' }
  expect(await refusal(ask(clerk)(endings, 'reportDeath', ahead))).toContain('晚于现在')
})

test('no body is disposed of before its certificate, and no case closed before all is done', async () => {
  const deathId = deathIn['dies'] ?? ''
  const disposal = { kind: 'disposal' as const, way: 'cremation' as const, place: '示例县殡仪馆' }
  const record = (step: Parameters<typeof send>[0], on = '2023-09-06') => send(step, on)
  const send = (step: object, on: string, proof = '1盒3页') =>
    ask(townClerk)(endings, 'recordDeath', { deathId, on, step: step as typeof disposal, proof })
  expect(await refusal(record(disposal))).toContain('没有死亡证明，不得处理遗体')
  const closing = await refusal(ask(clerk)(endings, 'closeDeath', { deathId }))
  expect(closing).toContain('还没有登记“县里核实”，不能结案。由县级救助经办、县级救助负责人（另一人）在本页')
  expect(closing).toContain('的“账户和代管资金结清”一步登记；代管的钱在“代管资金”结清')
  expect(await refusal(ask(aide)(endings, 'confirmDeath', { deathId, on: '2023-09-06', words: '属实' }))).toContain(
    '权限',
  )
  await ask(clerk)(endings, 'confirmDeath', { deathId, on: '2023-09-06', words: '与户籍核对属实' })
  const paper = { kind: 'certificate', issuer: 'medical_institution', issuerName: '示例县人民医院', no: '示证0001' }
  expect(await refusal(record(paper, '2023-09-04'))).toContain('早于死亡日期')
  expect(await refusal(send(paper, '2023-09-06', ''))).toContain('登记死亡证明须有证明')
  await record(paper)
  expect(await refusal(record({ ...paper, no: '示证0002' }))).toContain('换发、更正的')
  expect(await refusal(record(disposal, '2023-09-05'))).toContain('早于取得死亡证明')
  await record(disposal)
  expect(await refusal(record({ kind: 'estate_handed', taker: 'heir', name: '张某某' }))).toContain('遗物清点')
  await record({ kind: 'funeral_cost', amountFen: 350_000, payer: '县民政局', voucher: '记-0031' })
  await record({ kind: 'money_settled', amountFen: 0, receiver: '没有代管资金' })
  await record({ kind: 'estate_listed', witnesses: '王演示、陈假设' })
  await record({ kind: 'estate_handed', taker: 'village', name: '子村村委会' })
  // Five years from the end of service, not from the closing (C-24).
  const unsaid = await refusal(ask(leader)(endings, 'closeDeath', { deathId }))
  expect(unsaid).toContain('“联系开具死亡证明”、“通知亲属”还没有登记')
  const words = '证明由医院直接出具，没有亲属'
  const { keepThrough } = await ask(leader)(endings, 'closeDeath', { deathId, words })
  expect(keepThrough).toBe('2028-09-05')
  expect(await refusal(record({ kind: 'family_told', whom: '外甥' }))).toContain('已经结案')
  const printed = await ask(clerk)(endings, 'printDeath', { deathId, paper: 'handover' })
  expect(printed.name).toContain('财物交接清单')
})

test('a death reported late gives claims by name, and stands on the desk of the county until it is confirmed', async () => {
  const base = { personId: who.late, townshipId: township }
  await givenPaid(app.superuser, { ...base, months: ['2023-08', '2023-09'], fen: 90_000, reason: '补发' })
  const early = { ...report, diedOn: '2023-07-20', discoveredAt: '2023-07-20T02:00:00.000Z' }
  const { deathId, warnings } = await ask(townClerk)(endings, 'reportDeath', { personId: who.late, ...early })
  expect(warnings.join('')).toContain('应追回')
  const details = await ask(leader)(endings, 'death', { deathId })
  expect(details.claims.map(({ month, amountFen }) => [month, amountFen])).toEqual([
    ['2023-08', 90_000n],
    ['2023-09', 90_000n],
  ])
  expect(details.row.late).toBe(true)
  expect(JSON.stringify(await ask(leader)(duties, 'mine', {}))).toContain('死亡处理：县里核实')
})

test('a report made in error is taken back by another: support, stay and claims stand as before, both acts remain', async () => {
  await givenPaid(app.superuser, { personId: who.mistaken, townshipId: township, months: ['2023-10'], fen: 90_000 })
  const { deathId } = await ask(townClerk)(endings, 'reportDeath', { personId: who.mistaken, ...report })
  const words = '同名误报，本人在院'
  const self = app.as(app.actor('county-clerk', { accountId: townClerk.accountId }))
  expect(await refusal(self(endings, 'withdrawDeath', { deathId, words }))).toContain('须由另一人')
  await ask(leader)(endings, 'withdrawDeath', { deathId, words })
  const file = await ask(clerk)(persons, 'person', { personId: who.mistaken })
  expect(file).toMatchObject({ diedOn: null, endedOn: null, status: 'active', mode: 'centralised' })
  const { rows } = await ask(clerk)(stays, 'residents', { homeId: home, day: '2023-09-06' })
  expect(rows.map(({ personId }) => personId)).toContain(who.mistaken)
  const claims = await ask(clerk)(payments, 'claims', {})
  expect(claims.rows.filter(({ personId }) => personId === who.mistaken).map(({ status }) => status)).toEqual([
    'waived',
  ])
  const after = await ask(leader)(endings, 'death', { deathId })
  expect(after.acts.map(({ kind }) => kind)).toEqual(['reported', 'withdrawn'])
  // And it can be reported again, this time rightly.
  expect((await ask(townClerk)(endings, 'reportDeath', { personId: who.mistaken, ...report })).number).toBe(
    'SW-2023-0005',
  )
})

test('agreements that ended with a report made in error go on', async () => {
  const agreementId = await toSign(who.lives)
  const { deathId } = await ask(townClerk)(endings, 'reportDeath', { personId: who.lives, ...report })
  expect((await ask(clerk)(agreements, 'get', { agreementId })).status).toBe('terminated')
  await ask(leader)(endings, 'withdrawDeath', { deathId, words: '同名误报，本人在家' })
  expect((await ask(clerk)(agreements, 'get', { agreementId })).status).toBe('signing')
})

test('the provider sees only deaths of its own persons', async () => {
  const far = app.actor('home-director', { kind: 'organisation', ids: [provider], organisationId: crypto.randomUUID() })
  const seen = await ask(far)(endings, 'deaths', {})
  expect(seen.rows.map(({ personId }) => personId)).not.toContain(who.resident)
})

test('a death in a home is told to the street of the home as well as to the township that answers (A-24)', async () => {
  const street = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
  const there = crypto.randomUUID()
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ('371522', $1, 'home', '虚构敬老院', $2, '2020-01-01')`,
    [there, street],
  )
  const personId = await person({
    name: '吴虚构',
    mode: 'centralised',
    organisationId: there,
    supportedFrom: '2021-08-01',
  })
  const { deathId, number } = await ask(townClerk)(endings, 'reportDeath', { personId, ...report })
  const inStreet = app.actor('township-clerk', { kind: 'townships', ids: [street], accountId: 'street' })
  const told = async (actor: typeof inStreet) => JSON.stringify((await ask(actor)(duties, 'mine', {})).tasks)
  expect(await told(townClerk)).toContain(`${number} 吴虚构`)
  expect(await told(townClerk)).not.toContain('知悉辖区内的死亡')
  expect(await told(inStreet)).toContain(`${number} 吴虚构，虚构敬老院，2023年9月5日死亡；由甲镇负责办理`)
  expect(await refusal(ask(townClerk)(endings, 'noteDeathHere', { deathId }))).toContain('不在本乡镇')
  const { rows } = await ask(inStreet)(endings, 'deathsHere', {})
  expect(rows).toMatchObject([{ id: deathId, home: '虚构敬老院', township: '甲镇' }])
  await ask(inStreet)(endings, 'noteDeathHere', { deathId })
  expect(await told(inStreet)).not.toContain('吴虚构')
  const { acts } = await ask(clerk)(endings, 'death', { deathId })
  expect(acts.at(-1)).toMatchObject({ kind: 'noted', text: '居住地、机构所在地知悉' })
})

test('somebody who lived at home in another township: that township is told as well, an area that is none is refused', async () => {
  const there = await givenArea(app.superuser, { level: 'township', name: '丁镇' })
  const hamlet = await givenArea(app.superuser, { level: 'village', name: '寅村', parentId: there })
  const personId = await person({ name: '郑假设', supportedFrom: '2021-08-01' })
  const lived = { personId, ...report }
  expect(await refusal(ask(townClerk)(endings, 'reportDeath', { ...lived, livedInId: hamlet }))).toContain(
    '不是本县的乡镇',
  )
  const { deathId, number } = await ask(townClerk)(endings, 'reportDeath', { ...lived, livedInId: there })
  const inStreet = app.actor('township-clerk', { kind: 'townships', ids: [there], accountId: 'there' })
  const tasks = JSON.stringify((await ask(inStreet)(duties, 'mine', {})).tasks)
  expect(tasks).toContain(`${number} 郑假设，住在本辖区，2023年9月5日死亡；由甲镇负责办理`)
  await ask(inStreet)(endings, 'noteDeathHere', { deathId })
  const { acts, livedIn } = await ask(clerk)(endings, 'death', { deathId })
  expect(livedIn).toBe('丁镇')
  expect(acts.at(-1)).toMatchObject({ kind: 'noted', words: '居住地已知悉' })
})

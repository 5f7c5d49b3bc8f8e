/** What a person says is wrong, what he complains of, and the counter that helps him: to whom it goes, and who never sees it. */
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#kernel/permission.ts'
import { givenAccount } from '#modules/access/given.ts'
import { audit } from '#modules/audit/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { testApp } from '../../../test/app.ts'
import { duties } from '#modules/duties/contract.ts'
import { type GivenDesk, givenDesk } from './given.ts'
import { portal } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
let desk: GivenDesk
let town: Actor
let aide: Actor
let county: Actor
let leader: Actor
let auditor: Actor
beforeAll(async () => {
  desk = await givenDesk(app.superuser)
  town = app.actor('township-clerk', { kind: 'townships', ids: [desk.township], organisationId: desk.office })
  aide = app.actor('village-aide', { kind: 'villages', ids: [desk.village], organisationId: desk.villageOffice })
  county = app.actor('county-clerk', { organisationId: desk.bureau })
  leader = app.actor('county-leader', { organisationId: desk.bureau })
  auditor = app.actor('auditor', { organisationId: crypto.randomUUID() })
})

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const own = (guardianId?: string) =>
  app.as(
    app.actor(guardianId ? 'guardian' : 'supported-person', {
      kind: 'persons',
      ids: guardianId ? [desk.person, guardianId] : [desk.person],
      accountId: crypto.randomUUID(),
    }),
  )
const correction = { topic: 'identity', entry: '出生日期', wrong: '写成1956年', wanted: '应是1950年1月1日' } as const
const numbers = async (who: Actor, more = {}) =>
  (await app.as(who)(portal, 'requests', { ...more })).rows.map(({ number }) => number)

async function corrected(value: string) {
  const change = { field: 'residence', value, reason: '本人申请，已核对', paperReference: '1盒2页' } as const
  await app.as(county)(persons, 'correct', { personId: desk.person, ...change })
}

async function helped(by: Actor, present: 'person' | 'guardian' = 'person') {
  const { helpId } = await app.as(by)(portal, 'openHelp', {
    personId: desk.person,
    present,
    guardianId: present === 'guardian' ? desk.guardian : null,
    identifiedHow: 'id_card',
  })
  return helpId
}

test('a correction goes to the township with a clock of its own, is taken, answered, and the answer is read at home', async () => {
  const { number } = await own()(portal, 'askCorrection', correction)
  const [row] = (await app.as(town)(portal, 'requests', { kind: 'correction' })).rows
  expect(row).toMatchObject({ number, name: '张示例', takeDueOn: '2023-09-11', dueOn: '2023-09-27', status: 'open' })
  const requestId = row?.id ?? ''
  const { tasks } = await app.as(town)(duties, 'mine', {})
  expect(tasks.find(({ kind }) => kind === 'portal.correction.open')).toMatchObject({
    title: '承办更正申请',
    dueOn: '2023-09-11',
  })
  expect((await app.as(town)(portal, 'request', { requestId })).citations).toMatchObject([
    { document: '', position: 'A-23' },
  ])
  const answer = { requestId, outcome: 'done' as const, words: '已按户口簿更正为1950年1月1日' }
  expect(await refusal(app.as(town)(portal, 'answer', answer))).toContain('还没有人承办')
  await app.as(town)(portal, 'assign', { requestId })
  expect(await refusal(app.as(town)(portal, 'answer', answer))).toContain('档案里没有更正过')
  await corrected('子村东头')
  await app.as(town)(portal, 'answer', answer)
  expect(await refusal(app.as(town)(portal, 'answer', answer))).toContain('不能再办')
  expect(JSON.stringify(await own()(portal, 'mine', { part: 'requests' }))).toContain('已按户口簿更正')
})

test('what is over its day without an answer says so, by how many days, and whom to call', async () => {
  const { number } = await own()(portal, 'askCorrection', { ...correction, entry: '超期的那一条' })
  const shown = async () => {
    const { sheet } = await own()(portal, 'mine', { part: 'requests' })
    const section = sheet.sections[0]
    return { note: section?.note, said: JSON.stringify(section?.items.find(({ title }) => title.includes(number))) }
  }
  expect(await shown()).toMatchObject({ note: '', said: expect.not.stringContaining('过了') })
  app.setNow('2023-10-07T10:00+08:00')
  const late = await shown()
  expect(late.note).toContain('请打电话0000-0000000找示例民政局')
  expect(late.said).toContain('2023年9月27日，已经过了10天，还没有答复您')
  expect(late.said).toContain('超期没有答复')
  expect(late.said).toContain(`说出编号${number}`)
  app.setNow('2023-09-06T10:00+08:00')
})

test('a complaint goes to the county and to nobody below it, is opened by few, and answered by its handler', async () => {
  const { number } = await own()(portal, 'complain', { words: '护理员三个星期没有来', accusedUnitId: desk.office })
  expect(await numbers(town)).not.toContain(number)
  const [row] = (await app.as(county)(portal, 'requests', { kind: 'complaint' })).rows
  expect(row).toMatchObject({ number, name: '', about: '已封存', personId: null })
  const requestId = row?.id ?? ''
  expect(await refusal(app.as(county)(portal, 'request', { requestId }))).toContain('已封存')
  expect(await refusal(app.as(town)(portal, 'request', { requestId }))).toContain('没有找到')
  expect(await refusal(app.as(county)(portal, 'assign', { requestId }))).toContain('由县级救助负责人或审计纪检交办')
  const login = '371522-handler'
  const handlerId = await givenAccount(app.superuser, { login, role: 'county-clerk', organisationId: desk.bureau })
  const detail = await app.as(leader)(portal, 'request', { requestId })
  expect(detail).toMatchObject({ raiserName: '张示例', accused: '甲镇人民政府', words: '护理员三个星期没有来' })
  expect(detail.handlers.map(({ id }) => id)).toContain(handlerId)
  await app.as(leader)(portal, 'assign', { requestId, handlerId })
  expect(await refusal(app.as(leader)(portal, 'answer', { requestId, outcome: 'done', words: '已经查实' }))).toContain(
    '应由承办人答复',
  )
  const handler = app.as(app.actor('county-clerk', { accountId: handlerId, organisationId: desk.bureau }))
  await handler(portal, 'answer', { requestId, outcome: 'refused', words: '查无此事，护理员每周都来，有本人签名' })
  const mine = JSON.stringify(await own()(portal, 'mine', { part: 'requests' }))
  expect(mine).toContain('不予办理')
  expect(JSON.stringify(await own(desk.guardian)(portal, 'mine', { part: 'requests' }))).not.toContain(number)
})

test('what a guardian complains of is read by the guardian, and what the ward complains of is not', async () => {
  const byGuardian = await own(desk.guardian)(portal, 'complain', { words: '敬老院不让探望老人' })
  const byWard = await own()(portal, 'complain', { words: '监护人拿走了我的存折', accused: '张监护' })
  const read = async (guardianId?: string) =>
    JSON.stringify(await own(guardianId)(portal, 'mine', { part: 'requests' }))
  expect(await read(desk.guardian)).toContain(byGuardian.number)
  expect(await read(desk.guardian)).not.toContain(byWard.number)
  expect(await read()).toContain(byWard.number)
})

test('what is said of the bureau is not there for the bureau: not listed, not opened, not given to it', async () => {
  const { number } = await own()(portal, 'complain', { words: '申请三个月没有答复', accusedUnitId: desk.bureau })
  expect(await numbers(county)).not.toContain(number)
  expect(await numbers(leader)).not.toContain(number)
  const found = (await app.as(auditor)(portal, 'requests', { text: number })).rows[0]
  const requestId = found?.id ?? ''
  expect(await refusal(app.as(leader)(portal, 'request', { requestId }))).toContain('没有找到')
  const ofBureau = await givenAccount(app.superuser, {
    login: '371522-bureau',
    role: 'county-leader',
    organisationId: desk.bureau,
  })
  expect((await app.as(auditor)(portal, 'request', { requestId })).handlers.map(({ id }) => id)).not.toContain(ofBureau)
  expect(await refusal(app.as(auditor)(portal, 'assign', { requestId, handlerId: ofBureau }))).toContain(
    '被反映单位及其下属不能承办',
  )
  await app.as(auditor)(portal, 'assign', { requestId })
})

test('a helper says who stood there and how he knew, and what was shown, printed and read aloud stays on record', async () => {
  const ask = app.as(aide)
  const helpId = await helped(aide)
  expect(await refusal(ask(portal, 'assisted', { helpId, part: 'care' }))).toContain('请先登记要看哪一部分')
  await ask(portal, 'noteDeed', { helpId, part: 'care', deed: 'shown' })
  await ask(portal, 'noteDeed', { helpId, part: 'care', deed: 'read_aloud' })
  expect((await ask(portal, 'assisted', { helpId, part: 'care' })).sheet.name).toBe('张示例')
  expect((await ask(portal, 'printAssisted', { helpId })).name).toBe('我的救助情况 张示例.pdf')
  const { rows } = await app.as(town)(portal, 'helps', { personId: desk.person })
  expect(rows[0]).toMatchObject({ presentName: '张示例', identifiedHow: 'id_card', helperRole: '村协理员' })
  expect(rows[0]?.deeds.map(({ part, deed }) => `${part} ${deed}`)).toEqual([
    '谁来照料我 shown',
    '谁来照料我 read_aloud',
    '我的救助情况（全部） printed',
  ])
  expect(
    (await app.as(town)(persons, 'timeline', { personId: desk.person })).items.map(({ text }) => text),
  ).toContainEqual(expect.stringContaining('代为查询：本人张示例到场'))
})

test('help is one helper’s, of one day, and of nobody outside his village', async () => {
  const helpId = await helped(aide)
  expect(await refusal(app.as(town)(portal, 'noteDeed', { helpId, part: 'care', deed: 'shown' }))).toContain(
    '今天由您登记',
  )
  app.setNow('2023-09-07T09:00+08:00')
  expect(await refusal(app.as(aide)(portal, 'noteDeed', { helpId, part: 'care', deed: 'shown' }))).toContain(
    '今天由您登记',
  )
  app.setNow('2023-09-06T10:00+08:00')
  const elsewhere = app.actor('village-aide', { kind: 'villages', ids: [crypto.randomUUID()] })
  expect(await refusal(helped(elsewhere))).toContain('没有找到此人')
  const relative = {
    personId: desk.person,
    present: 'relative',
    presentName: '张女儿',
    identifiedHow: 'known',
  } as const
  expect(await refusal(app.as(aide)(portal, 'openHelp', relative))).toContain('只限档案对象已去世的')
})

test('a complaint that a helper wrote down about his own unit is gone from his sight with the saving of it', async () => {
  const words = '协理员不给我送东西，骂我'
  const input = { words, accusedUnitId: desk.villageOffice, confirmedHow: 'thumb', confirmedWords: '念过两遍' } as const
  for (const helper of [aide, town]) {
    const helpId = await helped(helper)
    const { number } = await app.as(helper)(portal, 'enterComplaint', { helpId, ...input })
    await app.as(helper)(portal, 'noteDeed', { helpId, part: 'requests', deed: 'shown' })
    const seen = [
      JSON.stringify(await app.as(helper)(portal, 'assisted', { helpId, part: 'requests' })),
      JSON.stringify(await app.as(town)(persons, 'timeline', { personId: desk.person })),
      (await numbers(town, { personId: desk.person })).join(),
      JSON.stringify(await app.as(town)(duties, 'mine', {})),
    ].join()
    expect(seen).not.toContain(words)
    expect(seen).not.toContain(number)
    const left = await app.seen({ kind: 'townships', counties: ['371522'], ids: [desk.township] }, (tables) =>
      tables.selectFrom('portal.request').select('number').where('kind', '=', 'complaint').execute(),
    )
    expect(left).toEqual([])
    const found = (await app.as(leader)(portal, 'requests', { text: number })).rows[0]
    const shown = await app.as(leader)(portal, 'request', { requestId: found?.id ?? '' })
    expect(shown).toMatchObject({ words, confirmedHow: 'thumb', helperName: helper.name, raisedBy: 'person' })
  }
})

test('a correction written down by a helper carries the confirmation of whoever stood there', async () => {
  const helpId = await helped(town, 'guardian')
  const entered = { ...correction, helpId, confirmedHow: 'signature' } as const
  const { number } = await app.as(town)(portal, 'enterCorrection', entered)
  const row = (await app.as(town)(portal, 'requests', { text: number })).rows[0]
  const shown = await app.as(town)(portal, 'request', { requestId: row?.id ?? '' })
  expect(shown).toMatchObject({
    raisedBy: 'guardian',
    raiserName: '张监护',
    helperName: town.name,
    confirmedHow: 'signature',
  })
})

test('words of any length and kind are kept as they were said, up to a length, and late ones are shown as late', async () => {
  const nasty = `<script>alert('x')</script>"&' ${'很长'.repeat(450)}`
  const { number } = await own()(portal, 'askCorrection', { ...correction, wrong: nasty })
  const long = own()(portal, 'askCorrection', { ...correction, wrong: '长'.repeat(1001) })
  expect(await refusal(long)).toContain('哪里不对最多1000字')
  expect(await refusal(own()(portal, 'complain', { words: '　  ' }))).toContain('至少4个字')
  const row = (await app.as(town)(portal, 'requests', { text: number })).rows[0]
  expect((await app.as(town)(portal, 'request', { requestId: row?.id ?? '' })).wrong).toBe(nasty)
  app.setNow('2023-10-20T10:00+08:00')
  expect(await numbers(town, { late: true })).toContain(number)
})

test('the record tells nobody but the auditor who complained, whether one looks for the person or the name', async () => {
  await own()(portal, 'complain', { words: '民政局的人收了礼', accusedUnitId: desk.bureau })
  const helpId = await helped(town)
  const confirmed = { confirmedHow: 'thumb', confirmedWords: '念过一遍' } as const
  await app.as(town)(portal, 'enterComplaint', { helpId, words: '还是那件事，没有人管', ...confirmed })
  const read = async (who: Actor, asked: object) => (await app.as(who)(audit, 'entries', asked)).rows
  const complaints = ['portal.complain', 'portal.enterComplaint']
  for (const who of [leader, app.actor('data-officer', { organisationId: desk.bureau })]) {
    const all = (await read(who, { pageSize: 200 })).filter(({ operation }) => complaints.includes(operation))
    expect(all.length).toBeGreaterThan(1)
    expect(new Set(all.map((row) => `${row.who} ${row.role}`))).toEqual(new Set(['已封存 已封存']))
    for (const asked of [{ personId: desk.person }, { who: '测试' }]) {
      const found = (await read(who, { ...asked, pageSize: 200 })).map(({ operation }) => operation)
      expect(found.filter((operation) => complaints.includes(operation))).toEqual([])
    }
  }
  const seen = (await read(auditor, { personId: desk.person })).map(({ operation }) => operation)
  expect(seen).toEqual(expect.arrayContaining(complaints))
})

test('a unit of nowhere is nobody’s to be accused', async () => {
  const words = { words: '要反映的事情', accusedUnitId: crypto.randomUUID() }
  expect(await refusal(own()(portal, 'complain', words))).toContain('没有找到这个单位')
})

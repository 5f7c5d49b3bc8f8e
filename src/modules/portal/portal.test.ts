/** Slips and what opens with them: given out, locked, ended; and nothing of anybody else. */
import { beforeAll, expect, test } from 'vitest'
import { readRoleTable } from '#modules/access/index.ts'
import { persons } from '#modules/persons/contract.ts'
import type { Actor } from '#kernel/permission.ts'
import { nobody, perform } from '#platform/perform.ts'
import { enter, contextOfNobody } from '#platform/perform.ts'
import { testApp } from '../../../test/app.ts'
import { type GivenDesk, givenConsent, givenDesk, givenGuardian } from './given.ts'
import { portal } from './contract.ts'
import { actorOfOwnSession } from './index.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const roles = await readRoleTable()
let desk: GivenDesk
let clerk: ReturnType<typeof app.as>
beforeAll(async () => {
  desk = await givenDesk(app.superuser)
  clerk = app.as(app.actor('township-clerk', { kind: 'townships', ids: [desk.township], organisationId: desk.office }))
})

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )
const issued = (personId: string, guardianId: string | null = null) =>
  clerk(portal, 'issueSlip', { personId, guardianId, identifiedHow: 'id_card' })

const visitor: Actor = { ...nobody, scope: { kind: 'none', counties: ['371522'], ids: [] } }

async function entered(number: string, code: string): Promise<string> {
  let token: string | null = null
  await perform(app.installation, {
    operation: 'portal.signIn',
    input: { county: '371522', number, code },
    actor: visitor,
    requestId: crypto.randomUUID(),
    session: (opened) => void (token = opened),
  })
  return token ?? ''
}

const actorOf = (token: string) =>
  app.installation.kysely.transaction().execute(async (transaction) => {
    await enter(transaction, nobody.scope)
    return actorOfOwnSession(contextOfNobody(app.installation, transaction), token, roles)
  })

async function holding(personId: string, guardianId: string | null = null) {
  const slip = await issued(personId, guardianId)
  const token = await entered(slip.number, slip.code)
  const actor = await actorOf(token)
  if (!actor) throw new Error('the slip opened nothing')
  return { slip, token, actor, ask: app.as(actor) }
}

test('a slip opens one person under his own scope, is kept hashed, and tells nobody its code again', async () => {
  const { slip, actor, ask } = await holding(desk.person)
  expect(slip.code).toMatch(/^[ACDEFHJKMNPRTWXY34679]{5}-[ACDEFHJKMNPRTWXY34679]{5}$/)
  expect(actor).toMatchObject({ role: 'supported-person', scope: { kind: 'persons', ids: [desk.person] } })
  const { sheet } = await ask(portal, 'mine', { part: 'entitlement' })
  expect(sheet.name).toBe('张示例')
  const { rows } = await app.superuser.query<{ text: string }>(
    `select s::text as text from portal.slip s union all select r.answer::text from platform.request r where answer is not null`,
  )
  const plain = slip.code.replace('-', '')
  expect(rows.filter(({ text }) => text.includes(slip.code) || text.includes(plain))).toEqual([])
})

test('what is typed on any keyboard opens it: small letters, wide letters, blanks, with and without the stroke', async () => {
  const { number, code } = await issued(desk.person)
  const wide = [...code.replace('-', '')].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('')
  for (const typed of [code.toLowerCase(), wide, code.replace('-', ' '), ` ${code} `])
    expect(await entered(` ${number.toLowerCase()} `, typed)).toMatch(/^371522\./)
})

test('every part is of the person alone, whoever lives next door', async () => {
  const { ask } = await holding(desk.person)
  const parts = ['home', 'entitlement', 'payments', 'custody', 'care', 'consents', 'file', 'requests'] as const
  for (const part of parts) {
    const text = JSON.stringify(await ask(portal, 'mine', { part }))
    expect(text).toContain('张示例')
    expect(text).not.toContain('李邻居')
  }
})

test('an unknown number and a wrong code get the same answer, the same count and the same lock', async () => {
  const { number } = await issued(desk.neighbour)
  const said = async (typed: string) => {
    const answers = []
    for (let turn = 0; turn < 6; turn += 1) answers.push(await refusal(entered(typed, 'AAAAA-AAAAA')))
    return answers
  }
  const known = await said(number)
  expect(await said('没有这个档案号')).toEqual(known)
  expect(known[0]).toBe('档案号或查询码不对。请对照凭条再输一遍，还可以试4次')
  expect(known[4]).toContain('请15分钟后再试')
  expect(known[5]).toContain('10:15以后可以再试')
})

test('a locked number stays shut for the right code too, until the time is over', async () => {
  const { number, code } = await issued(desk.neighbour)
  expect(await refusal(entered(number, code))).toContain('试错的次数太多')
  app.setNow('2023-09-06T10:16+08:00')
  expect(await entered(number, code)).toMatch(/^371522\./)
  app.setNow('2023-09-06T10:00+08:00')
})

test('there is one door: a visitor of no county, or of another, is not let in by the right code', async () => {
  const { number, code } = await issued(desk.person)
  const input = { county: '371522', number, code }
  for (const actor of [undefined, nobody, { ...visitor, scope: { ...visitor.scope, counties: ['150430'] } }])
    expect(await refusal(app.as(actor)(portal, 'signIn', input))).toContain('请在“我的救助”网页选择所在的县')
})

test('many wrong tries at once all count', async () => {
  const person = await givenConsentless()
  const { number } = await issued(person)
  await Promise.allSettled(Array.from({ length: 8 }, () => entered(number, 'AAAAA-AAAAA')))
  expect(await refusal(entered(number, 'AAAAA-AAAAA'))).toContain('试错的次数太多')
})

test('wrong tries and entries stand in the record of the county, without the code', async () => {
  const { rows } = await app.superuser.query<{ result: string; kind: string }>(
    `select result, kind from record.entry where county_code = '371522' and operation = 'portal.signIn'`,
  )
  expect(rows.filter(({ kind, result }) => kind === 'signin' && result === 'refused').length).toBeGreaterThan(10)
  expect(rows.filter(({ result }) => result === 'done').length).toBeGreaterThan(2)
})

test('giving it anew ends the old slip and what was open with it; so does stopping it', async () => {
  const first = await holding(desk.person)
  const second = await holding(desk.person)
  expect(await actorOf(first.token)).toBeUndefined()
  expect(await refusal(entered(first.slip.number, first.slip.code))).toContain('不对')
  expect(await actorOf(second.token)).toBeDefined()
  await clerk(portal, 'revokeSlip', { slipId: second.slip.slipId, reason: '凭条丢了' })
  expect(await actorOf(second.token)).toBeUndefined()
  expect(await refusal(clerk(portal, 'revokeSlip', { slipId: second.slip.slipId, reason: '凭条丢了' }))).toContain(
    '没有找到',
  )
})

test('whoever enters anew closes the telephone on which he forgot to; leaving closes it at once; idleness does', async () => {
  const { slip, token } = await holding(desk.person)
  const again = await entered(slip.number, slip.code)
  expect([await actorOf(token), (await actorOf(again))?.name]).toEqual([undefined, '张示例'])
  app.setNow('2023-09-06T10:16+08:00')
  expect(await actorOf(again)).toBeUndefined()
  const third = await entered(slip.number, slip.code)
  await app.as(await actorOf(third))(portal, 'leave', {})
  expect(await actorOf(third)).toBeUndefined()
  expect(await actorOf('371522.x')).toBeUndefined()
  expect(await actorOf(`999999.${third.slice(7)}`)).toBeUndefined()
  app.setNow('2023-09-06T10:00+08:00')
})

test('a guardian sees the ward within what is in his charge, and nothing from the day after the guardianship', async () => {
  const id = await givenGuardian(app.superuser, { personId: desk.neighbour, name: '王照看', scope: ['medical'] })
  const { ask, token, actor, slip } = await holding(desk.neighbour, id)
  expect(actor).toMatchObject({ role: 'guardian', name: '王照看', scope: { ids: [desk.neighbour, id] } })
  expect((await ask(portal, 'mine', { part: 'care' })).parts).not.toContain('payments')
  expect(await refusal(ask(portal, 'mine', { part: 'payments' }))).toContain('不在登记的监护范围里')
  await clerk(persons, 'endGuardian', { id, toOn: '2023-09-05' })
  expect(await actorOf(token)).toBeUndefined()
  expect(await refusal(entered(slip.number, slip.code))).toContain('监护登记已于2023年9月5日终止')
  expect(await refusal(issued(desk.neighbour, id))).toContain('监护人不能再查看')
})

test('one withdraws what one gave oneself, at once, and the township is told', async () => {
  const own = await givenConsent(app.superuser, desk.person, 'person')
  const guardians = await givenConsent(app.superuser, desk.person, 'guardian', desk.guardian)
  const { ask } = await holding(desk.person)
  expect(await refusal(ask(portal, 'withdraw', { consentId: guardians }))).toContain('不是您给的')
  const { number } = await ask(portal, 'withdraw', { consentId: own })
  expect(number).toMatch(/^CH-2023-/)
  expect(
    (await clerk(persons, 'person', { personId: desk.person })).consents.find(({ id }) => id === own),
  ).toMatchObject({
    withdrawnOn: '2023-09-06',
  })
  expect((await clerk(portal, 'requests', { kind: 'withdrawal' })).rows).toMatchObject([
    { number, about: '已撤回同意：由他人领取（张受托）' },
  ])
  const guardian = await holding(desk.person, desk.guardian)
  expect((await guardian.ask(portal, 'withdraw', { consentId: guardians })).number).toMatch(/^CH-2023-/)
})

test('a child under fourteen gets no slip of its own, its guardian does', async () => {
  const child = await givenConsentless('2015-03-01')
  expect(await refusal(issued(child))).toContain('未满14周岁，凭条应发给监护人')
  const id = await givenGuardian(app.superuser, { personId: child, name: '陈监护' })
  expect((await issued(child, id)).code).toHaveLength(11)
})

test('a death ends every slip of the person; next of kin are helped at the counter, which is recorded', async () => {
  const person = await givenConsentless()
  const id = await givenGuardian(app.superuser, { personId: person, name: '赵监护' })
  const [own, guardian] = [await holding(person), await holding(person, id)]
  await app.as(app.actor('county-clerk'))(persons, 'reportDeath', {
    personId: person,
    diedOn: '2023-09-05',
    paperReference: '死亡证明（示例）',
  })
  expect([await actorOf(own.token), await actorOf(guardian.token)]).toEqual([undefined, undefined])
  expect(await refusal(issued(person, id))).toContain('已于2023年9月5日去世')
  const relative = { personId: person, present: 'relative' as const, identifiedHow: 'household_book' as const }
  expect(await refusal(clerk(portal, 'openHelp', relative))).toContain('近亲属的姓名')
  const given = { ...relative, presentName: '赵女儿', identifiedWords: '女儿，查丧葬后多发的钱' }
  const { helpId } = await clerk(portal, 'openHelp', given)
  await clerk(portal, 'noteDeed', { helpId, part: 'payments', deed: 'shown' })
  expect((await clerk(portal, 'assisted', { helpId, part: 'payments' })).presentName).toBe('赵女儿')
})

async function givenConsentless(bornOn = '1950-01-01'): Promise<string> {
  const { givenPerson } = await import('#modules/persons/given.ts')
  return givenPerson(app.superuser, { townshipId: desk.township, villageId: desk.village, bornOn })
}

test('money paid too much is told to whose it is: how much, why, and whether it was given back', async () => {
  const person = await givenConsentless()
  await app.superuser.query(
    `insert into payments.claim (county_code, id, person_id, township_id, month, purpose, ground, amount_fen, words, opened_at)
     values ('371522', gen_random_uuid(), $1, $2, '2023-08', 'living', 'overpaid', 65000, '多发', '2023-09-01T02:00Z')`,
    [person, desk.township],
  )
  const { ask } = await holding(person)
  const { sheet } = await ask(portal, 'mine', { part: 'payments' })
  const owed = sheet.sections.find(({ title }) => title === '多发了要退的钱')
  expect(owed?.items).toMatchObject([{ title: '2023年8月 基本生活' }])
  expect(owed?.items[0]?.lines.map(({ value }) => value)).toEqual([
    '650.00元',
    '当月多发了',
    '还没有退',
    '2023年9月1日',
  ])
  const other = await holding(desk.person)
  const elsewhere = await other.ask(portal, 'mine', { part: 'payments' })
  expect(elsewhere.sheet.sections[1]).toMatchObject({ items: [], empty: '没有要退的钱。' })
})

test('of somebody grown up and of full capacity no guardian holds a slip or looks at the counter', async () => {
  const person = await givenConsentless()
  const id = await givenGuardian(app.superuser, { personId: person, name: '钱侄子' })
  const held = await holding(person, id)
  await app.superuser.query(`update persons.person set capacity = 'full' where id = $1`, [person])
  expect(await refusal(issued(person, id))).toContain('监护人现在不能替他查看')
  expect(await actorOf(held.token)).toBeUndefined()
  expect(await refusal(entered(held.slip.number, held.slip.code))).toContain('登记为完全民事行为能力')
  const opening = { personId: person, present: 'guardian', guardianId: id, identifiedHow: 'id_card' } as const
  expect(await refusal(clerk(portal, 'openHelp', opening))).toContain('凭条发给本人')
})

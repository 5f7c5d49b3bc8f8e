import { expect, test } from 'vitest'
import type { Actor } from '#kernel/permission.ts'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { givenCarer, givenProvider } from '#modules/providers/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { testApp } from '../../../test/app.ts'
import { assessments } from './contract.ts'

const app = await testApp({ now: '2023-08-14T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const village = await givenArea(app.superuser, { level: 'village', name: '子村', parentId: township })
const provider = await givenProvider(app.superuser)
await givenCarer(app.superuser, { organisationId: provider, name: '赵测试' })
await app.superuser.query(
  `insert into access.organisation (county_code, id, kind, name, functions, hotline, from_on)
   values ('371522', $1, 'bureau', '莘县民政局', '{civil_affairs}', '0000-0000000', '2020-01-01')`,
  [crypto.randomUUID()],
)
const inTown = { kind: 'townships', ids: [township] } as const
const clerk = app.actor('county-clerk')
const leader = app.actor('county-leader')
const townClerk = app.actor('township-clerk', inTown)
const townLeader = app.actor('township-leader', inTown)
const manager = app.actor('provider-admin', { kind: 'organisation', ids: [provider], organisationId: provider })
const ask = (actor: Actor) => app.as(actor)

const person = (more: Partial<Parameters<typeof givenPerson>[1]> = {}) =>
  givenPerson(app.superuser, {
    townshipId: township,
    villageId: village,
    organisationId: provider,
    level: 'able',
    ...more,
  })

const wanted = {
  why: 'change',
  form: 'six_items',
  askedBy: 'village',
  requestedOn: '2023-08-14',
  words: '摔倒后不能自己洗澡',
} as const
const items = ['eating', 'dressing', 'getting_in_and_out_of_bed', 'toilet', 'walking_indoors', 'bathing']
const metBut = (...failed: string[]) => Object.fromEntries(items.map((item) => [item, !failed.includes(item)]))
const clerkOfTown = { name: '刘举例', unit: 'township' as const, unitName: '甲镇人民政府' }
const villager = { name: '陈假设', unit: 'village' as const, unitName: '子村委会' }
const two = [clerkOfTown, villager]
const result = {
  assessedOn: '2023-08-14',
  met: metBut('bathing', 'toilet'),
  assessors: two,
  signedBy: 'person' as const,
}

const requested = async (personId: string, more: Record<string, unknown> = {}) =>
  (await ask(townClerk)(assessments, 'request', { personId, ...wanted, ...more })).assessmentId

async function assessed(personId: string, more: Record<string, unknown> = {}) {
  const assessmentId = await requested(personId)
  await ask(townClerk)(assessments, 'submit', { assessmentId, version: 1, ...result, ...more })
  return assessmentId
}

async function reviewed(personId: string, more: Record<string, unknown> = {}) {
  const assessmentId = await assessed(personId, more)
  await ask(townLeader)(assessments, 'review', {
    assessmentId,
    version: 2,
    level: 'partly_able',
    words: '与入户情况一致',
  })
  return assessmentId
}

async function decided(personId: string) {
  const assessmentId = await reviewed(personId)
  const decision = { assessmentId, version: 3, level: 'partly_able', decidedOn: '2023-08-14' } as const
  return { assessmentId, ...(await ask(leader)(assessments, 'decide', decision)) }
}

const levelsOn = async (personId: string, day: string) => {
  const { rows } = await app.superuser.query<{ level: string }>(
    `select level from persons.standing_on('371522', $1, now() + interval '10 years') where person_id = $2`,
    [day, personId],
  )
  return rows[0]?.level
}

test('asked for, assessed by two, reviewed, decided: the level holds from the month after and no day before', async () => {
  const personId = await person()
  const { dueOn, number } = await ask(townClerk)(assessments, 'request', { personId, ...wanted })
  // Ten working days from 14 August, which is not counted (第二十三条).
  expect([dueOn, number]).toEqual(['2023-08-28', 'PG-2023-0001'])
  const other = await person({ name: '李样本' })
  const { effectiveMonth, assessmentId } = await decided(other)
  expect(effectiveMonth).toBe('2023-09')
  expect([await levelsOn(other, '2023-08-31'), await levelsOn(other, '2023-09-01')]).toEqual(['able', 'partly_able'])
  const page = await ask(clerk)(assessments, 'get', { assessmentId })
  expect(page).toMatchObject({
    status: 'decided',
    level: 'partly_able',
    ruleLevel: 'partly_able',
    decision: { levelBefore: 'able' },
  })
  expect(page.results[0]).toMatchObject({ notMet: 2, assessors: [{ name: '刘举例' }, { name: '陈假设' }] })
  expect(page.results[0]?.reasoning.join('')).toContain('部分丧失生活自理能力')
  expect(page.effect.fees).toEqual({ able: 18900n, partly_able: 31300n, unable: 62600n })
  const { levels, nextDueOn } = await ask(clerk)(assessments, 'ofPerson', { personId: other })
  expect(levels.map(({ level }) => level)).toEqual(['partly_able', 'able'])
  expect(nextDueOn).toBeNull()
  const { items: life } = await ask(clerk)(persons, 'timeline', { personId: other })
  expect(life.map(({ text }) => text).join()).toContain('县审定能力等级，自2023年9月起')
})

test('who is paid by the level is refused with the clause; a name alike goes on only with a reason', async () => {
  const who = await person()
  const assessmentId = await requested(who)
  const submit = (first: { name: string; unit: 'provider' | 'township'; unitName: string }, reason = '') =>
    ask(townClerk)(assessments, 'submit', {
      assessmentId,
      version: 1,
      ...result,
      assessors: [{ ...villager, ...first }, villager],
      reason,
    })
  const own = submit({ name: '孙虚构', unit: 'provider', unitName: '甲机构' }, '没有其他人可以派')
  await expect(own).rejects.toThrow('评估人孙虚构受雇于甲机构，不能评估其服务对象')
  await expect(own).rejects.toMatchObject({ reasons: [{ citations: [{ clause: '第二十条' }, { position: 'A-22' }] }] })
  const alike = { name: '赵测试', unit: 'township' as const, unitName: '甲镇人民政府' }
  await expect(submit(alike)).rejects.toMatchObject({ reasons: [{ code: 'assessor_employed', warning: true }] })
  // Whom the case of his recognition names as owing him support.
  await app.superuser.query(
    `insert into recognition.application (county_code, id, number, township_id, person_id, name, sex, born_on, id_number, id_index, id_masked,
       household_class, applied_by, received_on, step, step_from_on, facts, handler, handler_name, changed_at)
     select county_code, gen_random_uuid(), 'RD-2023-0001', township_id, id, name, 'male', '1950-01-01', '\\x00', '\\x01', '******', 'rural', 'self',
       '2023-01-01', 'survey', '2023-01-01', $2, 'one', '王演示', now() from persons.person where id = $1`,
    [who, { obligors: [{ name: '丁女儿', relation: '次女' }] }],
  )
  const daughter = { name: '丁女儿', unit: 'township' as const, unitName: '甲镇人民政府' }
  await expect(submit(daughter)).rejects.toThrow('的法定义务人（次女），不能评估')
  await submit(alike, '镇政府工作人员，与承接人员同名')
  const { results } = await ask(clerk)(assessments, 'get', { assessmentId })
  expect(results[0]?.reason).toContain('同名')
})

test('a provider may ask, and neither assess nor decide', async () => {
  const personId = await person()
  const asked = { personId, ...wanted, askedBy: 'provider' } as const
  await expect(ask(manager)(assessments, 'request', { ...asked, askedBy: 'person' })).rejects.toThrow('代表服务机构')
  const { assessmentId } = await ask(manager)(assessments, 'request', asked)
  await expect(ask(manager)(assessments, 'submit', { assessmentId, version: 1, ...result })).rejects.toMatchObject({
    kind: 'forbidden',
  })
  const { rows } = await ask(manager)(assessments, 'list', {})
  expect(rows.map(({ id }) => id)).toContain(assessmentId)
})

test('six hands, three of them different: who entered does not review, who reviewed does not decide', async () => {
  const assessmentId = await assessed(await person())
  const words = '与入户情况一致'
  const both = app.actor('county-clerk', { accountId: townClerk.accountId })
  const review = { assessmentId, version: 2, level: 'partly_able', words } as const
  await expect(ask(both)(assessments, 'review', review)).rejects.toThrow('评估结果由您提交')
  await ask(clerk)(assessments, 'review', review)
  const same = app.actor('county-leader', { accountId: clerk.accountId })
  const decision = { assessmentId, version: 3, level: 'partly_able', decidedOn: '2023-08-14' } as const
  await expect(ask(same)(assessments, 'decide', decision)).rejects.toThrow('初审意见由您提出')
  const assessor = { ...leader, name: '刘举例' }
  await expect(ask(assessor)(assessments, 'decide', decision)).rejects.toThrow('您是评估人，不能审定')
  await expect(ask(leader)(assessments, 'decide', { ...decision, level: 'unable' })).rejects.toThrow('应写明理由')
  await ask(leader)(assessments, 'decide', { ...decision, level: 'unable', reason: '评估后次日中风，卧床' })
  const page = await ask(clerk)(assessments, 'get', { assessmentId })
  expect(page).toMatchObject({
    ruleLevel: 'partly_able',
    level: 'unable',
    decision: { reason: '评估后次日中风，卧床' },
  })
})

test('two at once: the second is told to look again, and there is one decision', async () => {
  const assessmentId = await reviewed(await person())
  const decision = { assessmentId, version: 3, level: 'partly_able', decidedOn: '2023-08-14' } as const
  const other = app.actor('county-leader', { accountId: 'other-leader' })
  const done = await Promise.allSettled([
    ask(leader)(assessments, 'decide', decision),
    ask(other)(assessments, 'decide', decision),
  ])
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const lost = done.find(({ status }) => status === 'rejected')
  expect(lost).toMatchObject({ reason: { kind: 'conflict' } })
  const personId = await person()
  const twice = await Promise.allSettled([requested(personId), requested(personId)])
  expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a dispute leads to a second assessment by others, which is final', async () => {
  const personId = await person({ name: '王演示' })
  const { assessmentId, version } = await decided(personId)
  const words = '本人认为还能自己如厕'
  const first = { assessmentId, version, askedBy: 'person', words } as const
  const second = await ask(townClerk)(assessments, 'dispute', first)
  const submitted = { assessmentId: second.assessmentId, version: 1, ...result, met: metBut() }
  await expect(ask(townClerk)(assessments, 'submit', submitted)).rejects.toThrow('刘举例参加了有争议的那次评估')
  const others = [
    { name: '周模拟', unit: 'county', unitName: '莘县民政局' },
    { name: '吴样本', unit: 'third_party', unitName: '乙评估公司' },
  ] as const
  await ask(townClerk)(assessments, 'submit', { ...submitted, assessors: [...others] })
  const next = { assessmentId: second.assessmentId }
  await ask(townLeader)(assessments, 'review', { ...next, version: 2, level: 'able', words: '两名评估人意见一致' })
  const { version: last } = await ask(leader)(assessments, 'decide', {
    ...next,
    version: 3,
    level: 'able',
    decidedOn: '2023-08-14',
  })
  expect(await levelsOn(personId, '2023-09-01')).toBe('able')
  const page = await ask(clerk)(assessments, 'get', { assessmentId })
  expect(page).toMatchObject({ status: 'decided', disputedBy: { number: second.number } })
  await expect(ask(townClerk)(assessments, 'dispute', { ...first, ...next, version: last })).rejects.toThrow('最终结果')
  await expect(ask(townClerk)(assessments, 'dispute', { ...first, version: page.version })).rejects.toThrow('最终结果')
})

test('sent back, it is assessed anew, and what was found before stays', async () => {
  const assessmentId = await assessed(await person())
  await ask(townLeader)(assessments, 'sendBack', { assessmentId, version: 2, words: '如厕一项与邻居说法不符' })
  await ask(townClerk)(assessments, 'submit', { assessmentId, version: 3, ...result, met: metBut('bathing') })
  const { results, edition } = await ask(clerk)(assessments, 'get', { assessmentId })
  expect([edition, ...results.map(({ notMet }) => notMet)]).toEqual([2, 1, 2])
})

test('an item without an answer, a wrong day, a stranger and a dead person are refused in words', async () => {
  const personId = await person()
  const assessmentId = await requested(personId)
  const { bathing: _, ...missing } = metBut()
  const submit = { assessmentId, version: 1, ...result }
  await expect(ask(townClerk)(assessments, 'submit', { ...submit, met: missing })).rejects.toThrow('自主洗澡没有填')
  await expect(ask(townClerk)(assessments, 'submit', { ...submit, assessedOn: '2023-08-15' })).rejects.toThrow(
    '晚于今天',
  )
  await expect(ask(townClerk)(assessments, 'submit', { ...submit, assessors: [villager] })).rejects.toThrow('两人')
  await expect(requested(personId)).rejects.toThrow('已有正在办理的评估')
  const stranger = app.actor('township-clerk', {
    kind: 'townships',
    ids: [crypto.randomUUID()],
    accountId: 'other-town',
  })
  await expect(ask(stranger)(assessments, 'get', { assessmentId })).rejects.toThrow('没有找到这次评估')
  await ask(townClerk)(persons, 'reportDeath', { personId, diedOn: '2023-08-13', paperReference: '死亡医学证明' })
  await expect(ask(townClerk)(assessments, 'submit', submit)).rejects.toThrow('刚被他人办理')
  const page = await ask(clerk)(assessments, 'get', { assessmentId })
  expect(page.status).toBe('withdrawn')
  await expect(requested(personId)).rejects.toThrow('已终止供养')
})

test('a changed holiday table moves the ten working days of what is under way, and the page says from when to when and why', async () => {
  const [under, done] = [
    await requested(await person({ name: '钱演示' })),
    await decided(await person({ name: '孙示例' })),
  ]
  const before = await ask(clerk)(assessments, 'get', { assessmentId: done.assessmentId })
  const day = { day: '2023-08-22', kind: 'off', name: '全县防汛停工', document: '示例政办〔2023〕1号' } as const
  const { id } = await ask(clerk)(policy, 'setHoliday', day)
  await ask(leader)(policy, 'adopt', { id })
  const page = await ask(clerk)(assessments, 'get', { assessmentId: under })
  expect([page.dueOn, page.steps.at(-1)?.deed]).toEqual(['2023-08-29', 'recompute'])
  expect(page.steps.at(-1)?.words).toBe(
    '评估期限由2023年8月28日改为2023年8月29日：工作日历的2023年8月22日已改为“全县防汛停工”',
  )
  const decidedPage = await ask(clerk)(assessments, 'get', { assessmentId: done.assessmentId })
  expect(decidedPage.dueOn).toBe(before.dueOn)
  expect(await app.as(app.system())(assessments, 'recompute', {})).toEqual({ changed: 0 })
})

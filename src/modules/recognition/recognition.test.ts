import { expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { givenAccount, givenArea } from '#modules/access/given.ts'
import { givenIdNumber, givenPerson } from '#modules/persons/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenContract, givenProvider } from '#modules/providers/given.ts'
import { rosters } from '#modules/rosters/contract.ts'
import { testApp } from '../../../test/app.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenFacts, givenSurvey } from './given.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const village = await givenArea(app.superuser, { level: 'village', name: '子村', parentId: township })
const scope = { kind: 'townships' as const, ids: [township] }
const clerk = app.actor('township-clerk', scope)
const otherClerk = app.actor('township-clerk', { ...scope, accountId: 'second-township-clerk' })
const townLeader = app.actor('township-leader', scope)
const countyClerk = app.actor('county-clerk')
const leader = app.actor('county-leader')
const ask = app.as

let made = 0
const nobody = () => givenIdNumber((made += 1), '1956-03-12')
const application = (name: string, more: Partial<ReturnType<typeof givenApplication>> = {}) => ({
  ...givenApplication({ name, idNumber: nobody(), townshipId: township, receivedOn: '2023-08-01' }),
  villageId: village,
  ...more,
})
const messages = (error: unknown): string => String(error)
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', messages)

type More = Parameters<typeof application>[1]

async function toOpinion(name: string, more: More = {}) {
  app.setNow('2023-08-01T10:00+08:00')
  const { caseId } = await ask(clerk)(recognition, 'apply', application(name, more))
  app.setNow('2023-08-07T10:00+08:00')
  await ask(clerk)(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  await ask(clerk)(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  return caseId
}

async function toCounty(name: string, more: More = {}) {
  const caseId = await toOpinion(name, more)
  app.setNow('2023-08-10T10:00+08:00')
  await ask(townLeader)(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await ask(clerk)(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-10' })
  app.setNow('2023-08-18T10:00+08:00')
  await ask(clerk)(recognition, 'send', { caseIds: [caseId] })
  return caseId
}

test('from application to the file of the person, who is on next month’s roster', async () => {
  const provider = await givenProvider(app.superuser)
  await givenContract(app.superuser, { organisationId: provider, townshipIds: [township] })
  const caseId = await toCounty('张示例')
  await app.number()
  app.setNow('2023-08-21T10:00+08:00')
  const drawn = await ask(countyClerk)(recognition, 'draw', {})
  expect(drawn).toMatchObject({ population: 1, sample: 1 })
  expect(await refusal(ask(countyClerk)(recognition, 'propose', { caseId, fits: true, reason: '情况属实' }))).toContain(
    '还没有登记核查结果',
  )
  await ask(countyClerk)(recognition, 'checkResult', { caseId, agrees: true, facts: '入户核查与调查一致' })
  const support = { mode: 'dispersed', level: 'able' } as const
  await ask(countyClerk)(recognition, 'propose', { caseId, fits: true, reason: '低保标准另附，情况属实', ...support })
  const decide = { caseId, decision: 'confirmed', reason: '同意审核意见' } as const
  const decided = await ask(leader)(recognition, 'decide', decide)
  expect(decided).toMatchObject({ supportFrom: '2023-09-01', decisionNo: '特认〔2023〕1号' })
  const second = ask(app.actor('county-leader', { accountId: 'second-leader' }))
  expect(await refusal(second(recognition, 'decide', decide))).toContain('已于10:00确认认定，您的意见未保存为决定')
  const file = await ask(countyClerk)(persons, 'person', { personId: decided.personId ?? '' })
  expect(file).toMatchObject({
    name: '张示例',
    origin: 'recognition',
    status: 'awaiting',
    mode: 'dispersed',
    level: 'able',
  })
  app.setNow('2023-08-28T10:00+08:00')
  const roster = await ask(countyClerk)(rosters, 'generate', { month: plainMonth('2023-09') })
  expect(roster.persons).toBe(1)
  const before = await ask(countyClerk)(rosters, 'generate', { month: plainMonth('2023-08') })
  expect(before.persons).toBe(0)
  for (const format of ['pdf', 'word'] as const)
    expect((await ask(clerk)(recognition, 'print', { caseId, paper: 'confirmation', format })).name).toContain('确认书')
  for (const paper of ['acceptance', 'survey', 'survey_blank', 'review'] as const)
    expect((await ask(clerk)(recognition, 'print', { caseId, paper })).name).toMatch(/\.pdf$/)
  const { posters } = await ask(clerk)(recognition, 'posters', { open: false })
  const poster = { publicityId: posters[0]?.id ?? '' }
  expect((await ask(clerk)(recognition, 'printPoster', poster)).name).toBe('公示榜GS-2023-0001.pdf')
  expect((await ask(clerk)(recognition, 'printApplication', {})).name).toContain('申请书')
})

test('what is missing is told once and all together, and the clock begins with the last paper', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const materials = [{ code: 'identity', state: 'have' as const }]
  const told = await ask(clerk)(recognition, 'apply', application('李样本', { materials }))
  expect(told.missing.map(({ code }) => code)).toEqual(['declaration', 'commitment', 'authorisation'])
  const before = await ask(clerk)(recognition, 'case', { caseId: told.caseId })
  expect(before).toMatchObject({ step: 'acceptance', mark: 'supplement', clock: null })
  expect((await ask(clerk)(recognition, 'print', { caseId: told.caseId, paper: 'supplement' })).name).toContain(
    '一次性告知书',
  )
  app.setNow('2023-08-04T10:00+08:00')
  const rest = told.missing.map(({ code }) => ({ code, state: 'have' as const }))
  const supplement = { caseId: told.caseId, receivedOn: '2023-08-04', materials: rest }
  await ask(clerk)(recognition, 'supplement', supplement)
  const after = await ask(clerk)(recognition, 'case', { caseId: told.caseId })
  // 15 working days from Monday 7 August on.
  expect(after.clock).toMatchObject({ startedOn: '2023-08-04', due: '2023-08-25', left: 15, unit: 'working_day' })
})

test('whoever is supported, dead, elsewhere, wrongly numbered or applying already is refused in words', async () => {
  app.setNow('2023-08-01T10:00+08:00')
  const numbers = [nobody(), nobody(), nobody(), nobody()] as const
  const { secrets } = app.installation
  const person = { townshipId: township, secrets }
  await givenPerson(app.superuser, { ...person, name: '陈假设', idNumber: numbers[0] })
  await givenPerson(app.superuser, { ...person, name: '周虚构', idNumber: numbers[1], diedOn: '2022-03-02' })
  await givenPerson(app.superuser, { ...person, county: '150430', name: '吴模拟', idNumber: numbers[2] })
  const apply = (idNumber: string) => refusal(ask(clerk)(recognition, 'apply', application('王演示', { idNumber })))
  expect(await apply(numbers[0])).toContain('陈假设2021年6月起已是特困人员')
  expect(await apply(numbers[1])).toContain('登记为死亡（2022年3月）')
  expect(await apply(numbers[2])).toContain('目前由其他县供养')
  const wrong = `${numbers[3].slice(0, 17)}${numbers[3].endsWith('1') ? '2' : '1'}`
  expect(await apply(wrong)).toContain('身份证号第18位应为')
  expect(await apply(numbers[3])).toBe('done')
  expect(await apply(numbers[3])).toContain('正在办理，不能重复申请')
})

test('no hand does two things in one case: surveyor, signer, proposer and decider are four', async () => {
  const caseId = await toOpinion('孙举例')
  const sameHand = app.actor('township-leader', { ...scope, accountId: clerk.accountId })
  const opine = { caseId, fits: true, reason: '情况属实，同意' }
  expect(await refusal(ask(sameHand)(recognition, 'opine', opine))).toContain('您登记了入户调查，不能签署初审意见')
  expect(await refusal(ask(townLeader)(recognition, 'opine', { caseId, fits: false }))).toContain('应写明理由')
  expect(await refusal(ask(clerk)(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' })))).toContain(
    '案件现在“初审”',
  )
})

test('another fact is tried without being stored, and only a registered draft is tried as law', async () => {
  const caseId = await toOpinion('褚举例')
  const facts = { ...givenFacts, property: 'beyond' as const }
  const tried = await ask(clerk)(recognition, 'whatIf', { caseId, facts })
  expect(tried.proposal).toBe('not_fits')
  expect((await ask(clerk)(recognition, 'case', { caseId })).reasoning.proposal).not.toBe('not_fits')
  const draft = { caseId, facts, drafts: ['没有登记的文件'] }
  expect(await refusal(ask(clerk)(recognition, 'whatIf', draft))).toContain('不是已登记的征求意见稿')
})

test('an objection sends the case round again, to other surveyors and a new notice', async () => {
  const caseId = await toOpinion('郑测试')
  app.setNow('2023-08-10T10:00+08:00')
  await ask(townLeader)(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await ask(clerk)(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-10' })
  expect(await refusal(ask(clerk)(recognition, 'send', { caseIds: [caseId] }))).toContain('公示到2023年8月17日24时')
  app.setNow('2023-08-14T10:00+08:00')
  const objection = { caseId, receivedOn: '2023-08-14', objector: '赵虚构', words: '他在县城有一套房子' }
  await ask(townLeader)(recognition, 'object', objection)
  const seen = await ask(townLeader)(recognition, 'case', { caseId })
  expect(seen).toMatchObject({ step: 'survey', mark: 'objected', round: 2, clock: { due: '2023-09-04' } })
  expect(seen.deeds.find(({ kind }) => kind === 'objected')?.text).toContain('赵虚构')
  const clerkSees = await ask(clerk)(recognition, 'case', { caseId })
  expect(clerkSees.deeds.map(({ text, note }) => text + note).join()).not.toContain('赵虚构')
  const again = givenSurvey({ caseId, surveyedOn: '2023-08-14' })
  // Alone in the office he may enter it, for others who went; with a colleague he may not.
  expect(await refusal(ask(clerk)(recognition, 'survey', again))).toContain('重新调查应由其他人进行')
  await givenAccount(app.superuser, { login: 'town-clerk-2', role: 'township-clerk' })
  expect(await refusal(ask(clerk)(recognition, 'survey', again))).toContain('您登记过异议前的调查')
  expect(await refusal(ask(otherClerk)(recognition, 'survey', again))).toContain('重新调查应由其他人进行')
  const { caseId: _, ...rest } = again
  await ask(otherClerk)(recognition, 'survey', { caseId, ...rest, surveyors: ['钱举例', '冯演示'] })
  await ask(otherClerk)(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await ask(townLeader)(recognition, 'opine', { caseId, fits: true, reason: '房屋为其兄所有，查证属实' })
  await ask(clerk)(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-14' })
  app.setNow('2023-08-22T10:00+08:00')
  await ask(clerk)(recognition, 'send', { caseIds: [caseId] })
  const { posters } = await ask(clerk)(recognition, 'posters', { open: false })
  expect(posters.flatMap(({ rows }) => rows.map((row) => [row.case.name, row.state]))).toContainEqual([
    '郑测试',
    'objected',
  ])
})

test('a refusal needs its reason, tells the clauses and how to appeal, and runs against three working days', async () => {
  const caseId = await toCounty('冯模拟', { nearRelative: '镇民政办经办人员之叔' })
  await app.number()
  app.setNow('2023-08-21T10:00+08:00')
  await ask(countyClerk)(recognition, 'draw', {})
  await ask(countyClerk)(recognition, 'checkResult', {
    caseId,
    agrees: false,
    facts: '名下有存款二十万元',
    found: { ...givenFacts, property: 'beyond' },
  })
  await ask(countyClerk)(recognition, 'propose', { caseId, fits: false, reason: '财产超过规定' })
  const { reasoning } = await ask(leader)(recognition, 'case', { caseId })
  expect(reasoning.proposal).toBe('not_fits')
  expect(await refusal(ask(leader)(recognition, 'decide', { caseId, decision: 'refused' }))).toContain('应写明理由')
  await ask(leader)(recognition, 'decide', { caseId, decision: 'refused', reason: '存款二十万元，财产超过规定' })
  const file = await ask(clerk)(recognition, 'case', { caseId })
  expect(file).toMatchObject({ decision: 'refused', personId: null, clock: { due: '2023-08-24', unit: 'working_day' } })
  await ask(clerk)(recognition, 'print', { caseId, paper: 'refusal', format: 'word' })
  const delivered = { caseId, deliveredOn: '2023-08-21', how: 'direct', receiver: '冯模拟' } as const
  const stranger = ask(clerk)(recognition, 'deliver', { ...delivered, how: 'left', receiver: '路人甲' })
  expect(await refusal(stranger)).toMatch(/应写明与申请人的关系.*应写明见证人/)
  await ask(clerk)(recognition, 'deliver', delivered)
  expect(await refusal(ask(clerk)(recognition, 'deliver', delivered))).toContain('不能重复登记')
})

test('the same person applies again under the old file after the support had ended', async () => {
  const idNumber = nobody()
  const { secrets } = app.installation
  const former = { townshipId: township, secrets, name: '何示例', idNumber, endedOn: '2022-12-31' }
  const personId = await givenPerson(app.superuser, former)
  app.setNow('2023-08-01T10:00+08:00')
  const account = { personId, bank: '农商行', holder: '何示例', account: '6228000000000012', fromOn: '2022-01-01' }
  const { id } = await ask(clerk)(persons, 'proposePayee', { ...account, consentId: null })
  await ask(countyClerk)(persons, 'confirmPayee', { id, agree: true, reason: '' })
  const anew = { phone: '10000000008', residence: '子村八号' }
  const stranger = ask(clerk)(recognition, 'apply', application('别名氏', { idNumber }))
  expect(await refusal(stranger)).toContain('原档案中的姓名是何示例')
  const found = await ask(clerk)(recognition, 'checkIdentity', { idNumber })
  expect(found.hits).toContainEqual(expect.objectContaining({ code: 'former', stops: false }))
  expect(found.hits.some(({ stops }) => stops)).toBe(false)
  const { caseId } = await ask(clerk)(
    recognition,
    'apply',
    application('何示例', { idNumber, facts: givenFacts, ...anew }),
  )
  await app.superuser.query(
    `update recognition.application set step = 'county', batch_id = (select id from recognition.batch limit 1), proposed = true where id = $1`,
    [caseId],
  )
  app.setNow('2023-08-22T10:00+08:00')
  const reasons = { reason: '情况属实，同意', modeReason: '按本人意愿', levelReason: '按入户调查' }
  const decide = { caseId, decision: 'confirmed', mode: 'dispersed', level: 'able', ...reasons } as const
  expect((await ask(leader)(recognition, 'decide', decide)).personId).toBe(personId)
  const file = await ask(countyClerk)(persons, 'person', { personId })
  expect(file).toMatchObject({ status: 'awaiting', supportedFrom: '2023-09-01', endedOn: null })
  // His own words of today take the place of those of then, with a correction; the account of then waits for a second person.
  expect(file).toMatchObject({ residence: '子村八号', phoneMasked: expect.stringMatching(/0008$/) })
  const waiting = await ask(countyClerk)(persons, 'payeesToConfirm', {})
  expect(waiting.filter((each) => each.personId === personId)).toEqual([
    expect.objectContaining({ holder: '何示例', fromOn: '2023-09-01' }),
  ])
})

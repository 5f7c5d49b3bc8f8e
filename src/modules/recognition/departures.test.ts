/** Who decides otherwise than rules, wish or the one before him is seen doing so, on the page and on paper. */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenIdNumber } from '#modules/persons/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { testApp } from '../../../test/app.ts'
import { wordsIn } from '../../../test/words-in.ts'
import { recognition } from './contract.ts'
import { givenApplication, givenFacts, givenSurvey } from './given.ts'
import type { Paper } from './words.ts'

const app = await testApp({ now: '2023-08-01T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const other = await givenArea(app.superuser, { level: 'township', name: '乙镇' })
const scope = { kind: 'townships' as const, ids: [township] }
const clerk = app.as(app.actor('township-clerk', scope))
const townLeader = app.as(app.actor('township-leader', scope))
const countyActor = app.actor('county-clerk')
const countyClerk = app.as(countyActor)
const leader = app.as(app.actor('county-leader'))
const refusal = (promise: Promise<unknown>) => promise.then(() => 'done', String)

const apply = () =>
  clerk(
    recognition,
    'apply',
    givenApplication({
      name: '何举例',
      idNumber: givenIdNumber(501, '1956-03-12'),
      townshipId: township,
      receivedOn: '2023-08-01',
    }),
  )

async function givenHome(name: string): Promise<string> {
  const id = crypto.randomUUID()
  const [county] = countyActor.scope.counties
  await app.superuser.query(
    `insert into access.organisation (county_code, id, kind, name, area_id, from_on) values ($1, $2, 'home', $3, $4, '2020-01-01')`,
    [county, id, name, township],
  )
  await app.superuser.query(
    `insert into institutions.home (county_code, organisation_id, township_id, sort_order, status, ownership, legal_person, filed, address, changed_at)
     values ($1, $2, $3, 1, 'open', 'public', true, true, '示例路1号', now())`,
    [county, id, township],
  )
  return id
}

async function printed(caseId: string, paper: Paper): Promise<string> {
  const { ticket } = await countyClerk(recognition, 'print', { caseId, paper, format: 'word' })
  return wordsIn(app, countyActor, ticket)
}

const { caseId } = await apply()

test('before anybody was at the door nothing is proposed', async () => {
  const before = await clerk(recognition, 'case', { caseId })
  expect(before).toMatchObject({ declaredOnly: true, reasoning: { proposal: 'open' } })
  app.setNow('2023-08-07T10:00+08:00')
  await clerk(recognition, 'survey', givenSurvey({ caseId, surveyedOn: '2023-08-07' }))
  expect(await clerk(recognition, 'case', { caseId })).toMatchObject({ declaredOnly: false })
})

test('what the county finds joins the facts: who was not spoken of again stays', async () => {
  await clerk(recognition, 'submit', { caseId, fits: true, note: '入户情况属实' })
  await townLeader(recognition, 'opine', { caseId, fits: true, reason: '材料齐全，情况属实' })
  await clerk(recognition, 'post', { caseIds: [caseId], place: '村务公开栏', postedOn: '2023-08-07' })
  expect(await refusal(clerk(recognition, 'posters', { open: true, townshipId: other }))).toContain('不在您的辖区')
  expect((await clerk(recognition, 'posters', { open: true, townshipId: township })).posters).toHaveLength(1)
  app.setNow('2023-08-15T10:00+08:00')
  await clerk(recognition, 'send', { caseIds: [caseId] })
  await app.number()
  app.setNow('2023-08-16T10:00+08:00')
  await countyClerk(recognition, 'draw', {})
  const found = { property: 'beyond' as const, propertyNote: '存款二十万元' }
  await countyClerk(recognition, 'checkResult', { caseId, agrees: false, facts: '名下有存款二十万元', found })
  const { facts, reasoning } = await countyClerk(recognition, 'case', { caseId })
  expect(facts).toMatchObject({ property: 'beyond', incomeKnown: true })
  expect(facts.obligors.map(({ name }) => name)).toEqual(givenFacts.obligors?.map(({ name }) => name))
  expect(reasoning.conditions.map(({ key, verdict }) => [key, verdict])).toContainEqual(['income', 'not_met'])
})

test('a mode against the wish, a level against the survey and a condition not met are decided with a reason and shown', async () => {
  const proposed = { caseId, fits: true, mode: 'centralised', level: 'able' } as const
  await expect(countyClerk(recognition, 'propose', { ...proposed, reason: '同意' })).rejects.toThrow('本人意愿不同')
  const reasons = { reason: '存款系代管他人款项', modeReason: '女儿在外，独居无人照料' }
  const unasked = refusal(countyClerk(recognition, 'propose', { ...proposed, ...reasons }))
  expect(await unasked).toContain('须先取得本人或监护人同意入住的书面意见')
  await countyClerk(recognition, 'propose', { ...proposed, ...reasons, consentPaper: '意愿书，2盒5页' })
  const decide = { caseId, decision: 'confirmed', level: 'partly_able' } as const
  const leaders = { reason: '经查存款为村集体代管款', levelReason: '两人复核，上下床须人扶' }
  await leader(recognition, 'decide', { ...decide, ...leaders })
  const file = await clerk(recognition, 'case', { caseId })
  expect(file.support).toEqual({
    asked: { mode: 'dispersed', level: 'able' },
    proposed: { mode: 'centralised', level: 'able' },
    decided: { mode: 'centralised', level: 'partly_able' },
  })
  const said = file.departures.map(({ stage, text, reason }) => `${stage}|${text}|${reason}`)
  expect(said.filter((text) => text.startsWith('县级审核'))).toEqual([
    expect.stringContaining('按规则的建议为“不符合，不予认定”|存款系代管他人款项'),
    expect.stringContaining('本人意愿为“分散供养”|女儿在外，独居无人照料'),
  ])
  expect(said.filter((text) => text.startsWith('决定'))).toEqual([
    expect.stringContaining('按规则不符合的条件：无生活来源'),
    expect.stringMatching(/县级经办提出的等级为.*两人复核，上下床须人扶/),
  ])
})

test('the letter of a confirmation names the departure and its reason, never a bare 不符合', async () => {
  const letter = await printed(caseId, 'confirmation')
  expect(letter).toContain('无生活来源：按规则不符合，经审核仍予认定，理由：经查存款为村集体代管款')
  expect(letter).not.toContain('：不符合。')
  expect(letter).toContain('供养方式“集中供养”，本人意愿为“分散供养”，理由：女儿在外，独居无人照料')
  expect(letter).toMatch(/能力等级“半失能”，入户调查六项得出的等级为“自理”，理由：两人复核，上下床须人扶/)
  const sheet = await printed(caseId, 'review')
  expect(sheet).toContain('☑集中供养')
  expect(sheet).toContain('依据：')
  expect(sheet).toContain('本人意愿为“分散供养”。理由：女儿在外，独居无人照料')
})

test('confirmed for a home he is served where he lives until a stay begins, and the home is somebody’s work before that', async () => {
  const { personId } = await clerk(recognition, 'case', { caseId })
  expect(await countyClerk(persons, 'person', { personId: personId ?? '' })).toMatchObject({ mode: 'dispersed' })
  const toDo = async (as: typeof leader) =>
    (await as(duties, 'mine', {})).tasks.filter(({ kind }) => kind === 'recognition.placeInHome')
  expect(await toDo(leader)).toEqual([
    expect.objectContaining({
      title: '安排入住（供养开始前）',
      dueOn: '2023-08-31',
      waitsFor: '县级救助经办',
      object: expect.stringContaining('本县还没有登记供养机构'),
    }),
  ])
  expect((await toDo(countyClerk))[0]).toMatchObject({ to: '/homes', waitsFor: null })
  const homeId = await givenHome('甲镇敬老院')
  expect((await toDo(clerk))[0]).toMatchObject({ to: `/homes/${homeId}`, waitsFor: null })
  const { placement } = await clerk(recognition, 'placement', { personId: personId ?? '' })
  expect(placement).toMatchObject({
    text: expect.stringContaining('认定时已决定集中供养，尚未入住；供养自2023年9月1日起，入住前按分散供养服务。'),
    next: { to: `/homes/${homeId}` },
  })
})

test('the confirmation is to be handed over before support begins', async () => {
  const titles = async () =>
    (await clerk(duties, 'mine', {})).tasks
      .filter(({ title }) => title.includes('送达确认书'))
      .map(({ dueOn }) => dueOn)
  expect(await titles()).toEqual(['2023-08-31'])
  await clerk(recognition, 'deliver', { caseId, deliveredOn: '2023-08-16', how: 'direct', receiver: '何举例' })
  expect(await titles()).toEqual([])
})

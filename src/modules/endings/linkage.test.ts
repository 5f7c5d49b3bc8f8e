import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainDate, plainMonth } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { endings } from './contract.ts'
import { type Linked, objectionsToLinking } from './linkage-rules.ts'
import { LinkageResult } from './words.ts'

const app = await testApp({ now: '2026-09-01T10:00+08:00' })
await learnPolicy(app.installation)
const place = { town: '', other: '' }
const township = (accountId: string) =>
  app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.town], accountId }))
const leader = app.as(app.actor('county-leader'))
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )
const work = async () => JSON.stringify((await township('clerk-one')(duties, 'mine', {})).tasks)

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  place.town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  place.other = await givenArea(app.superuser, { level: 'township', name: '虚构镇', parentId: county })
})

/** Up to the step before the decision. */
async function readyToEnd(name: string) {
  const personId = await givenPerson(app.superuser, { name, townshipId: place.town, supportedFrom: '2021-08-01' })
  const one = township('clerk-one')
  app.setNow('2026-09-01T10:00+08:00')
  const facts = '本人书面申请退出，已到户核实'
  const { changeId } = await one(endings, 'open', { personId, kind: 'end', reason: 'voluntary', facts })
  const on = '2026-09-01'
  await one(endings, 'verify', { changeId, on, by: '王演示、陈假设', so: true, words: '自愿退出，情况属实' })
  const words = '不要供养了'
  await one(endings, 'hear', { changeId, on, place: '村委会', who: 'person', name, words, signedAs: 'thumb' })
  await one(endings, 'publish', { changeId, on, place: '村公示栏' })
  app.setNow('2026-09-09T09:00+08:00')
  await one(endings, 'publicityOver', { changeId, on: '2026-09-09' })
  return changeId
}

const decide = (changeId: string, number: string) =>
  leader(endings, 'decide', { changeId, number, words: '情况属实，本人自愿' })

test('an end that is decided asks what becomes of the person, until the township has written it (AH-4.3g)', async () => {
  const changeId = await readyToEnd('张示例')
  const one = township('clerk-one')
  const told = {
    changeId,
    result: 'not_eligible' as const,
    on: '2026-09-09',
    words: '与儿子同住，收入超过低保标准，已当面告知',
  }
  expect(await refusal(one(endings, 'link', told))).toContain('先办完终止的决定')
  expect((await one(endings, 'change', { changeId })).linkage).toBeNull()
  expect(await work()).not.toContain('转低保或临时救助')
  await decide(changeId, '示民终〔2026〕1号')
  const { linkage } = await one(endings, 'change', { changeId })
  expect(linkage).toMatchObject({ fromMonth: '2026-10', due: '2026-09-30', state: 'open', rows: [] })
  expect(linkage?.citations.map(({ clause }) => clause).join()).toContain('第二十七条')
  expect(await work()).toContain('终止后制度衔接：转低保或临时救助')
  expect(await refusal(one(endings, 'link', { ...told, on: '2026-09-08' }))).toContain('作出终止决定的')
  const far = app.as(app.actor('township-clerk', { kind: 'townships', ids: [place.other], accountId: 'far' }))
  expect(await refusal(far(endings, 'link', told))).toContain('没有找到')
  await one(endings, 'link', told)
  expect((await one(endings, 'change', { changeId })).linkage).toMatchObject({
    state: 'settled',
    rows: [{ result: 'not_eligible', startsMonth: null, on: '2026-09-09' }],
  })
  expect(await work()).not.toContain('转低保或临时救助')
  expect(await refusal(one(endings, 'link', told))).toContain('已经登记')
})

test('低保 follows without a month with both and without one with neither; relief bridges what lies between (A-38)', async () => {
  const changeId = await readyToEnd('李样本')
  await decide(changeId, '示民终〔2026〕2号')
  const one = township('clerk-one')
  const base = { changeId, on: '2026-09-09', words: '已送低保经办审核确认', proof: '示民低〔2026〕8号' }
  const dibao = { ...base, result: 'dibao' as const }
  expect(await refusal(one(endings, 'link', { ...dibao, startsMonth: '2026-09' }))).toContain('否则重月')
  expect(await refusal(one(endings, 'link', { ...dibao, startsMonth: '2026-11' }))).toContain('没有任何救助')
  expect(await refusal(one(endings, 'link', { ...dibao, startsMonth: '2026-10', proof: '' }))).toContain('文书号')
  await one(endings, 'link', { ...base, result: 'temporary_relief', startsMonth: '2026-10' })
  expect(await refusal(one(endings, 'link', { ...base, result: 'declined' }))).toContain('已登记给予临时救助')
  const both = await Promise.allSettled([
    one(endings, 'link', { ...dibao, startsMonth: '2026-11' }),
    township('clerk-two')(endings, 'link', { ...dibao, startsMonth: '2026-11' }),
  ])
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { linkage } = await one(endings, 'change', { changeId })
  expect(linkage?.rows.map(({ result }) => result)).toEqual(['temporary_relief', 'dibao'])
  expect(linkage?.more).toBe(false)
})

const month = fc.integer({ min: 1, max: 12 }).map((at) => plainMonth(`2026-${String(at).padStart(2, '0')}`))
const said = fc.record({
  result: fc.constantFrom(...LinkageResult.options),
  startsMonth: fc.option(month),
})

test('in whatever order it is written, no month is left with both and none with neither before 低保', () => {
  const fromMonth = plainMonth('2026-06')
  const on = plainDate('2026-05-20')
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), (tries) => {
      const stands: Linked[] = []
      for (const each of tries) {
        const base = { fromMonth, decidedOn: on, today: on, before: stands }
        if (objectionsToLinking({ ...each, on, proof: '凭据1号' }, base).length === 0) stands.push(each)
      }
      const dibao = stands.findIndex(({ result }) => result === 'dibao')
      expect(new Set(stands.map(({ result }) => result)).size).toBe(stands.length)
      const starts = stands[dibao]?.startsMonth ?? fromMonth
      expect(starts >= fromMonth).toBe(true)
      expect(dibao < 0 || dibao === stands.length - 1).toBe(true)
      expect(starts === fromMonth || stands.some(({ result }) => result === 'temporary_relief')).toBe(true)
    }),
  )
})

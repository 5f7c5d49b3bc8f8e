/** 吉林: the register of the old schemes is verified anew, each person on the path of category and day (JL-5b, JL-5c, JL-5d). */
import { expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { verifications } from './contract.ts'

const county = '990201'
const app = await testApp({ now: '2018-01-10T10:00+08:00' })
const townshipId = await givenArea(app.superuser, { level: 'township', name: '甲镇', county })
const villageId = await givenArea(app.superuser, { level: 'village', name: '子村', county, parentId: townshipId })
const clerk = app.as(app.actor('county-clerk', { county }))
const base = { county, townshipId, villageId, knownAt: '2017-06-01T00:00:00Z' }
const before = await givenPerson(app.superuser, { ...base, name: '张示例', supportedFrom: '2016-10-09' })
const onTheDay = await givenPerson(app.superuser, { ...base, name: '李样本', supportedFrom: '2016-10-10' })
const urban = await givenPerson(app.superuser, { ...base, name: '王演示', supportedFrom: '2010-01-01', class: 'urban' })
const plan = {
  kind: 'campaign',
  title: '特困人员核查排查',
  year: 2018,
  plan: '按新政策规定的流程，对现有城乡特困人员重新核查排查。',
  populationOn: '2018-01-10',
  legacy: true,
  fromOn: '2018-01-10',
  toOn: '2018-03-31',
} as const
const found = { answer: 'none', how: 'home', seenSelf: true, seenOn: '2018-01-10', officer: '孙举例' } as const
const { roundId, number } = await clerk(verifications, 'makeRound', plan)
const record = (personId: string, more: object = {}) =>
  clerk(verifications, 'record', { roundId, personId, ...found, ...more })

test('each person of an old scheme gets a path by category and day, and the day of the cut-off counts as after', async () => {
  expect(number).toBe('PC-2018-001')
  const { rows } = await clerk(verifications, 'entries', { roundId })
  expect(rows.map(({ person, legacyCategory, path }) => `${person} ${legacyCategory} ${path}`).toSorted()).toEqual([
    '张示例 rural_wubao direct',
    '李样本 rural_supported full_recognition',
    '王演示 urban_three_no full_recognition',
  ])
  const { legacyCitations, row } = await clerk(verifications, 'round', { roundId })
  expect(legacyCitations[0]?.document).toContain('吉民办字〔2017〕33号')
  expect(row.dueOn).toBeNull()
})

test('direct conversion ends with the result; on the full path a recognition with its number has to follow', async () => {
  await record(before)
  const { resultId } = await record(onTheDay)
  const open = await clerk(verifications, 'followUps', {})
  expect(open.rows).toMatchObject([{ person: '李样本', path: 'full_recognition', done: null }])
  const settle = { resultId, words: '按新程序重新认定' }
  await expect(clerk(verifications, 'settle', { ...settle, outcome: 'no_effect' })).rejects.toThrow('须重新认定')
  await expect(clerk(verifications, 'settle', { ...settle, outcome: 'recognised' })).rejects.toThrow('应有文号')
  await clerk(verifications, 'settle', { ...settle, outcome: 'recognised', decisionNo: '某民认〔2018〕1号' })
  expect((await clerk(verifications, 'followUps', {})).total).toBe(0)
  await expect(
    clerk(verifications, 'settle', { ...settle, outcome: 'recognised', decisionNo: '某民认〔2018〕1号' }),
  ).rejects.toThrow('已经登记')
})

test('what the paper file says of the old scheme counts before the proposal, but an urban three-no is never direct', async () => {
  const said = { legacyCategory: 'urban_three_no', legacyOn: '2005-03-01' } as const
  await record(urban, said)
  const { results } = (await clerk(verifications, 'ofPerson', { personId: urban })).rows[0] ?? { results: [] }
  expect(results[0]?.path).toBe('full_recognition')
  const done = (await clerk(verifications, 'ofPerson', { personId: onTheDay })).rows[0]?.results[0]
  const corrected = await clerk(verifications, 'correct', {
    roundId,
    personId: onTheDay,
    resultId: done?.id ?? '',
    ...found,
    legacyCategory: 'rural_wubao',
    legacyOn: '2016-10-09',
    reason: '五保证上的日期是2016年10月9日',
  })
  expect(corrected.state).toBe('seen')
  const [now] = (await clerk(verifications, 'ofPerson', { personId: onTheDay })).rows[0]?.results ?? []
  expect(now?.path).toBe('direct')
})

test('elsewhere there is no such rule, and a plan cannot ask for it', async () => {
  const shandong = app.as(app.actor('county-clerk'))
  await expect(shandong(verifications, 'makeRound', plan)).rejects.toThrow('没有老五保、三无人员的认定路径规定')
  expect((await shandong(verifications, 'rounds', {})).legacy.applies).toBe(false)
})

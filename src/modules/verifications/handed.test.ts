/** What a verification found has a last day and somebody who has it; it passes from the township to the county and back. */
import { expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { verifications } from './contract.ts'

const app = await testApp({ now: '2023-08-14T10:00+08:00' })
await learnPolicy(app.installation)
const townshipId = await givenArea(app.superuser, { level: 'township', name: '甲镇' })
const villageId = await givenArea(app.superuser, { level: 'village', name: '子村', parentId: townshipId })
const personId = await givenPerson(app.superuser, { townshipId, villageId, name: '张示例' })
const county = app.as(app.actor('county-clerk'))
const town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [townshipId] }))
const { roundId } = await county(verifications, 'makeRound', {
  kind: 'yearly',
  title: '2023年度核查',
  year: 2023,
  plan: '乡镇组织、村协助，逐户见到本人，核对收入财产、义务人和自理能力。',
  proof: '2023年核查方案，1盒1页',
  populationOn: '2023-08-14',
  fromOn: '2023-08-14',
  toOn: '2023-09-08',
})
const found = { how: 'home', seenSelf: true, seenOn: '2023-08-14', officer: '孙举例' } as const
const { resultId } = await town(verifications, 'record', {
  roundId,
  personId,
  ...found,
  answer: 'income',
  words: '儿子每月给他五百元',
})
const row = async () => (await town(verifications, 'followUps', { resultId })).rows[0]
const matter = { subjectKind: 'follow', subjectId: resultId }
const titles = async (who: typeof town) =>
  (await who(duties, 'mine', {})).tasks.map(({ title, dueOn }) => `${title} ${dueOn}`)
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  )

test('it has a last day of its own, with where that comes from, and its township has it', async () => {
  const shown = await row()
  expect(shown).toMatchObject({ dueOn: '2023-08-28', left: 10, holder: '甲镇', handed: false })
  expect(shown?.citations[0]?.position).toContain('A-23')
  expect(await titles(town)).toContain('接着办理核查发现的情况 2023-08-28')
})

test('handed over it stays the township’s until the county accepts; then the county has it, with the same last day', async () => {
  const note = '收入超过标准，请县里核对赡养能力'
  const { id, dueOn } = await town(duties, 'handOver', { ...matter, section: 'social_assistance', note })
  expect(dueOn).toBe('2023-08-28')
  expect(await row()).toMatchObject({ holder: '移交社会救助科（股），等接收', handed: true })
  await county(duties, 'giveBack', { id, reason: '请先附上流水复印件' })
  expect(await row()).toMatchObject({ holder: '甲镇' })
  const again = await town(duties, 'handOver', { ...matter, section: 'social_assistance', note })
  await county(duties, 'accept', { id: again.id })
  expect(await row()).toMatchObject({ holder: '社会救助科（股）', dueOn: '2023-08-28' })
  expect(await titles(county)).toContain('办理接收的事项 null')
})

test('once it led to something it runs no more and is nobody’s to hand over', async () => {
  await county(verifications, 'settle', { resultId, outcome: 'no_effect', words: '赡养费计入后仍低于标准' })
  expect(await row()).toMatchObject({ dueOn: null, done: '经核对不影响供养' })
  const sent = county(duties, 'handOver', { ...matter, section: 'township', townshipId, note: '请乡镇留存材料' })
  expect(await refusal(sent)).toContain('已经办结')
})

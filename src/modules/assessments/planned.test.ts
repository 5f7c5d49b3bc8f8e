import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Actor } from '#kernel/permission.ts'
import { givenArea } from '#modules/access/given.ts'
import { duties } from '#modules/duties/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { openZip } from '#platform/documents/zip.ts'
import { testApp } from '../../../test/app.ts'
import { assessments } from './contract.ts'

const app = await testApp({ now: '2023-08-14T10:00+08:00' })
const township = await givenArea(app.superuser, { level: 'township', name: '甲镇', sortOrder: 1 })
const quiet = await givenArea(app.superuser, { level: 'township', name: '乙镇', sortOrder: 2 })
const village = await givenArea(app.superuser, { level: 'village', name: '子村', parentId: township })
const clerk = app.actor('county-clerk')
const leader = app.actor('county-leader')
const inTown = { kind: 'townships', ids: [township] } as const
const townClerk = app.actor('township-clerk', inTown)
const townLeader = app.actor('township-leader', inTown)
const ask = (actor: Actor) => app.as(actor)
const place = { townshipId: township, villageId: village } as const
const people = [
  await givenPerson(app.superuser, { ...place, name: '张示例' }),
  await givenPerson(app.superuser, { ...place, name: '李样本' }),
  await givenPerson(app.superuser, { ...place, name: '王演示', level: 'able' }),
]
const items = ['eating', 'dressing', 'getting_in_and_out_of_bed', 'toilet', 'walking_indoors', 'bathing']
const assessors = [
  { name: '刘举例', unit: 'township' as const, unitName: '甲镇人民政府' },
  { name: '陈假设', unit: 'village' as const, unitName: '子村委会' },
]

async function bytesOf({ ticket }: { ticket: string }): Promise<Buffer> {
  const hash = createHash('sha256').update(ticket).digest()
  for (const actor of [clerk, townClerk, leader]) {
    const file = await redeemTicket(app.installation, actor, hash)
    if (file) return Buffer.from(file.bytes)
  }
  throw new Error('the ticket opens nothing')
}

test('a village is planned, printed and keyed in by the order of its paper; what is planned is no longer due', async () => {
  const before = await ask(townClerk)(assessments, 'due', {})
  expect([before.total, before.rows[0]?.dueOn]).toEqual([3, '2023-12-31'])
  const [line] = (await ask(townClerk)(assessments, 'villages', {})).rows
  expect(line).toMatchObject({ village: '子村', persons: 3, left: 3 })
  const plan = { villageId: village, plannedOn: '2023-08-21', form: 'gbt_42195' } as const
  const on = (plannedOn: string, reason = '') => ask(townClerk)(assessments, 'plan', { ...plan, plannedOn, reason })
  await expect(on('2999-01-01', '写错了年份')).rejects.toThrow('最迟2024年12月31日')
  await expect(on('2024-01-15')).rejects.toThrow('今年就不再评估')
  await expect(on('2023-08-13')).rejects.toThrow('早于今天')
  expect(await ask(townClerk)(assessments, 'plan', plan)).toEqual({ made: 3, skipped: 0 })
  await expect(ask(townClerk)(assessments, 'plan', plan)).rejects.toThrow('没有需要列入计划的人')
  expect((await ask(townClerk)(assessments, 'due', {})).total).toBe(0)
  const { rows } = await ask(townClerk)(assessments, 'list', { status: ['requested'] })
  expect(rows.map(({ plannedOn, dueOn }) => `${plannedOn} ${dueOn}`)).toEqual(Array(3).fill('2023-08-21 2023-12-31'))
  const paper = await ask(townClerk)(assessments, 'printForms', { villageId: village })
  expect(paper.persons).toBe(3)
  expect((await bytesOf(paper)).subarray(0, 5).toString()).toBe('%PDF-')
  const first = rows.find(({ number }) => number === 'PG-2023-0001')
  const page = await ask(townClerk)(assessments, 'get', { assessmentId: first?.id ?? '' })
  expect(page.next?.id).toBe(rows.find(({ number }) => number === 'PG-2023-0002')?.id)
})

test('GB/T 42195 is counted beside the six items and gives no legal level', async () => {
  const { rows } = await ask(townClerk)(assessments, 'list', { words: '张示例' })
  const assessmentId = rows[0]?.id ?? ''
  const { sheet } = await ask(townClerk)(assessments, 'get', { assessmentId })
  const all = sheet.ability?.groups.flatMap((group) => group.items) ?? []
  expect(all).toHaveLength(26)
  const scores = Object.fromEntries(all.map(({ field, maximum }) => [field, maximum]))
  const met = Object.fromEntries(items.map((item) => [item, true]))
  const entered = {
    assessmentId,
    version: 1,
    assessedOn: '2023-08-14',
    met,
    assessors: assessors,
    signedBy: 'thumb' as const,
  }
  const { bathing: _, ...short } = scores
  await expect(ask(townClerk)(assessments, 'submit', { ...entered, scores: short })).rejects.toThrow('洗澡没有得分')
  await expect(
    ask(townClerk)(assessments, 'submit', { ...entered, scores: { ...scores, bathing: 5 } }),
  ).rejects.toThrow('洗澡')
  const submit = (more: object) => ask(townClerk)(assessments, 'submit', { ...entered, scores, ...more })
  await expect(submit({ signs: ['zzz'] })).rejects.toThrow('“zzz”不在评估表中')
  await expect(submit({ met: { ...met, zzz: true } })).rejects.toThrow('没有“zzz”')
  const none = Object.fromEntries(all.map(({ field }) => [field, 0]))
  await expect(submit({ scores: none })).rejects.toThrow('“自主吃饭”填达到，“进食”只得0分')
  await expect(submit({ met: { ...met, bathing: false } })).rejects.toThrow('“自主洗澡”填不能达到，“洗澡”得满分')
  await expect(submit({ signs: ['coma'] })).rejects.toThrow('填了昏迷')
  await submit({ signs: ['coma'], reason: '评估时清醒，当晚昏迷入院' })
  const { results } = await ask(clerk)(assessments, 'get', { assessmentId })
  expect(results[0]).toMatchObject({ level: 'able', notMet: 0, score: 90, abilityLevel: 4 })
  expect(sheet.ability?.maximum).toBe(90)
})

test('the notice comes as PDF and as Word once it is decided, and not before', async () => {
  const { rows } = await ask(townClerk)(assessments, 'list', { words: '李样本' })
  const assessmentId = rows[0]?.id ?? ''
  await expect(ask(clerk)(assessments, 'printNotice', { assessmentId, format: 'pdf' })).rejects.toThrow('还没有审定')
  const met = Object.fromEntries(items.map((item) => [item, item !== 'bathing']))
  const { sheet } = await ask(townClerk)(assessments, 'get', { assessmentId })
  const scores = Object.fromEntries(
    (sheet.ability?.groups ?? []).flatMap((group) =>
      group.items.map(({ field, maximum }) => [field, field === 'bathing' ? 1 : maximum]),
    ),
  )
  const entered = {
    assessmentId,
    version: 1,
    assessedOn: '2023-08-14',
    met,
    scores,
    assessors: assessors,
    signedBy: 'thumb' as const,
  }
  await ask(townClerk)(assessments, 'submit', entered)
  await ask(townLeader)(assessments, 'review', { assessmentId, version: 2, level: 'partly_able', words: '情况属实' })
  await ask(leader)(assessments, 'decide', { assessmentId, version: 3, level: 'partly_able', decidedOn: '2023-08-14' })
  const pdf = await bytesOf(await ask(clerk)(assessments, 'printNotice', { assessmentId, format: 'pdf' }))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const word = openZip(await bytesOf(await ask(clerk)(assessments, 'printNotice', { assessmentId, format: 'word' })))
  const entry = word.entries.get('word/document.xml')
  const text = entry ? Buffer.from(word.read(entry, 1_000_000)).toString() : ''
  expect(text).toContain('部分丧失生活自理能力')
  expect(text).toContain('行政复议')
  const told = { assessmentId, version: 4, toldOn: '2023-08-14', words: '当面读给本人听，本人按手印' }
  await ask(townClerk)(assessments, 'tell', told)
  expect((await ask(clerk)(assessments, 'get', { assessmentId })).toldOn).toBe('2023-08-14')
})

test('work waits for each role; a stay in hospital brings the assessment forward', async () => {
  const [personId = ''] = people
  await ask(townClerk)(persons, 'addAbsence', {
    personId,
    kind: 'hospital',
    fromOn: '2023-08-01',
    toOn: '2023-08-12',
    place: '示例县人民医院',
  })
  const work = async (actor: Actor) => (await ask(actor)(duties, 'mine', {})).tasks.map(({ kind }) => kind)
  expect(await work(townClerk)).toContain('assessments.submit')
  expect(await work(townLeader)).toContain('assessments.review')
  expect(await work(leader)).not.toContain('assessments.review')
  app.setNow('2024-01-05T10:00+08:00')
  expect(await work(townClerk)).toContain('assessments.plan')
  const { rows } = await ask(clerk)(assessments, 'due', { words: '李样本' })
  expect(rows).toMatchObject([{ lastOn: '2023-08-14', dueOn: '2024-12-31' }])
  app.setNow('2023-08-14T10:00+08:00')
})

test('shares of levels stand against the neighbours; a rise without illness and an able one long in hospital are named (F-13, F-14)', async () => {
  for (let index = 0; index < 40; index += 1)
    await givenPerson(app.superuser, { townshipId: quiet, level: 'able', villageId: null })
  const risen = await givenPerson(app.superuser, { townshipId: quiet, level: 'able', villageId: null, name: '卫虚构' })
  const decision = { number: '复评1号', decidedOn: '2023-08-10', basis: '复评' }
  await app.as(app.system())(persons, 'changeStanding', {
    personId: risen,
    change: { kind: 'level', value: 'unable' },
    decision,
    from: '2023-08-11',
  })
  const away = await givenPerson(app.superuser, { townshipId: quiet, level: 'able', villageId: null, name: '蒋虚构' })
  await ask(clerk)(persons, 'addAbsence', {
    personId: away,
    kind: 'hospital',
    fromOn: '2023-06-01',
    toOn: '2023-07-12',
    place: '',
  })
  const cards = {
    肢体一级: '韩虚构',
    '视力 1级': '许虚构',
    肢体三级: '何虚构',
    听力一级: '吕虚构',
    '肢体、视力一级': '施虚构',
  }
  for (const [disability, name] of Object.entries(cards)) {
    const id = await givenPerson(app.superuser, { townshipId: township, villageId: null, level: 'able', name })
    await app.superuser.query('update persons.person set disability = $1 where id = $2', [disability, id])
  }
  const helped = await givenPerson(app.superuser, {
    townshipId: township,
    villageId: null,
    level: 'unable',
    name: '尤虚构',
  })
  await app.superuser.query("update persons.person set disability = '肢体一级' where id = $1", [helped])
  const found = await ask(leader)(assessments, 'shares', {})
  expect(found.townships.find(({ name }) => name === '乙镇')).toMatchObject({
    able: 41,
    partly_able: 0,
    unable: 1,
    clue: { kind: 'low' },
  })
  expect(found.raised.map(({ person }) => person)).toEqual(['卫虚构'])
  expect(found.lowered).toMatchObject([{ person: '蒋虚构', text: expect.stringContaining('住院42天') }])
  expect(found.disabled.map(({ person }) => person).toSorted()).toEqual(['许虚构', '韩虚构'])
  expect(found.disabled[0]?.text).toContain('请核对残疾证和评估')
})

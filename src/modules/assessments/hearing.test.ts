import { beforeAll, expect, test } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { assessments } from './contract.ts'

const app = await testApp({ now: '2026-09-07T10:00+08:00' })
const leader = app.as(app.actor('county-leader', { accountId: 'leader' }))
const clerk = app.as(app.actor('county-clerk', { accountId: 'clerk' }))
let town = ''
const inTown = (accountId: string) => app.as(app.actor('township-clerk', { kind: 'townships', ids: [town], accountId }))
const assessors = [
  { name: '何虚构', unit: 'township' as const, unitName: '示例镇人民政府' },
  { name: '吕虚构', unit: 'village' as const, unitName: '河东村' },
]
let personId = ''

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县', parentId: null })
  town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  const base = { townshipId: town, supportedFrom: '2021-08-01', level: 'unable' as const }
  personId = await givenPerson(app.superuser, { ...base, name: '张示例' })
})

test('a level falls only after hearing, and never for months that have begun (art. 48 of the statute of 2026)', async () => {
  const asked = { personId, why: 'change', form: 'six_items', askedBy: 'village', requestedOn: '2026-09-01' } as const
  const { assessmentId } = await inTown('one')(assessments, 'request', { ...asked, words: '身体好转，能自己走路' })
  const { sheet } = await clerk(assessments, 'get', { assessmentId })
  const fields = sheet.items.map(({ field }) => field)
  const met = Object.fromEntries(fields.map((field, at) => [field, at > 1]))
  const result = { assessedOn: '2026-09-03', met, assessors, signedBy: 'person' as const }
  await inTown('one')(assessments, 'submit', { assessmentId, version: 1, ...result })
  const opinion = { level: 'partly_able' as const, words: '与入户情况一致' }
  await clerk(assessments, 'review', { assessmentId, version: 2, ...opinion })
  const decide = { assessmentId, version: 3, level: 'partly_able' as const, decidedOn: '2026-09-07' }
  await expect(leader(assessments, 'decide', { ...decide, decidedOn: '2026-08-31' })).rejects.toThrow('早于评估日')
  await expect(leader(assessments, 'decide', decide)).rejects.toThrow('还没有听取本人意见')
  const shown = await inTown('one')(assessments, 'get', { assessmentId })
  expect(shown.hearing).toMatchObject({ needed: true, heard: false, citations: [{ document: '社会救助法' }] })
  const hear = {
    assessmentId,
    version: 3,
    on: '2026-09-06',
    who: 'person' as const,
    name: '张示例',
    words: '我腿还是疼',
    paper: '笔录1盒',
  }
  await expect(inTown('one')(assessments, 'hear', { ...hear, name: '李某某' })).rejects.toThrow('姓名应为张示例')
  await expect(inTown('one')(assessments, 'hear', { ...hear, on: '2026-09-02' })).rejects.toThrow('先后颠倒')
  const stranger = { ...hear, who: 'guardian' as const, name: '路举例' }
  await expect(inTown('one')(assessments, 'hear', stranger)).rejects.toThrow('档案中没有登记监护人')
  const entrusted = { ...stranger, who: 'entrusted' as const }
  await expect(inTown('one')(assessments, 'hear', entrusted)).rejects.toThrow('应有本人的书面委托')
  const silent = { ...hear, signedAs: 'refused' as const, refusedWhy: '不愿签', witness: '张 示例' }
  await expect(inTown('one')(assessments, 'hear', silent)).rejects.toThrow('见证人就是被听取意见的人')
  await expect(inTown('one')(assessments, 'hear', { ...silent, refusedWhy: '', witness: '' })).rejects.toThrow(
    '请填写拒绝签名的原因',
  )
  await inTown('one')(assessments, 'hear', { ...silent, witness: '陈假设' })
  expect(JSON.stringify((await clerk(assessments, 'get', { assessmentId })).steps)).toContain(
    '拒绝签名：不愿签，见证人陈假设',
  )
  expect(await leader(assessments, 'decide', { ...decide, version: 4 })).toMatchObject({ effectiveMonth: '2026-10' })
})

test('what was said before another assessment does not count for it', async () => {
  const asked = { personId, why: 'change', form: 'six_items', askedBy: 'village', requestedOn: '2026-09-07' } as const
  const { assessmentId } = await inTown('one')(assessments, 'request', { ...asked, words: '又好了一些，能自理' })
  const { sheet } = await clerk(assessments, 'get', { assessmentId })
  const met = Object.fromEntries(sheet.items.map(({ field }) => [field, true]))
  const result = { assessedOn: '2026-09-07', met, assessors, signedBy: 'person' as const }
  await inTown('one')(assessments, 'submit', { assessmentId, version: 1, ...result })
  const words = { on: '2026-09-07', who: 'person' as const, name: '张示例', words: '没有意见', paper: '笔录2盒' }
  await inTown('one')(assessments, 'hear', { assessmentId, version: 2, ...words })
  app.setNow('2026-09-07T11:00+08:00')
  await clerk(assessments, 'sendBack', { assessmentId, version: 3, words: '两名评估人意见不一' })
  await inTown('one')(assessments, 'submit', { assessmentId, version: 4, ...result })
  await clerk(assessments, 'review', { assessmentId, version: 5, level: 'able', words: '与入户情况一致' })
  const decide = { assessmentId, version: 6, level: 'able' as const, decidedOn: '2026-09-07' }
  await expect(leader(assessments, 'decide', decide)).rejects.toThrow('还没有听取本人意见')
})

test('a guardian on file is heard and signs however his name is written; a request long past rests on its paper', async () => {
  const ward = await givenPerson(app.superuser, { townshipId: town, name: '赵样本', level: 'unable' })
  await app.superuser.query(
    `insert into persons.guardian (county_code, id, person_id, name, relation, scope, from_on) values ('371522', gen_random_uuid(), $1, '孙举例', '弟弟', '{signing}', '2024-01-01')`,
    [ward],
  )
  const asked = { personId: ward, why: 'change', form: 'six_items', askedBy: 'village', words: '能自理了' } as const
  const one = inTown('one')
  await expect(one(assessments, 'request', { ...asked, requestedOn: '2024-01-02' })).rejects.toThrow('一年以前')
  const june = { ...asked, requestedOn: '2026-06-01' }
  await expect(one(assessments, 'request', june)).rejects.toThrow('纸质申请放在哪里')
  const { assessmentId } = await one(assessments, 'request', { ...june, paperReference: '3盒7页' })
  const { sheet, steps } = await clerk(assessments, 'get', { assessmentId })
  expect(JSON.stringify(steps)).toContain('纸质申请：3盒7页')
  const met = Object.fromEntries(sheet.items.map(({ field }) => [field, true]))
  const at = {
    assessmentId,
    version: 1,
    assessedOn: '2026-09-07',
    met,
    signedBy: 'guardian' as const,
    signer: '孙　举例',
  }
  const [first] = assessors
  const submit = (second: string, more: object = {}) =>
    one(assessments, 'submit', {
      ...at,
      assessors: [first, { name: second, unit: 'village' as const, unitName: '河东村' }].flatMap((each) => each ?? []),
      ...more,
    })
  await expect(submit('何 虚构')).rejects.toThrow('两名评估人是同一人')
  await expect(submit('赵　样本')).rejects.toThrow('是被评估的本人')
  await expect(submit('孙举例')).rejects.toThrow('是赵样本的监护人')
  await expect(submit('吕虚构', { signer: '路举例' })).rejects.toThrow('不是登记的监护人')
  await expect(submit('吕虚构', { signedBy: 'refused', signer: '' })).rejects.toThrow('原因和在场见证人')
  await expect(submit('吕虚构', { signedBy: 'person', signer: '路举例' })).rejects.toThrow('签名的是本人')
  await submit('吕虚构')
  const heard = { assessmentId, version: 2, on: '2026-09-07', words: '没有意见', paper: '笔录3盒', name: '孙·举例' }
  await one(assessments, 'hear', { ...heard, who: 'guardian' })
})

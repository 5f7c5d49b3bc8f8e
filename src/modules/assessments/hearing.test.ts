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
  await inTown('one')(assessments, 'hear', hear)
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

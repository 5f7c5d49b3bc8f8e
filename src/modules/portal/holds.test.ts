/** What a person asked for and nobody answered keeps his file: not closed, not destroyed, until it is answered (C-24). */
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { archives } from '#modules/archives/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { type GivenDesk, givenDesk } from './given.ts'
import { portal } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
let desk: GivenDesk
let clerk: ReturnType<typeof app.as>
let leader: ReturnType<typeof app.as>
let town: ReturnType<typeof app.as>
beforeAll(async () => {
  await learnPolicy(app.installation)
  desk = await givenDesk(app.superuser)
  clerk = app.as(app.actor('county-clerk', { organisationId: desk.bureau }))
  leader = app.as(app.actor('county-leader', { organisationId: desk.bureau }))
  town = app.as(app.actor('township-clerk', { kind: 'townships', ids: [desk.township], organisationId: desk.office }))
})

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { reasons?: { message: string }[]; message: string }) =>
      error.reasons?.map(({ message }) => message).join('|') ?? error.message,
  )
const ended = () =>
  givenPerson(app.superuser, {
    townshipId: desk.township,
    villageId: desk.village,
    endedOn: '2015-03-31',
    endReason: 'voluntary',
  })
const own = (personId: string) => app.as(app.actor('supported-person', { kind: 'persons', ids: [personId] }))
const checksFor = async (who: typeof clerk, personId: string) =>
  (await who(archives, 'file', { personId })).checks.filter(({ code }) => code === 'requests' || code === 'complaints')

test('a correction asked for stands in the way of closing, named and with where it is answered', async () => {
  const personId = await ended()
  await own(personId)(portal, 'askCorrection', { topic: 'money', wrong: '少发了一个月', wanted: '应补三月的钱' })
  expect(await checksFor(town, personId)).toMatchObject([
    { code: 'requests', count: 1, blocks: true, to: '/requests?kind=correction' },
  ])
  expect(await refusal(town(archives, 'propose', { personId, reason: '材料在县里' }))).toContain(
    '1件更正申请还没有答复。请先答复',
  )
})

test('of a complaint a township learns nothing, the county not what, and neither closes nor destroys the file', async () => {
  const personId = await ended()
  await clerk(archives, 'propose', { personId, reason: '旧卷，材料在乡镇档案柜' })
  await leader(archives, 'confirm', { personId })
  const destroyable = async () =>
    (await clerk(archives, 'destroyable', {})).rows.find((row) => row.personId === personId)
  expect(await destroyable()).toMatchObject({ stop: null })
  const { number } = await own(personId)(portal, 'complain', { words: '护理员打过我', accusedUnitId: desk.office })
  expect((await destroyable())?.stop).toContain('有暂缓（投诉未了结），不能列入销毁')
  const file = await clerk(archives, 'file', { personId })
  expect(file).toMatchObject({ status: 'held', holds: [{ kind: 'complaint', byRequest: true, releasedAt: null }] })
  expect(JSON.stringify(file)).not.toContain('打过')
  expect(JSON.stringify(file)).not.toContain(number)
  expect((await town(archives, 'file', { personId })).holds).toEqual([])
  const list = { personIds: [personId], ground: '保管期满，经鉴定无继续保存价值' }
  expect(await refusal(clerk(archives, 'proposeDestruction', list))).toContain('投诉未了结')
  const holdId = file.holds[0]?.id ?? ''
  expect(await refusal(leader(archives, 'release', { holdId, reason: '想先销毁了' }))).toContain('答复后自动解除')

  const { rows } = await leader(portal, 'requests', { kind: 'complaint', text: number })
  const requestId = rows[0]?.id ?? ''
  await leader(portal, 'assign', { requestId })
  await leader(portal, 'answer', { requestId, outcome: 'done', words: '已查实，护理员已调离' })
  expect(await destroyable()).toMatchObject({ stop: null })
  expect((await clerk(archives, 'file', { personId })).holds).toEqual([])
})

test('a complaint that comes before closing stops it, and the township is told only that the county has something open', async () => {
  const personId = await ended()
  await own(personId)(portal, 'complain', { words: '丧葬的钱没有说清' })
  expect(await checksFor(clerk, personId)).toMatchObject([{ code: 'complaints', count: 1, blocks: true }])
  const told = await refusal(town(archives, 'propose', { personId, reason: '材料在县里' }))
  expect(told).toContain('县里还有1件反映没有办结')
  expect(told).not.toContain('投诉')
})

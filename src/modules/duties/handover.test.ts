import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { givenAccount, givenArea } from '#modules/access/given.ts'
import { endings } from '#modules/endings/contract.ts'
import { givenPerson } from '#modules/persons/given.ts'
import { testApp } from '../../../test/app.ts'
import { duties } from './contract.ts'

const app = await testApp({ now: '2026-09-01T10:00+08:00' })
await learnPolicy(app.installation)
const place = { town: '', other: '' }
let changeId = ''
let deathId = ''
const clerk = app.as(app.actor('county-clerk'))
const leader = app.as(app.actor('county-leader'))
const homes = app.as(app.actor('county-elderly'))
const town = (ids = [place.town], accountId = 'town-clerk') =>
  app.as(app.actor('township-clerk', { kind: 'townships', ids, accountId }))
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )
const matter = () => ({ subjectKind: 'death', subjectId: deathId })
const note = '请收回借用的护理床，借条在1盒2页'
const work = async (ask: typeof clerk, kind: string) =>
  (await ask(duties, 'mine', {})).tasks.filter((task) => task.kind === kind)

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县' })
  place.town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  place.other = await givenArea(app.superuser, { level: 'township', name: '虚构镇', parentId: county })
  const base = { townshipId: place.town, supportedFrom: '2021-08-01' }
  const personId = await givenPerson(app.superuser, { ...base, name: '张示例' })
  const died = {
    diedOn: '2026-08-30',
    discoveredAt: '2026-08-30T01:00:00.000Z',
    reportedAt: '2026-08-30T02:00:00.000Z',
  }
  const reported = { placeKind: 'dwelling', reporter: '钱假设', reporterKind: 'village' } as const
  deathId = (await town()(endings, 'reportDeath', { personId, ...died, ...reported })).deathId
  const other = await givenPerson(app.superuser, { ...base, name: '李样本' })
  const facts = '本人书面申请退出，已到户核实'
  changeId = (await clerk(endings, 'open', { personId: other, kind: 'end', reason: 'voluntary', facts })).changeId
})

test('a matter that is handed over stays with the sender till the other side accepts it, and both see the days', async () => {
  const before = await clerk(duties, 'subject', matter())
  expect(before).toMatchObject({ owner: null, blocked: '' })
  expect(before.targets.map(({ name }) => name)).toEqual(['供养机构管理科（股）', '示例镇'])
  const { id, dueOn } = await clerk(duties, 'handOver', { ...matter(), section: 'institution_management', note })
  // Nobody set a term here: five working days are this system's default, and it is said so.
  expect(before.term).toContain('5个工作日内接收（本系统默认，县里可以在“政策依据”中改“交接的接收期限”）')
  expect(dueOn).toBe('2026-09-08')
  app.setNow('2026-09-03T10:00+08:00')
  expect((await clerk(duties, 'subject', matter())).owner).toBeNull()
  expect((await work(clerk, 'duties.waits'))[0]).toMatchObject({
    title: '移交还没有被接收（已2个工作日）',
    waitsFor: '供养机构管理科（股）',
    township: '示例镇',
  })
  expect((await work(homes, 'duties.accept'))[0]?.object).toContain('张示例')
  await homes(duties, 'accept', { id })
  expect((await homes(duties, 'subject', matter())).owner).toBe('供养机构管理科（股）')
  expect(await work(clerk, 'duties.waits')).toEqual([])
  expect(await work(homes, 'duties.mine')).toHaveLength(1)
  expect(await refusal(homes(duties, 'accept', { id }))).toContain('已经接收')
})

test('what the section for homes may not open is not offered to it and not taken by it', async () => {
  const change = { subjectKind: 'change', subjectId: changeId }
  expect((await clerk(duties, 'subject', change)).targets.map(({ name }) => name)).toEqual(['示例镇'])
  const sent = clerk(duties, 'handOver', { ...change, section: 'institution_management', note })
  expect(await refusal(sent)).toContain('没有打开这件事的权限')
})

test('only who has it passes it on; to its own township, never to another, and once at a time', async () => {
  expect(
    await refusal(clerk(duties, 'handOver', { ...matter(), section: 'township', townshipId: place.town, note })),
  ).toContain('现由供养机构管理科（股）负责')
  const send = (townshipId: string | null) =>
    homes(duties, 'handOver', { ...matter(), section: 'township', townshipId, note })
  expect(await refusal(send(place.other))).toContain('不属于所选的乡镇')
  expect(await refusal(send(null))).toContain('请选择乡镇')
  expect(await refusal(send(crypto.randomUUID()))).toContain('请选择乡镇')
  const sent = await Promise.allSettled([send(place.town), send(place.town)])
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const lost = sent.find(({ status }) => status === 'rejected')
  expect(lost && 'reason' in lost && String(lost.reason)).toContain('已有一份移交在等对方接收')
})

test('only the receiving side accepts or gives back, and only the sending side withdraws', async () => {
  const { rows } = await town()(duties, 'handOvers', { side: 'received', state: 'sent' })
  const id = rows[0]?.id ?? ''
  expect(rows[0]).toMatchObject({ mayAnswer: true, mayWithdraw: false, toUnit: '示例镇' })
  expect(await refusal(clerk(duties, 'accept', { id }))).toContain('只能由示例镇接收')
  expect(await refusal(town([place.other])(duties, 'accept', { id }))).toContain('没有找到这份移交')
  expect(await refusal(town()(duties, 'withdraw', { id, reason: '送错了，撤回' }))).toContain('只能由供养机构管理科')
  expect(await refusal(town()(duties, 'giveBack', { id, reason: '不' }))).toContain('不少于4个字')
  await town()(duties, 'giveBack', { id, reason: '材料不全，缺核实表' })
  expect((await work(homes, 'duties.returned'))[0]?.title).toBe('示例镇退回了移交，请处理')
  expect((await homes(duties, 'subject', matter())).owner).toBe('供养机构管理科（股）')
})

test('one may be named, of the receiving unit and not of another; what was withdrawn may be sent again', async () => {
  const own = await givenAccount(app.superuser, {
    login: 'duty-town-1',
    role: 'township-clerk',
    name: '李样本',
    kind: 'townships',
    ids: [place.town],
  })
  const strange = await givenAccount(app.superuser, {
    login: 'duty-town-2',
    role: 'township-clerk',
    kind: 'townships',
    ids: [place.other],
  })
  const send = (toAccount: string) =>
    homes(duties, 'handOver', { ...matter(), section: 'township', townshipId: place.town, toAccount, note })
  expect(await refusal(send(strange))).toContain('不在接收的科室或乡镇')
  const { id } = await send(own)
  expect((await homes(duties, 'handOvers', { side: 'sent' })).rows[0]?.toName).toBe('李样本')
  await homes(duties, 'withdraw', { id, reason: '对象选错了' })
  expect((await send(own)).id).not.toBe(id)
})

test('what does not exist, is finished or lies elsewhere is not handed over', async () => {
  const send = (subjectKind: string, subjectId: string) =>
    refusal(clerk(duties, 'handOver', { subjectKind, subjectId, section: 'institution_management', note }))
  expect(await send('death', crypto.randomUUID())).toContain('没有找到这件事')
  expect(await send('nothing', deathId)).toContain('没有找到这件事')
  expect(await send("x'; drop table", deathId)).toContain('没有这种事项')
  expect(await refusal(town([place.other])(duties, 'subject', matter()))).toContain('没有找到这件事')
  await leader(endings, 'withdrawDeath', { deathId, words: '同名误报，本人在家' })
  expect(await send('death', deathId)).toContain('已经办结')
})

test('at night finished matters leave the desks, and the list goes out as a file', async () => {
  const { rows } = await town()(duties, 'handOvers', { side: 'received', state: 'sent' })
  await town()(duties, 'accept', { id: rows[0]?.id ?? '' })
  expect(await app.as(app.system())(duties, 'settle', {})).toEqual({ finished: 3 })
  expect(await work(town(), 'duties.mine')).toEqual([])
  expect((await clerk(duties, 'exportHandOvers', { format: 'pdf' })).name).toBe('交接清单.pdf')
  expect((await clerk(duties, 'exportHandOvers', { format: 'xlsx', words: '张示例' })).ticket).not.toBe('')
})

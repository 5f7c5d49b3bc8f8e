import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { plainMonth } from '#kernel/calendar.ts'
import { givenAccount, givenArea } from '#modules/access/given.ts'
import { reports } from '#modules/reports/contract.ts'
import { testApp } from '../../../test/app.ts'
import { duties } from './contract.ts'

const jilin = '990201'
const app = await testApp({ now: '2026-09-01T10:00+08:00' })
await learnPolicy(app.installation)
const ids = { town: '', officer: '', second: '', clerk: '', leader: '', townLeader: '' }
const as = (role: 'county-clerk' | 'county-leader' | 'data-officer', accountId: string) =>
  app.as(app.actor(role, { county: jilin, counties: [jilin], accountId }))
const clerk = () => as('county-clerk', ids.clerk)
const leader = () => as('county-leader', ids.leader)
const officer = (id = ids.officer) => as('data-officer', id)
const town = () =>
  app.as(
    app.actor('township-leader', {
      county: jilin,
      counties: [jilin],
      kind: 'townships',
      ids: [ids.town],
      accountId: ids.townLeader,
    }),
  )
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )
const dataOfficer = (rest = {}) => ({
  function: 'data_officer',
  accountId: ids.officer,
  department: '社会救助科（股）',
  from: '2026-09-01',
  ...rest,
})
const month = plainMonth('2026-08')
const sign = (ask: ReturnType<typeof officer>) => refusal(ask(reports, 'submit', { table: 'annex-1', month }))
const slot = async (name: string, townshipId: string | null = null) =>
  (await clerk()(duties, 'responsibles', { function: name, pageSize: 200 })).rows.find(
    (row) => row.townshipId === townshipId,
  )

beforeAll(async () => {
  const county = await givenArea(app.superuser, { level: 'county', name: '示例市', county: jilin })
  ids.town = await givenArea(app.superuser, { level: 'township', name: '示例镇', county: jilin, parentId: county })
  const account = (login: string, role: string, name: string, rest = {}) =>
    givenAccount(app.superuser, { login: `${jilin}-${login}`, role, name, county: jilin, ...rest })
  ids.officer = await account('officer', 'data-officer', '郑范例')
  ids.second = await account('second', 'data-officer', '吴测试')
  ids.clerk = await account('clerk', 'county-clerk', '王演示')
  ids.leader = await account('leader', 'county-leader', '李样本')
  const own = { kind: 'townships', ids: [ids.town] }
  ids.townLeader = await account('town', 'township-leader', '陈假设', own)
})

test('a function without anybody is work for who names, and no table is signed before a data officer is named', async () => {
  const { tasks } = await leader()(duties, 'mine', {})
  const none = tasks.find(({ kind }) => kind === 'duties.none')
  expect(none).toMatchObject({ to: '/responsible?state=none', title: '指定责任人：这个职能还没有单位承担' })
  expect(none?.citations[0]?.document).toBe('吉民办字〔2017〕33号')
  expect(await sign(officer())).toContain('本县还没有指定数据专人')
})

test('who is named sends; another is refused; while he is away only his deputy sends', async () => {
  await leader()(duties, 'name', dataOfficer({ deputyId: ids.second }))
  expect(await sign(officer(ids.second))).toContain('报表只能由郑范例签字、报送')
  expect(await sign(officer())).not.toContain('数据专人')
  const away = { deputyId: ids.second, from: '2026-09-02', to: '2026-09-04', reason: '外出培训' }
  await officer()(duties, 'takeLeave', away)
  expect(await refusal(officer()(duties, 'takeLeave', { ...away, to: '2026-09-10' }))).toContain('已登记过请假代理')
  expect(await refusal(officer()(duties, 'takeLeave', { ...away, deputyId: ids.officer }))).toContain('应是另一位同事')
  expect(await refusal(officer(ids.second)(duties, 'takeLeave', { ...away, accountId: ids.officer }))).toContain(
    '您只能登记自己的请假',
  )
  app.setNow('2026-09-03T10:00+08:00')
  expect((await slot('data_officer'))?.acting).toEqual({ name: '吴测试', toOn: '2026-09-04' })
  expect(await sign(officer())).toContain('现由吴测试代理')
  expect(await sign(officer(ids.second))).not.toContain('数据专人')
  const { rows } = await leader()(duties, 'leaves', {})
  await leader()(duties, 'cancelLeave', { id: rows[0]?.id ?? '' })
  expect(await sign(officer())).not.toContain('数据专人')
})

test('one responsible person a day: a later naming ends the earlier one, an earlier day is refused, both at once are one', async () => {
  const name = (from: string, accountId: string) => leader()(duties, 'name', dataOfficer({ from, accountId }))
  expect(await refusal(name('2026-08-01', ids.second))).toContain('郑范例自2026年9月1日起已被指定')
  const both = await Promise.allSettled([name('2026-10-01', ids.second), name('2026-10-01', ids.second)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const history = await clerk()(duties, 'history', { function: 'data_officer' })
  expect(history.map(({ name: who, fromOn, toOn }) => [who, fromOn, toOn])).toEqual([
    ['吴测试', '2026-10-01', null],
    ['郑范例', '2026-09-01', '2026-09-30'],
  ])
})

test('only people of the unit are named, a data officer with an account that may send, and a deputy who is another', async () => {
  const name = (rest: object) => refusal(leader()(duties, 'name', dataOfficer({ from: '2027-01-01', ...rest })))
  expect(await name({ accountId: ids.clerk })).toContain('不能签字、报送报表')
  expect(await name({ accountId: ids.townLeader })).toContain('不在这个单位')
  expect(await name({ accountId: crypto.randomUUID() })).toContain('不在这个单位')
  expect(await name({ accountId: undefined, name: '孙示范' })).toContain('应有账号')
  expect(await name({ deputyId: ids.officer })).toContain('应是另一个人')
  expect(await name({ function: 'cooking' })).toContain('没有把这个职能交给')
  expect(await refusal(town()(duties, 'name', dataOfficer()))).toContain('只能指定本乡镇的责任人')
  const own = { ...dataOfficer({ accountId: ids.townLeader, townshipId: ids.town }), department: '民政办' }
  expect(await refusal(town()(duties, 'name', own))).toBe('done')
})

test('where the section is not the one of the document the person is reported to the province, once', async () => {
  const named = { function: 'recognition', name: '孙示范', from: '2026-09-01' }
  const { id } = await leader()(duties, 'name', { ...named, department: '养老服务科' })
  expect((await slot('recognition'))?.unreported).toBe(true)
  expect((await clerk()(duties, 'mine', {})).tasks.some(({ kind }) => kind === 'duties.unreported')).toBe(true)
  expect(await refusal(clerk()(duties, 'reportResponsible', { id, on: '2026-12-01' }))).toContain('上报日晚于今天')
  await clerk()(duties, 'reportResponsible', { id, on: '2026-09-02', receipt: '收文〔2026〕3号' })
  expect(await refusal(clerk()(duties, 'reportResponsible', { id, on: '2026-09-02' }))).toContain('不必再报')
  expect(await slot('recognition')).toMatchObject({ unreported: false, person: { receipt: '收文〔2026〕3号' } })
})

test('who leaves is work for who names; an end and a training are written; the table goes out as a file', async () => {
  const { id } = await leader()(duties, 'name', {
    function: 'management',
    accountId: ids.clerk,
    department: '社会救助科（股）',
    from: '2026-09-01',
  })
  await clerk()(duties, 'trained', { id, on: '2026-09-02', training: '省厅政策培训' })
  await app.superuser.query(`update access.account set disabled_on = '2026-09-02' where id = $1`, [ids.clerk])
  expect((await slot('management'))?.gone).toBe(true)
  expect((await leader()(duties, 'mine', {})).tasks.some(({ kind }) => kind === 'duties.gone')).toBe(true)
  await leader()(duties, 'endResponsible', { id, on: '2026-09-02', reason: '调离本单位' })
  expect(await refusal(leader()(duties, 'endResponsible', { id, on: '2026-09-02', reason: '调离本单位' }))).toContain(
    '不能再办',
  )
  expect((await slot('management'))?.person).toBeNull()
  for (const format of ['xlsx', 'pdf', 'csv'] as const)
    expect((await clerk()(duties, 'exportResponsibles', { format })).name).toBe(`职责分工表.${format}`)
})

test('a leave or a naming years off is a slip of the pen, and who stands in for somebody is not away himself', async () => {
  app.setNow('2027-03-01T10:00+08:00')
  const away = { deputyId: ids.second, from: '2027-03-02', to: '2027-03-12', reason: '住院治疗' }
  expect(await refusal(officer()(duties, 'takeLeave', { ...away, from: '2019-01-01' }))).toContain('最多补登7天')
  expect(await refusal(officer()(duties, 'takeLeave', { ...away, to: '2099-01-01' }))).toContain('一次最多登记366天')
  await officer()(duties, 'takeLeave', away)
  const also = { ...away, deputyId: ids.leader, from: '2027-03-10', to: '2027-03-20' }
  expect(await refusal(officer(ids.second)(duties, 'takeLeave', also))).toContain('正代理郑范例，不能同时请假')
  for (const from of ['1990-01-01', '2099-01-01'])
    expect(await refusal(leader()(duties, 'name', dataOfficer({ from })))).toContain(
      '起始日应在2026年3月1日至2028年3月1日之间',
    )
})

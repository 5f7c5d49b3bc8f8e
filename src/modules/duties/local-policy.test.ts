import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { learnPolicy } from '#apps/policy-source.ts'
import { addDays, plainDate } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import { policy } from '#modules/policy/contract.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { testApp } from '../../../test/app.ts'
import { duties } from './contract.ts'
import { stateOf } from './policy-rules.ts'

const jilin = '990201'
const app = await testApp({ now: '2017-12-05T10:00+08:00' })
await learnPolicy(app.installation)
const clerkActor = app.actor('county-clerk', { county: jilin, counties: [jilin] })
const clerk = app.as(clerkActor)
const above = app.as(app.actor('province-supervisor', { kind: 'counties', counties: [jilin, '371522'] }))
const shen = app.as(app.actor('county-clerk'))
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )
const five = ['recognition', 'approval_procedure', 'contents', 'standards', 'home_management']
const first = {
  number: '示民发〔2017〕12号',
  title: '特困人员认定和审批办法',
  issuedOn: '2017-11-20',
  topics: five.slice(0, 2),
}

beforeAll(async () => {
  await givenArea(app.superuser, { level: 'county', name: '示例县甲', county: jilin })
})

test('by the last day of November every topic is issued and filed; a day later it is late, and those above see it', async () => {
  const { state } = await clerk(duties, 'localPolicies', {})
  expect(state).toMatchObject({ dueOn: '2017-11-30', lateDays: 5, unfiled: 0, doneOn: null })
  expect(state.missing).toEqual(['对象认定', '审批流程', '供养内容', '供养标准', '供养服务机构建设管理'])
  expect((await clerk(duties, 'mine', {})).tasks.find(({ kind }) => kind === 'duties.policy')).toMatchObject({
    title: '出台本地配套政策',
    dueOn: '2017-11-30',
  })
  const late = await above(duties, 'policyFiling', { late: true })
  expect(late.map(({ name }) => name)).toEqual(['示例县甲'])
  expect((await above(duties, 'policyFiling', {})).map(({ county }) => county)).toEqual([jilin, '371522'])
  expect((await above(duties, 'mine', {})).tasks[0]?.object).toContain('示例县甲')
})

test('documents are registered with their file, filed once, and done when every topic stands in one that is filed', async () => {
  const bytes = new TextEncoder().encode('%PDF-1.7 示例')
  const file = { name: '办法.pdf', mediaType: 'application/pdf', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, clerkActor, jilin, file)
  const { id } = await clerk(duties, 'registerLocalPolicy', { ...first, fileId })
  expect(await refusal(clerk(duties, 'registerLocalPolicy', first))).toContain('这个文号已经登记')
  const file_ = (on: string) => refusal(clerk(duties, 'fileLocalPolicy', { id, on, receipt: '收文〔2017〕3号' }))
  expect(await file_('2017-11-19')).toContain('备案日早于印发日')
  expect(await file_('2017-12-06')).toContain('备案日晚于今天')
  expect(await file_('2017-11-25')).toBe('done')
  expect(await file_('2017-11-25')).toContain('不必再报')
  const rest = { ...first, number: '示民发〔2017〕13号', issuedOn: '2017-12-04', topics: five.slice(2) }
  const second = await clerk(duties, 'registerLocalPolicy', rest)
  expect((await clerk(duties, 'localPolicies', {})).state).toMatchObject({ missing: [], unfiled: 1, doneOn: null })
  await clerk(duties, 'fileLocalPolicy', { id: second.id, on: '2017-12-05', receipt: '收文〔2017〕9号' })
  expect((await clerk(duties, 'localPolicies', {})).state).toMatchObject({ doneOn: '2017-12-05', lateDays: 5 })
  expect(await above(duties, 'policyFiling', { late: true })).toEqual([])
  expect((await clerk(duties, 'openLocalPolicyFile', { id, which: 'policy' })).name).toBe('办法.pdf')
  expect(await refusal(clerk(duties, 'openLocalPolicyFile', { id, which: 'receipt' }))).toContain('没有上传过')
  await clerk(duties, 'dropLocalPolicy', { id: second.id, reason: '登记错了文号' })
  expect(await refusal(clerk(duties, 'dropLocalPolicy', { id: second.id, reason: '登记错了文号' }))).toContain('已作废')
  expect((await clerk(duties, 'localPolicies', {})).state.missing).toHaveLength(3)
})

test('hostile and foolish input is refused in words; another county sees and changes nothing', async () => {
  const refused = (rest: object) => refusal(clerk(duties, 'registerLocalPolicy', { ...first, number: 'x1', ...rest }))
  expect(await refused({ topics: [] })).toContain('请选择涉及的事项')
  expect(await refused({ topics: ["a'); drop table"] })).toContain('没有这个事项')
  expect(await refused({ topics: ['cooking'] })).toContain('请从列表中选择')
  expect(await refused({ issuedOn: '2018-01-01' })).toContain('印发日晚于今天')
  expect(await refused({ fileId: crypto.randomUUID() })).toContain('没有找到上传的文件')
  const { rows } = await clerk(duties, 'localPolicies', {})
  const id = rows[0]?.id ?? ''
  expect((await shen(duties, 'localPolicies', {})).rows).toEqual([])
  expect(await refusal(shen(duties, 'dropLocalPolicy', { id, reason: '看看行不行' }))).toContain('没有找到这份文件')
})

test('what a document leaves to the county is listed by the policy module', async () => {
  app.setNow('2023-09-06T10:00+08:00')
  const { rows } = await shen(policy, 'delegated', {})
  expect(rows.map(({ key }) => key)).toContain('settlement.factor')
})

test('more documents never leave more to do, and late days are counted from the due day alone', () => {
  const day = fc.integer({ min: 0, max: 90 }).map((days) => addDays(plainDate('2017-11-01'), days))
  const document = fc.record({ number: fc.string(), topics: fc.subarray(five), issuedOn: day, filedOn: day })
  fc.assert(
    fc.property(fc.array(document), document, day, (documents, more, today) => {
      const asked = { topics: five, dueOn: plainDate('2017-11-30'), today, citations: [] }
      const before = stateOf({ ...asked, documents })
      const after = stateOf({ ...asked, documents: [...documents, more] })
      expect(before.missing).toEqual(expect.arrayContaining(after.missing))
      expect(before.lateDays >= 0 && (today > '2017-11-30' || before.doneOn !== null || before.lateDays === 0)).toBe(
        true,
      )
    }),
  )
})

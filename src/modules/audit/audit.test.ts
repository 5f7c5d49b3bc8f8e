import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { access } from '#modules/access/contract.ts'
import { givenAccount } from '#modules/access/given.ts'
import { notices } from '#modules/notices/contract.ts'
import { checkProof } from '#platform/record/check-proof.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { testApp } from '../../../test/app.ts'
import { audit } from './contract.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const leaderActor = app.actor('county-leader')
const leader = app.as(leaderActor)
const clerk = app.as(app.actor('county-clerk'))

beforeAll(async () => {
  await clerk(notices, 'list', {})
  await clerk(notices, 'list', {})
  await leader(notices, 'list', {})
})

test('an entry is found by the title that people say, by the code, and by who did it', async () => {
  const find = async (wanted: object) =>
    (await leader(audit, 'entries', wanted)).rows.map(({ who, title }) => [who, title])
  const both = await find({ operation: '查看告知' })
  expect(both).toHaveLength(3)
  expect(new Set(both.map(([, title]) => title))).toEqual(new Set(['查看告知']))
  expect(await find({ operation: 'notices.list' })).toHaveLength(3)
  expect(await find({ operation: '查看告知', who: 'county-leader' })).toHaveLength(1)
  expect(await find({ operation: '没有这种操作' })).toEqual([])
})

test('everybody sees what stands under his own name, and nothing else', async () => {
  const { rows } = await clerk(audit, 'own', {})
  expect(rows.length).toBeGreaterThanOrEqual(2)
  expect(new Set(rows.map(({ who }) => who))).toEqual(new Set(['county-clerk（测试）']))
})

test('who supervises several counties acts where no county is, sees there his own and nobody else’s, and never the record', async () => {
  const counties = ['371522', '150430']
  const another = async (login: string) => {
    const accountId = await givenAccount(app.superuser, { login, role: 'city-supervisor' })
    return app.as(app.actor('city-supervisor', { kind: 'counties', counties, accountId }))
  }
  const [mine, other] = [await another('city-1'), await another('city-2')]
  const wrong = { password: 'Wrong2023', newPassword: 'Supervisor2023' }
  for (const ask of [mine, mine, other])
    await expect(ask(access, 'changePassword', wrong)).rejects.toThrow('现用密码不正确')
  const { rows, total } = await mine(audit, 'own', {})
  expect([rows.map(({ title }) => title), total]).toEqual([['修改密码', '修改密码'], 2])
  expect((await other(audit, 'own', {})).total).toBe(1)
  expect(await (await another('city-3'))(audit, 'own', {})).toEqual({ rows: [], total: 0 })
  const reading = app.actor('auditor', { kind: 'counties', counties })
  await expect(app.as(reading)(audit, 'entries', {})).rejects.toThrow('请先选择所在的县')
  await expect(app.as(reading)(audit, 'exportEntries', { reason: '市级检查调阅' })).rejects.toThrow('请先选择所在的县')
})

test('a township sees under which numbers its own acts stand, and nobody else’s acts', async () => {
  const township = app.as(app.actor('township-clerk', { kind: 'townships', ids: [crypto.randomUUID()] }))
  await township(notices, 'list', {})
  await app.number()
  const { rows } = await township(audit, 'own', {})
  expect(rows.map(({ who, number }) => [who, typeof number])).toEqual([['township-clerk（测试）', 'number']])
})

test('taking the record along needs a reason, which stands in the file and on the record', async () => {
  await expect(leader(audit, 'exportEntries', { reason: '' })).rejects.toThrow('请写明导出的理由')
  const { ticket, name } = await leader(audit, 'exportEntries', { operation: '查看告知', reason: '市级检查调阅' })
  expect(name).toBe('操作留痕.xlsx')
  const file = await redeemTicket(app.installation, leaderActor, createHash('sha256').update(ticket).digest())
  expect(file?.bytes.length).toBeGreaterThan(1000)
  const { rows } = await leader(audit, 'entries', { operation: 'audit.exportEntries' })
  expect(rows.map(({ result, purpose }) => [result, purpose])).toContainEqual(['成功', '市级检查调阅'])
  expect(rows.map(({ result }) => result)).toContain('被拒绝')
})

test('the head is what verification finds, a head kept outside is recognised, and one that never was is told', async () => {
  await app.number()
  const { head } = await leader(audit, 'head', {})
  if (!head) throw new Error('no head')
  const kept = `${head.size}:${head.root}`
  expect(await leader(audit, 'verify', { heads: [kept] })).toMatchObject({ ok: true, size: head.size, root: head.root })
  const never = await leader(audit, 'verify', { heads: [`${head.size}:${'0'.repeat(64)}`] })
  expect(never.ok).toBe(false)
  expect(never.findings.join()).toContain('与外部保存的不符')
  await expect(leader(audit, 'verify', { heads: ['1024'] })).rejects.toThrow('条数:64位十六进制')
  expect(await app.as(app.actor('auditor', { county: '150430' }))(audit, 'head', {})).toEqual({ head: null })
})

test('the proof of an entry is checked without the database, and another county gets none', async () => {
  const { rows } = await leader(audit, 'entries', { operation: 'notices.list' })
  const entryId = rows.find(({ number }) => number !== null)?.id ?? ''
  const { json } = await leader(audit, 'proof', { entryId })
  expect(checkProof(json)).toMatchObject({ ok: true })
  expect(checkProof(json.replace('notices.list', 'notices.send')).ok).toBe(false)
  const elsewhere = app.as(app.actor('auditor', { county: '150430' }))
  await expect(elsewhere(audit, 'proof', { entryId })).rejects.toThrow('还没有编号')
})

/** A large month: staged in batches, stopped half-way, gone on with, and the same bytes as if nothing had happened. */
import { beforeAll, expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { type TestApp, testApp, wholeCounty } from '../../../test/app.ts'
import { settlement } from './contract.ts'
import { type GivenService, givenService, givenServiceMonth } from './given.ts'

const month = plainMonth('2023-08')
let app: TestApp
let service: GivenService
beforeAll(async () => {
  app = await testApp({ now: '2023-09-06T10:00+08:00' })
  service = await givenService(app.superuser, {
    townships: { 示例甲镇: { able: 7000 }, 示例乙镇: { partly_able: 3000, unable: 500 } },
  })
  await givenServiceMonth(app.superuser, service, { visits: 0 })
  // As autovacuum does within a minute: without statistics the planner takes the slower of two indexes.
  await app.superuser.query('analyze')
})

const clerk = () => app.as(app.actor('county-clerk'))
const worker = () => app.as(app.system())
const begin = (replaces?: string) =>
  clerk()(settlement, 'compute', { month, organisationId: service.organisationId, ...(replaces ? { replaces } : {}) })
const shown = (statementId: string) =>
  app.seen(wholeCounty(), (tables) =>
    tables
      .selectFrom('settlement.lineView')
      .select(['personId', 'hash'])
      .where('statementId', '=', statementId)
      .orderBy('personId')
      .execute(),
  )

test('ten thousand five hundred persons are staged, nothing shows before the publication, and a stop half-way changes no byte', async () => {
  const { statementId, status, total } = await begin()
  expect([status, total]).toEqual(['computing', 10_500])
  await worker()(settlement, 'computeChunk', { statementId, no: 1 }, 'later:job-1')
  expect(await clerk()(settlement, 'progress', { statementId })).toEqual({
    statementId,
    status: 'computing',
    done: 5_000,
    total: 10_500,
  })
  expect(await shown(statementId)).toEqual([])
  await expect(clerk()(settlement, 'statement', { statementId })).rejects.toThrow('结算正在计算，完成后可以查看')
  await expect(begin()).rejects.toThrow('正在计算这家机构本月的结算')
  // Given out twice, under the same job and under another: done once.
  await worker()(settlement, 'computeChunk', { statementId, no: 1 }, 'later:job-1')
  expect(await worker()(settlement, 'computeChunk', { statementId, no: 1 }, 'later:job-1b')).toEqual({ done: 0 })
  expect(await worker()(settlement, 'computeChunk', { statementId, no: 2 }, 'later:job-2')).toEqual({ done: 5_000 })
  expect(await worker()(settlement, 'computeChunk', { statementId, no: 3 }, 'later:job-2b')).toEqual({ done: 500 })
  await worker()(settlement, 'publish', { statementId }, 'later:job-3')
  const first = await clerk()(settlement, 'statement', { statementId })
  expect(first.payable).toBe(7000n * 18_900n + 3000n * 31_300n + 500n * 62_600n)
  expect(await clerk()(settlement, 'recompute', { statementId })).toMatchObject({ same: true, lines: 10_500 })

  const again = await begin(statementId)
  expect((await clerk()(settlement, 'statement', { statementId })).status).toBe('computed')
  for (const no of [1, 2, 3]) await worker()(settlement, 'computeChunk', { statementId: again.statementId, no })
  await worker()(settlement, 'publish', { statementId: again.statementId })
  const second = await clerk()(settlement, 'statement', { statementId: again.statementId })
  expect(second.hash).toBe(first.hash)
  expect(await shown(again.statementId)).toEqual(await shown(statementId))
  expect((await clerk()(settlement, 'statement', { statementId })).status).toBe('superseded')

  const stopped = await begin(again.statementId)
  await clerk()(settlement, 'cancel', { statementId: stopped.statementId })
  expect(
    await worker()(settlement, 'computeChunk', { statementId: stopped.statementId, no: 1 }).catch(() => 'gone'),
  ).toBe('gone')
  expect((await clerk()(settlement, 'statement', { statementId: again.statementId })).status).toBe('computed')
}, 120_000)

test('a level of many persons is opened township by township, and each layer adds up', async () => {
  const { rows } = await clerk()(settlement, 'list', { month })
  const statementId = rows[0]?.id ?? ''
  const layer = (key: string) => clerk()(settlement, 'branch', { statementId, key })
  const unable = await layer('L.*.unable')
  expect(unable.rows).toHaveLength(500)
  const [township] = (await layer('R.township')).rows
  const parts = await layer(township?.key ?? '')
  expect(parts.rows.reduce((sum, row) => sum + row.amount, 0n)).toBe(township?.amount)
}, 60_000)

/** What was drawn on a contract and what ends with it, through the door. */
import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'
import { refused, settlingOn } from '../../../test/settling.ts'
import { board } from './contract.ts'

const app = await testApp({ now: '2023-09-15T10:00+08:00' })
const settling = settlingOn(app)

test('what finance approved is drawn on the sum; what is on its way stands apart', async () => {
  const service = await settling.givenReady()
  const asked = { organisationId: service.organisationId }
  const useOf = async () => (await settling.clerk()(board, 'contracts', asked)).rows[0]
  expect(await useOf()).toMatchObject({ status: 'active', settledFen: 0n, underWayFen: 0n, paidFen: 0n })
  const { statementId } = await settling.compute(service)
  const computed = await useOf()
  expect(computed?.underWayFen).toBeGreaterThan(0n)
  expect(computed?.settledFen).toBe(0n)
  await settling.approve(statementId)
  expect(await useOf()).toMatchObject({ settledFen: computed?.underWayFen, underWayFen: 0n })
  const months = await settling.clerk()(board, 'contractMonths', { contractId: computed?.id ?? '' })
  expect(months).toMatchObject([{ month: '2023-08', statementId, payableFen: computed?.underWayFen }])
})

test('contracts are found by number, provider and end; another county has none of them', async () => {
  const { organisationId } = await settling.givenReady()
  const [row] = (await settling.clerk()(board, 'contracts', { organisationId })).rows
  const total = async (more: object) => (await settling.clerk()(board, 'contracts', { organisationId, ...more })).total
  expect(await total({ words: row?.number ?? '' })).toBe(1)
  expect(await total({ words: '没有这份合同' })).toBe(0)
  expect(await total({ endsWithin: 60 })).toBe(0)
  app.setNow('2026-12-01T10:00+08:00')
  expect(await total({ endsWithin: 60 })).toBe(1)
  app.setNow('2023-09-15T10:00+08:00')
  expect(await total({ status: 'ended' })).toBe(0)
  const there = app.as(app.actor('county-clerk', { county: '150430' }))
  expect((await there(board, 'contracts', { organisationId })).total).toBe(0)
})

test('a provider sees its own contract only, and never what the end of one would mean', async () => {
  const { organisationId } = await settling.givenReady()
  const other = await settling.givenReady()
  const own = app.as(app.actor('provider-admin', { kind: 'organisation', ids: [organisationId], organisationId }))
  const { rows } = await own(board, 'contracts', {})
  expect(rows.map((row) => row.organisationId)).toEqual([organisationId])
  expect((await own(board, 'contracts', { organisationId: other.organisationId })).total).toBe(0)
  expect(await refused(own(board, 'contractEnding', { contractId: rows[0]?.id ?? '' }))).not.toBe('没有拒绝')
})

test('who would be left without care is named, with the agreement that ends', async () => {
  const service = await settling.givenReady()
  const [contract] = (await settling.clerk()(board, 'contracts', { organisationId: service.organisationId })).rows
  const ending = await settling.leader()(board, 'contractEnding', { contractId: contract?.id ?? '' })
  expect(ending.agreements).toBeGreaterThan(0)
  expect(ending.rows.filter(({ agreementId }) => agreementId !== null)).toHaveLength(ending.agreements)
  expect(new Set(ending.rows.map(({ personId }) => personId)).size).toBe(ending.rows.length)
})

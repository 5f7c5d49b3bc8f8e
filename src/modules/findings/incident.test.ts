/** A serious problem told by the provider itself: seen with its delay, and only its own. */
import { describe, expect, test } from 'vitest'
import { findingsCounty } from '../../../test/given-findings.ts'
import { refused } from '../../../test/settling.ts'
import { findings } from './contract.ts'

const { app, given, elsewhere, township, person, clerk, townshipClerk, provider } = await findingsCounty()

const problem = (more: object = {}) => ({
  month: '2023-08',
  organisationId: given.provider,
  townshipId: township().id,
  personId: person(),
  kind: 'safety' as const,
  facts: '张示例在家中跌倒',
  ...more,
})

describe('a provider that reports a serious problem itself', () => {
  test('sees what it reported and with which delay; telling first counts as an honest report', async () => {
    const own = problem({ personId: person(9), facts: '老人在服务中跌倒送医' })
    app.setNow('2023-09-04T10:00+08:00')
    const report = { ...own, knownAt: new Date('2023-09-03T20:00+08:00').toISOString(), delayReason: '先送医' }
    const { findingId, hours } = await provider()(findings, 'reportIncident', report)
    expect(hours).toBe(14)
    expect(await provider()(findings, 'get', { findingId })).toMatchObject({
      source: 'incident',
      severity: 'serious',
      selfReported: true,
      honest: true,
      incident: { hours: 14, delayReason: '先送医' },
    })
  })

  test('does not see the delay of one that the township reported, not even once it is told of the problem', async () => {
    const own = problem({ kind: 'safety', facts: '发现老人独自在家摔倒' })
    const report = { ...own, knownAt: new Date('2023-09-03T20:00+08:00').toISOString() }
    const { findingId } = await townshipClerk()(findings, 'reportIncident', report)
    expect(await refused(provider()(findings, 'get', { findingId }))).toContain('没有找到这个问题')
    await clerk()(findings, 'verify', { findingId, words: '核对属实', severity: 'serious' })
    await clerk()(findings, 'notify', { findingId, proposedFen: 0 })
    expect((await provider()(findings, 'get', { findingId })).incident).toBeNull()
    expect((await clerk()(findings, 'get', { findingId })).incident).not.toBeNull()
  })

  test('cannot report for another provider', async () => {
    const own = problem()
    const report = { ...own, knownAt: new Date('2023-09-03T20:00+08:00').toISOString() }
    expect(await refused(provider(elsewhere.provider)(findings, 'reportIncident', report))).toContain('不在您的辖区')
  })
})

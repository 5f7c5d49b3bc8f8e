/** Drafts are tried, marked, and never reach a command. */
import { beforeAll, expect, test } from 'vitest'
import { plainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { enter } from '#platform/perform.ts'
import { contextFor } from '#platform/request-context.ts'
import { type TestApp, testApp, wholeCounty } from '../../../test/app.ts'

const day = plainDate('2023-08-01')
const key = 'standard.care.rates'
const value = { able: '200.00', partly_able: '330.00', unable: '650.00' }
let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: '2023-09-06T10:00+08:00' })
})

function within<T>(reads: boolean, run: (context: Context) => Promise<T>): Promise<T> {
  const { installation } = app
  return installation.kysely.transaction().execute(async (transaction) => {
    await enter(transaction, wholeCounty())
    const noted = {
      persons: new Set<string>(),
      tables: new Set<string>(),
      filter: undefined,
      count: undefined,
      purpose: undefined,
      widened: false,
    }
    const given = { installation, transaction, county: '371522', entryId: '', now: installation.now(), noted, reads }
    return run(contextFor({ ...given, actor: app.actor('county-clerk'), newId: () => '' }))
  })
}

test('a tried value decides in the trial and is marked as a draft; what is not tried keeps its force', async () => {
  await within(true, async (context) => {
    const tried = await context.policyOn(day, undefined, { values: [{ key, value }] })
    expect(tried.value(key)).toMatchObject({ value, force: 'draft', citations: [{ document: '试算值' }] })
    expect(tried.find('settlement.deduction')?.force).toBe('must')
    expect((await context.policyOn(day)).value(key).force).toBe('must')
  })
})

test('a draft of a whole document is tried where it is to hold, and nowhere else', async () => {
  await within(true, async (context) => {
    const drafts = ['北京市征求意见稿（无文号）']
    const beijing = await context.policyOn(day, '110000', { drafts })
    expect(beijing.find('medical.deductible')?.force).toBe('draft')
    expect((await context.policyOn(day, '110000')).find('medical.deductible')).toBeUndefined()
    expect((await context.policyOn(day, '371522', { drafts })).find(key)?.force).toBe('must')
  })
})

test('a command cannot ask for drafts, so nothing stored stands on one', async () => {
  const asked = within(false, async (context) => context.policyOn(day, undefined, { values: [{ key, value }] }))
  await expect(asked).rejects.toThrow('drafts are tried in queries only')
})

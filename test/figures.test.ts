/** 数据分析: the numbers behind the charts add up, and open only to whoever may see them. */
import { describe, expect, test } from 'vitest'
import { plainMonth } from '#kernel/calendar.ts'
import { givenArea } from '#modules/access/given.ts'
import type { Role } from '#modules/access/roles.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { givenFact, givenPerson } from '#modules/persons/given.ts'
import { reports } from '#modules/reports/contract.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2024-07-03T10:00+08:00' })
const county = '990201'
const scope = { county, counties: [county] }
const as = (role: Role) => app.as(app.actor(role, scope))
const month = plainMonth('2024-06')

const countyArea = await givenArea(app.superuser, { level: 'county', name: '示例县', county, parentId: null })
const place = (name: string) => givenArea(app.superuser, { level: 'township', name, county, parentId: countyArea })
const [north, south] = [await place('北镇'), await place('南镇')]

const person = (name: string, from: string, townshipId = north) =>
  givenPerson(app.superuser, {
    county,
    townshipId,
    name,
    supportedFrom: from,
    knownAt: `${from}T00:00:00Z`,
    level: 'able',
  })
const fact = (personId: string, kind: 'status' | 'township', value: string, fromOn: string) =>
  givenFact(app.superuser, { county, personId, kind, value, fromOn, knownAt: '2024-06-20T00:00:00Z' })

async function ended(personId: string, reason: string): Promise<void> {
  await fact(personId, 'status', 'ended', '2024-06-15')
  await app.superuser.query(
    `update persons.person set status = 'ended', ended_on = '2024-06-14', end_reason = $2 where id = $1`,
    [personId, reason],
  )
}

await person('张留', '2023-01-01')
await person('李新', '2024-06-05')
await ended(await person('王故', '2023-01-01'), 'death')
await ended(await person('赵退', '2023-01-01'), 'voluntary')
const moved = await person('钱迁', '2023-01-01', south)
await fact(moved, 'township', north, '2024-06-10')
await app.superuser.query(`update persons.person set township_id = $2 where id = $1`, [moved, north])

describe('人员增减', () => {
  const asked = (townshipId?: string) => ({ month, ...(townshipId && { townshipId }) })

  test('what was, what came and what went make what is, with the persons and why', async () => {
    const all = await as('county-clerk')(reports, 'movement', asked())
    expect(all).toMatchObject({ from: '2024-05-31', day: '2024-06-30', opening: 4, closing: 3, total: 3 })
    expect(all.counts).toEqual({ joined: 1, moved_in: 0, ended: 1, died: 1 })
    expect(new Map(all.rows.map(({ name, movement, reason }) => [name, [movement, reason]]))).toEqual(
      new Map([
        ['李新', ['joined', '新纳入供养']],
        ['王故', ['died', '死亡']],
        ['赵退', ['ended', '自愿申请退出']],
      ]),
    )
  })

  test('between townships somebody who moves comes here and goes there; the sums still close', async () => {
    for (const [township, moves] of [
      [north, { joined: 1, moved_in: 1, ended: 1, died: 1 }],
      [south, { joined: 0, moved_in: 0, ended: 1, died: 0 }],
    ] as const) {
      const { opening, closing, counts } = await as('county-clerk')(reports, 'movement', asked(township))
      expect(counts).toEqual(moves)
      expect(opening + counts.joined + counts.moved_in - counts.ended - counts.died).toBe(closing)
    }
    const left = await as('county-clerk')(reports, 'movement', asked(south))
    expect(left.rows).toMatchObject([{ name: '钱迁', reason: '转到北镇' }])
  })

  test('one kind alone is listed, and the month under way counts until today', async () => {
    const died = await as('county-clerk')(reports, 'movement', { month, kind: 'died' })
    expect(died.rows.map(({ name }) => name)).toEqual(['王故'])
    expect((await as('county-clerk')(reports, 'movement', { month: plainMonth('2024-07') })).day).toBe('2024-07-03')
  })

  test('a township sees its own only, another county nothing', async () => {
    const clerk = app.as(app.actor('township-clerk', { ...scope, kind: 'townships', ids: [south] }))
    const { opening, closing, rows } = await clerk(reports, 'movement', asked())
    expect([opening, closing]).toEqual([0, 0])
    expect(rows).toEqual([])
    const other = app.as(app.actor('county-clerk', { county: '990301', counties: ['990301'] }))
    expect(await other(reports, 'movement', asked())).toMatchObject({ opening: 0, closing: 0, total: 0 })
  })
})

describe('每月支出 and 预算执行', () => {
  test('what the treasury allotted is no spending; what was spent stands in its month against the time gone by', async () => {
    const post = async (kind: 'allotted' | 'spent', amountFen: number, number: string) => {
      const { voucherId } = await as('finance')(ledger, 'enter', {
        kind,
        earmark: 'running',
        amountFen,
        onDay: '2024-06-10',
        number,
        category: kind === 'spent' ? 'office' : null,
      })
      await as('county-leader')(ledger, 'check', { voucherId, confirm: true })
    }
    await post('allotted', 1_000_000, 'PZ-1')
    await post('spent', 250_000, 'PZ-2')
    const { months, year } = await as('finance')(reports, 'spending', { month })
    expect(months).toHaveLength(12)
    expect(months.at(-1)).toEqual({ month, spentFen: { living: 0n, care: 0n, running: 250_000n } })
    expect(year).toMatchObject({ to: '2024-06-30', days: 182, daysOfYear: 366 })
    expect(year.earmarks).toContainEqual({ earmark: 'running', allottedFen: 1_000_000n, spentFen: 250_000n })
    const pots = await as('finance')(ledger, 'pots', { month })
    expect(pots.pots.find(({ earmark }) => earmark === 'running')?.outFen).toBe(250_000n)
  })

  test('money is shown to whoever may see the ledger', async () => {
    const officer = as('data-officer')(reports, 'spending', { month })
    await expect(officer).rejects.toMatchObject({ kind: 'forbidden' })
  })
})

test('without an approved settlement there is no sum for each person', async () => {
  expect((await as('county-clerk')(reports, 'perHead', { month })).rows).toEqual([])
})

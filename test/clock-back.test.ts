/** The machine's clock is set back: nothing is saved with a moment before the record's last, it is said why, and the record stays whole. */
import { afterAll, expect, test } from 'vitest'
import { instant } from '#kernel/calendar.ts'
import { persons } from '#modules/persons/contract.ts'
import { clockWatch, type ClockWatch } from '#platform/clock-watch.ts'
import { httpApi } from '#platform/http.ts'
import { Listeners } from '#platform/http-events.ts'
import { openLog } from '#platform/log.ts'
import { perform, type Installation } from '#platform/perform.ts'
import { verifyRecord } from '#platform/record/verify.ts'
import { evidenceTablesOf, recordClient } from './given-record.ts'
import { refused } from './settling.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
await app.superuser.query(
  `insert into access.area (id, level, name, county_code, sort_order, from_on) values (gen_random_uuid(), 'county', '示例县', '371522', 1, '2000-01-01')`,
)
const clerk = app.actor('county-clerk')

/** As after a start: nothing is remembered but what the database holds. */
async function started(accepted?: string) {
  const { kysely, now } = app.installation
  const clock = clockWatch({ kysely, now, accepted: accepted ? instant(accepted) : undefined })
  await clock.look()
  return { clock, installation: { ...app.installation, writesRefused: clock.refused } }
}
const exporting = (installation: Installation) =>
  perform(installation, {
    operation: 'persons.export',
    input: persons.operations.export.input.parse({ format: 'csv', purpose: '核对名单' }),
    actor: clerk,
    requestId: crypto.randomUUID(),
  })
const closing: (() => Promise<unknown>)[] = []
afterAll(() => Promise.all(closing.map((close) => close())))

async function readiness(installation: Installation, clock: ClockWatch) {
  const server = await httpApi({
    installation,
    actorOf: async () => clerk,
    log: openLog('silent'),
    secureCookies: false,
    health: { unready: async () => clock.refused() },
    listeners: new Listeners(),
  })
  closing.push(() => server.close())
  const answer = await server.inject({ method: 'GET', url: '/readyz' })
  return { status: answer.statusCode, text: answer.payload }
}

const doneAt = async () => {
  const { rows } = await app.superuser.query<{ at: string }>(
    `select at::text from record.entry where county_code = '371522' and result = 'done' order by id`,
  )
  return rows.map(({ at }) => at)
}

test.each([
  ['an hour', '2023-09-06T09:00+08:00', '2023-09-06 09:00'],
  ['a day', '2023-09-05T10:00+08:00', '2023-09-05 10:00'],
])(
  'set back %s, while it runs or before it starts, commands are refused and /readyz says why',
  async (_, back, shown) => {
    app.setNow('2023-09-06T10:00+08:00')
    const running = await started()
    await exporting(running.installation)
    const before = await doneAt()
    app.setNow(back)
    for (const { installation, clock } of [running, await started()]) {
      const said = await refused(exporting(installation))
      expect(said).toContain(`服务器时间是${shown}，早于留痕的最近一条（2023-09-06 10:00）`)
      expect(said).toContain('请系统管理员校准服务器时间')
      const ready = await readiness(installation, clock)
      expect(ready).toMatchObject({ status: 503, text: expect.stringContaining('早于留痕的最近一条') })
    }
    expect(await doneAt()).toEqual(before)
    app.setNow('2023-09-06T10:00:30+08:00')
    for (const { installation, clock } of [running, await started()]) {
      await exporting(installation)
      expect(await readiness(installation, clock)).toMatchObject({ status: 200 })
    }
    expect(await doneAt()).toHaveLength(before.length + 2)
  },
)

test('what a looking-on screen asks is still answered, and a second of a synchronised clock refuses nothing', async () => {
  const { installation } = await started()
  app.setNow('2023-09-06T10:00:10+08:00')
  await exporting(installation)
  app.setNow('2023-09-05T10:00+08:00')
  const input = persons.operations.list.input.parse({ page: 1, pageSize: 10 })
  const request = { operation: 'persons.list', input, actor: clerk, requestId: crypto.randomUUID() }
  expect(await perform(installation, request)).toMatchObject({ rows: [] })
})

test('a clock that had gone ahead is looked into, and then entries up to that moment are let be', async () => {
  app.setNow('2023-09-05T10:00+08:00')
  const early = await started('2023-09-06T09:59:00+08:00')
  expect(await refused(exporting(early.installation))).toContain('CLOCK_ACCEPTED=2023-09-06T02:00:30.000Z')
  const late = await started('2023-09-06T10:00:30+08:00')
  await exporting(late.installation)
})

test('the record verifies after all of it', async () => {
  await app.number()
  const client = await recordClient(app)
  closing.push(() => client.end())
  await client.query('begin isolation level repeatable read')
  const { ok, findings, size } = await verifyRecord(client, '371522', {
    evidenceTables: await evidenceTablesOf(client),
    secrets: app.installation.secrets,
  })
  await client.query('rollback')
  expect({ ok, findings }).toEqual({ ok: true, findings: [] })
  expect(size).toBeGreaterThan(8)
})

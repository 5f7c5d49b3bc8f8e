/** Performs what was put off till later, through the one door. */
import { run, type Runner } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import * as z from 'zod'
import { dayOf } from '#kernel/calendar.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Actor } from '#kernel/permission.ts'
import { silent } from './database/prepare.ts'
import { queuePool } from './database/queue-pool.ts'
import type { Log } from './log.ts'
import { enter, nobody, perform, type Installation } from './perform.ts'

const Job = z.object({ operation: z.string(), input: z.object({ county: z.string(), input: z.unknown() }) })

/** Who acts when nobody does: the system itself, within one county. */
export function systemActor(installation: Pick<Installation, 'modules'>, county: string): Actor {
  const operations = installation.modules.flatMap(({ service: { contract } }) =>
    Object.keys(contract.operations).map((name) => `${contract.module}.${name}`),
  )
  return {
    accountId: 'system',
    name: '系统',
    role: 'system',
    organisationId: null,
    scope: { kind: county === '000000' ? 'none' : 'county', counties: [county], ids: [] },
    operations: new Set(operations),
  }
}

/** Its job's id is its request id, so a worker that dies half-way leaves nothing done twice. */
export async function startWorker(installation: Installation, config: pg.ClientConfig, log: Log): Promise<Runner> {
  const pgPool = queuePool(config, 4)
  const runner = await run({
    pgPool,
    logger: silent,
    noHandleSignals: true,
    concurrency: 2,
    pollInterval: 2000,
    // 02:30 in China; a machine that was off then makes up for it within a day.
    crontab: '30 18 * * * nightly ?fill=1d',
    taskList: {
      nightly: () => performNightly(installation, log),
      async perform(payload, helpers) {
        const { operation, input } = Job.parse(payload)
        try {
          await perform(installation, {
            operation,
            input: input.input,
            actor: systemActor(installation, input.county),
            requestId: `later:${helpers.job.id.padStart(10, '0')}`,
            client: 'worker',
          })
        } catch (error) {
          log.warn(
            { operation, reason: error instanceof Refusal ? error.reasons.map((each) => each.code) : String(error) },
            'put-off command did not succeed',
          )
          if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
        }
      },
    },
  })
  runner.events.on('stop', () => void pgPool.end().catch(() => {}))
  return runner
}

/** Once per county and night, under a request id of that night: run twice, it does nothing twice. */
export async function performNightly(installation: Installation, log: Log): Promise<void> {
  const { kysely, modules, now } = installation
  const counties = await kysely.transaction().execute(async (transaction) => {
    await enter(transaction, nobody.scope)
    const found = await sql<{ county: string }>`select county_code as county from access.area_view
      where level = 'county' and to_on is null and county_code is not null order by 1`.execute(transaction)
    return found.rows.map(({ county }) => county)
  })
  const night = dayOf(now())
  for (const county of counties) {
    const actor = systemActor(installation, county)
    for (const operation of modules.flatMap((module) => module.nightly ?? [])) {
      const requestId = `nightly:${county}:${operation}:${night}`
      await perform(installation, { operation, input: {}, actor, requestId, client: 'worker' }).catch(
        (error: unknown) => log.warn({ operation, county, err: error }, 'nightly command did not succeed'),
      )
    }
  }
}

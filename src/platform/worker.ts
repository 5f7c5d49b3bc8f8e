/** Performs what was put off till later, through the one door. */
import { EventEmitter } from 'node:events'
import { run, type Runner, type WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
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

const pause = 500

/** Its job's id is its request id, so a worker that dies half-way leaves nothing done twice. A broken database ends the queue's runner; it is begun again. */
export async function startWorker(
  installation: Installation,
  config: pg.ClientConfig,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  let stopped = false
  let runner = await begin(installation, config, log)
  const kept = (async () => {
    while (!stopped) {
      await runner.promise.catch((error: unknown) => log.warn({ err: error }, 'the worker stopped'))
      while (!stopped) {
        await new Promise((resolve) => setTimeout(resolve, pause))
        const begun = stopped ? undefined : await begin(installation, config, log).catch(() => undefined)
        if (!begun) continue
        runner = begun
        break
      }
    }
  })()
  return {
    async stop() {
      stopped = true
      await runner.stop().catch(() => {})
      await kept
    },
  }
}

async function begin(installation: Installation, config: pg.ClientConfig, log: Log): Promise<Runner> {
  const presence = await presentIn(config)
  const pgPool = queuePool(config, 4)
  const freeing = setInterval(() => void freeJobs(pgPool).catch(() => {}), freedEvery).unref()
  const end = () => {
    clearInterval(freeing)
    presence.end()
    void pgPool.end().catch(() => {})
  }
  try {
    await freeJobs(pgPool)
    const runner = await run({
      pgPool,
      events: presence.events,
      logger: silent,
      noHandleSignals: true,
      concurrency: 2,
      pollInterval: 2000,
      // 02:30 in China; a machine that was off then makes up for it within a day.
      crontab: '30 18 * * * nightly ?fill=1d',
      preset: { worker: inBatches },
      taskList: {
        nightly: () => performNightly(installation, log),
        perform: (payload, helpers) => performJob({ installation, log }, payload, helpers.job.id),
      },
    })
    runner.promise.then(end, end)
    return runner
  } catch (error) {
    end()
    throw error
  }
}

/** One by one the queue would not wait for the answer to "this job failed": a database that is down would end the process. */
const inBatches = { completeJobBatchDelay: 0, failJobBatchDelay: 0 }

const freedEvery = 60_000
const sessionName = 'gongyang worker '

/** A session that lives as long as the runner and bears the name under which the runner locks its jobs. */
async function presentIn(config: pg.ClientConfig) {
  const client = new pg.Client(config)
  client.on('error', () => {})
  await client.connect()
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => {
    client.query(`select set_config('application_name', $1, false)`, [sessionName + workerPool.id]).catch(() => {})
  })
  return { events, end: () => void client.end().catch(() => {}) }
}

/**
 * A worker that was killed leaves its jobs locked, and the queue would wait four hours. Whoever locks has a session of that
 * name; where there is none the lock has no owner. Should one be freed too early, its request id still does it only once.
 */
export async function freeJobs(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(locks.owners) from (select array(
       select locked_by from graphile_worker._private_jobs where locked_by is not null
       union select locked_by from graphile_worker._private_job_queues where locked_by is not null
       except select substr(application_name, length($1) + 1) from pg_stat_activity
         where starts_with(application_name, $1) and datname = current_database()) as owners) locks
     where cardinality(locks.owners) > 0`,
    [sessionName],
  )
}

async function performJob(
  { installation, log }: { installation: Installation; log: Log },
  payload: unknown,
  id: string,
): Promise<void> {
  const { operation, input } = Job.parse(payload)
  try {
    await perform(installation, {
      operation,
      input: input.input,
      actor: systemActor(installation, input.county),
      requestId: `later:${id.padStart(10, '0')}`,
      client: 'worker',
    })
  } catch (error) {
    const reason = error instanceof Refusal ? error.reasons.map((each) => each.code) : String(error)
    log.warn({ operation, reason }, 'put-off command did not succeed')
    if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
  }
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

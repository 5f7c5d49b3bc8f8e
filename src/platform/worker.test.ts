import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { command, contract } from '#kernel/contract.ts'
import { testApp } from '../../test/app.ts'
import { signedInAs } from '../../test/database.ts'
import { openLog } from './log.ts'
import { implement } from './module.ts'
import { startWorker } from './worker.ts'

const app = await testApp({ now: '2023-09-06T02:30+08:00' })
const input = z.object({ name: z.string() })
const chores = contract('chores', {
  do: command({ title: '办理', internal: true, input, output: z.object({}) }),
})
const done: string[] = []
const service = implement(chores, {
  async do(_context, { name }) {
    done.push(name)
    return {}
  },
})
const installation = { ...app.installation, modules: [{ service }] }
const config = signedInAs(app.database, 'worker')
const start = () => startWorker(installation, config, openLog('silent'))

const stopping: { stop(): Promise<void> }[] = []
afterAll(async () => {
  for (const worker of stopping) await worker.stop()
})

/** Taken by a worker of that name and not finished. */
async function locked(name: string, by: string): Promise<void> {
  const payload = { operation: 'chores.do', input: { county: '371522', input: { name } } }
  await app.superuser.query(`select graphile_worker.add_job('perform', $1::json, job_key => $2)`, [payload, name])
  await app.superuser.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now(), attempts = 1 where key = $2`,
    [by, name],
  )
}

const locks = async () => {
  const { rows } = await app.superuser.query<{ key: string; lockedBy: string | null }>(
    `select key, locked_by as "lockedBy" from graphile_worker._private_jobs order by key`,
  )
  return rows
}

test('a killed worker’s jobs are taken over by one that starts, those of a living worker are not', async () => {
  const living = new pg.Client({ ...config, application_name: 'gongyang worker pool-living' })
  await living.connect()
  await locked('of the dead', 'pool-dead')
  await locked('of the living', 'pool-living')
  stopping.push(await start())
  await vi.waitFor(() => expect(done).toEqual(['of the dead']), 10_000)
  await vi.waitFor(async () => expect(await locks()).toEqual([{ key: 'of the living', lockedBy: 'pool-living' }]))
  await living.end()
  stopping.push(await start())
  await vi.waitFor(() => expect(done).toEqual(['of the dead', 'of the living']), 10_000)
})

test('each worker has a session that bears its name', async () => {
  const { rows } = await app.superuser.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity where datname = current_database() and application_name like 'gongyang worker pool-%'`,
  )
  expect(rows.length).toBe(2)
})

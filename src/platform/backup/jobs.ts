/** Commands put off and not yet done: the queue's own tables are another program's, so they travel as operation and input. */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import * as z from 'zod'
import { refuse } from '#kernel/refusal.ts'
import { parseJson } from '../parse-json.ts'

const Job = z.object({
  operation: z.string(),
  input: z.unknown(),
  runAt: z.string(),
  key: z.string().nullable(),
})
type Job = z.infer<typeof Job>

export interface Jobs {
  text: string
  count: number
  sha256: string
  lastId: string
}

/**
 * In the transaction of the backup, as the queue's owner. A job whose command is answered already but whose row is not
 * yet gone stays out: under its new number it would be done twice.
 */
export async function pendingJobs(client: pg.ClientBase): Promise<Jobs> {
  await client.query('set local role gongyang_worker')
  const found = await client.query<Job & { id: string }>(
    `select j.id::text as id, j.payload ->> 'operation' as operation, j.payload -> 'input' as input,
       to_char(j.run_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "runAt", j.key
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'perform' and j.attempts < j.max_attempts order by j.id`,
  )
  const last = await client.query<{ id: string | null }>(
    `select pg_sequence_last_value(pg_get_serial_sequence('graphile_worker._private_jobs', 'id')::regclass)::text as id`,
  )
  await client.query('set local role gongyang_backup')
  const answered = await client.query<{ id: string }>('select id from platform.request where id = any ($1)', [
    found.rows.map(({ id }) => requestIdOfJob(id)),
  ])
  const done = new Set(answered.rows.map(({ id }) => id))
  const jobs = found.rows.filter(({ id }) => !done.has(requestIdOfJob(id)))
  const text = JSON.stringify(jobs.map(({ operation, input, runAt, key }) => ({ operation, input, runAt, key })))
  return { text, count: jobs.length, sha256: sumOfText(text), lastId: last.rows[0]?.id ?? '0' }
}

/** As worker.ts writes it. */
const requestIdOfJob = (id: string) => `later:${id.padStart(10, '0')}`

export const sumOfText = (text: string): string => createHash('sha256').update(text).digest('hex')

/** New jobs are numbered after the old ones: their numbers are request ids, and those of the backup are used up. */
export async function putOffAgain(client: pg.ClientBase, text: string, lastId: string): Promise<void> {
  const jobs = z.array(Job).safeParse(parseJson(text))
  if (!jobs.success) return refuse('invalid', 'jobs_changed', '备份里待办任务的文件读不出，备份已损坏；请换一份备份')
  await client.query(
    `select setval(pg_get_serial_sequence('graphile_worker._private_jobs', 'id'), greatest($1::bigint, 1))`,
    [lastId],
  )
  for (const { operation, input, runAt, key } of jobs.data)
    await client.query('select platform.put_off($1, $2::jsonb, $3::timestamptz, $4)', [
      operation,
      JSON.stringify(input),
      runAt,
      key,
    ])
}

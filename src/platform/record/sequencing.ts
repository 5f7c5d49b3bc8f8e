/** Numbers what was committed, county by county, about once a second. */
import type pg from 'pg'
import type { Log } from '../log.ts'
import { numberEntries } from './sequencer.ts'

const pause = 1000

export function startSequencer(pool: pg.Pool, log: Log): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  const done = (async () => {
    while (!stopped) {
      await numberAll(pool).catch((error: unknown) => log.warn({ err: error }, 'numbering the record did not succeed'))
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, pause)
      })
    }
  })()
  return {
    stop() {
      stopped = true
      wake()
      return done
    },
  }
}

/** Numbers everything that waits, in every county; answers how many entries. */
export async function numberAll(pool: pg.Pool): Promise<number> {
  const client = await pool.connect()
  try {
    let total = 0
    await client.query('set role gongyang_app')
    const waiting = await client.query<{ county: string }>('select county from record.waiting_counties() as county')
    for (const { county } of waiting.rows) {
      await client.query(`set gongyang.scope = '${/^\d{6}$/.test(county) ? county : ''}|county|'`)
      total += await numberEntries(client, county)
    }
    return total
  } finally {
    await client.query('reset all').catch(() => {})
    await client.query('reset role').catch(() => {})
    client.release()
  }
}

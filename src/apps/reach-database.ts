/** The database of an installation: of DATABASE_URL, or the embedded one, started when nobody runs it yet. */
import pg from 'pg'
import type { Config } from '#platform/config.ts'
import { addressOf, requireServer } from '#platform/database/server.ts'
import { databaseIn, startEmbedded, type Embedded } from '#platform/database/supervisor.ts'
import type { Log } from '#platform/log.ts'

export interface ReachedDatabase {
  /** As whoever may create roles. */
  superuser: pg.ClientConfig
  stop(): Promise<void>
}

/** Not migrated; `down.reason` says while it is being started again. */
export async function reachDatabase(config: Config, log: Log, down: { reason?: string }): Promise<ReachedDatabase> {
  if (config.databaseUrl) {
    const superuser = addressOf(config.databaseUrl)
    await requireServer(superuser)
    return { superuser, stop: async () => {} }
  }
  const embedded = await startOwn(config, log, down)
  const { host, port, user } = embedded
  await makeDatabase(embedded)
  return { superuser: { host, port, user, database: 'gongyang' }, stop: () => embedded.stop() }
}

function startOwn(config: Config, log: Log, down: { reason?: string }): Promise<Embedded> {
  return startEmbedded({
    dataDir: databaseIn(config.dataDir),
    log: (line) => log.debug({ postgres: line }),
    onDown: (reason) => void Object.assign(down, { reason: `数据库正在重新启动：${reason}` }),
    onUp: () => void delete down.reason,
  })
}

/** The embedded cluster's one database. C.UTF-8 comes from the cluster: only then do trigrams see Chinese. */
async function makeDatabase(embedded: Embedded): Promise<void> {
  const client = new pg.Client({
    host: embedded.host,
    port: embedded.port,
    user: embedded.user,
    database: embedded.database,
  })
  await client.connect()
  try {
    const found = await client.query(`select from pg_database where datname = 'gongyang'`)
    if (found.rowCount === 0)
      await client.query('create database gongyang').catch((error: { code?: string }) => {
        if (error.code !== '42P04' && error.code !== '23505') throw error
      })
  } finally {
    await client.end()
  }
}

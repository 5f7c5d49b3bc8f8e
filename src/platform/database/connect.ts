/** Pools and row types: days stay strings, moments ISO text, fen bigint; a JS Date or float would corrupt them. */
import type { Duplex } from 'node:stream'
import { CamelCasePlugin, Kysely, type Logger, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { EvidencePlugin, underway } from './evidence-plugin.ts'

const { builtins } = pg.types
const parsers = new Map<number, (text: string) => unknown>([
  [builtins.DATE, String],
  [builtins.INT8, BigInt],
  [
    builtins.TIMESTAMPTZ,
    (text) => new Date(text.includes('+') && !text.includes(':', 20) ? `${text}:00` : text).toISOString(),
  ],
])
const arrayOfDates = 1182
const textArrayParser = pg.types.getTypeParser(1009 as never)

export const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === arrayOfDates) return textArrayParser
    return parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')
  },
}

/** Session settings every connection needs: evidence is hashed from text, so the text must not depend on the server. */
const options = '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c extra_float_digits=1 -c bytea_output=hex'

export function openPool(config: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max,
    types: types as pg.CustomTypesConfig,
    options,
    idleTimeoutMillis: 30_000,
    pipeline: true,
  })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // Nor may one that breaks while it is lent out and between two statements: the next statement is what fails.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}

/** `log` is told of each statement, for benches. */
export function openKysely(pool: pg.Pool, log?: Logger): Kysely<unknown> {
  return new Kysely<unknown>({
    ...(log ? { log } : {}),
    dialect: new PostgresDialect({ pool: noting(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true }), new EvidencePlugin()],
  })
}

/** The same pool, telling the request under way which connection it was given. */
function noting(pool: pg.Pool) {
  const lent = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      const request = underway.getStore()
      if (request) request.client = client
      const known = lent.get(client) ?? lending(client)
      lent.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}

const sent = { command: 'BEGIN' as const, rowCount: 0, rows: [] }

/**
 * A connection as Kysely is lent it. BEGIN and SET LOCAL are sent and not waited for: they travel with the statement behind
 * them. Where one fails, that statement fails too: the transaction is aborted or was never begun, and a request that has not
 * taken on its role may do nothing.
 */
function lending(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, values?: readonly unknown[]) => {
    if (/^(begin|start transaction|set local) ?/.test(text)) {
      holdBack(client)
      client.query(text).catch(() => {})
      return Promise.resolve(sent)
    }
    const answer = client.query(keptPlan(text, values))
    letGo(streamOf(client))
    return answer
  }
  return Object.assign(Object.create(client), { query }) as PostgresPoolClient
}

const streamOf = (client: pg.PoolClient) => (client as unknown as { connection: { stream: Duplex } }).connection.stream
const heldBack = new WeakSet<Duplex>()

/** What is sent from now on leaves in one write with the next statement; should none come at once, then by itself. */
export function holdBack(client: pg.PoolClient): void {
  const stream = streamOf(client)
  if (heldBack.has(stream)) return
  heldBack.add(stream)
  stream.cork()
  setImmediate(() => letGo(stream))
}

function letGo(stream: Duplex): void {
  if (heldBack.delete(stream)) stream.uncork()
}

const kept = '/* kept */'
const mostKept = 360
const names = new Map<string, string>()
/** How often a look has asked each; what is asked once only, such as a list of just so many ids, is not worth a place. */
const asked = new Map<string, number>()
const worthKeeping = 3

/**
 * A statement that begins with the words above is planned once per connection and then only filled in; so are those of a look
 * at one person, of which planning under row-level security is the greater part.
 */
export function keptPlan(text: string, values: readonly unknown[] | undefined): pg.QueryConfig {
  const query = { text, values: [...(values ?? [])] }
  if (!text.trimStart().startsWith(kept) && !worthIt(text)) return query
  const name = names.get(text) ?? (names.size < mostKept ? `kept_${names.size + 1}` : undefined)
  if (!name) return query
  names.set(text, name)
  return { ...query, name }
}

function worthIt(text: string): boolean {
  if (!underway.getStore()?.keepsPlans) return false
  if (names.has(text)) return true
  if (asked.size > 10 * mostKept) asked.clear()
  const times = (asked.get(text) ?? 0) + 1
  asked.set(text, times)
  return times >= worthKeeping
}

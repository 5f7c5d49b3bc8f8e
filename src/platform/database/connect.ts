/** Pools and row types: days stay strings, moments ISO text, fen bigint; a JS Date or float would corrupt them. */
import { CamelCasePlugin, Kysely, type Logger, PostgresDialect } from 'kysely'
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
  const pool = new pg.Pool({ ...config, max, types: types as pg.CustomTypesConfig, options, idleTimeoutMillis: 30_000 })
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
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      const request = underway.getStore()
      if (request) request.client = client
      return client
    },
    end: () => pool.end(),
  }
}

/** Two counties, 甲 and 乙, with at least one row of each in every table: the second's rows carry a word found nowhere else. */
import type pg from 'pg'
import type { TestApp } from './app.ts'
import { givenService, givenServiceMonth } from '#modules/settlement/given.ts'

export const mine = '371522'
export const theirs = '150430'
/** In every text of the other county. */
export const theirWord = '乙县独有'

interface Column {
  name: string
  type: string
  array: boolean
  needed: boolean
}

export interface CountyTable {
  name: string
  columns: Column[]
}

export async function countyTables(client: pg.ClientBase | pg.Pool): Promise<CountyTable[]> {
  const found = await client.query<CountyTable>(
    `select format('%s.%s', n.nspname, c.relname) as name,
       jsonb_agg(jsonb_build_object('name', a.attname, 'type', case when t.typelem <> 0 and t.typcategory = 'A' then t.typelem::regtype::text else t.typname::text end,
         'array', t.typcategory = 'A', 'needed', a.attnotnull) order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       join pg_type t on t.oid = a.atttypid
     where n.nspowner = 'gongyang_owner'::regrole and n.nspname <> 'public' and c.relkind = 'r' and c.relforcerowsecurity
     group by 1 order by 1`,
  )
  return found.rows.filter(({ columns }) => columns.some(({ name }) => name === 'county_code'))
}

/** Months served and settled by the modules' own givens, then one invented row in each table that is still empty. */
export async function twoCounties(app: TestApp): Promise<CountyTable[]> {
  const client = await app.superuser.connect()
  try {
    for (const [county, word] of [
      [mine, '甲县'],
      [theirs, theirWord],
    ] as const) {
      const service = await givenService(client, {
        county,
        provider: `${word}机构`,
        townships: { [`${word}镇`]: { able: 2, partly_able: 1 } },
      })
      await givenServiceMonth(client, service)
      await client.query(
        `update persons.person set name = $2 || file_no, name_sort = $2 || file_no where county_code = $1`,
        [county, word],
      )
    }
    const tables = await countyTables(client)
    await dropChecks(client)
    await client.query('set session_replication_role = replica')
    for (const table of tables) {
      await fillEmpty(client, table, { county: mine, word: '甲县' })
      await fillEmpty(client, table, { county: theirs, word: theirWord })
    }
    await client.query('set session_replication_role = origin')
    return tables
  } finally {
    client.release()
  }
}

/** The invented rows are for the walls only; what the values must be is tested elsewhere. */
async function dropChecks(client: pg.ClientBase): Promise<void> {
  await client.query(`do $$ declare k record; begin
    for k in select conrelid::regclass as relation, conname from pg_constraint c join pg_class r on r.oid = c.conrelid
      join pg_namespace n on n.oid = r.relnamespace where c.contype = 'c' and n.nspowner = 'gongyang_owner'::regrole and n.nspname <> 'public'
    loop execute format('alter table %s drop constraint %I', k.relation, k.conname); end loop; end $$`)
}

async function fillEmpty(
  client: pg.ClientBase,
  table: CountyTable,
  of: { county: string; word: string },
): Promise<void> {
  const found = await client.query(`select from ${table.name} where county_code = $1 limit 1`, [of.county])
  if (found.rowCount) return
  const { names, values } = inventedRow(table, of)
  const places = values.map((_, index) => `$${index + 1}`)
  await client.query(`insert into ${table.name} (${names.join(', ')}) values (${places.join(', ')})`, values)
}

function inventedRow({ columns }: CountyTable, { county, word }: { county: string; word: string }) {
  const filled = columns.filter(({ needed, type }) => needed || type === 'text' || type === 'uuid')
  return {
    names: filled.map(({ name }) => `"${name}"`),
    values: filled.map((column) => (column.name === 'county_code' ? county : invented(column, word))),
  }
}

export function invented({ name, type, array }: Column, word: string): unknown {
  if (array) return []
  if (name === 'table_name') return 'record.destruction'
  if (type === 'text') return name === 'month' || name.endsWith('_month') ? '2023-08' : `${word}${name}`
  if (type === 'uuid') return crypto.randomUUID()
  return plainValues[type] ?? null
}

const plainValues: Readonly<Record<string, unknown>> = {
  int2: 1,
  int4: 1,
  int8: 1,
  numeric: 1,
  float8: 1,
  bool: false,
  date: '2023-08-01',
  timestamptz: '2023-08-01T00:00:00Z',
  time: '08:00',
  jsonb: '{}',
  json: '{}',
  bytea: Buffer.from('00', 'hex'),
  daterange: '[2023-08-01,2023-09-01)',
  tstzrange: '[2023-08-01,2023-09-01)',
}

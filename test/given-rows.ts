/** Rows laid straight into tables, past every wall: what a test names, and for the rest what each column takes. */
import type pg from 'pg'

export interface Column {
  of: string
  name: string
  type: string
  required: boolean
  /** The codes it may hold, where it may hold only some. */
  codes: string[]
}

/** Of all tables of ours that have a column of this name. */
export async function columnsWith(client: pg.Pool, name: string): Promise<Map<string, Column[]>> {
  const { rows } = await client.query<Column & { checks: string[] }>(
    `select format('%s.%s', n.nspname, c.relname) as of, a.attname as name, format_type(a.atttypid, null) as type,
       a.attnotnull and not a.atthasdef as required,
       array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
         and a.attnum = any (k.conkey) and cardinality(k.conkey) = 1) as checks
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspowner = 'gongyang_owner'::regrole and c.relkind in ('r', 'p') and a.attgenerated = '' and n.nspname <> 'record'
       and exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = $1 and not p.attisdropped)
     order by 1, a.attnum`,
    [name],
  )
  const columns = rows.map(({ checks, ...row }) => ({ ...row, codes: checks.flatMap(codesIn) }))
  return Map.groupBy(columns, ({ of }) => of)
}

const codesIn = (check: string): string[] => {
  const list = /ANY \(\(?ARRAY\[([^\]]*)\]/.exec(check)?.[1] ?? /^CHECK \(\(\w+ = ('[^']+')::text\)\)$/.exec(check)?.[1]
  return [...(list ?? '').matchAll(/'([^']+)'/g)].flatMap(([, code]) => code ?? [])
}

/** What a column of this type takes; words where the caller says so. */
export function plainValue({ type, codes }: Column, words: string): unknown {
  const [code] = codes
  if (type === 'uuid') return crypto.randomUUID()
  if (type === 'text') return code ?? words
  if (type === 'text[]') return words === '' ? [] : [code ?? words]
  if (type === 'jsonb') return words === '' ? '{}' : JSON.stringify(words)
  if (type === 'bytea') return Buffer.from((words || 'x').repeat(16)).subarray(0, words ? undefined : 16)
  if (type === 'date') return '2020-01-01'
  if (type === 'boolean') return false
  if (type.startsWith('timestamp')) return '2020-01-01T00:00Z'
  return /^(integer|bigint|smallint|numeric|double)/.test(type) ? 1 : '{}'
}

/** Nothing else need stand beside them: foreign keys and triggers rest for as long as it takes. */
export async function withoutKeys<T>(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('set session_replication_role = replica')
    return await run(client)
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
}

/** In this test's own database: months, numbers and wholes are not what is tried. */
export async function withoutChecks(client: pg.ClientBase, tables: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop from pg_constraint
     where contype = 'c' and conrelid::regclass::text = any ($1)`,
    [[...tables]],
  )
  for (const { drop } of rows) await client.query(drop)
}

export async function insertRow(
  client: pg.ClientBase,
  table: string,
  row: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(row)
  await client.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(row),
  )
}

/** Which tables are ours, in the order in which their foreign keys let them be filled. */
import type pg from 'pg'

export interface OurTable {
  /** 'visits.visit' */
  name: string
  columns: string[]
  /** For ORDER BY: the same on every server, whatever its collation. */
  order: string
}

const ours = `n.nspowner = 'gongyang_owner'::regrole and n.nspname <> 'public'`
export const migrationTable = 'public.gongyang_migration'

export async function ourTables(client: pg.ClientBase): Promise<OurTable[]> {
  const found = await client.query<OurTable>(
    `select format('%s.%s', n.nspname, c.relname) as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by k.place)
        from pg_index i, unnest(i.indkey::int2[]) with ordinality k (number, place), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.number) as order
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and (${ours} or c.oid = to_regclass('${migrationTable}')) order by 1`,
  )
  return inOrder(found.rows, await references(client))
}

async function references(client: pg.ClientBase): Promise<Map<string, Set<string>>> {
  const found = await client.query<{ from: string; to: string }>(
    `select distinct format('%s.%s', n.nspname, c.relname) as from, format('%s.%s', rn.nspname, r.relname) as to
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace
     where k.contype = 'f' and k.conrelid <> k.confrelid and ${ours}`,
  )
  const wanted = new Map<string, Set<string>>()
  for (const { from, to } of found.rows) wanted.set(from, (wanted.get(from) ?? new Set()).add(to))
  return wanted
}

/** A table comes after all that its rows point to. Foreign keys in a circle are a fault of the schema, said at once. */
export function inOrder<T extends { name: string }>(
  tables: readonly T[],
  needs: ReadonlyMap<string, ReadonlySet<string>>,
): T[] {
  const placed = new Set<string>()
  const result: T[] = []
  let waiting = [...tables]
  while (waiting.length > 0) {
    const next = waiting.filter(({ name }) => [...(needs.get(name) ?? [])].every((need) => placed.has(need)))
    if (next.length === 0) throw new Error(`foreign keys in a circle: ${waiting.map(({ name }) => name).join(', ')}`)
    for (const table of next) placed.add(table.name)
    result.push(...next)
    waiting = waiting.filter(({ name }) => !placed.has(name))
  }
  return result
}

export async function ourSequences(client: pg.ClientBase): Promise<string[]> {
  const found = await client.query<{ name: string }>(
    `select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${ours} order by 1`,
  )
  return found.rows.map(({ name }) => name)
}

export async function migrationsRun(client: pg.ClientBase): Promise<string[]> {
  const there = await client.query<{ there: boolean }>(`select to_regclass($1) is not null as there`, [migrationTable])
  if (!there.rows[0]?.there) return []
  const found = await client.query<{ name: string }>(`select name from ${migrationTable} order by at, name`)
  return found.rows.map(({ name }) => name)
}

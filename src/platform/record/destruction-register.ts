/**
 * What was destroyed under the law, kept outside the database and beside the keys: a backup made before a destruction knows
 * nothing of it, and would bring back what may no longer be there (个人信息保护法 第四十七条).
 */
import { open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import * as z from 'zod'
import { Instant } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { Citation } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Log } from '../log.ts'
import { parseJson } from '../parse-json.ts'
import type { Secrets } from '../secrets.ts'
import { keepDestruction } from './destruction.ts'
import { recordEntry } from './write.ts'

const Destroyed = z.object({
  county: z.string().regex(/^\d{6}$/),
  id: z.uuid(),
  destroyedEntryId: z.uuid(),
  /** Null: the input kept with the entry; else the rows that it wrote there. */
  table: z.string().nullable(),
  reason: z.string(),
  citations: z.array(Citation),
  decidedBy: z.string(),
  approvedBy: z.string(),
  at: Instant,
})
export type Destroyed = z.infer<typeof Destroyed>

export const registerName = '销毁清单.jsonl'
export const registerIn = (keysDir: string): string => path.join(keysDir, registerName)

/** One destruction a line; no file, no destructions. */
export async function readRegister(file: string): Promise<Destroyed[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line, index) => {
    const parsed = Destroyed.safeParse(parseJson(line))
    if (parsed.success) return parsed.data
    return refuse(
      'invalid',
      'register_damaged',
      `销毁清单 ${file} 第${index + 1}行读不出。清单缺一行，依法销毁的内容就会随备份回来；请从保管的副本放回后再恢复`,
    )
  })
}

/** Brings the register up to what the database says; nothing is ever taken out of it. Answers how many stand in it. */
export async function keepRegister(client: pg.ClientBase, file: string): Promise<number> {
  const found = await client.query<Destroyed>(
    `select county_code as county, id::text as id, destroyed_entry_id::text as "destroyedEntryId", table_name as table, reason, citations,
       decided_by as "decidedBy", approved_by as "approvedBy", to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from record.destruction order by at, id`,
  )
  const kept = await readRegister(file)
  const known = new Set(kept.map(nameOf))
  const fresh = found.rows.filter((row) => !known.has(nameOf(row)))
  if (fresh.length > 0) await write(file, [...kept, ...fresh])
  return kept.length + fresh.length
}

/** As whoever sees every county, on a connection of its own. */
export async function keepRegisterOf(superuser: pg.ClientConfig, keysDir: string): Promise<void> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    const there = await client.query<{ there: boolean }>(
      `select to_regclass('record.destruction') is not null as there`,
    )
    if (there.rows[0]?.there) await keepRegister(client, registerIn(keysDir))
  } finally {
    await client.end()
  }
}

/** What was destroyed in the last minute is all that a copy of the keys can miss. */
const keptEvery = 60_000

/** Kept again and again while the server runs, so that whoever copies the keys copies it too. */
export function startRegister(superuser: pg.ClientConfig, keysDir: string, log: Log): { stop(): void } {
  const keep = () =>
    void keepRegisterOf(superuser, keysDir).catch((error: unknown) =>
      log.warn({ err: error }, 'the register of destructions was not kept'),
    )
  keep()
  const timer = setInterval(keep, keptEvery).unref()
  return { stop: () => clearInterval(timer) }
}

const nameOf = ({ county, destroyedEntryId, table }: Destroyed): string =>
  `${county} ${destroyedEntryId} ${table ?? ''}`

/** Whole under another name first: a register cut off by a power failure would let something come back. */
async function write(file: string, all: readonly Destroyed[]): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.writeFile(all.map((each) => `${canonicalJson(each)}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
}

interface Restoring {
  register: readonly Destroyed[]
  secrets: Secrets
  now: Instant
  newId(): string
}

/**
 * In a restored database: decides again what the register says and the backup does not know, under an entry of its own. An
 * entry that is not in the backup has nothing to destroy; a file may be older than the entry that destroyed it.
 */
export async function registerAgain(client: pg.ClientBase, restoring: Restoring): Promise<void> {
  const { register, secrets, now, newId } = restoring
  const missing = await client.query<{ name: string }>(
    `select asked.county || ' ' || asked.entry || ' ' || asked.table as name
     from unnest($1::text[], $2::uuid[], $3::text[]) as asked (county, entry, "table")
     where (exists (select from record.entry e where e.county_code = asked.county and e.id = asked.entry)
         or exists (select from platform.file f where f.county_code = asked.county and 'platform.file:' || f.id = asked.table)
         or exists (select from persons.person p where p.county_code = asked.county and 'persons.person:' || p.id = asked.table))
       and not exists (select from record.destruction d where d.county_code = asked.county and d.destroyed_entry_id = asked.entry
       and coalesce(d.table_name, '') = asked.table)`,
    [
      register.map(({ county }) => county),
      register.map(({ destroyedEntryId }) => destroyedEntryId),
      register.map(({ table }) => table ?? ''),
    ],
  )
  const names = new Set(missing.rows.map(({ name }) => name))
  const again = Map.groupBy(
    register.filter((each) => names.has(nameOf(each))),
    ({ county }) => county,
  )
  for (const [county, all] of again) await recordAgain(client, { county, all, secrets, at: now, entryId: newId() })
}

interface Again {
  county: string
  all: readonly Destroyed[]
  secrets: Secrets
  at: Instant
  entryId: string
}

async function recordAgain(client: pg.ClientBase, { county, all, secrets, at, entryId }: Again): Promise<void> {
  for (const { table, ...each } of all) await keepDestruction(client, { ...each, entryId, ...(table ? { table } : {}) })
  const entry = {
    county,
    id: entryId,
    requestId: `restore:${entryId}`,
    operation: 'record.destroyAgain',
    version: 1,
    kind: 'system' as const,
    accountId: 'system',
    accountName: '系统',
    role: 'system',
    organisationId: null,
    at,
    purpose: '恢复备份后按销毁清单重新销毁',
    result: 'done',
    count: all.length,
  }
  await recordEntry(client, { entry, evidenceTables: ['record.destruction'] }, secrets)
}

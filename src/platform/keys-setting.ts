/** Which keys the data needs is written with the data: a data folder without its keys is refused, never given new ones. */
import pg from 'pg'
import { refuse } from '#kernel/refusal.ts'
import { openSecrets, type Secrets } from './secrets.ts'

/** The keys of data that is there already: never made anew. A database not migrated yet has no data. */
export async function keptSecrets(superuser: pg.ClientConfig, keysDir: string): Promise<Secrets> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    const there = await client.query<{ there: boolean }>(`select to_regclass('platform.setting') is not null as there`)
    const needs = there.rows[0]?.there ? await findKeysNeeded(client) : undefined
    if (needs === undefined)
      return refuse('refused', 'nothing_there', '这个数据库里还没有供养平台的数据，没有什么可以备份')
    return await openSecrets(keysDir, { needs })
  } finally {
    await client.end()
  }
}

/** `superuser`: of a migrated database. The first start makes the keys and writes their ids; a rotation adds to them. */
export async function secretsFor(superuser: pg.ClientConfig, keysDir: string): Promise<Secrets> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    const needs = await findKeysNeeded(client)
    const secrets = await openSecrets(keysDir, needs === undefined ? {} : { needs })
    if (secrets.fingerprint !== needs)
      await client.query(
        `insert into platform.setting (name, value) values ('keys', $1) on conflict (name) do update set value = excluded.value`,
        [secrets.fingerprint],
      )
    return secrets
  } finally {
    await client.end()
  }
}

async function findKeysNeeded(client: pg.ClientBase): Promise<string | undefined> {
  const found = await client.query<{ value: string }>(`select value from platform.setting where name = 'keys'`)
  return found.rows[0]?.value
}

/** Rows that tests write by hand get the entries that a command would have kept of them, so that `verify` finds them whole. */
import pg from 'pg'
import { instant } from '#kernel/calendar.ts'
import { numberEntries } from '#platform/record/sequencer.ts'
import { type Verdict, type VerifyOptions, verifyRecord } from '#platform/record/verify.ts'
import { recordEntry } from '#platform/record/write.ts'
import { types } from '#platform/database/connect.ts'
import type { TestApp } from './app.ts'

export async function evidenceTablesOf(client: pg.ClientBase): Promise<string[]> {
  const found = await client.query<{ name: string }>('select name from platform.evidence_table order by name')
  return found.rows.map(({ name }) => name)
}

/** As superuser, with the row types that the record reads. */
export async function recordClient(app: TestApp): Promise<pg.Client> {
  const { drop: _, ...config } = app.database
  const client = new pg.Client({ ...config, types: types as pg.CustomTypesConfig })
  await client.connect()
  return client
}

export async function recordGiven(app: TestApp, client: pg.Client): Promise<void> {
  const evidenceTables = await evidenceTablesOf(client)
  const loose = evidenceTables.map(
    (table) => `select county_code, entry_id, '${table}' as name from ${table} t
                where not exists (select from record.entry e where e.county_code = t.county_code and e.id = t.entry_id)`,
  )
  const found = await client.query<{ county: string; id: string; tables: string[] }>(
    `select county_code as county, entry_id::text as id, array_agg(distinct name) as tables from (${loose.join(' union all ')}) rows
     group by 1, 2 order by 1, 2`,
  )
  for (const { county, id, tables } of found.rows) {
    const entry = {
      county,
      id,
      requestId: `given-${id}`,
      operation: 'test.given',
      version: 1,
      kind: 'command' as const,
      accountId: 'given',
      accountName: '测试资料',
      role: null,
      organisationId: null,
      at: instant('2023-01-01T00:00:00Z'),
      result: 'done',
    }
    await recordEntry(client, { entry, evidenceTables: tables }, app.installation.secrets)
  }
  for (const county of new Set(found.rows.map((row) => row.county))) await numberEntries(client, county)
}

export async function verifiedCounty(
  app: TestApp,
  client: pg.Client,
  options: Partial<VerifyOptions> & { county?: string } = {},
): Promise<Verdict> {
  const { county = '371522', ...more } = options
  const evidenceTables = await evidenceTablesOf(client)
  await client.query('begin isolation level repeatable read read only')
  try {
    return await verifyRecord(client, county, { evidenceTables, secrets: app.installation.secrets, ...more })
  } finally {
    await client.query('rollback')
  }
}

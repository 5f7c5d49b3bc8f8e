import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { county, givenRecord, someEntry, verified, visit, visitTable } from './given.ts'
import type { Given } from './given.ts'
import { numberEntries } from './sequencer.ts'
import { recordEntry } from './write.ts'

let given: Given
beforeAll(async () => {
  given = await givenRecord()
  await given.client.query(`select platform.protect('sample.visit', open_to => '{townships}', evidence => true)`)
  await given.client.query('grant usage on schema sample to gongyang_app')
})
afterAll(() => given.end())

/** A connection that has taken on the application's role under a scope, as the door and the sequencer do. */
async function under(scope: string): Promise<pg.Client> {
  const client = await given.connect()
  await client.query('set role gongyang_app')
  await client.query(`set gongyang.scope = '${scope}'`)
  return client
}

test('whoever acts under his own scope is recorded, and the sequencer numbers under that of the county', async () => {
  const township = await under(`${county}|townships|${crypto.randomUUID()}`)
  await visit(township, given.secrets)
  const nobody = await under(`${county}|none|`)
  await recordEntry(
    nobody,
    { entry: someEntry({ kind: 'signin', accountId: null }), evidenceTables: [] },
    given.secrets,
  )
  expect(await numberEntries(await under(`${county}|county|`), county)).toBe(2)
  await visit(township, given.secrets)
  expect(await numberEntries(await under(`${county}|county|`), county)).toBe(1)
  expect(await verified(given.client, { secrets: given.secrets })).toMatchObject({ ok: true, size: 3 })
})

test('nobody writes into the record of another county', async () => {
  const township = await under(`${county}|townships|${crypto.randomUUID()}`)
  const entry = someEntry({ county: '150430' })
  await expect(recordEntry(township, { entry, evidenceTables: [] }, given.secrets)).rejects.toThrow(
    'row-level security',
  )
})

test.each(['entry', 'entry_person', 'evidence', 'leaf', 'head', 'destruction'])(
  'the application may neither change nor delete record.%s',
  async (table) => {
    const client = await under(`${county}|county|`)
    await expect(client.query(`update record.${table} set county_code = county_code`)).rejects.toThrow(
      'permission denied',
    )
    await expect(client.query(`delete from record.${table}`)).rejects.toThrow('permission denied')
  },
)

test('nor a row of evidence', async () => {
  const client = await under(`${county}|county|`)
  await expect(client.query(`update ${visitTable} set fen = 1`)).rejects.toThrow('permission denied')
  await expect(client.query(`delete from ${visitTable}`)).rejects.toThrow('permission denied')
})

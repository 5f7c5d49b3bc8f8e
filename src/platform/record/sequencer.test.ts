import { afterAll, beforeAll, expect, test } from 'vitest'
import { county, givenRecord, someEntry, tamper, verified, visit, visits } from './given.ts'
import type { Given } from './given.ts'
import { leafHash, leafOf, sm3 } from './leaf.ts'
import { rootOf } from './merkle.ts'
import { findHead, numberEntries } from './sequencer.ts'
import { storedEntry, storedEntryColumns } from './stored-entries.ts'
import type { StoredEntryRow } from './stored-entries.ts'
import { writeEntry } from './write.ts'

let given: Given
beforeAll(async () => {
  given = await givenRecord()
})
afterAll(() => given.end())

async function indexes(): Promise<{ index: number; id: string }[]> {
  const found = await given.client.query<{ index: number; id: string }>(
    'select index::int as index, entry_id::text as id from record.leaf where county_code = $1 order by index',
    [county],
  )
  return found.rows
}

test('numbers are without a gap, in order of moment, and the head is the root of the leaves', async () => {
  const later = await visit(given.client, given.secrets, {
    entry: someEntry({ at: '2026-09-02T00:00:00.000Z' as never }),
  })
  const earlier = await visit(given.client, given.secrets, {
    entry: someEntry({ at: '2026-08-02T00:00:00.000Z' as never }),
  })
  expect(await numberEntries(given.client, county)).toBe(2)
  expect(await indexes()).toEqual([
    { index: 0, id: earlier },
    { index: 1, id: later },
  ])
  await visits(given, 3)
  const stored = await given.client.query<StoredEntryRow>(
    `select ${storedEntryColumns} from record.leaf l join record.entry e on e.county_code = l.county_code and e.id = l.entry_id
     where l.county_code = $1 order by l.index`,
    [county],
  )
  const hashes = stored.rows.map((row) => leafHash(leafOf(storedEntry(row))))
  expect(await findHead(given.client, county)).toMatchObject({
    size: 5,
    root: Buffer.from(rootOf(sm3, hashes)).toString('hex'),
  })
})

test('what commits late is numbered later and is not lost', async () => {
  const slow = await given.connect()
  await slow.query('begin')
  const late = someEntry({ at: '2026-07-01T00:00:00.000Z' as never })
  await writeEntry(slow, { entry: late }, given.secrets)
  const prompt = await visit(given.client, given.secrets)
  expect(await numberEntries(given.client, county)).toBe(1)
  await slow.query('commit')
  expect(await numberEntries(given.client, county)).toBe(1)
  expect((await indexes()).slice(-2).map((row) => row.id)).toEqual([prompt, late.id])
})

test('two sequencers and eight writers at once leave each entry numbered once, without a gap', async () => {
  const writers = await Promise.all(Array.from({ length: 8 }, () => given.connect()))
  const sequencers = await Promise.all([given.connect(), given.connect()])
  let writing = true
  const numbering = sequencers.map(async (client) => {
    while (writing) await numberEntries(client, county)
  })
  await Promise.all(
    writers.map(async (client) => {
      for (let number = 0; number < 25; number += 1) await visit(client, given.secrets)
    }),
  )
  writing = false
  await Promise.all(numbering)
  await numberEntries(given.client, county)
  const rows = await indexes()
  expect(rows.length).toBe(207)
  expect(rows.map((row) => row.index)).toEqual(rows.map((_, position) => position))
  expect(new Set(rows.map((row) => row.id)).size).toBe(207)
  const verdict = await verified(given.client, { secrets: given.secrets })
  expect(verdict.findings).toEqual([])
  expect(verdict).toMatchObject({ ok: true, size: 207, pending: 0 })
})

test('each county has a tree of its own', async () => {
  await visit(given.client, given.secrets, { entry: someEntry({ county: '150430' }) })
  expect(await numberEntries(given.client, county)).toBe(0)
  expect(await numberEntries(given.client, '150430')).toBe(1)
  expect(await findHead(given.client, '150430')).toMatchObject({ size: 1 })
})

test('on a tree that was tampered with nothing more is built', async () => {
  const before = await findHead(given.client, county)
  await visit(given.client, given.secrets)
  await tamper(given.client, `update record.head set root = sha256('x') where county_code = $1 and size = $2`, [
    county,
    before?.size,
  ])
  await expect(numberEntries(given.client, county)).rejects.toThrow('已停止编号')
})

test('text that PostgreSQL cannot hold is kept in a form it can', async () => {
  const entry = someEntry({ purpose: 'a\0b', reasons: [{ message: '\0 \ud800' }], client: '\udc00' })
  await writeEntry(given.client, { entry, payload: { text: '\0' } }, given.secrets)
  const found = await given.client.query<{ purpose: string }>('select purpose from record.entry where id = $1', [
    entry.id,
  ])
  expect(found.rows).toEqual([{ purpose: 'a\ufffdb' }])
})

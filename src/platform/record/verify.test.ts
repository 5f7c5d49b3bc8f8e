import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { county, givenRecord, someEntry, tamper, verified, visit, visits, visitTable } from './given.ts'
import type { Given } from './given.ts'
import { leafHash, leafOf, sm3 } from './leaf.ts'
import { append, emptyFrontier, frontierRoot } from './merkle.ts'
import { findHead } from './sequencer.ts'
import { storedEntry, storedEntryColumns } from './stored-entries.ts'
import type { StoredEntryRow } from './stored-entries.ts'
import type { Verdict } from './verify.ts'
import { recordEntry } from './write.ts'

let given: Given
let ids: string[]
const id = (position: number): string => ids[position] ?? ''
beforeAll(async () => {
  given = await givenRecord()
})
beforeEach(async () => {
  await given.empty()
  ids = [...(await visits(given, 3)), ...(await visits(given, 4))]
})
afterAll(() => given.end())

const codes = (verdict: Verdict) => [...new Set(verdict.findings.map((finding) => finding.code))].toSorted()
const change = (sql: string, values: unknown[] = []) => tamper(given.client, sql, values)

test('an untouched record is whole, and says what an outside head adds', async () => {
  const head = await findHead(given.client, county)
  const verdict = await verified(given.client, { secrets: given.secrets, heads: head ? [head] : [] })
  expect(verdict).toMatchObject({ ok: true, size: 7, root: head?.root, pending: 0, findings: [] })
  expect(verdict.checked).toEqual({ entries: 7, payloads: 7, evidenceRows: 14, heads: 3 })
  expect(verdict.message).toContain('与带来的1个树根一致')
  expect((await verified(given.client)).message).toContain('没有带来外部树根')
})

test('an outside head that was mistyped is refused, not passed over', async () => {
  const root = (await headAt(7)) ?? ''
  await expect(verified(given.client, { heads: [{ size: 0, root }] })).rejects.toThrow('外部树根写得不对')
  await expect(verified(given.client, { heads: [{ size: 7, root: root.slice(1) }] })).rejects.toThrow(
    '外部树根写得不对',
  )
  expect(await verified(given.client, { heads: [{ size: 7, root: root.toUpperCase() }] })).toMatchObject({ ok: true })
})

test('the session that verifies may have any settings', async () => {
  await given.client.query(`set timezone = 'Asia/Shanghai'`)
  await given.client.query(`set datestyle = 'German'`)
  await given.client.query(`set bytea_output = 'escape'`)
  expect(await verified(given.client)).toMatchObject({ ok: true })
})

test('an entry that waits for its number is not an error, and its evidence counts', async () => {
  await visit(given.client, given.secrets)
  expect(await verified(given.client)).toMatchObject({ ok: true, size: 7, pending: 1 })
})

describe('a row of the record changed', () => {
  test.each([
    ['operation', `update record.entry set operation = 'sample.other' where id = $1`],
    ['moment', `update record.entry set at = at + interval '1 ms' where id = $1`],
    ['actor', `update record.entry set account_id = '371522-provider-2' where id = $1`],
    ['name of the actor', `update record.entry set account_name = '别人' where id = $1`],
    ['purpose', `update record.entry set purpose = '改过' where id = $1`],
    ['count', `update record.entry set count = 1 where id = $1`],
    ['a person', `update record.entry_person set person_id = gen_random_uuid() where entry_id = $1`],
    ['persons taken away', `delete from record.entry_person where entry_id = $1`],
  ])('%s', async (_, sql) => {
    expect(await change(sql, [id(4)])).toBe(1)
    const verdict = await verified(given.client)
    expect(codes(verdict)).toEqual(['entry_changed'])
    expect(verdict.findings[0]).toMatchObject({ index: 4, entryId: id(4) })
    expect(verdict.findings[0]?.message).toMatch(/^第5条（sample\..*被改动/)
  })

  test('with its leaf recomputed: the heads name the stretch', async () => {
    await change(`update record.entry set operation = 'sample.other' where id = $1`, [id(4)])
    await rewriteLeaves()
    const verdict = await verified(given.client)
    expect(codes(verdict)).toEqual(['frontier_changed', 'tree_changed'])
    expect(verdict.findings[0]?.message).toContain('第4至7条之间')
  })
})

test('the whole tree recomputed with all its heads is found by a head kept outside, and only by it', async () => {
  const early = { size: 3, root: (await headAt(3)) ?? '' }
  const late = { size: 7, root: (await headAt(7)) ?? '' }
  await change(`update record.entry set operation = 'sample.other' where id = $1`, [id(4)])
  await rewriteLeaves()
  await rewriteHeads()
  expect(await verified(given.client)).toMatchObject({ ok: true })
  const verdict = await verified(given.client, { heads: [late, early] })
  expect(codes(verdict)).toEqual(['tree_recomputed'])
  expect(verdict.findings[0]?.message).toContain('第4至7条之间')
})

describe('the tail cut', () => {
  const cut = async () => {
    await change(`delete from record.leaf where index >= 3`)
    await change(`delete from record.entry where id = any ($1)`, [ids.slice(3)])
    await change(`delete from record.entry_person where entry_id = any ($1)`, [ids.slice(3)])
    await change(`delete from record.payload where entry_id = any ($1)`, [ids.slice(3)])
  }

  test('is shown by the heads in the database', async () => {
    await cut()
    const verdict = await verified(given.client)
    expect(codes(verdict)).toContain('tail_cut')
    expect(verdict.findings[0]?.message).toContain('曾有7条，现在只有3条')
  })

  test('with heads, evidence and rows cut too, is shown by a head kept outside', async () => {
    const head = { size: 7, root: (await headAt(7)) ?? '' }
    await cut()
    await change(`delete from record.evidence where entry_id = any ($1)`, [ids.slice(3)])
    await change(`delete from sample.visit where entry_id = any ($1)`, [ids.slice(3)])
    await rewriteHeads()
    expect(await verified(given.client)).toMatchObject({ ok: true, size: 3 })
    const verdict = await verified(given.client, { heads: [head] })
    expect(codes(verdict)).toEqual(['tail_cut'])
  })

  test('with its heads cut, is still shown by the rows it left behind', async () => {
    await cut()
    await change(`delete from record.evidence where entry_id = any ($1)`, [ids.slice(3)])
    await rewriteHeads()
    expect(codes(await verified(given.client))).toEqual(['evidence_added'])
  })
})

describe('an entry put in between', () => {
  const copy = `insert into record.entry select county_code, gen_random_uuid(), request_id, 'sample.forged', version, kind, account_id,
    account_name, role, organisation_id, at, purpose, result, reasons, filter, count, client, salt from record.entry where id = $1
    returning id::text as id`

  test('without a number', async () => {
    await given.client.query(copy, [id(2)])
    const verdict = await verified(given.client)
    expect(codes(verdict)).toEqual(['entry_inserted'])
    expect(verdict.findings[0]?.message).toContain('sample.forged')
  })

  test('with a number, those after it moved up', async () => {
    const forged = await given.client.query<{ id: string }>(copy, [id(2)])
    await change('update record.leaf set index = index + 1001 where index >= 3')
    await change('update record.leaf set index = index - 1000 where index > 1000')
    await change(`insert into record.leaf select county_code, 3, $1, hash from record.leaf where index = 2`, [
      forged.rows[0]?.id,
    ])
    await rewriteLeaves()
    const found = codes(await verified(given.client))
    expect(found).toContain('tree_changed')
    expect(found).toContain('head_missing')
  })
})

test('an entry taken out, its place closed or left open', async () => {
  await change('delete from record.entry where id = $1', [id(1)])
  expect(codes(await verified(given.client))).toContain('entry_removed')
  await change('delete from record.leaf where entry_id = $1', [id(1)])
  expect(codes(await verified(given.client))).toEqual(
    expect.arrayContaining(['leaf_missing', 'tree_changed', 'tail_cut']),
  )
})

test('an entry that waits, taken away before it is numbered', async () => {
  const waiting = await visit(given.client, given.secrets)
  await change('delete from record.entry where id = $1', [waiting])
  expect(codes(await verified(given.client))).toEqual(expect.arrayContaining(['entry_removed']))
})

describe('evidence', () => {
  test.each([
    ['evidence_changed', 'changed', `update sample.visit set fen = fen + 1 where entry_id = $1 and note is not null`],
    ['evidence_changed', 'swapped for others', `update sample.visit set id = gen_random_uuid() where entry_id = $1`],
    ['evidence_removed', 'one row removed', `delete from sample.visit where entry_id = $1 and note is null`],
    ['evidence_removed', 'all rows removed', `delete from sample.visit where entry_id = $1`],
    [
      'evidence_added',
      'a row added',
      `insert into sample.visit select county_code, gen_random_uuid(), entry_id, day from sample.visit where entry_id = $1 limit 1`,
    ],
  ])('%s: %s', async (code, _, sql) => {
    await change(sql, [id(5)])
    const verdict = await verified(given.client)
    expect(codes(verdict)).toEqual([code])
    expect(verdict.findings).toHaveLength(1)
    expect(verdict.findings[0]).toMatchObject({ index: 5, entryId: id(5), table: visitTable })
    expect(verdict.findings[0]?.message).toMatch(/第6条（sample\.visit，.*sample\.visit 的2行/)
  })

  test('rows of an entry that there never was', async () => {
    await change(
      `insert into sample.visit (county_code, id, entry_id) values ($1, gen_random_uuid(), gen_random_uuid())`,
      [county],
    )
    const verdict = await verified(given.client)
    expect(codes(verdict)).toEqual(['evidence_added'])
    expect(verdict.findings[0]?.message).toContain('不属于任何条目')
  })

  test('rows hung onto an entry that never wrote the table', async () => {
    const look = someEntry({ kind: 'query' })
    await recordEntry(given.client, { entry: look, evidenceTables: [] }, given.secrets)
    await change(`insert into sample.visit (county_code, id, entry_id) values ($1, gen_random_uuid(), $2)`, [
      county,
      look.id,
    ])
    const verdict = await verified(given.client)
    expect(verdict.findings[0]?.message).toContain('没有写过此表')
  })

  test('changed together with its own hash: then the entry no longer fits its leaf', async () => {
    await change(`update record.evidence set hash = sha256('x') where entry_id = $1`, [id(5)])
    expect(codes(await verified(given.client))).toEqual(['entry_changed', 'evidence_changed'])
  })

  test('a table that is gone, or that nobody named, is not passed over', async () => {
    await change('update sample.visit set fen = 1 where entry_id = $1', [id(0)])
    expect(codes(await verified(given.client, { evidenceTables: [] }))).toEqual(['evidence_changed'])
    await given.client.query('drop table sample.visit')
    expect(codes(await verified(given.client))).toEqual(['table_missing'])
  })
})

async function headAt(size: number): Promise<string | undefined> {
  const found = await given.client.query<{ root: string }>(
    `select encode(root, 'hex') as root from record.head where size = $1`,
    [size],
  )
  return found.rows[0]?.root
}

/** A forger who knows our code: every leaf made anew from its changed entry. */
async function rewriteLeaves(): Promise<void> {
  const found = await given.client.query<StoredEntryRow>(`select ${storedEntryColumns} from record.entry e`)
  for (const row of found.rows) {
    await change('update record.leaf set hash = $1 where entry_id = $2', [leafHash(leafOf(storedEntry(row))), row.id])
  }
}

/** And every head and the edge made anew from the leaves. */
async function rewriteHeads(): Promise<void> {
  const leaves = await given.client.query<{ hash: Buffer }>('select hash from record.leaf order by index')
  const heads = await given.client.query<{ size: number }>('select size::int as size from record.head')
  const hashes = leaves.rows.map((row) => row.hash)
  await change('delete from record.head where size > $1', [hashes.length])
  for (const { size } of heads.rows) {
    const root = frontierRoot(sm3, append(sm3, emptyFrontier, hashes.slice(0, size)))
    await change('update record.head set root = $1 where size = $2', [root, size])
  }
  const edge = append(sm3, emptyFrontier, hashes)
  await change('update record.frontier set size = $1, peaks = $2', [edge.size, edge.peaks])
}

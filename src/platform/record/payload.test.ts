import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { instant } from '#kernel/calendar.ts'
import { destroy, destroyAgain } from './destruction.ts'
import { county, givenRecord, someEntry, tamper, verified, visits, visitTable } from './given.ts'
import type { Given } from './given.ts'
import { numberEntries } from './sequencer.ts'
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
  ids = await visits(given, 7)
})
afterAll(() => given.end())

const codes = (verdict: Verdict) => [...new Set(verdict.findings.map((finding) => finding.code))].toSorted()
const change = (sql: string, values: unknown[] = []) => tamper(given.client, sql, values)

describe('the payload', () => {
  test('its bytes changed', async () => {
    await change(
      `update record.payload set sealed = set_byte(sealed, 30, 255 - get_byte(sealed, 30)) where entry_id = $1`,
      [id(2)],
    )
    const verdict = await verified(given.client)
    expect(codes(verdict)).toEqual(['payload_changed'])
    expect(verdict.findings[0]?.entryId).toBe(id(2))
  })

  test('exchanged for that of another entry, key and all', async () => {
    await change(
      `update record.payload p set key = o.key, sealed = o.sealed from record.payload o where p.entry_id = $1 and o.entry_id = $2`,
      [id(2), id(3)],
    )
    expect(codes(await verified(given.client))).toEqual(['payload_changed'])
  })

  test('its key spoilt is seen with the keys at hand', async () => {
    await change(`update record.payload set key = set_byte(key, 30, 255 - get_byte(key, 30)) where entry_id = $1`, [
      id(2),
    ])
    expect(await verified(given.client)).toMatchObject({ ok: true })
    expect(codes(await verified(given.client, { secrets: given.secrets }))).toEqual(['payload_changed'])
  })

  test('deleted without a word', async () => {
    await change(`delete from record.payload where entry_id = $1`, [id(2)])
    const verdict = await verified(given.client)
    expect(codes(verdict)).toEqual(['payload_removed'])
    expect(verdict.findings[0]?.message).toContain('没有销毁记录')
  })
})

describe('destruction under the law', () => {
  const destruction = (entryId: string, destroyedEntryId: string) => ({
    county,
    id: crypto.randomUUID(),
    entryId,
    destroyedEntryId,
    reason: '本人要求删除',
    citations: [{ document: '个人信息保护法', clause: '第四十七条' }],
    decidedBy: '371522-county-clerk',
    approvedBy: '371522-county-leader',
    at: instant('2026-10-01T00:00:00.000Z'),
  })

  async function destroyed(target: string, table?: string): Promise<string> {
    const entry = someEntry({ operation: 'sample.destroy' })
    await given.client.query('begin')
    await destroy(given.client, { ...destruction(entry.id, target), ...(table ? { table } : {}) })
    if (table) await given.client.query('delete from sample.visit where entry_id = $1', [target])
    await recordEntry(given.client, { entry, evidenceTables: ['record.destruction'] }, given.secrets)
    await given.client.query('commit')
    await numberEntries(given.client, county)
    return entry.id
  }

  test('removes text, salt and key, and the tree still verifies', async () => {
    await destroyed(id(2))
    expect((await given.client.query('select from record.payload where entry_id = $1', [id(2)])).rowCount).toBe(0)
    expect(await verified(given.client, { secrets: given.secrets })).toMatchObject({ ok: true, size: 8 })
  })

  test('of evidence rows likewise', async () => {
    await destroyed(id(2), visitTable)
    expect(await verified(given.client)).toMatchObject({ ok: true, size: 8 })
  })

  test('what a restore brought back is named, and destroyed again', async () => {
    const kept = await given.client.query<{ key: Buffer; sealed: Buffer }>(
      'select key, sealed from record.payload where entry_id = $1',
      [id(2)],
    )
    await destroyed(id(2))
    const row = kept.rows[0]
    await change('insert into record.payload values ($1, $2, $3, $4)', [county, id(2), row?.key, row?.sealed])
    expect(codes(await verified(given.client))).toEqual(['destruction_undone'])
    expect(await destroyAgain(given.client, county)).toBe(1)
    expect(await verified(given.client)).toMatchObject({ ok: true })
  })

  test('a destruction record slipped in to cover a deletion is found', async () => {
    await change('delete from record.payload where entry_id = $1', [id(2)])
    await destroy(given.client, destruction(crypto.randomUUID(), id(2)))
    const verdict = await verified(given.client)
    expect(verdict.findings.map((finding) => finding.table)).toEqual(['record.destruction'])
  })

  test('needs two persons', async () => {
    const alone = { ...destruction(id(1), id(2)), approvedBy: '371522-county-clerk' }
    await expect(destroy(given.client, alone)).rejects.toThrow('destruction_check')
  })
})

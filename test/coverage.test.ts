/** docs/coverage.csv tells for each requirement which test shows it: each id once, and each named test is there. */
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readCsv } from '#platform/documents/csv.ts'
import { mayUse } from '../architecture.ts'

/** Modules of the design that have no folder yet. */
const planned = ['complaints', 'alerts', 'exchange']
/** What makes a test go through the one door: an application on a real database. */
const throughTheDoor = /testApp\(|test\/given-|\.\/given-place|\/visits-county|test\/app/

const limits = { maxRows: 1000, maxColumns: 4, maxBytes: 1_000_000 }
const [heads, ...lines] = readCsv(await readFile('docs/coverage.csv'), limits).rows
const rows = lines.map(([id = '', module = '', shown = '', named = '']) => ({ id, module, shown, named }))
const ids = (await readFile('docs/requirement-ids.txt', 'utf8')).trim().split('\n')

const texts = new Map<string, Promise<string>>()
function textOf(file: string): Promise<string> {
  const text = texts.get(file) ?? readFile(file, 'utf8').catch(() => '')
  texts.set(file, text)
  return text
}

/** 'file > title': a title of a test, or the 情形 of a pack's case, which test/packs.test.ts runs. */
async function isThere(named: string): Promise<boolean> {
  const [file = '', ...title] = named.split(' > ')
  const wanted = title.join(' > ')
  const text = await textOf(file)
  if (file.endsWith('.cases.yaml')) return text.split('\n').includes(`- 情形: ${wanted}`)
  return [`'`, `"`, '`'].some((quote) => text.includes(`(${quote}${wanted}${quote},`))
}

test('each of the 324 requirements stands in the table once, in its order, and no other', () => {
  expect(heads).toEqual(['id', 'module', 'shown', 'test'])
  expect(ids).toHaveLength(324)
  expect(new Set(ids).size).toBe(324)
  expect(rows.map(({ id }) => id)).toEqual(ids)
})

test('each requirement belongs to a module of the design', () => {
  const known = new Set([...Object.keys(mayUse), ...planned])
  expect(rows.filter(({ module }) => !known.has(module))).toEqual([])
})

test('what is shown names a test that is there; what comes later names none', async () => {
  const wrong = []
  for (const row of rows) {
    const right = row.shown === 'later' ? row.named === '' : await isThere(row.named)
    if (!right) wrong.push(row)
  }
  expect(wrong).toEqual([])
})

test('"door" is said of tests on a real database only, "rule" of the others', async () => {
  for (const { id, shown, named } of rows.filter((row) => row.shown !== 'later')) {
    const file = named.split(' > ')[0] ?? ''
    const door = file.endsWith('.ts') && throughTheDoor.test(await textOf(file))
    expect(shown, id).toBe(door ? 'door' : 'rule')
  }
})

test('coverage only grows', () => {
  const count = (shown: string) => rows.filter((row) => row.shown === shown).length
  expect(count('door')).toBeGreaterThanOrEqual(43)
  expect(count('door') + count('rule')).toBeGreaterThanOrEqual(147)
  expect(count('door') + count('rule') + count('later')).toBe(324)
})

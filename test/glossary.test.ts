/** docs/glossary.md has a word for each module, and can be searched because it is sorted. */
import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { modules } from '#apps/modules.ts'
import { mayUse } from '../architecture.ts'

const text = await readFile('docs/glossary.md', 'utf8')
const rows = [...text.matchAll(/^\| (.+) \| `(.+)` \| (.+) \|$/gm)].map(([, chinese = '', code = '', source = '']) => ({
  chinese,
  code,
  source,
}))
const codes = rows.map(({ code }) => code)

test('each folder of a module, each contract and each line of architecture.ts has an entry', async () => {
  const folders = await readdir('src/modules')
  const contracts = modules.map(({ service }) => service.contract.module).filter((name) => name !== 'demo')
  const wanted = new Set([...folders, ...contracts, ...Object.keys(mayUse)])
  expect(wanted.size).toBeGreaterThanOrEqual(28)
  expect([...wanted].filter((name) => !codes.includes(name))).toEqual([])
})

test('each code stands once, with word and source, sorted; otherwise run: node scripts/sort-glossary.ts', () => {
  const lines = text.split('\n').filter((line) => line.startsWith('|'))
  expect(rows).toHaveLength(lines.length - 2)
  expect(new Set(codes).size).toBe(codes.length)
  const lower = codes.map((code) => code.toLowerCase())
  expect(lower).toEqual(lower.toSorted())
  expect(rows.length).toBeGreaterThanOrEqual(150)
})

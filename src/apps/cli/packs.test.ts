/** Pack files as the command line reads them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkSources } from '#modules/policy/index.ts'
import { packSources } from './packs.ts'

test('the folder of all packs, one pack and one file are named alike', async () => {
  const all = (await packSources('packs')).map((source) => source.path)
  const one = (await packSources('packs/371522-shenxian')).map((source) => source.path)
  expect(all).toContain('packs/371522-shenxian/settlement.yaml')
  expect(one).toContain('packs/371522-shenxian/settlement.yaml')
  expect(all).toEqual(expect.arrayContaining(one))
  const checked = await checkSources(await packSources('packs/371522-shenxian'))
  expect(checked.faults).toEqual([])
  expect(checked.values.length).toBeGreaterThanOrEqual(50)
})

test('a bad file is told by file, line, key and what was expected, and nothing of it comes in', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'gongyang-packs-'))
  const file = path.join(folder, '371522-fees.yaml')
  await writeFile(file, 'standard.care.rate:\n  - from: 2024-01-01\n')
  const checked = await checkSources(await packSources(file))
  await rm(folder, { recursive: true })
  expect(checked.values).toEqual([])
  expect(checked.faults).toMatchObject([
    { file: 'packs/371522-shenxian/371522-fees.yaml', line: 1, key: 'standard.care.rate' },
  ])
})

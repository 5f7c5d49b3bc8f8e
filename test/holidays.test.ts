import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { holidaysYaml } from '../scripts/generate-holidays.ts'

test('packs/holidays.yaml is what its generator makes of the locked chinese-days', async () => {
  expect(await readFile('packs/holidays.yaml', 'utf8')).toBe(holidaysYaml())
})

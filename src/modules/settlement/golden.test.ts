/** A used edition is never edited: the same input must give the same bytes for as long as anybody keeps a statement. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { expect, test } from 'vitest'
import { settleMonth } from './editions.ts'
import { MonthInput } from './month-input.ts'
import { hashOf, headOf } from './statement.ts'

const folder = join(import.meta.dirname, 'golden')
const Golden = z.object({
  title: z.string(),
  edition: z.string(),
  input: MonthInput,
  /** Lines and head as they were when the edition was first used. */
  lines: z.array(z.string()),
  head: z.string(),
  hash: z.string(),
})

const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

test('each way of settling a month is kept as a golden file', () => {
  expect(files.toSorted()).toEqual([
    'month-1-by-day-with-factor.json',
    'month-1-contract-end.json',
    'month-1-roster-month.json',
  ])
})

test.each(files)('%s: the edition gives today the bytes that it gave then', (file) => {
  const golden = Golden.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  const statement = settleMonth(golden.edition, golden.input)
  expect(statement.parts.flatMap((part) => part.lines.map((line) => line.json))).toEqual(golden.lines)
  expect(headOf(statement)).toBe(golden.head)
  expect(hashOf(statement)).toBe(golden.hash)
})

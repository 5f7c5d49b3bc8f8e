import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPage } from './local-page.ts'

interface Row {
  name: string
  score: number | null
}
const rules = {
  fits: { words: (row: Row, value: string) => row.name.includes(value) },
  orders: { score: (row: Row) => row.score, name: (row: Row) => row.name },
}
const query = { page: 1, pageSize: 20, sort: undefined, filters: {} }
const rows: Row[] = [
  { name: '莘亭街道', score: 920 },
  { name: '莘州街道', score: null },
  { name: '朝城镇', score: 1000 },
  { name: '观城镇', score: 870 },
]

test('rows are filtered, ordered and counted before the page is cut', () => {
  const page = localPage(
    rows,
    { ...query, pageSize: 1, filters: { words: '镇' }, sort: { by: 'score', order: 'desc' } },
    rules,
  )
  expect(page.rows.map(({ name }) => name)).toEqual(['朝城镇'])
  expect(page.total).toBe(2)
  expect(page.found).toHaveLength(2)
})

test('numbers are ordered as numbers, and what is unknown stands last either way', () => {
  const names = (order: 'asc' | 'desc') =>
    localPage(rows, { ...query, sort: { by: 'score', order } }, rules).rows.map(({ name }) => name)
  expect(names('asc')).toEqual(['观城镇', '莘亭街道', '朝城镇', '莘州街道'])
  expect(names('desc')).toEqual(['朝城镇', '莘亭街道', '观城镇', '莘州街道'])
})

test('the pages together are all rows once', () => {
  const many = fc.array(fc.record({ name: fc.string(), score: fc.option(fc.integer()) }), { maxLength: 60 })
  fc.assert(
    fc.property(many, fc.integer({ min: 1, max: 7 }), (all, pageSize) => {
      const sort = { by: 'score', order: 'asc' as const }
      const pages = Array.from({ length: Math.ceil(all.length / pageSize) }, (_, at) =>
        localPage(all, { ...query, page: at + 1, pageSize, sort }, rules),
      )
      expect(new Set(pages.flatMap((page) => page.rows))).toEqual(new Set(all))
      expect(pages.flatMap((page) => page.rows)).toHaveLength(all.length)
    }),
  )
})

/** Finds a known table in a grid of cells that somebody sent. Pure. */
import type { Column } from './contract.ts'
import type { Layout } from './layout.ts'

/** Text of each cell as it came. */
export type Grid = readonly (readonly string[])[]

/** Full-width digits and signs become half-width, blanks and line breaks go: '６０％ 应住人数' is '60%应住人数'. */
export const plain = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/g, '').replaceAll('−', '-').replaceAll('‐', '-')

/** 'E17' */
export function addressOf(row: number, column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return `${letters}${row + 1}`
}

export interface Located {
  headRow: number
  /** Field → place of its column in the grid. */
  places: ReadonlyMap<string, number>
  missing: Column[]
  /** Headings that the table does not have. */
  extra: string[]
  dataRows: number[]
  totalRow: number | null
}

/** The heading row is the one that has most of the table's headings, and at least half of them. */
export function locate(grid: Grid, columns: readonly Column[], layout: Layout): Located | undefined {
  let best = { row: -1, hits: 0 }
  for (const [row, cells] of grid.entries()) {
    const titles = new Set(cells.map(plain))
    const hits = columns.filter((column) => titles.has(plain(column.title))).length
    if (hits > best.hits) best = { row, hits }
  }
  if (best.hits * 2 < columns.length) return undefined
  const head = (grid[best.row] ?? []).map(plain)
  const places = new Map(
    columns.flatMap((column) => {
      const place = head.indexOf(plain(column.title))
      return place < 0 ? [] : [[column.field, place] as const]
    }),
  )
  const known = new Set(columns.map((column) => plain(column.title)))
  return {
    headRow: best.row,
    places,
    missing: columns.filter((column) => !places.has(column.field)),
    extra: head.filter((title) => title !== '' && !known.has(title)),
    ...rowsBelow(grid, best.row, layout),
  }
}

function rowsBelow(grid: Grid, headRow: number, layout: Layout): Pick<Located, 'dataRows' | 'totalRow'> {
  const title = plain(layout.total?.title ?? '合计')
  const dataRows: number[] = []
  for (let row = headRow + 1; row < grid.length; row += 1) {
    const cells = (grid[row] ?? []).map(plain)
    const first = cells.slice(0, 2).join('')
    if (first.includes(title) || /^(合计|总计|小计)$/.test(first)) return { dataRows, totalRow: row }
    if (/^(注|说明|填表|备注)[:：]?/.test(first)) return { dataRows, totalRow: null }
    if (cells.some((cell) => cell !== '')) dataRows.push(row)
  }
  return { dataRows, totalRow: null }
}

/** 敖汉's annexes 1 and 2 (敖社事发〔2023〕59号) as counts from which the demonstration makes its persons and homes. */
import { readFileSync } from 'node:fs'
import { aohanPlaces } from './places.ts'

export interface TownshipCounts {
  order: number
  township: string
  townshipId: string
  /** 分散供养人数 */
  dispersed: number
  /** 全失能 */
  unable: number
  /** 半失能 */
  partlyAble: number
  /** The rest; the annex does not print it. */
  able: number
}

export interface HomeCounts {
  order: number
  name: string
  /** Where the home stands: from its name; the county's own central home is put in 新惠镇, the seat (the annex does not say). */
  township: string
  townshipId: string
  beds: number
  residents: number
  staff: number
  /** As printed: 60%应住人数 and 达到60%还应入住人数; the product computes its own. */
  printed: { target: number; gap: number }
}

interface Sheet {
  rows: string[][]
  total: string[]
}

function sheetOf(file: string): Sheet {
  const text = readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8').replace(/^\ufeff/, '')
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(','))
  const total = lines.at(-1)
  if (!total?.[0]?.includes('计')) throw new Error(`${file} does not end with its line of totals`)
  return { rows: lines.slice(1, -1), total }
}

function count(cells: readonly string[], column: number): number {
  const value = Number(cells[column])
  if (cells[column] === '' || !Number.isInteger(value))
    throw new Error(`no whole number in column ${column + 1} of ${cells.join(',')}`)
  return value
}

/** The document's own totals must be the sums of its rows, or the file was damaged. */
function checkTotals(file: string, { rows, total }: Sheet, columns: readonly number[]): void {
  for (const column of columns) {
    const sum = rows.reduce((before, cells) => before + count(cells, column), 0)
    if (sum !== count(total, column))
      throw new Error(`${file}: column ${column + 1} sums to ${sum}, printed ${total[column]}`)
  }
}

function townshipIdOf(name: string): string {
  const found = aohanPlaces.townships.find((township) => township.name === name)
  if (!found) throw new Error(`annex names ${name}, which is no unit of 敖汉旗`)
  return found.id
}

/** Annex 1: 18 units, 2,700 dispersed persons. */
export function aohanTownshipCounts(): TownshipCounts[] {
  const file = 'aohan-annex-1.csv'
  const sheet = sheetOf(file)
  checkTotals(file, sheet, [2, 3, 4])
  return sheet.rows.map((cells) => {
    const [order, dispersed, unable, partlyAble] = [count(cells, 0), count(cells, 2), count(cells, 3), count(cells, 4)]
    const township = cells[1] ?? ''
    return {
      order,
      township,
      townshipId: townshipIdOf(township),
      dispersed,
      unable,
      partlyAble,
      able: dispersed - unable - partlyAble,
    }
  })
}

/** Annex 2: 14 public homes, 733 beds, 341 residents, 79 staff. */
export function aohanHomeCounts(): HomeCounts[] {
  const file = 'aohan-annex-2.csv'
  const sheet = sheetOf(file)
  checkTotals(file, sheet, [2, 3, 4, 5, 6])
  return sheet.rows.map((cells) => {
    const name = cells[1] ?? ''
    const township = aohanPlaces.townships.find((unit) => name.startsWith(unit.name))?.name ?? '新惠镇'
    return {
      order: count(cells, 0),
      name,
      township,
      townshipId: townshipIdOf(township),
      beds: count(cells, 2),
      residents: count(cells, 3),
      staff: count(cells, 6),
      printed: { target: count(cells, 4), gap: count(cells, 5) },
    }
  })
}

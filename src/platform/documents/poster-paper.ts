/** 公示榜 (screens 7.5): 22 rows a page, for the wall of a village. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { rowsOnPoster } from '#kernel/poster-kind.ts'
import { type PaperFoot, print } from './paper.ts'
import { textWidth } from './table.ts'

/** 序号 · 姓名 · 所在村（居） · 事项 · 意见: the same on paper and in Word. */
export const posterWidths = [1.2, 2.2, 3.4, 2.4, 2.6] as const

export interface PosterPaper extends PaperFoot {
  title: string
  above: readonly string[]
  head: readonly [string, string, string, string, string]
  rows: readonly (readonly [string, string, string, string, string])[]
  below: readonly string[]
  unit: string
  postedOn: PlainDate
}

/** Between the margins of the sheet, in points; a cell loses 5 points on either side. */
const room = 481
const widthOf = (column: number): number => {
  const sum = posterWidths.reduce((total, width) => total + width, 0)
  return (room * (posterWidths[column] ?? 1)) / sum - 10
}
const rowRoom = 20.5

/** Few names are written large: the sheet is read from the other side of a wall. All in points. */
export interface PosterLook {
  upTo: number
  factor: number
  row: number
  title: number
  words: number
}
const full: PosterLook = { upTo: rowsOnPoster, factor: 1, row: 21.6, title: 26, words: 13 }
const looks: readonly PosterLook[] = [
  { upTo: 2, factor: 2.2, row: 76, title: 40, words: 24 },
  { upTo: 5, factor: 1.8, row: 46, title: 36, words: 18 },
  { upTo: 10, factor: 1.5, row: 34, title: 32, words: 16 },
  { upTo: 16, factor: 1.2, row: 26, title: 28, words: 14 },
  full,
]
export const lookOf = (rows: number): PosterLook => looks.find(({ upTo }) => rows <= upTo) ?? full
const sizes = [14, 12.5, 11, 9.5, 8, 7, 6]

/** The largest type in which a text fits its cell, on two lines if need be: 22 rows must stay on their page. */
export function fittingSize(text: string, column: number, factor = 1): number {
  const fits = (size: number) =>
    Math.ceil(((textWidth(text) / 2) * size) / widthOf(column) + 0.05) * (size + 0.5) <= rowRoom * factor
  return sizes.map((size) => size * factor).find(fits) ?? 6
}

export interface PosterCell {
  text: string
  size: number
}

/** Cut into pages; a poster without names is a page as well. */
export const linesOfPages = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.max(1, Math.ceil(rows.length / rowsOnPoster)) }, (_, page) =>
    rows.slice(page * rowsOnPoster, (page + 1) * rowsOnPoster),
  )

export const pagesOf = (rows: PosterPaper['rows']): PosterCell[][][] =>
  linesOfPages(rows).map((page) =>
    page.map((row) =>
      row.map((text, column) => ({ text, size: fittingSize(text, column, lookOf(rows.length).factor) })),
    ),
  )

export function posterPaper({ rows, postedOn, ...poster }: PosterPaper): Promise<Uint8Array> {
  return print('poster', poster, {
    ...poster,
    look: lookOf(rows.length),
    widths: posterWidths,
    pages: pagesOf(rows),
    date: dateText(postedOn),
  })
}

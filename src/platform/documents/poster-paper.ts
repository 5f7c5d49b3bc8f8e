/** 公示榜 (screens 7.5): 22 rows a page, for the wall of a village. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { type PaperFoot, print } from './paper.ts'

export const rowsOnPoster = 22
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

export const pagesOf = (rows: PosterPaper['rows']): PosterPaper['rows'][] =>
  Array.from({ length: Math.max(1, Math.ceil(rows.length / rowsOnPoster)) }, (_, page) =>
    rows.slice(page * rowsOnPoster, (page + 1) * rowsOnPoster),
  )

export function posterPaper({ rows, postedOn, ...poster }: PosterPaper): Promise<Uint8Array> {
  return print('poster', poster, { ...poster, widths: posterWidths, pages: pagesOf(rows), date: dateText(postedOn) })
}

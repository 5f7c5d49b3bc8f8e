/** 公示榜 (screens 7.5): 22 rows a page, for the wall of a village. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { type PaperFoot, print } from './paper.ts'

export const rowsOnPoster = 22

export interface PosterPaper extends PaperFoot {
  title: string
  above: readonly string[]
  head: readonly [string, string, string, string, string]
  rows: readonly (readonly [string, string, string, string, string])[]
  below: readonly string[]
  unit: string
  postedOn: PlainDate
}

export function posterPaper({ rows, postedOn, ...poster }: PosterPaper): Promise<Uint8Array> {
  const pages = Array.from({ length: Math.max(1, Math.ceil(rows.length / rowsOnPoster)) }, (_, page) =>
    rows.slice(page * rowsOnPoster, (page + 1) * rowsOnPoster),
  )
  return print('poster', poster, { ...poster, pages, date: dateText(postedOn) })
}

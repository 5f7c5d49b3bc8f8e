/** 公示榜 as a Word file: the same pages of 22 rows as on paper. */
import { dateText } from '#kernel/calendar.ts'
import { lookOf, pagesOf, type PosterPaper, posterWidths } from './poster-paper.ts'
import { type WordBlock, writeWord } from './word-blocks.ts'

export function posterWord({ rows, ...poster }: PosterPaper): Uint8Array {
  const pages = pagesOf(rows)
  const { factor, row: rowHeight, title, words } = lookOf(rows.length)
  const blocks = pages.flatMap((page, index): WordBlock[] => [
    ...(index > 0 ? (['new page'] as const) : []),
    { text: poster.title, face: '方正小标宋简体', size: title, align: 'center', after: 8 },
    ...poster.above.map((text) => ({ text, size: words, after: 2 })),
    {
      table: {
        widths: posterWidths,
        size: 14 * factor,
        headRows: 1,
        rowHeight,
        exact: true,
        rows: [
          poster.head.map((text) => ({
            text,
            face: '黑体',
            size: 13.5 * Math.min(factor, 1.3),
            align: 'center' as const,
          })),
          ...page.map((row) => row.map((cell) => ({ ...cell, pitch: cell.size + 3, align: 'center' as const }))),
        ],
      },
    },
    ...poster.below.map((text, line) => ({ text, size: words, before: line === 0 ? 6 : 0 })),
    ...(index === pages.length - 1
      ? [
          { text: poster.unit, size: words, align: 'right' as const },
          { text: dateText(poster.postedOn), size: words, align: 'right' as const },
        ]
      : []),
  ])
  return writeWord(blocks, { margins: [14, 20, 16, 20] }, poster)
}

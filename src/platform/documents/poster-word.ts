/** 公示榜 as a Word file: the same pages of 22 rows as on paper. */
import { dateText } from '#kernel/calendar.ts'
import { pagesOf, type PosterPaper, posterWidths } from './poster-paper.ts'
import { type WordBlock, writeWord } from './word-blocks.ts'

export function posterWord({ rows, ...poster }: PosterPaper): Uint8Array {
  const pages = pagesOf(rows)
  const blocks = pages.flatMap((page, index): WordBlock[] => [
    ...(index > 0 ? (['new page'] as const) : []),
    { text: poster.title, face: '方正小标宋简体', size: 26, align: 'center', after: 8 },
    ...poster.above.map((text) => ({ text, size: 14, after: 2 })),
    {
      table: {
        widths: posterWidths,
        size: 14,
        headRows: 1,
        rowHeight: 23.5,
        exact: true,
        rows: [
          poster.head.map((text) => ({ text, face: '黑体', align: 'center' })),
          ...page.map((row) => row.map((cell) => ({ ...cell, pitch: cell.size + 3, align: 'center' as const }))),
        ],
      },
    },
    ...poster.below.map((text, line) => ({ text, size: 13, before: line === 0 ? 6 : 0 })),
    ...(index === pages.length - 1
      ? [
          { text: poster.unit, size: 14, align: 'right' as const },
          { text: dateText(poster.postedOn), size: 14, align: 'right' as const },
        ]
      : []),
  ])
  return writeWord(blocks, { margins: [18, 20, 18, 20] }, poster)
}

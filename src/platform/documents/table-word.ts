/** A table prescribed by a document, as a Word file: the same layout that is printed and written as a spreadsheet. */
import type { PaperFoot } from './paper.ts'
import { printed } from './paper.ts'
import type { TableLayout } from './table.ts'
import { type WordBlock, type WordCell, writeWord } from './word-blocks.ts'

export function tableWord({ layout, ...foot }: PaperFoot & { layout: TableLayout }): Uint8Array {
  const shown = printed(layout)
  const width = shown.widths.length
  const own = layout.large ? { size: 15 } : {}
  const head = Array.from({ length: shown.headRows }, (_, row) => headRow(shown.head, row, width))
  const rows = shown.rows.map((row) => row.map((text, column) => ({ text, align: shown.aligns[column] ?? 'left' })))
  const total: WordCell[] = shown.total.map(({ text, align, columns }) => ({ text, align, columns }))
  const blocks: WordBlock[] = [
    { text: shown.title, size: 18, face: '方正小标宋简体', align: 'center', after: 8, keep: true },
    ...shown.above.map((text) => ({ text, after: 4, keep: true, ...own })),
    {
      table: {
        widths: shown.widths,
        headRows: shown.headRows,
        size: layout.large ? 15 : width > 12 ? 9 : 10.5,
        rowHeight: 20,
        rows: [...head, ...rows, ...(total.length > 0 ? [total] : [])],
      },
    },
    ...shown.notes.map((text, index) => ({ text, size: layout.large ? 14 : 9, before: index === 0 ? 6 : 0 })),
    ...signing(shown.signatures),
  ]
  return writeWord(blocks, { landscape: layout.paper === 'landscape', margins: [20, 20, 20, 20] }, foot)
}

type Head = ReturnType<typeof printed>['head']

/** Cells that reach down stand again in every row they cover, as Word asks. */
function headRow(head: Head, row: number, width: number): WordCell[] {
  const cells: WordCell[] = []
  for (let column = 0; column < width; ) {
    const at = column
    const found = head.find((cell) => cell.row <= row && row < cell.row + cell.rows && cell.column === at)
    if (!found) throw new RangeError(`no head cell over column ${column + 1}`)
    cells.push({
      text: found.row === row ? found.text : '',
      face: '黑体',
      align: 'center',
      columns: found.columns,
      ...(found.rows > 1 && { over: found.row === row ? ('begin' as const) : ('go on' as const) }),
    })
    column += found.columns
  }
  return cells
}

function signing(signatures: ReturnType<typeof printed>['signatures']): WordBlock[] {
  if (signatures.length === 0) return []
  const cell = ({ title, lines }: (typeof signatures)[number]) => ({ text: [`${title}：`, ...lines].join('\n') })
  return [
    { text: '', size: 9 },
    { table: { widths: signatures.map(() => 1), rows: [signatures.map(cell)], bare: true, rowHeight: 28 } },
  ]
}

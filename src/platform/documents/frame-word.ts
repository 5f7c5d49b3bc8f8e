/** A poster or form by a county's own Word file: its words, and the lists of its frame row by row; and the file that a county begins with. */
import {
  columnsOf,
  type FrameData,
  type LetterFrame,
  type LetterLine,
  type LetterValues,
  rowsName,
} from '#kernel/letter.ts'
import { type PaperFoot, watermarkText } from './paper.ts'
import { fillWord, type WordData } from './word.ts'
import { type WordBlock, writeWord } from './word-blocks.ts'

export interface FrameWords {
  title: string
  above: readonly string[]
  below: readonly string[]
  values: LetterValues
}

/** Names that every such file may use beside those of its kind. */
export const wordsTags = ['标题', '上文', '下文'] as const

export function frameWord(
  template: Uint8Array,
  { words, frame, foot }: { words: FrameWords; frame: FrameData; foot: PaperFoot },
): Promise<Uint8Array> {
  const mark = watermarkText(foot)
  return fillWord(template, frameTags(words, frame), mark ? `${mark}：不得用于实际办理。` : '')
}

const frameTags = (words: FrameWords, frame: FrameData): WordData => {
  const own = tagsOfWords(words)
  const lists = Object.fromEntries(Object.entries(own).filter(([, value]) => typeof value !== 'string'))
  return { ...own, ...withLists(frame, lists) }
}

/** The words themselves: title, lines over and under the frame, and each field. */
export function tagsOfWords({ title, above, below, values }: FrameWords): FrameData {
  const own: [string, FrameData[string]][] = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : lines(value),
  ])
  return { ...Object.fromEntries(own), 标题: title, 上文: texts(above), 下文: texts(below) }
}

const texts = (all: readonly string[]) => all.map((text) => ({ 文字: text }))
const lines = (all: readonly LetterLine[]) => texts(all.map(({ text }) => text))

/** The engine looks for a list only where it stands: every page, and every person's sheet, is given those of the words as well. */
const withLists = (frame: FrameData, lists: WordData): WordData =>
  Object.fromEntries(
    Object.entries(frame).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.map((entry) => (holdsLists(entry) ? { ...lists, ...entry } : entry)),
    ]),
  )

const holdsLists = (entry: FrameData): boolean => Object.values(entry).some((value) => typeof value !== 'string')

/** Where every county begins: title, words, table, words, as this system sets them, with names in place of what they stand for. */
export function frameTemplate(frame: LetterFrame): Uint8Array {
  if (frame.begin) return frame.begin('{{标题}}')
  const poster = '页' in frame.example
  const size = poster ? 14 : 10.5
  const blocks: WordBlock[] = [
    {
      text: `${poster ? '{{#页}}' : ''}{{标题}}`,
      face: '方正小标宋简体',
      size: poster ? 26 : 18,
      align: 'center',
      after: 8,
      ...(poster ? { newPage: true } : {}),
    },
    { text: '{{#上文}}{{文字}}{{/上文}}', size, after: 2 },
    rowsTable(frame, poster),
    { text: '{{#下文}}{{文字}}{{/下文}}', size: poster ? 13 : 9, before: poster ? 2 : 4 },
    ...ending(frame, poster),
  ]
  const margins = poster ? ([18, 20, 18, 20] as const) : ([20, 20, 20, 20] as const)
  return writeWord(blocks, { landscape: frame.landscape ?? false, margins })
}

function rowsTable(frame: LetterFrame, poster: boolean): WordBlock {
  const columns = columnsOf({ frame })
  const align = poster ? ('center' as const) : ('left' as const)
  const cell = (name: string, index: number) => {
    const opens = index === 0 ? `{{#${rowsName}}}` : ''
    const closes = index === columns.length - 1 ? `{{/${rowsName}}}` : ''
    return { text: `${opens}{{${name}}}${closes}`, align }
  }
  return {
    table: {
      widths: frame.widths ?? columns.map(() => 1),
      headRows: 1,
      size: poster ? 12 : 10.5,
      rowHeight: poster ? 23.5 : 20,
      rows: [columns.map((text) => ({ text, face: '黑体', align: 'center' })), columns.map(cell)],
    },
  }
}

function ending(frame: LetterFrame, poster: boolean): WordBlock[] {
  if (poster)
    return [
      { text: '{{#落款}}{{单位}}', size: 14, align: 'right' },
      // The page ends with the words under its table; unit and day stand under the last one only.
      { text: '{{日期}}{{/落款}}', size: 14, align: 'right' },
      { text: '{{/页}}', size: 2 },
    ]
  return '签署' in frame.example ? [{ text: '{{#签署}}{{栏目}}：{{内容}}{{/签署}}', before: 8 }] : []
}

/** A letter filled with its examples: how a text will look before anybody receives it. */
import { columnsOf, type FrameData, linesOf, type LetterKind, type LetterText, rowsName } from '#kernel/letter.ts'
import type { Context } from '#platform/context.ts'
import { frameTemplate, frameWord, type FrameWords } from '#platform/documents/frame-word.ts'
import { letterTemplate, letterWord } from '#platform/documents/letter-word.ts'
import { letterPaper, type LetterPaper, type PaperFoot, statutoryPaper } from '#platform/documents/paper.ts'
import { type PosterPaper, posterPaper } from '#platform/documents/poster-paper.ts'
import { posterWord } from '#platform/documents/poster-word.ts'
import type { TableLayout } from '#platform/documents/table.ts'
import { tableWord } from '#platform/documents/table-word.ts'
import { examplesOf, fill } from './rules.ts'

export const footOf = (context: Context): PaperFoot => ({
  printedAt: context.now,
  printedBy: context.actor.name,
  demonstration: context.demo,
})

const draftFoot = (context: Context): PaperFoot => ({ ...footOf(context), draft: true })

export function samplePaper(context: Context, kind: LetterKind, text: LetterText): LetterPaper {
  const { title, above, below } = fill(kind, text, examplesOf(kind))
  return {
    ...draftFoot(context),
    heading: '××县民政局',
    title,
    number: '××救告〔20××〕1号',
    to: '张示例',
    lines: [...above, ...below],
    contact: '0000-0000000',
    issuedOn: context.today,
    receipt: true,
  }
}

/** A frame with its words over and under it, and the rows of its example. */
function sampleLayout(kind: LetterKind, text: LetterText): TableLayout {
  const words = frameWords(kind, text)
  const columns = columnsOf(kind)
  const rows = kind.frame?.example[rowsName]
  const known = columns.length > 0 && typeof rows === 'object'
  return {
    title: words.title,
    above: words.above,
    columns: (known ? (kind.frame?.widths ?? columns.map(() => 1)) : [24, 76]).map((width) => ({ width })),
    head: [(known ? columns : ['项目', '内容']).map((name) => ({ text: name }))],
    rows: known
      ? rows.map((row) => columns.map((name) => textOf(row[name])))
      : [
          ['（表格内容）', '由系统按规定的项目印出，与登记页面的顺序一致'],
          ...Array.from({ length: 8 }, () => ['', '']),
        ],
    notes: words.below,
    paper: kind.frame?.landscape ? 'landscape' : 'portrait',
  }
}

const textOf = (value: FrameData[string] | undefined): string => (typeof value === 'string' ? value : '')

/** What a form says round its frame, filled with the examples. */
export function frameWords(kind: LetterKind, text: LetterText): FrameWords {
  const values = examplesOf(kind)
  const { title, above, below } = fill(kind, text, values)
  return { title, above: above.map((line) => line.text), below: below.map((line) => line.text), values }
}

export const sampleFrame = (context: Context, kind: LetterKind, text: LetterText) => ({
  words: frameWords(kind, text),
  frame: kind.frame?.example ?? {},
  foot: draftFoot(context),
})

function samplePoster(context: Context, kind: LetterKind, text: LetterText): PosterPaper {
  const { title, above, below } = frameWords(kind, text)
  const pages = kind.frame?.example['页']
  const rows = (typeof pages === 'object' ? pages : []).flatMap((page) => {
    const own = page[rowsName]
    return typeof own === 'object' ? own : []
  })
  const columns = columnsOf(kind)
  return {
    ...draftFoot(context),
    title,
    above,
    head: fiveOf(columns),
    rows: rows.map((row) => fiveOf(columns.map((name) => textOf(row[name])))),
    below,
    unit: '××镇人民政府',
    postedOn: context.today,
  }
}

export const fiveOf = ([a = '', b = '', c = '', d = '', e = '']: readonly string[]) => [a, b, c, d, e] as const

export async function sampleOf(
  context: Context,
  { kind, text, own }: { kind: LetterKind; text: LetterText; own: Uint8Array | undefined },
  format: 'pdf' | 'word',
): Promise<Uint8Array> {
  if (kind.sort !== 'letter' && own && format === 'word') return frameWord(own, sampleFrame(context, kind, text))
  if (kind.sort === 'poster') {
    const poster = samplePoster(context, kind, text)
    return format === 'word' ? posterWord(poster) : posterPaper(poster)
  }
  if (kind.sort === 'form') {
    const form = { ...draftFoot(context), layout: sampleLayout(kind, text) }
    return format === 'word' ? tableWord(form) : statutoryPaper(form)
  }
  const letter = samplePaper(context, kind, text)
  if (format === 'pdf') return letterPaper(letter)
  return letterWord(letter, own ? { template: own, values: examplesOf(kind) } : undefined)
}

/** The text with its fields, laid out: what a county opens in Word to give it its own head and type. */
export function templateOf(kind: LetterKind, text: LetterText): Uint8Array {
  if (kind.frame) return frameTemplate(kind.frame)
  const lists = new Set(kind.fields.filter((field) => field.kind === 'lines').map(({ name }) => `{{${name}}}`))
  const lines = text.paragraphs.map((line) =>
    lists.has(line) ? `{{#${line.slice(2, -2)}}}{{文字}}{{/${line.slice(2, -2)}}}` : line,
  )
  return letterTemplate(text.title, linesOf(lines))
}

/** A form or poster as a file, in the format asked for: as Word by the county's own file, where the edition of its words has one. */
import { createHash } from 'node:crypto'
import { columnsOf, framed, type FrameData, rowsName } from '#kernel/letter.ts'
import { dateText } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { frameWord } from '#platform/documents/frame-word.ts'
import { printed, statutoryPaper } from '#platform/documents/paper.ts'
import { linesOfPages, type PosterPaper, posterPaper } from '#platform/documents/poster-paper.ts'
import { posterWord } from '#platform/documents/poster-word.ts'
import type { TableLayout } from '#platform/documents/table.ts'
import { tableWord } from '#platform/documents/table-word.ts'
import { giveFile } from '#platform/file-rows.ts'
import { wordType } from './editing.ts'
import type { Format, FormWords } from './issuing.ts'
import { fiveOf, footOf } from './samples.ts'
import { ownLayout } from './stored.ts'

/** `words`: those of a letter kind; without them the layout says everything itself. */
export async function formFile(
  context: Context,
  { layout, words }: { layout: Omit<TableLayout, 'title' | 'above' | 'notes'>; words: FormWords },
  format: Format,
): Promise<Uint8Array> {
  const whole = { ...layout, title: words.title, above: words.above, notes: [...words.below] }
  const own = format === 'word' ? await ownForm(context, words, tableFrame(words, whole)) : undefined
  if (own) return own
  const form = { ...footOf(context), layout: whole }
  return format === 'word' ? tableWord(form) : statutoryPaper(form)
}

function tableFrame({ kind }: FormWords, layout: TableLayout): FrameData {
  const { rows, signatures } = printed(layout)
  return {
    [rowsName]: framed(columnsOf(kind), rows),
    签署: signatures.map(({ title, lines }) => ({ 栏目: title, 内容: lines.join('，') })),
  }
}

export interface Poster {
  words: FormWords
  /** In the order of the columns of its kind. */
  rows: PosterPaper['rows']
  unit: string
  postedOn: PosterPaper['postedOn']
}

export async function posterFile(
  context: Context,
  { words, rows, unit, postedOn }: Poster,
  format: Format,
): Promise<Uint8Array> {
  const own =
    format === 'word' ? await ownForm(context, words, posterFrame({ words, rows, unit, postedOn })) : undefined
  if (own) return own
  const { title, above, below, kind } = words
  const hung = { title, above, below, rows, unit, postedOn }
  const whole = { ...footOf(context), ...hung, verification: codeOf(hung), head: fiveOf(columnsOf(kind)) }
  return format === 'word' ? posterWord(whole) : posterPaper(whole)
}

/** 校验码 of what hangs: the same sheet printed again bears the same, and another name on it another. */
function codeOf(hung: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(hung)).digest('hex')
  return `${hash.slice(0, 4)}-${hash.slice(4, 8)}`.toUpperCase()
}

function posterFrame({ words, rows, unit, postedOn }: Poster): FrameData {
  const pages = linesOfPages(rows)
  const signed = [{ 单位: unit, 日期: dateText(postedOn) }]
  return {
    页: pages.map((page, index) => ({
      [rowsName]: framed(columnsOf(words.kind), page),
      落款: index === pages.length - 1 ? signed : [],
    })),
  }
}

/** By the file of the edition that the words are of; undefined where it has none. */
export async function ownForm(context: Context, words: FormWords, frame: FrameData): Promise<Uint8Array | undefined> {
  const template = words.editionId ? await ownLayout(context, words.editionId) : undefined
  return template && frameWord(template, { words, frame, foot: footOf(context) })
}

/** Stores it and answers a ticket; the ending follows from the format. */
export async function givePaper(context: Context, file: { name: string; bytes: Uint8Array; format: Format }) {
  const name = `${file.name}.${file.format === 'word' ? 'docx' : 'pdf'}`
  const mediaType = file.format === 'word' ? wordType : 'application/pdf'
  const { ticket } = await giveFile(context, { name, mediaType, bytes: file.bytes })
  return { ticket, name }
}

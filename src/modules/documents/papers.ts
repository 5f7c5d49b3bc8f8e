/** A form or poster as a file, in the format asked for. */
import type { Context } from '#platform/context.ts'
import { statutoryPaper } from '#platform/documents/paper.ts'
import { type PosterPaper, posterPaper } from '#platform/documents/poster-paper.ts'
import { posterWord } from '#platform/documents/poster-word.ts'
import type { TableLayout } from '#platform/documents/table.ts'
import { tableWord } from '#platform/documents/table-word.ts'
import { giveFile } from '#platform/file-rows.ts'
import { wordType } from './editing.ts'
import type { Format } from './issuing.ts'
import { footOf } from './samples.ts'

export async function formFile(context: Context, layout: TableLayout, format: Format): Promise<Uint8Array> {
  const form = { ...footOf(context), layout }
  return format === 'word' ? tableWord(form) : statutoryPaper(form)
}

export async function posterFile(
  context: Context,
  poster: Omit<PosterPaper, 'printedAt' | 'printedBy' | 'demonstration'>,
  format: Format,
): Promise<Uint8Array> {
  const whole = { ...footOf(context), ...poster }
  return format === 'word' ? posterWord(whole) : posterPaper(whole)
}

/** Stores it and answers a ticket; the ending follows from the format. */
export async function givePaper(context: Context, file: { name: string; bytes: Uint8Array; format: Format }) {
  const name = `${file.name}.${file.format === 'word' ? 'docx' : 'pdf'}`
  const mediaType = file.format === 'word' ? wordType : 'application/pdf'
  const { ticket } = await giveFile(context, { name, mediaType, bytes: file.bytes })
  return { ticket, name }
}

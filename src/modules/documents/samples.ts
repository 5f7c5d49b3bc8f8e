/** A letter filled with its examples: how a text will look before anybody receives it. */
import { linesOf, type LetterKind, type LetterText } from '#kernel/letter.ts'
import type { Context } from '#platform/context.ts'
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

/** A frame with its words over and under it; its rows are the module's. */
function sampleLayout(kind: LetterKind, text: LetterText): TableLayout {
  const { title, above, below } = fill(kind, text, examplesOf(kind))
  return {
    title,
    above: above.map((line) => line.text),
    columns: [{ width: 24 }, { width: 76 }],
    head: [[{ text: '项目' }, { text: '内容' }]],
    rows: [
      ['（表格内容）', '由系统按规定的项目印出，与登记页面的顺序一致'],
      ...Array.from({ length: 8 }, () => ['', '']),
    ],
    notes: below.map((line) => line.text),
    paper: 'portrait',
  }
}

function samplePoster(context: Context, kind: LetterKind, text: LetterText): PosterPaper {
  const { title, above, below } = fill(kind, text, examplesOf(kind))
  const names = ['张示例', '李样本', '王演示']
  return {
    ...draftFoot(context),
    title,
    above: above.map((line) => line.text),
    head: ['序号', '姓名', '所在村（居）', '公示事项', '说明'],
    rows: names.map((name, index) => [String(index + 1), name, '××村', '……', '……']),
    below: below.map((line) => line.text),
    unit: '××镇人民政府',
    postedOn: context.today,
  }
}

export async function sampleOf(
  context: Context,
  { kind, text, own }: { kind: LetterKind; text: LetterText; own: Uint8Array | undefined },
  format: 'pdf' | 'word',
): Promise<Uint8Array> {
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
  const lists = new Set(kind.fields.filter((field) => field.kind === 'lines').map(({ name }) => `{{${name}}}`))
  const lines = text.paragraphs.map((line) =>
    lists.has(line) ? `{{#${line.slice(2, -2)}}}{{文字}}{{/${line.slice(2, -2)}}}` : line,
  )
  return letterTemplate(text.title, linesOf(lines))
}

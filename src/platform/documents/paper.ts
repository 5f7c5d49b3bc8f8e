/** The papers of the county (screens §7): plain data in, PDF out. What is printed is worked out here; templates only place it. */
import { dateText, dayOf, type Instant, momentText, type PlainDate } from '#kernel/calendar.ts'
import type { LetterLine } from '#kernel/letter.ts'
import { renderPdf } from './pdf.ts'
import {
  alignOf,
  cellText,
  placedSignatures,
  placeHead,
  requireEven,
  type Signature,
  type TableColumn,
  type TableLayout,
  type TableValue,
} from './table.ts'

/** What stands in the foot of every page. */
export interface PaperFoot {
  printedAt: Instant
  printedBy: string
  /** 校验码: the record's head. */
  verification?: string
  /** Invented data: a grey 演示 across every page. */
  demonstration?: boolean
  /** Not fixed yet: a grey 草稿 across every page, and no 校验码. */
  draft?: boolean
}

export interface ListPaper extends PaperFoot {
  title: string
  /** Filter sentence. */
  note?: string
  columns: readonly (TableColumn & { title: string })[]
  rows: readonly (readonly TableValue[])[]
  total?: readonly TableValue[]
  signatures?: readonly Signature[]
  paper?: 'portrait' | 'landscape'
}

/** Any long list on A4, landscape unless said otherwise, head on every page. */
export function listPaper(list: ListPaper): Promise<Uint8Array> {
  const { columns, rows, total, signatures, note, paper = 'landscape' } = list
  const layout: TableLayout = {
    title: list.title,
    columns,
    head: [columns.map((column) => ({ text: column.title }))],
    rows,
    paper,
    ...(note !== undefined && { above: [note] }),
    ...(total && { total: total.map((value) => ({ value })) }),
    ...(signatures && { signatures }),
  }
  return print('list', list, { title: list.title, layout: printed(layout) })
}

export interface StatutoryPaper extends PaperFoot {
  /** The same layout that writeSheet takes: both come out with the same cells. */
  layout: TableLayout
}

/** A table as the document prescribes it; nothing is added inside its frame. */
export function statutoryPaper({ layout, ...foot }: StatutoryPaper): Promise<Uint8Array> {
  return print('statutory', foot, { title: layout.title, layout: printed(layout) })
}

export interface LetterPaper extends PaperFoot {
  /** The unit that writes. */
  heading: string
  title: string
  number: string
  to: string
  /** Facts, reasons each with its clause, decision, 权利告知: paragraph by paragraph, the same in Word. */
  lines: readonly LetterLine[]
  contact: string
  issuedOn: PlainDate
  /** Second page 送达回证. */
  receipt?: boolean
}

/** 告知书, 决定书, 通知. */
export function letterPaper(letter: LetterPaper): Promise<Uint8Array> {
  return print('letter', letter, { ...letter, issuedOn: dateText(letter.issuedOn) })
}

export interface SlipPaper extends PaperFoot {
  title: string
  to: string
  lines: readonly { label: string; text: string }[]
  /** Why, in plain words. */
  explanations: readonly string[]
  contact: string
  unit: string
}

/** 告知单 for the person: 18 pt, one page. */
export function slipPaper(slip: SlipPaper): Promise<Uint8Array> {
  return print('slip', slip, { ...slip, date: dateText(dayOf(slip.printedAt)) })
}

/** Slips of many persons in one file, a page for each: a township prints them at once. */
export function slipsPaper({ slips, ...foot }: PaperFoot & { slips: readonly Omit<SlipPaper, keyof PaperFoot>[] }) {
  return print('slips', foot, { title: '告知单', slips, date: dateText(dayOf(foot.printedAt)) })
}

/** Running text; null is a line to be filled in by hand, never a blank. */
export type PaperText = string | readonly (string | null)[]

export interface AgreementParty {
  /** 甲方 */
  role: string
  name: string
  fields: readonly { label: string; text: string | null }[]
  signs: 'seal' | 'person'
  /** Present where a guardian signs: 监护人代签（关系：…）. */
  guardian?: { relation: string | null }
  /** What was signed on the screen (屏幕签), as PNG. */
  signature?: Uint8Array
}

export interface AgreementArticle {
  title: string
  paragraphs: readonly PaperText[]
  /** Care content by level, or any other small table. */
  table?: { columns: readonly { title: string; width: number }[]; rows: readonly (readonly string[])[] }
}

export interface AgreementPaper extends PaperFoot {
  title: string
  number: string
  parties: readonly AgreementParty[]
  preamble: readonly PaperText[]
  articles: readonly AgreementArticle[]
  /** 监督举报电话 */
  hotline: string
  copies: number | null
}

export function agreementPaper(agreement: AgreementPaper): Promise<Uint8Array> {
  const runs = (text: PaperText) => (typeof text === 'string' ? [text] : text)
  const articles = agreement.articles.map((article) => ({ ...article, paragraphs: article.paragraphs.map(runs) }))
  const images: Record<string, Uint8Array> = {}
  const parties = agreement.parties.map(({ signature, ...party }, index) => {
    if (!signature) return party
    const name = `party-${index + 1}.png`
    images[name] = signature
    return { ...party, signature: `/images/${name}` }
  })
  return print(
    'agreement',
    agreement,
    { ...agreement, parties, preamble: agreement.preamble.map(runs), articles },
    images,
  )
}

/** For the papers of this folder: adds the foot to what a template is given. */
export async function print(
  template: string,
  foot: PaperFoot,
  data: Readonly<Record<string, unknown>>,
  images: Readonly<Record<string, Uint8Array>> = {},
): Promise<Uint8Array> {
  const whole = { ...data, foot: footText(foot), watermark: watermarkText(foot) }
  return renderPdf(template, whole, { at: foot.printedAt, images })
}

/** '2023年9月6日 10:02 · 王演示 · 校验码 7F3A-91C4' */
export function footText({ printedAt, printedBy, verification }: PaperFoot): string {
  const moment = `${dateText(dayOf(printedAt))} ${momentText(printedAt).slice(11)}`
  return [moment, printedBy, ...(verification ? [`校验码 ${verification}`] : [])].join(' · ')
}

export const watermarkText = ({ demonstration = false, draft = false }: PaperFoot): string =>
  [demonstration ? '演示' : '', draft ? '草稿' : ''].filter(Boolean).join('　')

/** A table with every value as the reader sees it. */
export function printed(layout: TableLayout) {
  requireEven(layout)
  const format = (column: number) => layout.columns[column]?.format
  let at = 0
  const total = layout.total?.map((cell) => {
    const text = cellText(cell.value, format(at))
    const align =
      cell.columns !== undefined && cell.columns > 1 ? 'center' : alignOf(layout.columns[at] ?? { width: 1 })
    at += cell.columns ?? 1
    return { text, align, columns: cell.columns ?? 1 }
  })
  return {
    ...layout,
    widths: layout.columns.map((column) => column.width),
    aligns: layout.columns.map(alignOf),
    head: placeHead(layout.head, layout.columns.length),
    headRows: layout.head.length,
    rows: layout.rows.map((row) => row.map((value, column) => cellText(value, format(column)))),
    total: total ?? [],
    above: layout.above ?? [],
    notes: layout.notes ?? [],
    signatures: placedSignatures(layout.signatures ?? []),
  }
}

/** Making a letter by the text that holds on its day; what was printed once is printed the same ever after. */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import type { LetterKind, LetterLine, LetterText, LetterValues } from '#kernel/letter.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { FrameWords } from '#platform/documents/frame-word.ts'
import { letterWord } from '#platform/documents/letter-word.ts'
import { letterPaper, type LetterPaper } from '#platform/documents/paper.ts'
import { fill, type Filled } from './rules.ts'
import { footOf } from './samples.ts'
import { db, editionsOf, inForceOn, ownLayout, textOf } from './stored.ts'

const Line = z.object({ text: z.string(), small: z.boolean().optional() })
const Words = z.object({
  heading: z.string(),
  title: z.string(),
  number: z.string(),
  to: z.string(),
  lines: z.array(Line),
  contact: z.string(),
  issuedOn: PlainDate,
  values: z.record(z.string(), z.union([z.string(), z.array(Line)])),
})
type Words = z.infer<typeof Words>

const FormWords = z.object({
  title: z.string(),
  above: z.array(z.string()),
  below: z.array(z.string()),
  /** Of one kept before a county could lay a form out in Word: none. */
  values: z.record(z.string(), z.union([z.string(), z.array(Line)])).default({}),
})

/** The words round a frame, and whose edition they are. */
export interface FormWords extends FrameWords {
  kind: LetterKind
  editionId: string | null
}

/** What a printed letter is kept under. */
export interface Issue {
  /** The case, change, death, poster it is about, and where its readers are. */
  subjectId: string
  townshipId: string | null
  /** What makes it another letter: its number, its day, its addressee. */
  issue: string
}

export interface LetterGiven extends Issue {
  /** The day of the letter: it decides which text applies. */
  on: PlainDate
  heading: string
  number: string
  to: string
  contact: string
  issuedOn: PlainDate
  values: LetterValues
}

export type Format = 'pdf' | 'word'

export interface Printed {
  title: string
  bytes: Uint8Array
}

/** The county's text of a day, or this system's. */
export async function letterText(
  context: Context,
  kind: LetterKind,
  on: PlainDate,
): Promise<{ text: LetterText; editionId: string | null }> {
  const row = inForceOn(await editionsOf(context, kind.key), on)
  const own = row && textOf(row)
  return own ? { text: own, editionId: row.id } : { text: kind.text, editionId: null }
}

/** A form or poster: its title, and what stands over and under its frame. One that is `kept` says the same for ever. */
export async function formWords(
  context: Context,
  kind: LetterKind,
  { on, values, kept }: { on: PlainDate; values: LetterValues; kept?: Issue },
): Promise<FormWords> {
  const made = async () => {
    const { text, editionId } = await letterText(context, kind, on)
    const table = kind.fields.find((field) => field.kind === 'table')
    const filled = fill(kind, text, { ...values, ...(table ? { [table.name]: '' } : {}) })
    return { words: { ...plain(filled), values: asKept(values) }, editionId }
  }
  const { words, editionId } = kept
    ? await keepFirst(context, kind, { at: kept, schema: FormWords, made })
    : await made()
  return { ...words, kind, editionId, values: { ...values, ...valuesOf(words.values) } }
}

const asKept = (values: LetterValues): Words['values'] =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : value.map(lineOf)]),
  )

const plain = ({ title, above, below }: Filled) => ({
  title,
  above: above.map(({ text }) => text),
  below: below.map(({ text }) => text),
})

/** The letter as PDF or Word; at its first printing its words and the edition they came from are kept. */
export async function printLetter(
  context: Context,
  kind: LetterKind,
  { given, format }: { given: LetterGiven; format: Format },
): Promise<Printed> {
  const made = async () => {
    const { text, editionId } = await letterText(context, kind, given.on)
    const { heading, number, to, contact, issuedOn, values } = given
    const { title, above, below } = fill(kind, text, values)
    const whole = { heading, title, number, to, lines: [...above, ...below], contact, issuedOn, values }
    return { words: Words.parse(JSON.parse(JSON.stringify(whole))), editionId }
  }
  const { words, editionId, sha256 } = await keepFirst(context, kind, { at: given, schema: Words, made })
  const { title } = words
  const paper = paperOf(context, words, sha256)
  if (format === 'pdf') return { title, bytes: await letterPaper(paper) }
  const template = editionId ? await ownLayout(context, editionId) : undefined
  const own = template ? { template, values: valuesOf(words.values) } : undefined
  return { title, bytes: await letterWord(paper, own) }
}

/** A letter as it was issued, from the words that were kept, for the file. */
export async function issuedLetter(
  context: Context,
  id: string,
): Promise<Printed & { number: string; issuedOn: PlainDate }> {
  const row = await db(context)
    .selectFrom('documents.issued')
    .select(['words', 'sha256'])
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return refuse('not_found', 'issued', '没有找到这份文书，或不在您的辖区。请刷新后查看')
  const words = Words.parse(row.words)
  const { title, number, issuedOn } = words
  return { title, number, issuedOn, bytes: await letterPaper(paperOf(context, words, row.sha256)) }
}

function paperOf(context: Context, words: Words, sha256: string): LetterPaper {
  const { values: _, ...letter } = words
  return { ...footOf(context), ...letter, lines: letter.lines.map(lineOf), receipt: true, verification: codeOf(sha256) }
}

/** 校验码: the head of the hash over the words as they are kept, '7F3A-91C4'. */
const codeOf = (hash: string): string => `${hash.slice(0, 4)}-${hash.slice(4, 8)}`.toUpperCase()

const lineOf = ({ text, small }: z.infer<typeof Line>): LetterLine => ({ text, ...(small ? { small } : {}) })

const valuesOf = (values: Words['values']): LetterValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : value.map(lineOf)]),
  )

interface Keeping<Made> {
  at: Issue
  schema: z.ZodType<Made>
  made: () => Promise<{ words: Made; editionId: string | null }>
}

/** In the scope of the county: whoever may print the letter meets what another township printed before. */
function keepFirst<Made>(context: Context, kind: LetterKind, { at, schema, made }: Keeping<Made>) {
  const before = () => printedBefore(context, kind, { at, schema })
  return context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    const found = await before()
    if (found) return found
    const { words, editionId } = await made()
    const json = JSON.stringify(words)
    const sha256 = createHash('sha256').update(json).digest('hex')
    await db(context)
      .insertInto('documents.issued')
      .values({
        countyCode: context.county,
        id: context.newId(),
        letter: kind.key,
        subjectId: at.subjectId,
        issue: at.issue,
        townshipId: at.townshipId,
        editionId,
        words: json,
        sha256,
        printedAt: context.now,
        printedBy: context.actor.name,
        entryId: context.entryId,
      })
      .onConflict((conflict) => conflict.constraint('letter_issued_once').doNothing())
      .execute()
    // Two at once: the words of the one that came first hold for both.
    return (await before()) ?? { words, editionId, sha256 }
  })
}

async function printedBefore<Made>(
  context: Context,
  kind: LetterKind,
  { at: { subjectId, issue }, schema }: Pick<Keeping<Made>, 'at' | 'schema'>,
) {
  const row = await db(context)
    .selectFrom('documents.issued')
    .select(['words', 'editionId', 'sha256'])
    .where('countyCode', '=', context.county)
    .where('letter', '=', kind.key)
    .where('subjectId', '=', subjectId)
    .where('issue', '=', issue)
    .executeTakeFirst()
  return row ? { words: schema.parse(row.words), editionId: row.editionId, sha256: row.sha256 } : undefined
}

/** What is known of a cited clause: its document, whether it may be cited on the day, and its words in the registered text. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { clauseText, plain } from './clauses.ts'
import { paragraphsOf } from './full-text.ts'
import type { CitedWords } from './shapes.ts'
import { documentsOf, type PackSet, type PolicyDocument } from './pack-set.ts'
import { releasePacks } from './release.ts'
import type { CitedDocument } from './rules.ts'

const db = tablesOf<'policy'>()

/** What a document is on a day, in the fixed words; nobody having checked whether it still holds is said too. */
export function documentStatus({ status, from, to }: CitedDocument, day: PlainDate): CitedWords['status'] {
  if (status === 'draft') return '征求意见稿'
  if (status === 'repealed' || (to !== undefined && day > to)) return '已废止'
  if (from !== null && day < from) return '未生效'
  return status === 'unknown' || from === null ? '待核实' : '有效'
}

/** A document as packs or the county itself registered it. */
export interface KnownDocument extends CitedDocument {
  title: string
  number: string
  issuers: string[]
  above: string
  text: string | undefined
}

function ofPack(
  { key, title, number, issuers, status, effective, basis, text }: PolicyDocument,
  set: PackSet,
): KnownDocument {
  return {
    name: key,
    title,
    number: number ?? '',
    issuers,
    status,
    from: effective.from,
    to: effective.to,
    above: basis[0] ?? '',
    text: text === undefined ? undefined : set.texts[text],
  }
}

/** The latest edition of each document that the county registered by itself. */
export function ownDocuments(context: Context, county: string) {
  return db(context)
    .selectFrom('policy.document')
    .selectAll()
    .distinctOn('name')
    .where('countyCode', '=', county)
    .orderBy('name')
    .orderBy('edition', 'desc')
    .execute()
}

export async function findDocument(context: Context, name: string): Promise<KnownDocument | undefined> {
  const set = await releasePacks()
  const found = documentsOf(set.packs).get(name)
  if (found) return ofPack(found, set)
  const own = (await ownDocuments(context, context.county)).find((row) => row.name === name)
  if (own)
    return {
      ...own,
      from: own.effectiveFrom,
      to: own.effectiveTo ?? undefined,
      above: '',
      text: own.text === '' ? undefined : own.text,
    }
  return decisionNumbered(context, name)
}

/** A county's decision to apply a draft is a document of its own: it is cited by its number. */
async function decisionNumbered(context: Context, number: string): Promise<KnownDocument | undefined> {
  const row = await db(context)
    .selectFrom('policy.adoptionView')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('number', '=', number)
    .executeTakeFirst()
  if (!row) return undefined
  const draft = documentsOf((await releasePacks()).packs).get(row.draft)
  const text = draft?.text === undefined ? undefined : (await releasePacks()).texts[draft.text]
  const { title, fromOn: from, toOn } = row
  return {
    name: number,
    title,
    number,
    issuers: [],
    status: 'in_force',
    from,
    to: toOn ?? undefined,
    above: row.draft,
    text,
  }
}

interface Asked {
  document: string
  clause: string
  quote?: string | undefined
}

/** In a decision that applies a draft the clause reads '采用<draft><clause>'; its words stand in the draft. */
const clauseOf = (clause: string, above: string): string =>
  clause.startsWith(`采用${above}`) ? clause.slice(above.length + 2) : clause

export async function citedWords(
  context: Context,
  { document, clause, quote }: Asked,
  day: PlainDate,
): Promise<CitedWords> {
  const known = document === '' ? undefined : await findDocument(context, document)
  const words = known?.text === undefined ? undefined : clauseText(known.text, clauseOf(clause, known.above))
  return {
    found: known !== undefined,
    document,
    title: known?.title ?? (document || '本系统默认'),
    number: known?.number ?? '',
    issuers: known?.issuers ?? [],
    status: known ? documentStatus(known, day) : '待核实',
    effectiveFrom: known?.from ?? null,
    effectiveTo: known?.to ?? null,
    clause,
    words: words === undefined ? '' : asRead(words),
    quote: quote ?? '',
    checked: words !== undefined && (quote === undefined || plain(words).includes(plain(quote))),
    mayCite: known !== undefined && mayCite(known, day),
    above: known?.above ?? '',
    to: known ? addressOf(known, { document, clause, quote }) : '',
  }
}

/** The clause in the document's own text; the list of documents where the text is not registered. */
function addressOf({ text }: KnownDocument, { document, clause, quote = '' }: Asked): string {
  if (text === undefined) return `/policy?tab=documents&search=${encodeURIComponent(document)}`
  // A long quotation would make an address that no browser takes; the clause is marked without it.
  const words = quote.length <= 200 ? quote : ''
  return `/policy/document?${new URLSearchParams({ document, clause, ...(words ? { quote: words } : {}) }).toString()}`
}

/** The document as a whole, with the cited clause told apart. */
export async function wholeText(context: Context, { document, clause, quote = '' }: Asked, day: PlainDate) {
  const known = await findDocument(context, document)
  if (known?.text === undefined) return { ...(await citedWords(context, { document, clause }, day)), paragraphs: [] }
  const paragraphs = paragraphsOf(known.text, { clause: clauseOf(clause, known.above), quote })
  return { ...(await citedWords(context, { document, clause }, day)), paragraphs }
}

/** The registered text as it reads, without the marks of its layout. */
const asRead = (words: string): string =>
  words
    .replace(/^#+\s*/gm, '')
    .replaceAll('**', '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

export const mayCite = ({ status, from, to }: CitedDocument, day: PlainDate): boolean =>
  status !== 'draft' && from !== null && from <= day && (to === undefined || day <= to)

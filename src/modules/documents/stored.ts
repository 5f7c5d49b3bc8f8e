/** Editions of a letter as they are stored, and which of them holds on a day. */
import * as z from 'zod'
import type { PlainDate } from '#kernel/calendar.ts'
import type { LetterKind, LetterText } from '#kernel/letter.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { storedFile } from '#platform/file-rows.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { EditionState } from './contract.ts'

export const db = tablesOf<'documents'>()

export function requireCounty(context: Context): void {
  if (!/^\d{6}$/.test(context.county) || context.county === '000000')
    refuse('forbidden', 'county', '文书模板由县办理。请用县级账号登录')
}

export const kindsOf = (context: Context): LetterKind[] => context.modules.flatMap(({ letters = [] }) => [...letters])

export const kindOf = (context: Context, key: string): LetterKind =>
  kindsOf(context).find((kind) => kind.key === key) ??
  refuse('not_found', 'letter', '没有这份文书。请从“文书模板”的列表中选择')

const Paragraphs = z.array(z.string())

export function editionsOf(context: Context, letter?: string) {
  return db(context)
    .selectFrom('documents.edition as edition')
    .leftJoin('documents.decision as decision', (join) =>
      join.onRef('decision.countyCode', '=', 'edition.countyCode').onRef('decision.editionId', '=', 'edition.id'),
    )
    .selectAll('edition')
    .select([
      'decision.adopted',
      'decision.fromOn as adoptedFrom',
      'decision.decider',
      'decision.decidedAt',
      'decision.reason',
    ])
    .where('edition.countyCode', '=', context.county)
    .$if(letter !== undefined, (query) => query.where('edition.letter', '=', letter ?? ''))
    .orderBy('edition.edition', 'desc')
    .execute()
}
export type StoredEdition = Awaited<ReturnType<typeof editionsOf>>[number]

export const textOf = (row: StoredEdition): LetterText | undefined =>
  row.paragraphs === null ? undefined : { title: row.title, paragraphs: Paragraphs.parse(row.paragraphs) }

/** The latest that had come into force by that day; of one day, the one written last. */
export function inForceOn(rows: readonly StoredEdition[], day: PlainDate): StoredEdition | undefined {
  return rows
    .filter((row) => row.adopted === true && row.adoptedFrom !== null && row.adoptedFrom <= day)
    .toSorted((a, b) =>
      a.adoptedFrom === b.adoptedFrom ? b.edition - a.edition : (a.adoptedFrom ?? '') < (b.adoptedFrom ?? '') ? 1 : -1,
    )[0]
}

export function stateOf(row: StoredEdition, rows: readonly StoredEdition[], today: PlainDate): EditionState {
  if (row.adopted === null) return 'waiting'
  if (!row.adopted) return 'rejected'
  if ((row.adoptedFrom ?? row.fromOn) > today) return 'coming'
  return inForceOn(rows, today)?.id === row.id ? 'in_use' : 'past'
}

/** The county's Word file of an edition, if it has one. */
export async function ownLayout(context: Context, editionId: string): Promise<Uint8Array | undefined> {
  const found = await db(context)
    .selectFrom('documents.edition')
    .select('fileId')
    .where('countyCode', '=', context.county)
    .where('id', '=', editionId)
    .executeTakeFirst()
  return found?.fileId ? (await storedFile(context, found.fileId)).bytes() : undefined
}

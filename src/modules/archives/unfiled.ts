/** Letters printed to a person that are not among the papers of his file yet. */
import type { Context } from '#platform/context.ts'
import { db } from './stored.ts'
import { type DocumentItem, itemTitle } from './words.ts'

/** What a letter stands for among the papers that a file must hold. */
const items: Readonly<Record<string, DocumentItem>> = {
  'recognition.confirmation': 'confirmation_decision_copy',
  'endings.end': 'termination_papers_copy',
}
const itemOf = (letter: string): DocumentItem => items[letter] ?? 'other'

/** Printed to him and not yet among his papers, the latest first. */
export async function unfiledLetters(context: Context, personId: string) {
  const rows = await db(context)
    .selectFrom('archives.issuedView')
    .select(['id', 'letter', 'title', 'number', 'issuedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('filed', '=', false)
    .orderBy('issuedOn', 'desc')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.flatMap(({ id, letter, title, number, issuedOn }) => {
    if (id === null || letter === null) return []
    const item = itemOf(letter)
    return [{ id, item, itemTitle: itemTitle(item), title: `${title ?? ''}${number ?? ''}`.slice(0, 100), issuedOn }]
  })
}

/** What an agreement says, article by article, for whoever it is about. */
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { articlesOf } from './wording.ts'
import { textsOf } from './tables.ts'

const db = tablesOf<'agreements'>()

export async function agreementWords(context: Context, id: string) {
  const found = await db(context)
    .selectFrom('agreements.agreement')
    .select(['clauses', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .executeTakeFirst()
  return {
    hotline: found?.hotline ?? '',
    articles: articlesOf(textsOf(found?.clauses)).map(({ title, paragraphs }) => ({
      title,
      text: paragraphs.join(' '),
    })),
  }
}

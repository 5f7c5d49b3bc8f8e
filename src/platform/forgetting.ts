/** Rows of evidence that a module's own function in the database deletes, for one person whom the register has forgotten. */
import { sql } from 'kysely'
import type { Context } from './context.ts'
import type { Forgotten } from './module.ts'

export async function forgetEvidence(
  context: Context,
  schema: string,
  personId: string,
): Promise<Forgotten['evidence']> {
  const { rows } = await sql<{ ofTable: string; entryId: string }>`
    select distinct of_table, entry_id::text from ${sql.ref(`${schema}.forget`)}(${context.county}, ${personId}::uuid)`.execute(
    context.transaction,
  )
  return [...Map.groupBy(rows, ({ ofTable }) => ofTable)].map(([table, gone]) => ({
    table,
    entryIds: gone.map(({ entryId }) => entryId),
  }))
}

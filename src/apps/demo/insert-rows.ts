/** Rows of one shape written in bulk by the demonstration's own commands. */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

export type Cell = string | number | boolean | Buffer | null | string[]
export type Line = Record<string, Cell>

/** Rows of one shape, five hundred at a time: the protocol takes at most 65,535 values. */
export async function insert(context: Context, table: string, rows: readonly Line[]): Promise<void> {
  const names = Object.keys(rows[0] ?? {})
  for (let start = 0; start < rows.length; start += 500) {
    const values = rows
      .slice(start, start + 500)
      .map((row) => sql`(${sql.join(names.map((name) => row[name] ?? null))})`)
    await sql`insert into ${sql.raw(table)} (${sql.raw(names.join(', '))}) values ${sql.join(values)}`.execute(
      context.transaction,
    )
  }
}

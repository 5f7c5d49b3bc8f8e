import { sql } from 'kysely'
import type { Context } from '../context.ts'

/** After bulk work that goes on to read what it wrote: tables that have doubled since the planner last looked are looked at. */
export async function keepStatistics(context: Context, ...tables: string[]): Promise<void> {
  await sql`/* kept */ select platform.keep_statistics(variadic ${tables}::regclass[])`.execute(context.transaction)
}

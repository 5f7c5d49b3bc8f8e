/** Telling persons: other modules call it within their own transaction. */
import type { PlainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { NoticeKind } from './words.ts'

const db = tablesOf<'notices'>()

export interface Telling {
  personId: string
  townshipId: string
  /** Slips are carried round by village. */
  villageId?: string | null
  addressee: string
  kind?: NoticeKind
  title: string
  /** Plain words, without level or illness. */
  text: string
  source: { table: string; id: string }
  month: PlainMonth
}

/** The same thing is told once, however often it is asked for. */
export async function tell(context: Context, tellings: readonly Telling[]): Promise<void> {
  const rows = tellings.map(({ source, kind = 'paper_slip', ...rest }) => ({
    ...rest,
    kind,
    countyCode: context.county,
    id: context.newId(),
    sourceTable: source.table,
    sourceId: source.id,
    madeAt: context.now,
  }))
  for (let at = 0; at < rows.length; at += 1000)
    await db(context)
      .insertInto('notices.notice')
      .values(rows.slice(at, at + 1000))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

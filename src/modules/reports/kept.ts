/** A table as it was signed, read back with the hash that its rows have today. */
import { hash as hashOnce } from 'node:crypto'
import * as z from 'zod'
import type { PlainMonth } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { CellValue, Column, Row, Table } from './contract.ts'
import { db } from './counting.ts'
import type { Members } from './differences.ts'

const Kept = z.object({ columns: z.array(Column), nameField: z.string() })
const KeptCells = z.object({ values: Row.shape.values, cells: z.array(CellValue) })
const KeptMembers = z.record(z.string(), z.array(z.string()))

export const hashOf = (table: unknown): string => hashOnce('sm3', canonicalJson(table), 'hex')

export const refuseUnsigned = (): never =>
  refuse('not_found', 'submission', '这个月的表还没有签字；应先签字才有留存的表。请先核对并签字')

interface Which {
  county: string
  table: string
  month: PlainMonth
  /** The latest where none is named. */
  edition: number | undefined
}

export async function findKept(context: Context, { county, table, month, edition }: Which) {
  const editions = await db(context)
    .selectFrom('reports.submission')
    .selectAll()
    .where('countyCode', '=', county)
    .where('tableName', '=', table)
    .where('month', '=', month)
    .orderBy('edition', 'desc')
    .execute()
  const submission = editions.find((each) => edition === undefined || each.edition === edition)
  if (!submission) return undefined
  const kept = await keptRows(context, county, submission.id)
  const { columns, nameField } = Kept.parse(submission.layout)
  const totals = Table.shape.totals.parse(submission.totals)
  const hashNow = hashOf({
    title: submission.title,
    rows: kept.rows,
    totals,
    members: Object.fromEntries(kept.members),
  })
  return { submission, editions: editions.length, columns, nameField, totals, hashNow, ...kept }
}

async function keptRows(
  context: Context,
  county: string,
  submissionId: string,
): Promise<{ rows: Row[]; members: Members }> {
  const found = await db(context)
    .selectFrom('reports.submissionRow')
    .selectAll()
    .where('countyCode', '=', county)
    .where('submissionId', '=', submissionId)
    .orderBy('lineNo')
    .execute()
  return {
    rows: found.map(({ rowKey, cells }) => ({ key: rowKey, ...KeptCells.parse(cells) })),
    members: new Map(found.map(({ rowKey, members }) => [rowKey, KeptMembers.parse(members)])),
  }
}

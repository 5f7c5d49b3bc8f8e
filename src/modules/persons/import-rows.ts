/** 检查 on screen: a page of rows with the words under the wrong cell. */
import * as z from 'zod'
import type { InputOf } from '#kernel/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { persons } from './contract.ts'
import { Field, fieldTitle } from './fields.ts'
import { countsOf, requireBatch } from './import-batch.ts'
import { rowPlace } from './import-check.ts'
import { canBeKept, FaultCode, writtenOf } from './import-faults.ts'

const db = tablesOf<'persons'>()
const groups = {
  ready: ['new', 'change', 'leave'],
  open: ['faulty'],
  unchanged: ['unchanged'],
  all: ['new', 'change', 'leave', 'faulty', 'unchanged'],
} as const

const Values = z.partialRecord(Field, z.string())
/** What stands sealed in a staged row. */
export const SealedRow = z.object({
  values: Values,
  written: Values,
  faults: z.array(
    z.object({
      row: z.int(),
      column: z.int().optional(),
      field: Field,
      code: FaultCode,
      message: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      proposal: z.object({ value: z.string(), title: z.string() }).optional(),
      kept: z.string().optional(),
    }),
  ),
  changes: z.array(z.object({ field: Field, from: z.string(), to: z.string() })),
  townshipId: z.string().optional(),
  villageId: z.string().optional(),
})
export type SealedRow = z.infer<typeof SealedRow>

export function openRow(context: Context, importId: string, row: { rowNo: number; sealed: Buffer | null }): SealedRow {
  if (!row.sealed) return { values: {}, written: {}, faults: [], changes: [] }
  return SealedRow.parse(JSON.parse(context.secrets.open(rowPlace(context.county, importId, row.rowNo), row.sealed)))
}

const masked = new Set<Field>([
  'phone',
  'accountNumber',
  'cardAccount',
  'carerPhone',
  'carerIdNumber',
  'householderIdNumber',
])
const shownValue = (field: Field, text: string): string =>
  masked.has(field) && text.length > 4 ? `****${text.slice(-4)}` : text

type Asked = InputOf<(typeof persons)['operations']['importRows']>

export async function importedRows(context: Context, input: Asked) {
  const { importId, group, page } = input
  const batch = await requireBatch(context, importId)
  const rows = await pageOfRows(context, input)
  context.shows({ importId, group, page }, rows.length)
  const counts = countsOf(batch)
  const opened = rows.map(({ sealed, ...row }) => ({ ...row, content: openRow(context, importId, { ...row, sealed }) }))
  const alike = alikeOf(opened.map(({ content }) => content))
  return {
    total: groups[group].reduce((sum, outcome) => sum + counts[outcome], 0),
    rows: opened.map(({ content, rowNo, ...row }) => ({ ...row, row: rowNo, ...shownContent(content, alike) })),
  }
}

function pageOfRows(context: Context, { importId, group, page, pageSize }: Asked) {
  return (
    db(context)
      .selectFrom('persons.importRow as r')
      // Who is filed by this list has his number before; his file is there once the list was published.
      .leftJoin('persons.importPerson as i', (join) =>
        join
          .onRef('i.countyCode', '=', 'r.countyCode')
          .onRef('i.importId', '=', 'r.importId')
          .onRef('i.rowNo', '=', 'r.rowNo')
          .on('r.published', '=', true)
          .on('r.undone', '=', false),
      )
      .select(['r.rowNo', 'r.outcome', 'r.name', 'r.idMasked', 'r.sealed'])
      .select(({ fn }) => fn.coalesce('r.personId', 'i.id').as('personId'))
      .where('r.countyCode', '=', context.county)
      .where('r.importId', '=', importId)
      .where('r.outcome', 'in', [...groups[group]])
      .orderBy('r.rowNo')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
  )
}

function shownContent(content: SealedRow, alike: ReadonlyMap<string, number>) {
  return {
    faults: content.faults.map((fault) => ({
      field: fault.field,
      title: fieldTitle[fault.field],
      code: fault.code,
      message: fault.message,
      severity: fault.severity,
      written: writtenOf(content, fault.field),
      proposal: fault.proposal ?? null,
      kept: fault.kept ?? null,
      canBeKept: fault.severity === 'error' && canBeKept(fault.code),
      alike: alike.get(likeKey(content, fault.field)) ?? 1,
    })),
    changes: content.changes.map(({ field, from, to }) => ({
      title: fieldTitle[field],
      from: shownValue(field, from),
      to: shownValue(field, to),
    })),
  }
}

const likeKey = (row: SealedRow, field: Field) => `${field}:${writtenOf(row, field)}`

/** 全部照此改（3行）, as far as this page shows; the repair itself reaches all. */
function alikeOf(rows: readonly SealedRow[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const row of rows)
    for (const field of new Set(row.faults.map((fault) => fault.field)))
      found.set(likeKey(row, field), (found.get(likeKey(row, field)) ?? 0) + 1)
  return found
}

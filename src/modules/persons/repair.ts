/** A clerk's repairs of an uploaded list, one cell or all like ones; the list is checked again with them. */
import * as z from 'zod'
import { refuse } from '#kernel/refusal.ts'
import { Field, fieldTitle } from './fields.ts'
import { type CheckedRow, canBeKept, FaultCode, writtenOf } from './import-faults.ts'
import { type Repairs, repairKey } from './repairs.ts'

const place = { row: z.int().positive(), field: Field }

export const Repair = z.discriminatedUnion('kind', [
  /** 改正 */
  z.object({ kind: z.literal('cell'), ...place, value: z.string() }),
  /** 本文件全部照此改 */
  z.object({ kind: z.literal('like'), ...place, value: z.string() }),
  /** 按原样保留，写明理由 */
  z.object({ kind: z.literal('keep'), ...place, code: FaultCode, reason: z.string() }),
  /** Back to what the file says. */
  z.object({ kind: z.literal('restore'), ...place }),
])
export type Repair = z.infer<typeof Repair>

const leastReason = 10

const writtenIn = (rows: readonly CheckedRow[], row: number, field: Field): string =>
  rows.filter((checked) => checked.row === row).map((checked) => writtenOf(checked, field))[0] ?? ''

/** 全部照此改（3行）: the rows whose cell says the same and has an open fault of the same field. */
export function likeRows(rows: readonly CheckedRow[], row: number, field: Field): number[] {
  const text = writtenIn(rows, row, field)
  const faulty = (checked: CheckedRow) =>
    checked.faults.some((fault) => fault.field === field && fault.severity !== 'info')
  return rows.filter((checked) => writtenOf(checked, field) === text && faulty(checked)).map((checked) => checked.row)
}

function keep(repairs: Repairs, rows: readonly CheckedRow[], repair: Extract<Repair, { kind: 'keep' }>): Repairs {
  const { row, field, code } = repair
  const reason = repair.reason.trim()
  const title = fieldTitle[field]
  if (!canBeKept(code))
    refuse('refused', 'cannot_be_kept', `第${row}行“${title}”的问题不能按原样保留，请改正，或把这一行移出。`)
  if (Array.from(reason).length < leastReason)
    refuse(
      'invalid',
      'reason_short',
      `理由至少${leastReason}个字，现为${Array.from(reason).length}个字。请写明为什么按原样保留。`,
    )
  const kept = new Map(repairs.kept).set(repairKey(row, field, code), { written: writtenIn(rows, row, field), reason })
  return { ...repairs, kept }
}

/** `rows`: the result of the last check of one file. Answers new repairs; check again with them. */
export function applyRepair(repairs: Repairs, rows: readonly CheckedRow[], repair: Repair): Repairs {
  const { row, field } = repair
  if (!rows.some((checked) => checked.row === row))
    refuse('not_found', 'row_missing', `没有第${row}行。请重新检查文件。`)
  if (repair.kind === 'keep') return keep(repairs, rows, repair)
  const cells = new Map(repairs.cells)
  if (repair.kind === 'restore') cells.delete(repairKey(row, field))
  else {
    const targets = repair.kind === 'like' ? new Set([row, ...likeRows(rows, row, field)]) : [row]
    for (const target of targets) cells.set(repairKey(target, field), repair.value)
  }
  return { ...repairs, cells }
}

/** Plain data to store between two requests, and back. */
export const StoredRepairs = z.object({
  cells: z.record(z.string(), z.string()),
  kept: z.record(z.string(), z.object({ written: z.string(), reason: z.string() })),
})
export type StoredRepairs = z.infer<typeof StoredRepairs>

export const storedRepairs = (repairs: Repairs): StoredRepairs => ({
  cells: Object.fromEntries(repairs.cells),
  kept: Object.fromEntries(repairs.kept),
})

export const repairsFrom = (stored: StoredRepairs): Repairs => ({
  cells: new Map(Object.entries(stored.cells)),
  kept: new Map(Object.entries(stored.kept)),
})

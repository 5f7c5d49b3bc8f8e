/** The row of an import, and what was put right in it, sealed. */
import * as z from 'zod'
import { dateText, momentText, PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { Field, fieldTitle } from './fields.ts'
import { persons } from './contract.ts'
import { type Import, ImportColumn } from './import-operations.ts'
import { StoredRepairs } from './repair.ts'

const db = tablesOf<'persons'>()

export const Work = z.object({
  mapping: z.record(z.string(), z.union([Field, z.literal('skip')])),
  repairs: StoredRepairs,
  /** What newcomers stand on whose own row names no decision. */
  decision: z.object({ no: z.string(), on: PlainDate.nullable() }).default({ no: '', on: null }),
})
export type Work = z.infer<typeof Work>
export const noWork: Work = { mapping: {}, repairs: { cells: {}, kept: {} }, decision: { no: '', on: null } }

const placeOf = (context: Context, importId: string) => ({
  table: 'persons.import_batch',
  column: 'work',
  county: context.county,
  row: importId,
})

export function workOf(context: Context, batch: { id: string; work: Buffer | null }): Work {
  if (!batch.work) return noWork
  return Work.parse(JSON.parse(context.secrets.open(placeOf(context, batch.id), batch.work)))
}

export const sealedWork = (context: Context, importId: string, work: Work): Buffer =>
  context.secrets.seal(placeOf(context, importId), JSON.stringify(work))

/** A township clerk sees his own imports; who works for the county sees all. */
export async function requireBatch(context: Context, importId: string) {
  const batch = await db(context)
    .selectFrom('persons.importBatch')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst()
  const mine = batch && (context.actor.scope.kind !== 'townships' || batch.accountId === context.actor.accountId)
  return mine ? batch : refuse('not_found', 'import', '没有找到这次导入，可能不是您上传的。')
}
export type Batch = Awaited<ReturnType<typeof requireBatch>>

export function requireChecked(batch: Batch): void {
  if (batch.status === 'checked') return
  const text = {
    checking: '名单还在检查，请稍候。',
    publishing: '名单正在写入，请稍候。',
    published: `这份名单已于${batch.publishedAt ? momentText(batch.publishedAt) : ''}导入。`,
    undone: '这次导入已撤销。请重新上传。',
    failed: `名单没有读成：${batch.fault}`,
    discarded: '这次导入已放弃。请重新上传。',
  }[batch.status]
  refuse('refused', `import_${batch.status}`, text)
}

/** import.review: this system asks for it until a county sets otherwise. */
export const needsOtherHand = async (context: Context): Promise<boolean> =>
  (await context.policyOn(context.today)).find<{ second_person: boolean }>('import.review')?.value.second_person ?? true

/** Who is filed, changed or ended by a list is agreed to by somebody who had no hand in it, as one by one (F-07). */
export async function requireOtherHand(context: Context, batch: Batch): Promise<void> {
  if (!batch.hands.includes(context.actor.accountId) || !(await needsOtherHand(context))) return
  const what = batch.accountId === context.actor.accountId ? '这份名单由您上传' : '这份名单您改动过'
  refuse('forbidden', 'same_person', `${what}，须由另一名县级人员确认导入。名单已在对方的“我的待办”中。`)
}

export async function addHand(context: Context, batch: Batch): Promise<void> {
  await db(context)
    .updateTable('persons.importBatch')
    .set({ hands: [...new Set([...batch.hands, context.actor.accountId])] })
    .where('countyCode', '=', context.county)
    .where('id', '=', batch.id)
    .execute()
}

/** Checks again with another mapping or other repairs; chunks of the check before stop when they see the new edition. */
export async function checkAgain(context: Context, batch: Batch, work: Work): Promise<void> {
  const edition = batch.edition + 1
  await db(context)
    .updateTable('persons.importBatch')
    .set({ edition, work: sealedWork(context, batch.id, work), status: 'checking', checkedCount: 0, fault: '' })
    .where('countyCode', '=', context.county)
    .where('id', '=', batch.id)
    .execute()
  await context.later(persons, 'importCheck', { importId: batch.id, edition, from: 0 })
}

const Counts = z.object({
  new: z.int().default(0),
  change: z.int().default(0),
  unchanged: z.int().default(0),
  leave: z.int().default(0),
  faulty: z.int().default(0),
})
export const countsOf = (batch: { counts: unknown }) => Counts.parse(batch.counts)

/** Once published or given up, the rows say it themselves. */
function decisionText(context: Context, batch: { id: string; work: Buffer | null }): string {
  const { no, on } = workOf(context, batch).decision
  return [no, on ? dateText(on) : ''].filter(Boolean).join('　')
}

export function shownImport(context: Context, batch: Batch): Import {
  const counts = countsOf(batch)
  const left = counts.leave > 0 ? `，退出${counts.leave}人` : ''
  return {
    importId: batch.id,
    fileName: batch.fileName,
    sha256: batch.sha256,
    status: batch.status,
    format: batch.format,
    sentence: batch.sentence,
    columns: z.array(ImportColumn).parse(batch.columns),
    rowCount: batch.rowCount,
    checkedCount: batch.checkedCount,
    ready: counts.new + counts.change + counts.leave,
    open: counts.faulty,
    unchanged: counts.unchanged,
    summary: `新增${counts.new}人，变更${counts.change}人${left}，跳过${counts.faulty}行`,
    fault: batch.fault,
    startedBy: batch.accountName,
    startedAt: batch.startedAt,
    publishedAt: batch.publishedAt,
    undoneAt: batch.undoneAt,
    undoReason: batch.undoReason,
    undoneCount: batch.undoneCount,
    paperReference: batch.paperReference,
    decision: decisionText(context, batch),
    mine: batch.hands.includes(context.actor.accountId),
  }
}

export const columnTitle = (field: Field | undefined): string => (field ? fieldTitle[field] : '')

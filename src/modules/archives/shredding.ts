/** Contents of destroyed files taken off the disk one by one: what fails stays open and is tried again; done is said when all is. */
import { addMilliseconds } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { shredFile } from '#platform/file-rows.ts'
import { archives } from './contract.ts'
import { lockedList, requireListStep, takeListStep } from './destruction-stored.ts'
import { db } from './stored.ts'

const again = 10 * 60_000

export async function shredAll(context: Context, listId: string): Promise<{ left: number }> {
  const list = await lockedList(context, listId)
  if (list.status === 'destroyed') return { left: 0 }
  requireListStep(context, list, 'finish')
  const waiting = await waitingOf(context, listId)
  let left = 0
  for (const { fileId } of waiting) if (!(await shredOne(context, listId, fileId))) left += 1
  if (left === 0) {
    await takeListStep(context, list, { kind: 'finish', set: { finishedAt: context.now } })
    return { left }
  }
  const at = addMilliseconds(context.now, again)
  await context.later(archives, 'shred', { listId }, { at, key: `archives.shred:${context.county}:${listId}` })
  return { left }
}

const waitingOf = (context: Context, listId: string) =>
  db(context)
    .selectFrom('archives.shredding')
    .select('fileId')
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .where('doneAt', 'is', null)
    .orderBy('fileId')
    .execute()

/** A disk that says no is not our fault nor the end: the reason is kept beside the file. */
async function shredOne(context: Context, listId: string, fileId: string): Promise<boolean> {
  const outcome = await shredFile(context, fileId).catch((error: unknown) =>
    error instanceof Error && 'code' in error ? { fault: String(error.code) } : Promise.reject(error),
  )
  const failed = typeof outcome === 'object'
  await db(context)
    .updateTable('archives.shredding')
    .set(failed ? { fault: outcome.fault } : { fault: '', doneAt: context.now, shared: outcome === 'shared' })
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .where('fileId', '=', fileId)
    .execute()
  return !failed
}

/** Rows of lists of destruction: found, locked, moved on by one step. */
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { isOver, listAfter, objectionsToListStep } from './destruction-rules.ts'
import { db, signedBy } from './stored.ts'
import type { ListStep } from './words.ts'

export async function listOf(context: Context, listId: string) {
  const row = await db(context)
    .selectFrom('archives.destructionList')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', listId)
    .executeTakeFirst()
  return row ?? refuse('not_found', 'list', '没有找到这份销毁清单，或不在您的辖区')
}
export type StoredList = Awaited<ReturnType<typeof listOf>>

/** Two who decide at once come one after the other. */
export async function lockedList(context: Context, listId: string): Promise<StoredList> {
  const row = await db(context)
    .selectFrom('archives.destructionList')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', listId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? refuse('not_found', 'list', '没有找到这份销毁清单，或不在您的辖区')
}

interface Step {
  kind: ListStep
  words?: string
  set?: Partial<Omit<StoredList, 'countyCode' | 'id' | 'status' | 'version'>>
}

export const requireListStep = (context: Context, list: StoredList, kind: ListStep): void =>
  requireNone(objectionsToListStep(list, kind, { account: context.actor.accountId, today: context.today }))

/** The one way in which a list moves on: guard, row, evidence. */
export async function takeListStep(context: Context, list: StoredList, { kind, words = '', set = {} }: Step) {
  requireListStep(context, list, kind)
  const status = listAfter(list.status, kind)
  await db(context)
    .updateTable('archives.destructionList')
    .set({ ...set, status, version: list.version + 1 })
    .where('countyCode', '=', context.county)
    .where('id', '=', list.id)
    .execute()
  if (isOver(status)) await freeItems(context, list.id)
  await keepStep(context, { listId: list.id, seq: list.version + 1, kind, words })
}

export async function keepStep(
  context: Context,
  step: { listId: string; seq: number; kind: ListStep; words: string },
): Promise<void> {
  await db(context)
    .insertInto('archives.destructionStep')
    .values({ ...signedBy(context), ...step })
    .execute()
}

async function freeItems(context: Context, listId: string): Promise<void> {
  await db(context)
    .updateTable('archives.destructionItem')
    .set({ live: false })
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .execute()
}

export const itemsOf = (context: Context, listId: string) =>
  db(context)
    .selectFrom('archives.destructionItem')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .orderBy('fileNo')
    .orderBy('personId')
    .execute()
export type StoredItem = Awaited<ReturnType<typeof itemsOf>>[number]

/** Who confirmed each file closed, the last time it was. */
export async function closersOf(context: Context, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('archives.step')
    .select(['personId', 'byName'])
    .where('countyCode', '=', context.county)
    .where('personId', 'in', [...personIds])
    .where('kind', '=', 'confirm')
    .orderBy('seq')
    .execute()
  return new Map(rows.map(({ personId, byName }) => [personId, byName]))
}

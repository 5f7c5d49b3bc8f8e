/** A list as it is stored, found and shown. */
import * as z from 'zod'
import { momentText, plainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { Column, type List } from './list-operations.ts'

const db = tablesOf<'overlap'>()

const ofList = (context: Context, listId: string) =>
  db(context).selectFrom('overlap.list').selectAll().where('countyCode', '=', context.county).where('id', '=', listId)

const notHere = () => refuse('not_found', 'list', '没有找到这份名单，可能不在您的辖区。')

/** For looking: whoever reads it is not waited for. */
export const findList = async (context: Context, listId: string) =>
  (await ofList(context, listId).executeTakeFirst()) ?? notHere()

export const requireList = async (context: Context, listId: string) =>
  (await ofList(context, listId).forUpdate().executeTakeFirst()) ?? notHere()
export type StoredList = Awaited<ReturnType<typeof requireList>>

export const shownList = (list: StoredList, open: number): List => ({
  id: list.id,
  kind: list.kind,
  source: list.source,
  month: plainMonth(list.month),
  fileName: list.fileName,
  sha256: list.sha256,
  status: list.status,
  columns: z.array(Column).parse(list.columns),
  lines: list.lineCount,
  readTo: list.readTo,
  rows: list.rowCount,
  hits: list.hitCount,
  open,
  known: list.knownCount,
  apart: list.apartCount,
  fault: list.fault,
  startedBy: list.accountName,
  startedAt: list.startedAt,
  publishedAt: list.publishedAt,
  droppedAt: list.droppedAt,
  undoneAt: list.undoneAt,
  undoReason: list.undoReason,
})

/** Hits that wait for a person, by list. */
export async function openHits(context: Context, listIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (listIds.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('overlap.hit')
    .select(['listId', (eb) => eb.fn.countAll<bigint>().as('count')])
    .where('countyCode', '=', context.county)
    .where('listId', 'in', [...listIds])
    .where('verdict', 'in', ['open', 'verify'])
    .groupBy('listId')
    .execute()
  return new Map(rows.map(({ listId, count }) => [listId, Number(count)]))
}

export const changeList = (context: Context, listId: string) =>
  db(context).updateTable('overlap.list').where('countyCode', '=', context.county).where('id', '=', listId)

export function requireStatus(list: StoredList, ...allowed: StoredList['status'][]): void {
  if (allowed.includes(list.status)) return
  const text = {
    reading: '名单还在比对，请稍候。',
    unrecognised: '名单的列还没有认全，请先指定列的含义。',
    matched: `这份名单已于${list.publishedAt ? momentText(list.publishedAt) : ''}比对完毕。`,
    failed: `名单没有读成：${list.fault}`,
    discarded: '这份名单已放弃。请重新上传。',
    undone: '这份名单已撤销。请重新上传。',
  }[list.status]
  refuse('refused', `list_${list.status}`, text)
}

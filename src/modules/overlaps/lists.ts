/** Use cases of the lists themselves. */
import { dateText, dayOf, firstDay, monthOf, monthText, plainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile, dropFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { rememberedOf } from './columns.ts'
import { overlaps } from './contract.ts'
import { dropNumbers } from './numbers.ts'
import { forget, readPiece } from './reading.ts'
import { kindsIn } from './relation.ts'
import { changeList, findList, openHits, requireList, requireStatus, shownList, type StoredList } from './stored.ts'
import { kindText } from './words.ts'

const db = tablesOf<'overlap', 'persons'>()

export const lists = part(overlaps, {
  kinds: async (context) => kindsIn(await context.policyOn(context.today)),

  async start(context, { fileId, kind, source, month }) {
    const policy = await context.policyOn(firstDay(month))
    if (!kindsIn(policy).some((each) => each.kind === kind))
      refuse('invalid', 'kind', '没有这种名单。请从列表中选择种类')
    if (month > monthOf(context.today))
      refuse('refused', 'month', `名单月份${monthText(month)}还没有到，应不晚于本月。请核对月份`)
    const file = await claimFile(context, fileId, 'overlaps.list')
    if (!/\.(xlsx|csv)$/i.test(file.name)) refuse('invalid', 'file', '名单应为.xlsx或.csv。请另存后再上传')
    await requireNew(context, { kind, month, sha256: file.sha256 })
    const listId = context.newId()
    const { accountId, name: accountName } = context.actor
    await db(context)
      .insertInto('overlap.list')
      .values({
        countyCode: context.county,
        id: listId,
        kind,
        source,
        month,
        fileId,
        fileName: file.name,
        sha256: file.sha256,
        status: 'reading',
        accountId,
        accountName,
        startedAt: context.now,
      })
      .execute()
    await context.later(overlaps, 'read', { listId, edition: 1, from: 0 })
    return { listId }
  },

  async lists(context, { page, pageSize }) {
    const of = db(context).selectFrom('overlap.list').where('countyCode', '=', context.county)
    const rows = await of
      .selectAll()
      .orderBy('startedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const { count } = await of.select((eb) => eb.fn.countAll<bigint>().as('count')).executeTakeFirstOrThrow()
    const ids = rows.map(({ id }) => id)
    const open = await openHits(context, ids)
    return { rows: rows.map((row) => shownList(row, open.get(row.id) ?? 0)), total: Number(count) }
  },

  async list(context, { listId }) {
    const found = await findList(context, listId)
    return shownList(found, (await openHits(context, [listId])).get(listId) ?? 0)
  },

  async map(context, { listId, columns }) {
    const list = await requireList(context, listId)
    requireStatus(list, 'unrecognised')
    const choices = rememberedOf(shownList(list, 0).columns, columns)
    for (const [heading, choice] of Object.entries(choices)) await remember(context, heading, choice)
    const edition = list.edition + 1
    await dropNumbers(context, listId)
    await changeList(context, listId).set({ edition, status: 'reading', readTo: 0, fault: '' }).execute()
    await context.later(overlaps, 'read', { listId, edition, from: 0 })
    return { listId }
  },

  async discard(context, { listId }) {
    const list = await requireList(context, listId)
    requireStatus(list, 'reading', 'unrecognised', 'failed')
    forget(context, listId)
    await removeHits(context, listId)
    await dropNumbers(context, listId)
    await changeList(context, listId)
      .set({ status: 'discarded', edition: list.edition + 1 })
      .execute()
    await context.later(overlaps, 'drop', { listId })
    return { listId }
  },

  async undo(context, { listId, reason }) {
    const list = await requireList(context, listId)
    requireStatus(list, 'matched')
    await requireUndecided(context, listId)
    context.because(reason)
    const removed = await removeHits(context, listId)
    await dropNumbers(context, listId)
    await changeList(context, listId).set({ status: 'undone', undoneAt: context.now, undoReason: reason }).execute()
    return { removed }
  },

  async read(context, { listId, edition, from }) {
    const list = await requireList(context, listId)
    // Other columns chosen meanwhile have begun another reading.
    if (list.status !== 'reading' || list.edition !== edition || list.readTo !== from) {
      if (list.status !== 'reading') forget(context, listId)
      return { readTo: list.readTo }
    }
    return { readTo: await readPiece(context, list) }
  },

  /** Rows that mean nobody of ours are other people's data: they go as soon as the list is matched. */
  async drop(context, { listId }) {
    const list = await requireList(context, listId)
    if (list.droppedAt !== null || !['matched', 'discarded', 'undone'].includes(list.status)) return {}
    await dropFile(context, list.fileId, droppedNote(context, list))
    await changeList(context, listId).set({ droppedAt: context.now }).execute()
    return {}
  },
})

const droppedNote = (context: Context, list: StoredList): string =>
  `${list.source}的${kindText(list.kind)}名单（${list.fileName}，${list.rowCount}行，SHA-256 ${list.sha256}）` +
  `已比对，原件于${dateText(dayOf(context.now))}删除；未命中的行没有保存（不可同时享受的，只留号码的加密摘要，供核对新申请）。编号 ${list.id}\n`

async function requireNew(
  context: Context,
  { kind, month, sha256 }: Pick<StoredList, 'kind' | 'month' | 'sha256'>,
): Promise<void> {
  const earlier = await db(context)
    .selectFrom('overlap.list')
    .select(['startedAt', 'accountName'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', kind)
    .where('month', '=', month)
    .where('sha256', '=', sha256)
    .where('status', 'in', ['reading', 'unrecognised', 'matched'])
    .executeTakeFirst()
  if (!earlier) return
  const when = dateText(dayOf(earlier.startedAt))
  refuse(
    'conflict',
    'list_again',
    `这个文件${when}已由${earlier.accountName}作为${monthText(plainMonth(month))}的${kindText(kind)}名单导入，不必再传。请在“导入名单”里打开那一份`,
  )
}

async function requireUndecided(context: Context, listId: string): Promise<void> {
  const decided = await db(context)
    .selectFrom('overlap.hit as h')
    .innerJoin('overlap.decision as d', (join) =>
      join.onRef('d.countyCode', '=', 'h.countyCode').onRef('d.hitId', '=', 'h.id'),
    )
    .innerJoin('persons.personView as p', (join) =>
      join.onRef('p.countyCode', '=', 'h.countyCode').onRef('p.id', '=', 'h.personId'),
    )
    .select('p.name')
    .distinct()
    .where('h.countyCode', '=', context.county)
    .where('h.listId', '=', listId)
    .where('d.byRule', '=', false)
    .limit(21)
    .execute()
  if (decided.length === 0) return
  const names = decided.slice(0, 20).map(({ name }) => name)
  refuse(
    'refused',
    'decided',
    `不能撤销：${names.join('、')}${decided.length > 20 ? '等人' : ''}的命中已经判定。判定错了的，请逐条重新判定`,
  )
}

/** Hits that only the rule has judged go as well; what the rule wrote stays in the record. */
async function removeHits(context: Context, listId: string): Promise<number> {
  const { numDeletedRows } = await db(context)
    .deleteFrom('overlap.hit')
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

async function remember(context: Context, heading: string, choice: string): Promise<void> {
  const row = { choice, changedAt: context.now }
  await db(context)
    .insertInto('overlap.mapping')
    .values({ countyCode: context.county, heading: heading.slice(0, 200), ...row })
    .onConflict((conflict) => conflict.columns(['countyCode', 'heading']).doUpdateSet(row))
    .execute()
}

/** What is shown of destruction: what may be destroyed today, the lists, one list with all that stands on it. */
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { archives } from './contract.ts'
import { candidates } from './destroyable.ts'
import { objectionsToListStep } from './destruction-rules.ts'
import { closersOf, itemsOf, listOf, type StoredItem, type StoredList } from './destruction-stored.ts'
import { db } from './stored.ts'
import { ListStep } from './words.ts'

export const destructionReading = part(archives, {
  async destroyable(context) {
    const found = await candidates(context, {})
    const rows = found.map(({ row }) => row)
    context.shows({}, rows.length)
    const stopped = rows.filter(({ stop }) => stop !== null).length
    return { rows, ready: rows.length - stopped, stopped, today: context.today }
  },

  async destructionLists(context) {
    const rows = await db(context)
      .selectFrom('archives.destructionList as list')
      .select(['id', 'number', 'status', 'proposedName', 'proposedAt', 'decidedName', 'destroyOn', 'destroyedOn'])
      .select((eb) =>
        eb
          .selectFrom('archives.destructionItem as item')
          .select((inner) => inner.fn.countAll<number>().as('count'))
          .whereRef('item.countyCode', '=', 'list.countyCode')
          .whereRef('item.listId', '=', 'list.id')
          .where('item.offWords', '=', '')
          .as('files'),
      )
      .where('countyCode', '=', context.county)
      .orderBy('proposedAt', 'desc')
      .orderBy('id')
      .limit(200)
      .execute()
    context.shows({}, rows.length)
    return { rows: rows.map((row) => ({ ...row, files: Number(row.files ?? 0) })) }
  },

  async destructionList(context, { listId }) {
    const list = await listOf(context, listId)
    const items = await itemsOf(context, listId)
    for (const { personId } of items) context.concerns(personId)
    const { firstWitness, secondWitness } = list
    return {
      ...list,
      files: items.filter(({ offWords }) => offWords === '').length,
      witnesses: [firstWitness, secondWitness].filter(Boolean),
      items: await shownItems(context, list, items),
      contents: await contentsOf(context, listId),
      steps: await stepsOf(context, listId),
      stops: stopsFor(context, list),
    }
  },
})

async function shownItems(context: Context, list: StoredList, items: readonly StoredItem[]) {
  const waiting = list.status === 'proposed' || list.status === 'approved'
  const live = items.filter((item) => item.live).map(({ personId }) => personId)
  const found = waiting && live.length > 0 ? await candidates(context, { personIds: live, listId: list.id }) : []
  const stops = new Map(
    found.map(({ row, reasons }) => [row.personId, reasons.map(({ message }) => message).join('；')]),
  )
  const closers = await closersOf(
    context,
    items.map(({ personId }) => personId),
  )
  return items.map((item) => ({
    ...item,
    closedName: closers.get(item.personId) ?? '',
    endedOn: item.serviceEndOn,
    keepThrough: item.keepThroughOn,
    stop: stops.get(item.personId) || null,
  }))
}

async function contentsOf(context: Context, listId: string) {
  const rows = await db(context)
    .selectFrom('archives.shredding')
    .select(['doneAt', 'shared', 'fault'])
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .execute()
  return {
    all: rows.length,
    gone: rows.filter(({ doneAt, shared }) => doneAt !== null && !shared).length,
    shared: rows.filter(({ shared }) => shared).length,
    faults: [...new Set(rows.flatMap(({ doneAt, fault }) => (doneAt === null && fault !== '' ? [fault] : [])))],
  }
}

const stepsOf = (context: Context, listId: string) =>
  db(context)
    .selectFrom('archives.destructionStep')
    .select(['kind', 'words', 'byName', 'at'])
    .where('countyCode', '=', context.county)
    .where('listId', '=', listId)
    .orderBy('seq')
    .execute()

function stopsFor(context: Context, list: StoredList): Record<string, string> {
  const by = { account: context.actor.accountId, today: context.today }
  return Object.fromEntries(
    ListStep.options.flatMap((kind) => {
      const [first] = objectionsToListStep(list, kind, by)
      return first ? [[kind, first.message]] : []
    }),
  )
}

/** 我的待办 of duties: hand-overs to accept, those nobody has accepted yet, those that came back or are mine now. */
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import {
  fromOf,
  handOverRows,
  isUnfinished,
  ofSide,
  shownHandOvers,
  type StoredHandOver,
  termOfHandOver,
  toOf,
} from './handover-stored.ts'
import type { HandOverRow } from './handover-operations.ts'
import { belongsTo } from './units.ts'
import { subjectText } from './words.ts'

const most = 200

export async function dutiesWork(context: Context): Promise<WorkItem[]> {
  return handOverWork(context)
}

async function handOverWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'duties.accept')) return []
  const rows = await latestOfEach(context)
  if (rows.length === 0) return []
  const shown = new Map((await shownHandOvers(context, rows)).map((row) => [row.id, row]))
  const { rule, term } = await termOfHandOver(context)
  const citations = [...(term?.citations ?? []), ...(rule?.citations ?? [])]
  const items: WorkItem[] = []
  for (const row of rows) {
    const read = shown.get(row.id)
    const todo = read && (await todoOf(context, row, read))
    if (todo)
      items.push({
        ...todo,
        object: `${subjectText[row.subjectKind] ?? ''} ${row.title}`.trim(),
        weight: 'care',
        citations,
        count: 1,
        ...(row.townshipId ? { township: row.townshipId } : {}),
      })
  }
  return items
}

/** The last word on each matter that is mine to send or receive, the longest waiting first. */
async function latestOfEach(context: Context): Promise<StoredHandOver[]> {
  const rows = await handOverRows(context)
    .where((eb) => eb.or([ofSide(context, 'received'), ofSide(context, 'sent')]))
    .where('state', '<>', 'withdrawn')
    .where('finishedOn', 'is', null)
    .orderBy('sentAt')
    .orderBy('id')
    .limit(most)
    .execute()
  return [...new Map(rows.map((row) => [`${row.subjectKind} ${row.subjectId}`, row])).values()]
}

type Todo = Pick<WorkItem, 'title' | 'to' | 'kind' | 'dueOn' | 'waitsFor'>

async function todoOf(context: Context, row: StoredHandOver, read: HandOverRow): Promise<Todo | undefined> {
  const receives = belongsTo(context.actor, toOf(row))
  if (row.state === 'sent')
    return receives
      ? {
          title: `接收${read.fromUnit}移交的事项${read.waited ? `（已${read.waited}个工作日）` : ''}`,
          to: '/handovers?side=received&state=sent',
          kind: 'duties.accept',
          dueOn: row.dueOn,
        }
      : {
          title: `移交还没有被接收（已${read.waited ?? 0}个工作日）`,
          to: '/handovers?side=sent&state=sent',
          kind: 'duties.waits',
          dueOn: row.dueOn,
          waitsFor: read.toUnit,
        }
  const mine = row.state === 'accepted' ? receives : belongsTo(context.actor, fromOf(row))
  if (!mine || !(await isUnfinished(context, row))) return undefined
  return row.state === 'accepted'
    ? { title: '办理接收的事项', to: row.link, kind: 'duties.mine', dueOn: null }
    : { title: `${read.toUnit}退回了移交，请处理`, to: row.link, kind: 'duties.returned', dueOn: null }
}

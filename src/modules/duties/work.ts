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
import { isLate, namesOf, stateIn } from './local-policies.ts'
import { slotsOf } from './responsible-list.ts'
import type { Slot } from './responsible-operations.ts'
import { belongsTo } from './units.ts'
import { subjectText } from './words.ts'

const most = 200

export async function dutiesWork(context: Context): Promise<WorkItem[]> {
  return [...(await handOverWork(context)), ...(await responsibleWork(context)), ...(await policyWork(context))]
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
          title: `移交还没有被接收${read.waited ? `（已${read.waited}个工作日）` : ''}`,
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

/** Functions without anybody, persons who have left, and those the province is still to be told of (JL-1b, JL-7a). */
async function responsibleWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'duties.name')) return []
  const slots = (await slotsOf(context)).filter(({ mayName }) => mayName)
  const item = (title: string, state: string, of: readonly Slot[]): WorkItem[] => {
    if (of.length === 0) return []
    const names = [...new Set(of.map((slot) => slot.title))]
    return [
      {
        title,
        object: `${names.slice(0, 3).join('、')}${names.length > 3 ? '等' : ''}，${of.length}项`,
        to: `/responsible?state=${state}`,
        kind: `duties.${state}`,
        weight: 'paper',
        dueOn: null,
        citations: of[0]?.citations ?? [],
        count: of.length,
      },
    ]
  }
  const where = (holds: (slot: Slot) => boolean) => slots.filter(holds)
  return [
    ...item(
      '指定责任人：这个职能还没有单位承担',
      'none',
      where(({ person }) => person === null),
    ),
    ...item(
      '责任人已离开，另行指定',
      'gone',
      where(({ gone }) => gone),
    ),
    ...item(
      '把责任人上报省民政厅',
      'unreported',
      where(({ unreported }) => unreported),
    ),
  ]
}

/** Local policy still to be issued or filed; for those above, the counties that are late (JL-2a, JL-2c). */
async function policyWork(context: Context): Promise<WorkItem[]> {
  const base = { kind: 'duties.policy', weight: 'paper' as const, count: 1 }
  if (may(context.actor, 'duties.registerLocalPolicy')) {
    const { doneOn, dueOn, text, topics, missing, citations } = await stateIn(context, context.county)
    if (topics.length === 0 || doneOn !== null) return []
    const title = missing.length > 0 ? '出台本地配套政策' : '把配套政策报省备案'
    return [{ ...base, title, object: text, to: '/policy/local', dueOn, citations }]
  }
  if (!may(context.actor, 'duties.policyFiling')) return []
  const items: WorkItem[] = []
  const names = await namesOf(context, context.actor.scope.counties)
  for (const county of context.actor.scope.counties.filter((each) => each !== '000000')) {
    const state = await stateIn(context, county)
    if (isLate(state))
      items.push({
        ...base,
        title: '督促配套政策备案',
        object: `${names.get(county) ?? county}：${state.text}`,
        to: '/policy/filing?late=yes',
        dueOn: state.dueOn,
        citations: state.citations,
      })
  }
  return items
}

/** What waits for an answer, and what a person's life on file tells of it. */
import { sql } from 'kysely'
import { dateText, dayOf, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { TimelineItem, WorkItem } from '#platform/module.ts'
import * as z from 'zod'
import { presentText, type RequestKind, type RequestStatus, requestText } from './words.ts'

const db = tablesOf<'portal'>()

interface Waiting {
  kind: RequestKind
  status: RequestStatus
  passed: boolean
  handlerId: string | null
  handlerName: string
  count: number
  dueOn: PlainDate
  citations: unknown
}

/** The township answers corrections, and the county those passed up to it; the county's leader gives out complaints, and whoever was given one answers it. */
export async function portalWork(context: Context): Promise<WorkItem[]> {
  const { actor } = context
  if (!may(actor, 'portal.answer')) return []
  const { rows } = await sql<Waiting>`
    select r.kind, r.status, r.passed_on is not null as passed, r.handler_id, r.handler_name, count(*)::int as count,
      min(case when r.status = 'open' then r.take_due_on else r.due_on end) as due_on, (array_agg(r.citations))[1] as citations
    from portal.request r
    where r.county_code = ${context.county} and r.status in ('open', 'taken')
      and (r.accused_unit_id is null or r.accused_unit_id is distinct from ${actor.organisationId}::uuid)
    group by 1, 2, 3, 4, 5`.execute(context.transaction)
  return rows.filter((row) => isMine(context, row)).map(itemOf)
}

function isMine({ actor }: Context, { kind, status, passed, handlerId }: Waiting): boolean {
  if (status === 'taken') return handlerId === actor.accountId
  if (kind === 'complaint') return may(actor, 'portal.assign') && ['county-leader', 'auditor'].includes(actor.role)
  return passed ? actor.role === 'county-clerk' : actor.scope.kind === 'townships'
}

function itemOf({ kind, status, count, dueOn, citations }: Waiting): WorkItem {
  return {
    title:
      status === 'open' && kind === 'complaint'
        ? '交办投诉'
        : `${status === 'open' ? '承办' : '答复'}${requestText[kind]}`,
    object: `${count}件`,
    to: `/requests?kind=${kind}&status=${status}`,
    dueOn,
    kind: `portal.${kind}.${status}`,
    weight: 'care',
    citations: z.array(Citation).catch([]).parse(citations),
    count,
  }
}

export async function helpsTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'portal.helps')) return []
  const helps = await db(context)
    .selectFrom('portal.help')
    .select(['present', 'presentName', 'helperName', 'at'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  return helps.map((help) => ({
    at: dayOf(help.at),
    enteredAt: help.at,
    kind: 'look',
    text: `代为查询：${presentText[help.present]}${help.presentName}到场，${help.helperName}协助`,
    to: `/persons/${personId}?panel=own-view`,
  }))
}

/** No complaint is told here: the file is open to those of whom he may complain. */
export async function requestsTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'portal.helps')) return []
  const requests = await db(context)
    .selectFrom('portal.request')
    .select(['id', 'number', 'kind', 'raisedAt', 'dueOn', 'answeredAt'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('kind', '<>', 'complaint')
    .execute()
  return requests.map((each) => ({
    at: dayOf(each.raisedAt),
    enteredAt: each.raisedAt,
    kind: 'other',
    text: `${requestText[each.kind]}${each.number}${each.answeredAt ? '，已答复' : `，${dateText(each.dueOn)}前答复`}`,
    to: `/requests/${each.id}`,
  }))
}

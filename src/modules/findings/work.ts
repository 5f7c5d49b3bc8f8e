/** What findings leave for each role to do today. */
import { addDays, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { WorkItem } from '#platform/module.ts'
import { daysOf } from './stored.ts'

const db = tablesOf<'findings', 'access'>()

interface Group {
  month: string
  organisationId: string
  organisation: string | null
  status: string
  hearingDueOn: PlainDate | null
  count: number
}

export async function workOf(context: Context): Promise<WorkItem[]> {
  const groups = await openGroups(context)
  const items = await Promise.all(groups.map((group) => itemsOf(context, group)))
  return items.flat()
}

async function itemsOf(context: Context, group: Group): Promise<WorkItem[]> {
  const policy = await context.policyOn(daysOf(group.month).last)
  const citations = policy.find('settlement.deduction')?.citations ?? []
  const to = `/findings?month=${group.month}&organisation=${group.organisationId}`
  const base = { object: group.organisation ?? '', to, weight: 'money' as const, citations, count: Number(group.count) }
  return wordsOf(context, group).map((words) => ({ ...base, ...words }))
}

type Words = Pick<WorkItem, 'title' | 'dueOn' | 'kind'>

function wordsOf(context: Context, { status, hearingDueOn }: Group): Words[] {
  const { actor, today } = context
  const over = hearingDueOn !== null && hearingDueOn < today
  if (status === 'clue' && may(actor, 'findings.verify'))
    return [{ title: '核实问题线索', dueOn: null, kind: 'findings.verify' }]
  if (status === 'verified' && may(actor, 'findings.notify'))
    return [{ title: '通知机构申辩', dueOn: null, kind: 'findings.notify' }]
  if (status === 'notified' && !over && may(actor, 'findings.state'))
    return [{ title: '陈述申辩', dueOn: hearingDueOn, kind: 'findings.state' }]
  const decidable = status === 'heard' || (status === 'notified' && over)
  if (decidable && may(actor, 'findings.decide'))
    return [{ title: '认定问题和扣减', dueOn: hearingDueOn ? addDays(hearingDueOn, 1) : null, kind: 'findings.decide' }]
  return []
}

function openGroups(context: Context): Promise<Group[]> {
  return db(context)
    .selectFrom('findings.finding as finding')
    .leftJoin('access.organisationView as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'finding.countyCode')
        .onRef('organisation.id', '=', 'finding.organisationId'),
    )
    .select((eb) => [
      'finding.month',
      'finding.organisationId',
      'organisation.name as organisation',
      'finding.status',
      'finding.hearingDueOn',
      eb.fn.countAll<number>().as('count'),
    ])
    .where('finding.countyCode', '=', context.county)
    .where('finding.decidedAt', 'is', null)
    .groupBy(['finding.month', 'finding.organisationId', 'organisation.name', 'finding.status', 'finding.hearingDueOn'])
    .orderBy('finding.hearingDueOn')
    .limit(200)
    .execute()
}

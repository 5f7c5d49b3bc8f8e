/** What assessments leave for each role to do, and what they tell in a person's life. */
import { sql } from 'kysely'
import { monthText, plainMonth, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem, WorkItem } from '#platform/module.ts'
import { dueByTownship, endOfYear } from './due.ts'
import { db } from './stored.ts'
import { askedByText, numberText, whyText } from './words.ts'

const own = { weight: 'care' as const }

export async function workOf(context: Context): Promise<WorkItem[]> {
  return [...(await underWay(context)), ...(await stillDue(context))]
}

interface Group {
  township: string
  status: 'requested' | 'assessed' | 'reviewed'
  planned: boolean
  dueOn: PlainDate
  count: number
  names: string[]
}

const steps = {
  requested: { needs: 'assessments.submit', title: '完成自理能力评估', kind: 'assessments.submit' },
  assessed: { needs: 'assessments.review', title: '初审评估结果', kind: 'assessments.review' },
  reviewed: { needs: 'assessments.decide', title: '审定能力等级', kind: 'assessments.decide' },
} as const

async function underWay(context: Context): Promise<WorkItem[]> {
  const wanted = Object.values(steps).some(({ needs }) => may(context.actor, needs))
  if (!wanted) return []
  const { rows } = await sql<Group>`
    select a.township_id as township, a.status, a.planned_on is not null as planned, min(a.due_on) as due_on,
      count(*)::int as count, (array_agg(p.name order by a.due_on, a.no))[1:3] as names
    from assessments.assessment a join persons.person_view p on p.county_code = a.county_code and p.id = a.person_id
    where a.county_code = ${context.county} and a.status in ('requested', 'assessed', 'reviewed')
    group by 1, 2, 3 order by 4`.execute(context.transaction)
  const citations = (await context.policyOn(context.today)).find('assessment.change_term')?.citations ?? []
  return rows.flatMap(({ status, township, count, names, dueOn, planned }) => {
    const { needs, title, kind } = steps[status]
    if (!may(context.actor, needs)) return []
    const object = `${names.join('、')}${count > names.length ? `等${count}人` : ''}`
    const to = `/assessments?tab=open&status=${status}&area=${township}`
    return [{ ...own, title, kind, object, to, dueOn, township, count, citations: planned ? [] : citations }]
  })
}

/** The year's assessments that nobody has planned yet, and persons who came back from hospital. */
async function stillDue(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'assessments.plan')) return []
  const rows = await dueByTownship(context)
  const policy = await context.policyOn(context.today)
  const yearly = policy.find('assessment.yearly_review')?.citations ?? []
  const change = policy.find('assessment.change_term')?.citations ?? []
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  const item = (count: number, words: { title: string; object: string; kind: string; citations: Citation[] }) =>
    count === 0 ? [] : [{ ...own, ...words, to: '/assessments?tab=due', dueOn: endOfYear(context), count }]
  const [left, hospital] = [sum((row) => row.count), sum((row) => row.hospital)]
  return [
    ...item(hospital, {
      title: '住院后重新评估自理能力',
      object: `${hospital}人出院后还没有评估`,
      kind: 'assessments.hospital',
      citations: change,
    }),
    ...item(left, {
      title: '安排年度自理能力评估',
      object: `今年还有${left}人没有列入计划`,
      kind: 'assessments.plan',
      citations: yearly,
    }),
  ]
}

export async function timelineOf(context: Context, personId: string): Promise<TimelineItem[]> {
  const rows = await db(context)
    .selectFrom('assessments.assessment')
    .select(['id', 'year', 'no', 'reason', 'askedBy', 'requestedOn', 'assessedOn', 'decidedOn', 'effectiveMonth'])
    .select(['toldOn', 'status'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .execute()
  return rows.flatMap((row) => {
    const number = numberText(row.year, row.no)
    const item = (at: PlainDate | null, text: string): TimelineItem[] =>
      at === null ? [] : [{ at, kind: 'recognition', text: `${number} ${text}`, to: `/assessments/${row.id}` }]
    const struck = row.status === 'withdrawn' ? { struckThrough: true } : {}
    return [
      ...item(row.requestedOn, `申请自理能力评估：${whyText[row.reason]}（${askedByText[row.askedBy]}）`),
      ...item(row.assessedOn, '两名评估人完成评估'),
      ...item(
        row.decidedOn,
        `县审定能力等级，自${row.effectiveMonth ? monthText(plainMonth(row.effectiveMonth)) : ''}起`,
      ),
      ...item(row.toldOn, '告知评估结果'),
    ].map((each) => ({ ...each, ...struck }))
  })
}

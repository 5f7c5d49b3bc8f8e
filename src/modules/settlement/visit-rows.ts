/** The visits behind a person-month, each by itself: day, hours, carer, verdict, and the clause it is judged by (C-9). */
import { sql } from 'kysely'
import { addDays, dateText, dayOf, firstDay, type Instant, lastDay, momentText, PlainMonth } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import { verdictText } from '#modules/visits/words.ts'
import type { Context } from '#platform/context.ts'
import type { TreeRow } from './contract.ts'
import { type PersonMonth, visitsDigest } from './line.ts'
import { shownName } from './names.ts'
import type { StatementRecord } from './stored.ts'

interface VisitRow {
  id: string
  startedAt: Instant
  endedAt: Instant
  carer: string
  verdict: 'valid' | 'doubtful' | 'not_counted'
  reasons: Reason[]
  judgedAt: Instant
}

/** The same visits that the statement was given (gather.ts): of this month, as known when it was computed. */
async function visitsOf(context: Context, record: StatementRecord, personId: string): Promise<VisitRow[]> {
  const month = PlainMonth.parse(record.month)
  const rows = await sql<VisitRow>`
    select v.id, v.started_at, v.ended_at, v.verdict, v.reasons, v.judged_at, coalesce(c.name, '') as carer
    from visits.visit_view v
    left join providers.carer_view c on c.county_code = v.county_code and c.id = v.carer_id
    where v.county_code = ${context.county} and v.person_id = ${personId} and v.month = ${month}
      and v.organisation_id = ${record.organisationId} and v.recorded_at <= ${record.knownAt}::timestamptz
      and v.started_at >= ${addDays(firstDay(month), -2)}::date and v.started_at < ${addDays(lastDay(month), 3)}::date
    order by v.started_at, v.id`.execute(context.transaction)
  return rows.rows
}

/** The node above the visits: how many, and how they bear on the amount. It carries no amount of its own. */
export function visitsRow({ person, visits, rule }: PersonMonth): TreeRow {
  const bears = {
    roster_month: '按名册整月计费，不按次；每次服务是履约的证明',
    by_day: '按日计费，不按次；每次服务是履约的证明',
    verified_days: '只付有核实服务的日',
  }[rule]
  return {
    key: `V.${person}`,
    kind: 'visits',
    label: `服务记录 ${visits.count}次`,
    formula: `有效${visits.valid}次。${bears}`,
    amount: 0n,
    citations: [],
    refs: [{ kind: 'visits', id: visits.digest }],
    more: visits.count > 0,
  }
}

export async function visitRows(context: Context, record: StatementRecord, line: PersonMonth): Promise<TreeRow[]> {
  const visits = await visitsOf(context, record, line.person)
  context.concerns(line.person)
  const same = visitsDigest(visits.map(({ id }) => id)) === line.visits.digest
  const service = await serviceClauses(context, visits)
  const rows = visits.map((visit) => rowOf(visit, { context, record, service }))
  return same ? rows : [...rows, changedRow(line)]
}

/** What a visit is for, by the policy of its own day. */
async function serviceClauses(context: Context, visits: readonly VisitRow[]): Promise<Map<string, Citation[]>> {
  const clauses = new Map<string, Citation[]>()
  for (const day of new Set(visits.map(({ startedAt }) => dayOf(startedAt)))) {
    const policy = await context.policyOn(day)
    const found = policy.find('care.service_items') ?? policy.find('care.content_by_level')
    clauses.set(day, found?.citations ?? [])
  }
  return clauses
}

interface Around {
  context: Context
  record: StatementRecord
  service: ReadonlyMap<string, Citation[]>
}

function rowOf(visit: VisitRow, { context, record, service }: Around): TreeRow {
  const { id, startedAt, endedAt, verdict, reasons, judgedAt } = visit
  const carer = visit.carer ? shownName(context, visit.carer) : '服务人员不在册'
  const held = verdict === 'valid' ? [] : reasons
  const ruled = held.flatMap(({ citations = [] }) => citations)
  const later = judgedAt > record.knownAt ? [`结算以后于${dateText(dayOf(judgedAt))}改判，本单不改`] : []
  return {
    key: `visit.${id}`,
    kind: 'visit',
    label: `${dateText(dayOf(startedAt))} ${clock(startedAt)}—${clock(endedAt)}`,
    formula: [`${carer} · ${verdictText[verdict]}`, ...held.map(({ message }) => message), ...later].join('；'),
    amount: 0n,
    citations: ruled.length > 0 ? ruled : (service.get(dayOf(startedAt)) ?? []),
    refs: [{ kind: 'visit', id }],
    more: false,
  }
}

const clock = (moment: Instant): string => momentText(moment).slice(11)

/** The stored line names the set of visits by its hash: another set than was settled must not pass for it. */
const changedRow = ({ person, visits }: PersonMonth): TreeRow => ({
  key: `visits-changed.${person}`,
  kind: 'visit',
  label: '与结算时不一致',
  formula: `结算时共${visits.count}次，现在查到的记录与当时的校验值不符。请由系统管理员和审计核查`,
  amount: 0n,
  citations: [],
  refs: [],
  more: false,
})

/** What each township's part is given besides its lines: evaluation, deductions, and what earlier months could not bear. */
import { sql } from 'kysely'
import { dayOf, lastDay, type Instant, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { Deduction, Evaluation, MonthPolicy } from './month-input.ts'

export interface Provider {
  month: PlainMonth
  organisationId: string
}

export interface RosterHead {
  id: string
  status: 'draft' | 'locked' | 'sent' | 'acknowledged'
  lockedAt: Instant | null
  personCount: number
}

export async function rosterFor(context: Context, { month, organisationId }: Provider): Promise<RosterHead> {
  const rows = await sql<RosterHead>`select id, status, locked_at, person_count from rosters.roster_view
    where county_code = ${context.county} and month = ${month} and organisation_id = ${organisationId}`.execute(
    context.transaction,
  )
  return rows.rows[0] ?? refuse('refused', 'roster', '这家机构本月没有名册，不能结算。请先生成并锁定名册。')
}

export interface ContractHead {
  id: string
  number: string
  /** Last day of service when the contract ends in the month and no other follows it. */
  endsOn: PlainDate | null
}

export async function contractFor(
  context: Context,
  { month, organisationId }: Provider,
): Promise<ContractHead | undefined> {
  const first = `${month}-01`
  const rows = await sql<{ id: string; number: string; endedOn: PlainDate | null; toOn: PlainDate }>`
    select id, number, ended_on, to_on from providers.contract_view
    where county_code = ${context.county} and organisation_id = ${organisationId} and status <> 'draft'
      and from_on <= ${lastDay(month)}::date and coalesce(ended_on, to_on) >= ${first}::date
    order by from_on desc limit 1`.execute(context.transaction)
  const found = rows.rows[0]
  if (!found) return undefined
  const ends = found.endedOn && found.endedOn < lastDay(month) ? found.endedOn : null
  return { id: found.id, number: found.number, endsOn: ends }
}

export interface TownshipStanding {
  id: string
  name: string
  persons: number
  evaluation: Evaluation | undefined
}

/** Townships of the roster in statutory order, each with its score or the leader's own way out. */
export async function townshipsOf(
  context: Context,
  provider: Provider & { rosterId: string },
): Promise<TownshipStanding[]> {
  const { county } = context
  const rows = await sql<{
    id: string
    name: string
    persons: number
    evaluationId: string | null
    scoreTenths: number | null
    defaultId: string | null
  }>`
    select l.township_id as id, coalesce(t.name, '') as name, l.persons, e.id as evaluation_id, e.score_tenths,
      coalesce(d.id, a.id) as default_id
    from (select township_id, count(*)::int as persons from rosters.line_view
      where county_code = ${county} and roster_id = ${provider.rosterId} group by township_id) l
    left join access.area_view t on t.id = l.township_id
    left join evaluations.evaluation_view e on e.county_code = ${county} and e.month = ${provider.month}
      and e.organisation_id = ${provider.organisationId} and e.township_id = l.township_id and e.status = 'sent'
    left join settlement.default_way d on d.county_code = ${county} and d.month = ${provider.month}
      and d.organisation_id = ${provider.organisationId} and d.township_id = l.township_id
    left join evaluations.acceptance_view a on a.county_code = ${county} and a.month = ${provider.month}
      and a.organisation_id = ${provider.organisationId} and a.result = 'accepted' and l.township_id = any (a.without_score)
    order by t.sort_order, t.name`.execute(context.transaction)
  return rows.rows.map(({ id, name, persons, evaluationId, scoreTenths, defaultId }) => ({
    id,
    name,
    persons,
    evaluation: evaluationOf({ evaluationId, scoreTenths, defaultId }),
  }))
}

interface Found {
  evaluationId: string | null
  scoreTenths: number | null
  defaultId: string | null
}

function evaluationOf({ evaluationId, scoreTenths, defaultId }: Found): Evaluation | undefined {
  if (evaluationId && scoreTenths !== null) return { way: 'received', id: evaluationId, score: scoreTenths * 10 }
  // A township sends its result in words alone while the county has set no points.
  if (evaluationId) return { way: 'words_only', id: evaluationId }
  return defaultId ? { way: 'default_approved', id: defaultId } : undefined
}

export async function isAccepted(context: Context, { month, organisationId }: Provider): Promise<boolean> {
  const rows =
    await sql`select from evaluations.acceptance_view where county_code = ${context.county} and month = ${month}
    and organisation_id = ${organisationId} and result = 'accepted'`.execute(context.transaction)
  return rows.rows.length > 0
}

export type PlacedDeduction = Deduction & { township: string }

/** Decided deductions of the month, and what earlier approved months carried on and no other month has taken yet. */
export async function deductionsOf(
  context: Context,
  provider: Provider & { knownAt: Instant; replaces: string | null },
  policy: MonthPolicy,
): Promise<PlacedDeduction[]> {
  const decided = await sql<{
    id: string
    townshipId: string
    personId: string | null
    amount: bigint
    clauseNo: string | null
    clauseText: string
    heardAt: Instant | null
    hearingDueOn: PlainDate | null
    decidedAt: Instant
  }>`
    select finding_id as id, township_id, person_id, amount_fen as amount, clause_no, clause_text, heard_at, hearing_due_on, decided_at
    from findings.deduction_view
    where county_code = ${context.county} and month = ${provider.month} and organisation_id = ${provider.organisationId}
      and decided_at <= ${provider.knownAt}::timestamptz`.execute(context.transaction)
  const { citations } = policy.hearing
  const now = decided.rows.map(({ id, townshipId, personId, amount, clauseNo, clauseText, ...hearing }) => ({
    id,
    township: townshipId,
    person: personId,
    amount,
    clause: clauseNo ? `第${clauseNo}款` : clauseText,
    verified: true,
    heard: wasHeard(hearing),
    carriedFrom: null,
    citations,
  }))
  return [...now, ...(await carriedDeductions(context, provider, policy))]
}

/** Heard, or its term ran out before the decision was made (SX-4.5.2e). */
function wasHeard(of: { heardAt: Instant | null; hearingDueOn: PlainDate | null; decidedAt: Instant }): boolean {
  return of.heardAt !== null || (of.hearingDueOn !== null && of.hearingDueOn < dayOf(of.decidedAt))
}

async function carriedDeductions(
  context: Context,
  { month, organisationId, replaces }: Provider & { replaces: string | null },
  policy: MonthPolicy,
): Promise<PlacedDeduction[]> {
  const rows = await sql<{
    id: string
    townshipId: string
    personId: string | null
    amount: bigint
    clause: string
    month: PlainMonth
  }>`
    select d.finding_id as id, d.township_id, d.person_id, d.excess_fen as amount, d.clause, d.month
    from settlement.deduction d
    join settlement.statement s on s.county_code = d.county_code and s.id = d.statement_id and s.status = 'finance_approved'
    where d.county_code = ${context.county} and d.organisation_id = ${organisationId} and d.month < ${month}
      and d.excess_rule = 'carry'
      and not exists (select from settlement.deduction n
        join settlement.statement t on t.county_code = n.county_code and t.id = n.statement_id
        where n.county_code = d.county_code and n.finding_id = d.finding_id and n.carried_from = d.month and n.refused = '{}'
          and t.status not in ('superseded', 'abandoned') and t.id is distinct from ${replaces}::uuid)`.execute(
    context.transaction,
  )
  return rows.rows.map(({ id, townshipId, personId, amount, clause, month: carriedFrom }) => ({
    id,
    township: townshipId,
    person: personId,
    amount,
    clause,
    verified: true,
    heard: true,
    carriedFrom,
    citations: policy.hearing.citations,
  }))
}

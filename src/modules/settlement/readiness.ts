/** What must stand before a month may be settled, gathered from the modules it stands on. */
import { sql } from 'kysely'
import { firstDay, lastDay, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import {
  isAccepted,
  type Provider,
  type RosterHead,
  rosterFor,
  type TownshipStanding,
  townshipsOf,
} from './gather-parts.ts'
import { maySettle, type ReadyToSettle } from './rules.ts'

export interface Readiness {
  roster: RosterHead
  townships: TownshipStanding[]
  verdict: ReturnType<typeof maySettle>
}

export async function readinessOf(context: Context, provider: Provider, final: boolean): Promise<Readiness> {
  const roster = await rosterFor(context, provider)
  const townships = await townshipsOf(context, { ...provider, rosterId: roster.id })
  const ready: ReadyToSettle = {
    month: provider.month,
    today: context.today,
    townships: townships.map(({ name, evaluation }) => ({ name, evaluation: standingOfEvaluation(evaluation) })),
    roster: roster.status,
    accepted: await isAccepted(context, provider),
    final,
    hearings: await hearingsOf(context, provider),
    withoutAgreement: await withoutAgreement(context, provider, roster.id),
  }
  const policy = await context.policyOn(firstDay(provider.month))
  return { roster, townships, verdict: maySettle(ready, policy) }
}

function standingOfEvaluation(evaluation: TownshipStanding['evaluation']) {
  if (!evaluation) return 'missing' as const
  return evaluation.way === 'default_approved' ? ('default_approved' as const) : ('received' as const)
}

async function hearingsOf(context: Context, { month, organisationId }: Provider): Promise<ReadyToSettle['hearings']> {
  const rows = await sql<{ finding: string; person: string | null; until: PlainDate }>`
    select f.month || '-' || lpad(f.no::text, 3, '0') as finding, p.name as person, f.hearing_due_on as until
    from findings.finding_view f
    left join persons.person_view p on p.county_code = f.county_code and p.id = f.person_id
    where f.county_code = ${context.county} and f.month = ${month} and f.organisation_id = ${organisationId}
      and f.status in ('notified', 'heard') and f.hearing_due_on is not null
    order by f.no`.execute(context.transaction)
  return rows.rows
}

async function withoutAgreement(
  context: Context,
  { month, organisationId }: Provider,
  rosterId: string,
): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*)::int as count from rosters.line_view l
    where l.county_code = ${context.county} and l.roster_id = ${rosterId} and not exists (
      select from agreements.agreement_view a where a.county_code = l.county_code and a.person_id = l.person_id and a.kind = 'dispersed'
        and a.effective_from <= ${lastDay(month)}::date and (a.effective_to is null or a.effective_to >= ${firstDay(month)}::date)
        and (a.organisation_id is null or a.organisation_id = ${organisationId}))`.execute(context.transaction)
  return rows.rows[0]?.count ?? 0
}

/** Every person of a month from the register to the payment, in one statement. */
import { sql } from 'kysely'
import { firstDay, type PlainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { exclusionWords, statementWords } from './words.ts'
import type { Counts, Gap } from './contract.ts'
import { differenceOf } from './rules.ts'

interface TraceRow {
  personId: string
  name: string
  township: string
  organisation: string | null
  inRegistry: boolean
  onRoster: boolean
  rosterStatus: string | null
  statementStatus: string | null
  payableFen: bigint | null
  excluded: string | null
  paid: boolean
  hasProvider: boolean
}

export async function tracesOf(context: Context, month: PlainMonth): Promise<TraceRow[]> {
  const { county, now } = context
  const found = await sql<TraceRow>`
    with registry as (
      select person_id, township_id from persons.standing_on(${county}, ${firstDay(month)}::date, ${now}::timestamptz)
      where status = 'active' and mode = 'dispersed'),
    rostered as (
      select l.person_id, l.township_id, l.organisation_id, r.status from rosters.line_view l
      join rosters.roster_view r on r.county_code = l.county_code and r.id = l.roster_id
      where l.county_code = ${county} and l.month = ${month}),
    statements as (
      select id, organisation_id, status, payable_fen from settlement.statement_view
      where county_code = ${county} and month = ${month} and status not in ('superseded', 'returned')),
    settled as (
      select l.person_id, s.organisation_id, s.status, l.payable_fen, l.excluded from settlement.line_view l
      join statements s on s.id = l.statement_id where l.county_code = ${county} and l.month = ${month}),
    paid as (
      select distinct organisation_id from payments.item_view
      where county_code = ${county} and month = ${month} and purpose = 'care' and status = 'paid' and organisation_id is not null
      -- Deductions may leave nothing to pay: then there is no payment to wait for.
      union select organisation_id from statements where status = 'finance_approved' and payable_fen <= 0),
    everyone as (select person_id from registry union select person_id from rostered)
    select e.person_id, p.name, coalesce(t.name, '') as township, o.name as organisation,
      g.person_id is not null as in_registry, r.person_id is not null as on_roster, r.status as roster_status,
      coalesce(s.status, pending.status) as statement_status, s.payable_fen, s.excluded,
      exists (select from paid where paid.organisation_id = s.organisation_id) as paid,
      exists (select from providers.contract_township_view c where c.county_code = ${county}
        and c.township_id = coalesce(g.township_id, r.township_id)) as has_provider
    from everyone e
    join persons.person_view p on p.county_code = ${county} and p.id = e.person_id
    left join registry g on g.person_id = e.person_id
    left join rostered r on r.person_id = e.person_id
    left join settled s on s.person_id = e.person_id
    left join statements pending on pending.organisation_id = r.organisation_id
    left join access.area_view t on t.id = coalesce(r.township_id, g.township_id)
    left join access.organisation_view o on o.county_code = ${county} and o.id = r.organisation_id
    order by t.sort_order, p.name_sort, p.id`.execute(context.transaction)
  return found.rows
}

export function gapsOf(traces: readonly TraceRow[]): Gap[] {
  return traces.flatMap((row) => {
    const settled = row.payableFen !== null
    const difference = differenceOf({
      inRegistry: row.inRegistry,
      onRoster: row.onRoster,
      settled,
      payable: row.payableFen,
      branchText: exclusionWords[row.excluded ?? ''] ?? '',
      paid: row.paid,
      statementText: statementWords[row.statementStatus ?? ''] ?? '结算单还没有计算',
      rosterText: row.hasProvider ? '名册还没有生成或锁定，或锁定后才得知' : '所在乡镇本月没有生效的购买服务合同',
    })
    if (!difference) return []
    const { personId, name, township } = row
    return [{ personId, name, township, organisation: row.organisation ?? '—', ...difference }]
  })
}

/** Counts of persons; `reported` is null where nothing has been handed in for the month. */
export async function countsOf(context: Context, month: PlainMonth, traces: readonly TraceRow[]): Promise<Counts> {
  const count = (holds: (row: TraceRow) => boolean) => traces.filter(holds).length
  return {
    registry: count((row) => row.inRegistry),
    roster: count((row) => row.onRoster && row.rosterStatus !== 'draft'),
    settled: count((row) => row.payableFen !== null),
    paid: count((row) => row.payableFen !== null && row.paid),
    reported: await reportedIn(context, month),
  }
}

async function reportedIn(context: Context, month: PlainMonth): Promise<number | null> {
  const found = await sql<{ reported: number | null }>`
    select reported from reports.reported_view where county_code = ${context.county} and month = ${month}
    order by signed_at desc limit 1`.execute(context.transaction)
  return found.rows[0]?.reported ?? null
}

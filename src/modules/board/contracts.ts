/** Purchase contracts with the money drawn on them, and what ends with one (SX-5.4b, SX-4.6.2). */
import { type RawBuilder, sql } from 'kysely'
import { addDays, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { board, type ContractMonth, type ContractUse, type LeftBehind } from './contract.ts'

export const contracting = part(board, {
  async contracts(context, { page, pageSize, ...filter }) {
    const where = whereOf(context, filter)
    const found = await sql<Omit<ContractUse, 'daysLeft'>>`
      ${drawnOn(context)}
      select k.id, k.number, k.organisation_id, coalesce(o.name, '') as organisation, k.status, k.from_on as "from", k.to_on as "to",
        k.ended_on, k.budget_line, k.sum_fen,
        coalesce((select sum(d.payable_fen) from drawn d where d.contract_id = k.id and d.status = 'finance_approved'), 0)::bigint as settled_fen,
        coalesce((select sum(d.payable_fen) from drawn d where d.contract_id = k.id and d.status <> 'finance_approved'), 0)::bigint as under_way_fen,
        coalesce((select sum(d.paid_fen) from drawn d where d.contract_id = k.id), 0)::bigint as paid_fen,
        (select count(*)::int from agreements.agreement_view a where a.county_code = k.county_code and k.status = 'active'
          and a.organisation_id = k.organisation_id and a.effective_from <= ${context.today}
          and (a.effective_to is null or a.effective_to >= ${context.today})) as agreements
      from providers.contract_view k
      left join access.organisation_view o on o.county_code = k.county_code and o.id = k.organisation_id
      where ${where}
      order by (k.status = 'active') desc, k.to_on, k.number
      limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(context.transaction)
    const count = await sql<{ total: number }>`select count(*)::int as total from providers.contract_view k
      left join access.organisation_view o on o.county_code = k.county_code and o.id = k.organisation_id
      where ${where}`.execute(context.transaction)
    context.shows(filter, found.rows.length)
    const rows = found.rows.map((row) => ({
      ...row,
      daysLeft: row.status === 'active' ? daysBetween(context.today, row.to) : null,
    }))
    return { rows, total: count.rows[0]?.total ?? 0, at: context.now }
  },

  async contractMonths(context, { contractId }) {
    const found = await sql<ContractMonth>`
      ${drawnOn(context)}
      select month, statement_id, status, payable_fen, paid_fen from drawn where contract_id = ${contractId}
      order by month desc`.execute(context.transaction)
    context.shows({ contractId }, found.rows.length)
    return found.rows
  },

  async contractEnding(context, { contractId }) {
    const { county, today } = context
    const found = await sql<LeftBehind>`
      with ending as (select organisation_id from providers.contract_view where county_code = ${county} and id = ${contractId}),
      -- Townships where another contract of the provider goes on lose nothing.
      going_on as (
        select t.township_id from providers.contract_township_view t join ending using (organisation_id)
        join providers.contract_view k on k.county_code = t.county_code and k.id = t.contract_id
        where t.county_code = ${county} and k.status = 'active' and k.id <> ${contractId}
          and t.from_on <= ${today} and t.to_on > ${today}),
      open as (
        select distinct on (a.person_id) a.person_id, a.id, a.number, a.effective_from <= ${today} as in_force
        from agreements.agreement_view a join ending using (organisation_id)
        where a.county_code = ${county} and a.status in ('draft', 'review', 'signing', 'signed', 'filed')
          and a.township_id not in (select township_id from going_on)
        order by a.person_id, a.effective_from nulls last),
      served as (
        select p.id from persons.person_view p join ending using (organisation_id)
        where p.county_code = ${county} and p.status = 'active'
          and p.township_id not in (select township_id from going_on))
      select p.id as person_id, p.name, coalesce(t.name, '') as township, coalesce(v.name, '') as village,
        served.id is not null as served, open.id as agreement_id, open.number as agreement, coalesce(open.in_force, false) as in_force
      from persons.person_view p
      left join open on open.person_id = p.id
      left join served on served.id = p.id
      left join access.area_view t on t.id = p.township_id
      left join access.area_view v on v.id = p.village_id
      where p.county_code = ${county} and (open.id is not null or served.id is not null)
      order by t.sort_order, t.name, v.sort_order, p.name_sort, p.id limit 5000`.execute(context.transaction)
    const { rows } = found
    context.shows({ contractId }, rows.length)
    return {
      rows,
      persons: rows.filter(({ served }) => served).length,
      agreements: rows.filter(({ agreementId }) => agreementId !== null).length,
    }
  },
})

/** Each month's statement in force with the contract it was computed under, and what the bank paid on it. */
const drawnOn = ({ county }: Context): RawBuilder<unknown> => sql`
  with paid as (
    select statement_id, sum(amount_fen) as fen from payments.item_view
    where county_code = ${county} and purpose = 'care' and status = 'paid' group by statement_id),
  drawn as (
    select distinct on (s.organisation_id, s.month) s.contract_id, s.month, s.id as statement_id, s.status, s.payable_fen,
      coalesce(paid.fen, 0)::bigint as paid_fen
    from settlement.statement_view s left join paid on paid.statement_id = s.id
    where s.county_code = ${county} and s.status not in ('superseded', 'returned')
    order by s.organisation_id, s.month, s.edition desc)`

interface Filter {
  words: string
  organisationId?: string | undefined
  contractId?: string | undefined
  status?: string | undefined
  endsWithin?: number | undefined
}

function whereOf({ county, today }: Context, filter: Filter): RawBuilder<unknown> {
  const { words, organisationId, contractId, status, endsWithin } = filter
  const until: PlainDate | undefined = endsWithin ? addDays(today, endsWithin) : undefined
  const parts = [
    sql`k.county_code = ${county}`,
    words && sql`strpos(k.number || ' ' || coalesce(o.name, ''), ${words}) > 0`,
    organisationId && sql`k.organisation_id = ${organisationId}`,
    contractId && sql`k.id = ${contractId}`,
    status && sql`k.status = ${status}`,
    until && sql`k.status = 'active' and k.to_on <= ${until}`,
  ]
  return sql.join(
    parts.flatMap((each) => (each ? [each] : [])),
    sql` and `,
  )
}

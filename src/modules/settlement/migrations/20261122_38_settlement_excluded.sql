-- Why a person-month is not paid, for the list of gaps; the code stands in the line itself.
create or replace view settlement.line_view with (security_invoker = true) as
  select l.county_code, l.statement_id, l.month, l.organisation_id, l.township_id, l.person_id, l.level, l.branch, l.base_fen,
    l.amount_fen as payable_fen, encode(l.hash, 'hex') as hash,
    case when l.branch = 'unpaid' then l.line::jsonb ->> 'excluded' end as excluded
  from settlement.line l join settlement.statement s on s.county_code = l.county_code and s.id = l.statement_id
  where s.status not in ('computing', 'abandoned');

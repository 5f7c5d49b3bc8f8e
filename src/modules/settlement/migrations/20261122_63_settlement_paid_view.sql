-- What of a statement is each person's: fee of the month, what is put right of earlier months, less the deductions applied in
-- his name. Deductions of a whole township are nobody's by name; what a month cannot bear is carried or claimed and not here.
create view settlement.paid_view with (security_invoker = true) as
  select s.county_code, s.id as statement_id, s.month, s.organisation_id, each.person_id, min(each.township_id::text)::uuid as township_id,
    sum(each.fee_fen)::bigint as fee_fen, sum(each.corrected_fen)::bigint as corrected_fen, sum(each.deducted_fen)::bigint as deducted_fen,
    (sum(each.fee_fen) + sum(each.corrected_fen) - sum(each.deducted_fen))::bigint as paid_fen, max(each.hash) as hash
  from settlement.statement s
  join (
    select county_code, statement_id, person_id, township_id, amount_fen as fee_fen, 0::bigint as corrected_fen, 0::bigint as deducted_fen,
      encode(hash, 'hex') as hash
    from settlement.line
    union all
    select county_code, statement_id, person_id, township_id, 0, amount_fen + excess_fen, 0, null from settlement.correction
    union all
    select county_code, statement_id, person_id, township_id, 0, 0, amount_fen - excess_fen, null from settlement.deduction
      where person_id is not null and refused = '{}'
  ) each on each.county_code = s.county_code and each.statement_id = s.id
  where s.status not in ('computing', 'abandoned')
  group by s.county_code, s.id, s.month, s.organisation_id, each.person_id;

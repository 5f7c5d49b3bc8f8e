-- The same person-month trees as settlement.month@1 writes (src/modules/settlement/line.ts), built and hashed by one
-- set-based statement, byte for byte equal (src/modules/settlement/line-in-sql.test.ts). Rounds half up to the fen, as
-- A-48 says; other roundings of a pack are left to the edition. The division of non-negative bigints rounds down.
insert into bench_line (county_code, month, person_id, township_id, amount, base, excluded, line, hash)
select county_code, month, person_id, township_id, amount, base, excluded, line, sha256(convert_to(line, 'UTF8'))
from (
  select roster.county_code, roster.month, roster.person_id, roster.township_id, money.amount, money.base, roster.excluded,
    concat(
      '{"agreement":',
      case when roster.agreement_id is null then 'null'
        else concat('{"id":"', roster.agreement_id, '","on":"', to_char(roster.agreement_on, 'YYYY-MM-DD'), '"}') end,
      ',"amount":', money.amount,
      case when roster.excluded is not null then concat(',"children":[],"excluded":"', roster.excluded, '"')
        else concat(
          ',"children":[{"amount":', money.base, ',"days":[',
          concat_ws(',',
            case when roster.able_days > 0
              then concat('{"count":', roster.able_days, ',"level":"able","rate":', rules.able, '}') end,
            case when roster.partly_able_days > 0
              then concat('{"count":', roster.partly_able_days, ',"level":"partly_able","rate":', rules.partly_able, '}') end,
            case when roster.unable_days > 0
              then concat('{"count":', roster.unable_days, ',"level":"unable","rate":', rules.unable, '}') end),
          '],"kind":"base","less":', roster.less, ',"of":', rules.days,
          '},{"amount":', money.amount - money.base, ',"kind":"factor","of":', rules."of", ',"times":', rules.times, '}]') end,
      ',"kind":"person_month","month":"', roster.month, '","person":"', roster.person_id,
      '","roster":"', roster.roster_line_id, '","rule":"', rules.rule,
      '","visits":{"count":', roster.visit_count, ',"digest":"', roster.visits_digest, '","valid":', roster.visit_valid, '}}'
    ) as line
  from bench_roster as roster
  join bench_rules as rules using (county_code, month, township_id)
  cross join lateral (
    select case when roster.excluded is null
      then roster.able_days * rules.able + roster.partly_able_days * rules.partly_able + roster.unable_days * rules.unable
      else 0 end as fen_days
  ) as summed
  cross join lateral (
    select (2 * fen_days * rules.times + rules.days * rules."of") / (2 * rules.days * rules."of") as amount,
      (2 * fen_days + rules.days) / (2 * rules.days) as base
  ) as money
) as settled

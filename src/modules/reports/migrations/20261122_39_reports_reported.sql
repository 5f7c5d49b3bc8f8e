-- How many persons a handed-in table counted, for comparing register, settlement, payment and report.
create view reports.reported_view with (security_invoker = true) as
  select county_code, month, table_name, signed_at, (totals -> 'values' ->> 'dispersed')::int as reported
  from reports.submission where totals -> 'values' ? 'dispersed';

-- What the audit module shows of the record.
create view record.entry_view with (security_invoker = true) as
  select e.county_code, e.id, e.at, e.account_id, e.account_name, e.role, e.kind, e.operation, e.purpose, e.result, e.reasons, e.count, e.client,
    (select count(*)::int from record.entry_person p where p.county_code = e.county_code and p.entry_id = e.id) as persons,
    (select l.index from record.leaf l where l.county_code = e.county_code and l.entry_id = e.id) as leaf_index
  from record.entry e;

-- 附件3 of one person: his guardians, his health, what he complained of. Gone with the file (BJ-12.5); the signed tables, which hold sums, stay.
-- Rows of evidence go only of whom the register has forgotten.
create function reports.forget(of_county text, of_person uuid) returns table (of_table text, entry_id uuid)
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (select from persons.person p where p.county_code = of_county and p.id = of_person and p.forgotten_at is not null)
  then
    raise exception 'not forgotten' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  return query with gone as (delete from reports.form g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'reports.form', gone.entry_id from gone;
end
$body$;
grant usage, create on schema reports to gongyang_oversight;
grant delete on reports.form to gongyang_oversight;
alter function reports.forget(text, uuid) owner to gongyang_oversight;
revoke all on function reports.forget(text, uuid) from public;
grant execute on function reports.forget(text, uuid) to gongyang_app;

-- Slips of paper, who helped him and what he asked for, in his words: gone with the file (BJ-12.5). Number, kind and days of a request stay,
-- for the figures of how many were answered in time. Rows of evidence go only of whom the register has forgotten.
create function portal.forget(of_county text, of_person uuid) returns table (of_table text, entry_id uuid)
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (select from persons.person p where p.county_code = of_county and p.id = of_person and p.forgotten_at is not null)
  then
    raise exception 'not forgotten' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  return query with gone as (delete from portal.request_step g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'portal.request_step', gone.entry_id from gone;
  return query with gone as (delete from portal.help_deed g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'portal.help_deed', gone.entry_id from gone;
  return query with gone as (delete from portal.help g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'portal.help', gone.entry_id from gone;
  delete from portal.session where county_code = of_county and person_id = of_person;
  delete from portal.slip where county_code = of_county and person_id = of_person;
end
$body$;
grant usage, create on schema portal to gongyang_oversight;
grant delete on portal.request_step, portal.help_deed, portal.help, portal.session, portal.slip to gongyang_oversight;
alter function portal.forget(text, uuid) owner to gongyang_oversight;
revoke all on function portal.forget(text, uuid) from public;
grant execute on function portal.forget(text, uuid) to gongyang_app;

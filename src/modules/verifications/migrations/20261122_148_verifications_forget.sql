-- What was found at a person year by year, and where he went to school: gone with the file (BJ-12.5). That he was on a plan and was seen
-- stays, for the coverage of the closed round. Rows of evidence go only of whom the register has forgotten.
create function verifications.forget(of_county text, of_person uuid) returns table (of_table text, entry_id uuid)
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (select from persons.person p where p.county_code = of_county and p.id = of_person and p.forgotten_at is not null)
  then
    raise exception 'not forgotten' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  return query with gone as (delete from verifications.settled g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'verifications.settled', gone.entry_id from gone;
  return query with gone as (delete from verifications.result g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'verifications.result', gone.entry_id from gone;
  return query with gone as (delete from verifications.school g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'verifications.school', gone.entry_id from gone;
end
$body$;
grant usage, create on schema verifications to gongyang_oversight;
grant delete on verifications.settled, verifications.result, verifications.school to gongyang_oversight;
alter function verifications.forget(text, uuid) owner to gongyang_oversight;
revoke all on function verifications.forget(text, uuid) from public;
grant execute on function verifications.forget(text, uuid) to gongyang_app;

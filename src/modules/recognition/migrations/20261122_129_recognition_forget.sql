-- What was told, seen and objected in a case, with the files of it: other people's words, most of them.
-- The application may delete no evidence. This deletes it only of whom the register has forgotten (BJ-12.5), and only what one entry wrote of
-- him alone, since a restore takes back all rows of an entry. Numbers, days and conclusions stay.
create function recognition.forget(of_county text, of_person uuid) returns table (of_table text, entry_id uuid)
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (select from persons.person p where p.county_code = of_county and p.id = of_person and p.forgotten_at is not null)
  then
    raise exception 'not forgotten' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  return query with gone as (delete from recognition.deed g where g.county_code = of_county and g.case_id in (select a.id from recognition.application a where a.county_code = of_county and a.person_id = of_person) and g.kind in ('applied', 'told', 'supplemented', 'helped', 'surveyed', 'objected', 'checked')
      and not exists (select from recognition.deed o where o.county_code = g.county_code and o.entry_id = g.entry_id and o.case_id <> g.case_id)
    returning g.entry_id) select 'recognition.deed', gone.entry_id from gone;
end
$body$;
grant usage, create on schema recognition to gongyang_oversight;
grant delete on recognition.deed to gongyang_oversight;
alter function recognition.forget(text, uuid) owner to gongyang_oversight;
revoke all on function recognition.forget(text, uuid) from public;
grant execute on function recognition.forget(text, uuid) to gongyang_app;

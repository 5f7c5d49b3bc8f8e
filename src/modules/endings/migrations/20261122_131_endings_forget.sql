-- What was said when a change was heard and what was found when he had died.
-- The application may delete no evidence. This deletes it only of whom the register has forgotten (BJ-12.5), and only what one entry wrote of
-- him alone, since a restore takes back all rows of an entry. Numbers, days and conclusions stay.
create function endings.forget(of_county text, of_person uuid) returns table (of_table text, entry_id uuid)
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (select from persons.person p where p.county_code = of_county and p.id = of_person and p.forgotten_at is not null)
  then
    raise exception 'not forgotten' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  return query with gone as (delete from endings.act g where g.county_code = of_county and g.person_id = of_person and g.kind in ('verified', 'heard', 'objected', 'answered')
      and not exists (select from endings.act o where o.county_code = g.county_code and o.entry_id = g.entry_id and o.person_id <> g.person_id)
    returning g.entry_id) select 'endings.act', gone.entry_id from gone;
  return query with gone as (delete from endings.death_act g where g.county_code = of_county and g.person_id = of_person and g.kind in ('family_told', 'estate_listed', 'estate_handed')
      and not exists (select from endings.death_act o where o.county_code = g.county_code and o.entry_id = g.entry_id and o.person_id <> g.person_id)
    returning g.entry_id) select 'endings.death_act', gone.entry_id from gone;
end
$body$;
grant usage, create on schema endings to gongyang_oversight;
grant delete on endings.act, endings.death_act to gongyang_oversight;
alter function endings.forget(text, uuid) owner to gongyang_oversight;
revoke all on function endings.forget(text, uuid) from public;
grant execute on function endings.forget(text, uuid) to gongyang_app;

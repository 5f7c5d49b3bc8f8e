-- Whose hand stood under an agreement, and its picture: gone with the file (BJ-12.5). Number, term, price and level stay: by them was paid
-- (社会救助法 第七十条). Rows of evidence go only of whom the register has forgotten, and only what one entry wrote of him alone.
create function agreements.forget(of_county text, of_person uuid) returns table (of_table text, entry_id uuid)
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (select from persons.person p where p.county_code = of_county and p.id = of_person and p.forgotten_at is not null)
  then
    raise exception 'not forgotten' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  return query with gone as (delete from agreements.signature g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'agreements.signature', gone.entry_id from gone;
  delete from agreements.party where county_code = of_county and person_id = of_person;
end
$body$;
grant usage, create on schema agreements to gongyang_oversight;
grant delete on agreements.signature, agreements.party to gongyang_oversight;
alter function agreements.forget(text, uuid) owner to gongyang_oversight;
revoke all on function agreements.forget(text, uuid) from public;
grant execute on function agreements.forget(text, uuid) to gongyang_app;

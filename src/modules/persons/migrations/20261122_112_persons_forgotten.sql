-- His file was destroyed after its term (BJ-12.5): what the register knew of him beside name, day of birth and how he stood is gone,
-- since the records of money and service, which the law keeps (社会救助法 第七十条), name no more than that.
alter table persons.person add column forgotten_at timestamptz;
alter table persons.person add constraint person_forgotten_whole check (forgotten_at is null or (ended_on is not null
  and id_number is null and id_index is null and phone is null and residence = '' and registered_at = '' and longitude is null));

-- Old and new values of corrections are evidence, which the application may not delete: only of whom the register has forgotten.
create function persons.forget_corrections(of_county text, of_person uuid) returns setof uuid
  language sql security definer set search_path = pg_catalog
  as $$ delete from persons.correction c using persons.person p
        where c.county_code = of_county and c.person_id = of_person and p.county_code = of_county and p.id = of_person
          and p.forgotten_at is not null and of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county'
        returning c.entry_id $$;
grant delete on persons.correction to gongyang_oversight;
alter function persons.forget_corrections(text, uuid) owner to gongyang_oversight;
revoke all on function persons.forget_corrections(text, uuid) from public;
grant execute on function persons.forget_corrections(text, uuid) to gongyang_app;

-- What else goes with a file: his certificates, and every letter that was printed to him, word for word (BJ-12.5). A poster that names others stays.
create function archives.forget(of_county text, of_person uuid) returns table (of_table text, entry_id uuid)
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (select from persons.person p where p.county_code = of_county and p.id = of_person and p.forgotten_at is not null)
  then
    raise exception 'not forgotten' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  return query with gone as (delete from archives.certificate g where g.county_code = of_county and g.person_id = of_person
    returning g.entry_id) select 'archives.certificate', gone.entry_id from gone;
  return query with whose as (
      select of_person as id
      union select a.id from recognition.application a where a.county_code = of_county and a.person_id = of_person
      union select a.id from assessments.assessment a where a.county_code = of_county and a.person_id = of_person
      union select c.id from endings.change c where c.county_code = of_county and c.person_id = of_person
      union select d.id from endings.death d where d.county_code = of_county and d.person_id = of_person),
    gone as (delete from documents.issued g where g.county_code = of_county and g.subject_id in (select id from whose)
      and not exists (select from documents.issued o where o.county_code = g.county_code and o.entry_id = g.entry_id
        and o.subject_id not in (select id from whose))
    returning g.entry_id) select 'documents.issued', gone.entry_id from gone;
end
$body$;
grant delete on archives.certificate, documents.issued to gongyang_oversight;
grant usage on schema documents, recognition, assessments, endings to gongyang_oversight;
alter function archives.forget(text, uuid) owner to gongyang_oversight;
revoke all on function archives.forget(text, uuid) from public;
grant execute on function archives.forget(text, uuid) to gongyang_app;

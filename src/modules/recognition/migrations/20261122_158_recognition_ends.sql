-- 申请人死亡、撤回: asked for by one person, agreed to by another; papers that come after acceptance; capacity asked at intake.
alter table recognition.application drop constraint application_step_check;
alter table recognition.application add constraint application_step_check
  check (step in ('acceptance', 'survey', 'opinion', 'publicity', 'county', 'decided', 'withdrawn', 'died'));
alter table recognition.application
  -- What the clerk asked the leader to end the case as; null while nobody did.
  add column ending text check (ending in ('withdrawn', 'died')),
  add column died_on date,
  -- 民法典 第二十一条、第二十二条: as asked at intake; null where it was not (minors, and cases of before).
  add column capacity text check (capacity in ('full', 'limited', 'none')),
  add column capacity_basis text not null default '';
alter table recognition.deed drop constraint deed_kind_check;
alter table recognition.deed add constraint deed_kind_check check (kind in ('applied', 'told', 'supplemented', 'accepted', 'filed', 'helped', 'surveyed',
  'submitted', 'opined', 'returned', 'posted', 'hung', 'taken_down', 'objected', 'answered', 'sent', 'drawn', 'checked', 'proposed', 'decided',
  'published', 'linked', 'paused', 'resumed', 'recomputed', 'end_asked', 'end_refused', 'withdrawn', 'died', 'delivered', 'printed'));

drop index recognition.one_open_application;
create unique index one_open_application on recognition.application (county_code, id_index) where step not in ('decided', 'withdrawn', 'died');
drop index recognition.application_open_by_number;
create index application_open_by_number on recognition.application (id_index) where step not in ('decided', 'withdrawn', 'died');
create or replace function recognition.open_elsewhere(asked bytea, county text) returns boolean
  language sql stable security definer set search_path = pg_catalog
  as $$ select exists (select from recognition.application a
        where a.id_index = asked and a.county_code <> county and a.step not in ('decided', 'withdrawn', 'died')) $$;

-- What was filed and said of an end holds other people's words as well: it goes with the rest when the register forgets somebody.
create or replace function recognition.forget(of_county text, of_person uuid) returns table (of_table text, entry_id uuid)
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (select from persons.person p where p.county_code = of_county and p.id = of_person and p.forgotten_at is not null)
  then
    raise exception 'not forgotten' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  return query with gone as (delete from recognition.deed g where g.county_code = of_county and g.case_id in (select a.id from recognition.application a where a.county_code = of_county and a.person_id = of_person) and g.kind in ('applied', 'told', 'supplemented', 'filed', 'helped', 'surveyed', 'objected', 'checked', 'end_asked', 'end_refused')
      and not exists (select from recognition.deed o where o.county_code = g.county_code and o.entry_id = g.entry_id and o.case_id <> g.case_id)
    returning g.entry_id) select 'recognition.deed', gone.entry_id from gone;
end
$body$;

-- Lists that stay on their indexes at a million persons, the day of death, corrections, and the present out of the facts.
alter table persons.person add column died_on date check (died_on >= born_on);
-- Who looks after him when he is ill stands in contact; what the list said besides, here.
alter table persons.person add column remarks text not null default '';
alter table persons.person add column disability_card text not null default '';
alter table persons.person add column insurance text not null default '';

-- Row-level security asks for township, village and organisation; with them in the index a deep page reads no table.
drop index persons.person_by_name;
drop index persons.person_by_township;
drop index persons.person_of_all_by_name;
drop index persons.person_by_last4;
-- The id is no key of these two: on a table without statistics the planner would look persons up by county and id in them,
-- reading the whole county for each foreign key that it checks.
create index person_by_name on persons.person (county_code, name_sort)
  include (id, township_id, village_id, organisation_id, status, mode, level, household_class, born_on);
create index person_by_township on persons.person (county_code, township_id, name_sort)
  include (id, village_id, organisation_id, status, mode, level, household_class, born_on);
create index person_of_all_by_name on persons.person (name_sort, county_code, id)
  include (township_id, village_id, organisation_id, status, mode, level, household_class, born_on);
create index person_of_all_by_level on persons.person (level, name_sort, county_code, id)
  include (township_id, village_id, organisation_id, status, mode, household_class, born_on);
create index person_of_all_by_status on persons.person (status, name_sort, county_code, id)
  include (township_id, village_id, organisation_id, level, mode, household_class, born_on);
create index person_of_township on persons.person (township_id, name_sort, county_code, id)
  include (village_id, organisation_id, status, mode, level, household_class, born_on);
create index person_by_last4 on persons.person (id_last4, county_code, name_sort, id);
create index search_token_of_all on persons.search_token (token, county_code, person_id) include (township_id, organisation_id);
create index fact_by_day on persons.fact (county_code, from_on, kind, person_id);

-- 档案号: unique in its county, in the order of filing over all counties.
create sequence persons.file_number;
grant usage on sequence persons.file_number to gongyang_app;

create or replace view persons.person_view with (security_invoker = true) as
  select county_code, id, name, name_sort, sex, born_on, id_index, id_masked, phone_masked, household_class, residence, township_id, village_id,
    commissioning_township_id, organisation_id, status, mode, level, supported_from, ended_on, end_reason, certificate_no, file_no,
    capacity, longitude, latitude, datum, accuracy, origin, decision_no, decided_on, changed_at,
    (capacity_basis = '' and (mental_illness or coalesce(level, '') = 'unable')) as capacity_open, capacity_since, died_on
  from persons.person;

-- A payee once proposed and not confirmed.
alter table persons.payee_account add column refused_on date;
alter table persons.payee_account add column refused_reason text not null default '';
alter table persons.payee_account add column proposed_at timestamptz;
alter table persons.payee_account add column confirmed_at timestamptz;

-- 更正: never overwrites; old and new value, reason and paper stay. Identity numbers and phones sealed, shown masked.
create table persons.correction (
  county_code     text not null,
  id              uuid not null,
  person_id       uuid not null,
  field           text not null,
  old_value       text not null,
  new_value       text not null,
  old_sealed      bytea,
  reason          text not null check (reason <> ''),
  paper_reference text not null check (paper_reference <> ''),
  file_id         uuid,
  corrected_by    text not null,
  known_at        timestamptz not null,
  entry_id        uuid not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person
);
create index correction_of_person on persons.correction (county_code, person_id, known_at);
create index correction_entry on persons.correction (county_code, entry_id);
select platform.protect('persons.correction', via_person => true, evidence => true);

-- Writes what holds on a day into the person and his search tokens, out of the facts; lists read it there.
create function persons.bring_up_to_date(county text, persons uuid[], day date, known timestamptz) returns void
  language sql
  as $$
  with held as (
    select distinct on (f.person_id, f.kind) f.person_id, f.kind, f.value
    from persons.fact f
    where f.county_code = county and f.person_id = any (persons) and f.from_on <= day
      and not exists (select from persons.fact r where r.county_code = f.county_code and r.replaces_id = f.id)
    order by f.person_id, f.kind, f.from_on desc, f.known_at desc, f.id desc),
  standing as (
    select h.person_id,
      max(h.value) filter (where h.kind = 'status') as status,
      max(h.value) filter (where h.kind = 'mode') as mode,
      max(h.value) filter (where h.kind = 'level') as level,
      max(h.value) filter (where h.kind = 'township')::uuid as township_id,
      max(h.value) filter (where h.kind = 'village') as village,
      max(h.value) filter (where h.kind = 'class') as class,
      max(h.value) filter (where h.kind = 'organisation') as organisation
    from held h group by h.person_id),
  changed as (
    update persons.person p set
      status = coalesce(s.status, p.status), mode = coalesce(s.mode, p.mode), level = coalesce(s.level, p.level),
      township_id = coalesce(s.township_id, p.township_id),
      village_id = case when s.village is null then p.village_id else nullif(s.village, '')::uuid end,
      household_class = coalesce(s.class, p.household_class),
      organisation_id = case when s.organisation is null then p.organisation_id else nullif(s.organisation, '')::uuid end,
      version = p.version + 1, changed_at = known
    from standing s where p.county_code = county and p.id = s.person_id
    returning p.id, p.township_id, p.organisation_id)
  update persons.search_token t set township_id = c.township_id, organisation_id = c.organisation_id
  from changed c
  where t.county_code = county and t.person_id = c.id
    and (t.township_id, t.organisation_id) is distinct from (c.township_id, c.organisation_id) $$;

-- Proof that a person goes to school: keeps support going beyond the age at which it ends (民发〔2021〕43号 第二十四条).
-- The last one entered counts; a wrong one is put right by another.
create table verifications.school (
  county_code    text not null,
  id             uuid not null,
  person_id      uuid not null,
  township_id    uuid not null,
  village_id     uuid,
  -- A code of eligibility.minor.in_school.
  stage          text not null check (length(stage) between 2 and 60),
  school         text not null check (length(school) between 2 and 100),
  grade          text not null default '' check (length(grade) <= 40),
  proved_on      date not null,
  until_on       date not null,
  proof          text not null default '',
  file_id        uuid,
  by_account     text not null,
  by_name        text not null,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint verification_school_days check (until_on > proved_on),
  constraint verification_school_proof check (proof <> '' or file_id is not null)
);
create index school_of_person on verifications.school (county_code, person_id, at desc);
create index school_entry on verifications.school (county_code, entry_id);
select platform.protect('verifications.school', via_person => true, evidence => true);

create view verifications.school_view with (security_invoker = true) as
  select distinct on (county_code, person_id) county_code, id, person_id, stage, school, proved_on, until_on
  from verifications.school order by county_code, person_id, at desc, id desc;

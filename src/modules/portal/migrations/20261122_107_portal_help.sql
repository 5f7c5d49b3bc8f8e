-- 协助查询: who helped whom, how he made sure of him, and what was shown, printed or read aloud. Evidence, insert-only.
create table portal.help (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  person_id      uuid not null,
  township_id    uuid not null references access.area,
  present        text not null check (present in ('person', 'guardian', 'relative')),
  present_name   text not null check (present_name <> ''),
  guardian_id    uuid,
  identified_how text not null check (identified_how in ('id_card', 'household_book', 'known', 'aide_vouches')),
  identified_words text not null default '',
  place          text not null default '',
  helper_id      text not null,
  helper_name    text not null,
  helper_role    text not null,
  helper_unit_id uuid,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, guardian_id) references persons.guardian,
  constraint help_of_one_present check ((present = 'guardian') = (guardian_id is not null))
);
create index help_of_person on portal.help (county_code, person_id, at desc);
create index help_entry on portal.help (county_code, entry_id);
select platform.protect('portal.help', via_person => true, evidence => true);

create table portal.help_deed (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  help_id      uuid not null,
  person_id    uuid not null,
  part         text not null check (part in ('home', 'entitlement', 'payments', 'care', 'consents', 'file', 'requests', 'all')),
  deed         text not null check (deed in ('shown', 'printed', 'read_aloud')),
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, help_id) references portal.help
);
create index help_deed_of_help on portal.help_deed (county_code, help_id, at);
create index help_deed_entry on portal.help_deed (county_code, entry_id);
select platform.protect('portal.help_deed', via_person => true, evidence => true);

-- 制度衔接 after an end (民发〔2021〕43号 第二十七条, AH-4.3g): what became of whoever is no longer supported. The task is the decided end
-- itself until a row stands here; relief that bridges a month and the scheme that follows are two rows.
create table endings.linkage (
  county_code    text not null,
  id             uuid not null,
  change_id      uuid not null,
  person_id      uuid not null,
  result         text not null check (result in ('dibao', 'temporary_relief', 'other_scheme', 'not_eligible', 'declined')),
  -- First month without support.
  from_month     text not null check (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- First month of the other scheme; null where there is none.
  starts_month   text check (starts_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  on_day         date not null,
  words          text not null check (length(words) between 4 and 1000),
  proof          text not null default '',
  by_account     text not null,
  by_name        text not null,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, change_id) references endings.change,
  check ((starts_month is not null) = (result in ('dibao', 'temporary_relief', 'other_scheme'))),
  constraint ending_linkage_no_overlap check (starts_month is null or result <> 'dibao' or starts_month >= from_month),
  constraint ending_linkage_once unique (county_code, change_id, result)
);
create index linkage_entry on endings.linkage (county_code, entry_id);
select platform.protect('endings.linkage', via_person => true, evidence => true);

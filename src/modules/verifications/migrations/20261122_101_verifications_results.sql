-- What was found at a person. Never changed: another edition names the one it takes the place of and why.
create table verifications.result (
  county_code    text not null,
  id             uuid not null,
  round_id       uuid not null,
  person_id      uuid not null,
  township_id    uuid not null,
  village_id     uuid,
  edition        int not null check (edition > 0),
  -- not_seen is kept as a try and does not count as verified.
  answer         text not null check (answer in ('none', 'income', 'obligor', 'ability', 'labour', 'died', 'moved', 'minor', 'imprisoned', 'voluntary', 'other', 'not_seen')),
  how            text not null check (how in ('home', 'institution', 'village', 'hospital', 'video', 'elsewhere')),
  -- The person himself.
  seen_self      boolean not null,
  seen_on        date not null,
  officer        text not null check (length(officer) between 2 and 60),
  words          text not null default '' check (length(words) <= 500),
  legacy_category text check (legacy_category in ('new_application', 'rural_wubao', 'rural_supported', 'urban_three_no')),
  legacy_on      date,
  path           text check (path in ('direct', 'full_recognition')),
  replaces_id    uuid,
  reason         text not null default '',
  by_account     text not null,
  by_name        text not null,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, round_id, person_id) references verifications.entry,
  foreign key (county_code, replaces_id) references verifications.result,
  constraint verification_result_once unique (county_code, round_id, person_id, edition),
  constraint verification_replaced_once unique (county_code, replaces_id),
  constraint verification_correction_reason check ((edition = 1) = (replaces_id is null) and (edition = 1 or length(reason) >= 4)),
  constraint verification_words check (answer = 'none' and seen_self or length(words) >= 4),
  check (answer <> 'not_seen' or not seen_self)
);
create index result_of_person on verifications.result (county_code, person_id, seen_on desc);
create index result_by_place on verifications.result (county_code, round_id, township_id, village_id);
create index result_entry on verifications.result (county_code, entry_id);
select platform.protect('verifications.result', evidence => true);
-- verifications.entry.result_id names one of these rows; it is no foreign key, because a backup copies what is referred to first.

-- How an unusual result ended where it led to no change of its own, or to a new recognition.
create table verifications.settled (
  county_code    text not null,
  id             uuid not null,
  result_id      uuid not null,
  person_id      uuid not null,
  township_id    uuid not null,
  village_id     uuid,
  outcome        text not null check (outcome in ('no_effect', 'recognised', 'not_met')),
  words          text not null check (length(words) between 4 and 500),
  decision_no    text not null default '',
  by_account     text not null,
  by_name        text not null,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, result_id) references verifications.result,
  constraint verification_settled_once unique (county_code, result_id),
  constraint verification_decision check (outcome = 'no_effect' or decision_no <> '')
);
create index settled_entry on verifications.settled (county_code, entry_id);
select platform.protect('verifications.settled', evidence => true);

-- One line for each verified person and round: the fact other modules read.
create view verifications.verification_view with (security_invoker = true) as
  select r.county_code, r.id, r.person_id, r.round_id, o.year, r.answer as result, r.seen_on
  from verifications.entry e
  join verifications.result r on r.county_code = e.county_code and r.id = e.result_id
  join verifications.round o on o.county_code = e.county_code and o.id = e.round_id;

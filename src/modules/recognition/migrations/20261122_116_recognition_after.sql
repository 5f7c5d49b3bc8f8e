-- What a confirmation sets going with other benefits, and the days on which the county's review meets.
-- 制度衔接: the other benefit is paid to the end of the month of confirmation, support from the next; no month left out, none twice (A-38).
create table recognition.linkage (
  county_code text not null check (county_code ~ '^\d{6}$'),
  id          uuid not null,
  case_id     uuid not null,
  person_id   uuid not null,
  township_id uuid not null references access.area,
  village_id  uuid,
  benefit     text not null,
  old_through text not null check (old_through ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  new_from    text not null check (new_from ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  citations   jsonb not null default '[]',
  carried_on  date,
  paper       text not null default '',
  words       text not null default '',
  carried_by  text not null default '',
  primary key (county_code, id),
  foreign key (county_code, case_id) references recognition.application,
  constraint linkage_once unique (county_code, case_id, benefit),
  constraint linkage_without_gap check (to_date(new_from, 'YYYY-MM') = to_date(old_through, 'YYYY-MM') + interval '1 month')
);
create index linkage_open on recognition.linkage (county_code, new_from) where carried_on is null;
select platform.protect('recognition.linkage');

-- 评审会: one day a month, and the last day on which papers still come in for it.
create table recognition.meeting (
  county_code text not null check (county_code ~ '^\d{6}$'),
  month       text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  meeting_on  date not null,
  papers_by   date not null,
  set_by      text not null,
  set_at      timestamptz not null,
  primary key (county_code, month),
  constraint meeting_in_month check (to_char(meeting_on, 'YYYY-MM') = month),
  constraint papers_before_meeting check (papers_by <= meeting_on)
);
select platform.protect('recognition.meeting', open_to => '{townships,villages}');

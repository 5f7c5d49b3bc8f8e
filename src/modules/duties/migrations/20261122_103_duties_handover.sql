-- 交接: a matter passed from one section or unit to another is the sender's until the other side has accepted it (JL-8a).
create schema duties;

create table duties.handover (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  -- What is passed on; its module says what it is called, where it stands and whether it is still open.
  subject_kind  text not null check (subject_kind ~ '^[a-z_]{2,30}$'),
  subject_id    uuid not null,
  title         text not null check (length(title) between 1 and 200),
  link          text not null check (link ~ '^/[a-z]'),
  township_id   uuid references access.area,
  -- A section of the county's bureau, or a township; the unit is the township's and null for a section.
  from_section  text not null check (from_section in ('social_assistance', 'institution_management', 'township')),
  from_unit     uuid references access.area,
  to_section    text not null check (to_section in ('social_assistance', 'institution_management', 'township')),
  to_unit       uuid references access.area,
  -- The one it is meant for, where one is named; anybody of the unit may accept.
  to_account    uuid,
  to_name       text not null default '',
  sent_by       text not null,
  sent_name     text not null,
  sent_on       date not null,
  sent_at       timestamptz not null,
  note          text not null check (length(note) between 4 and 500),
  -- Null where no document and no county sets a term.
  due_on        date,
  state         text not null default 'sent' check (state in ('sent', 'accepted', 'returned', 'withdrawn')),
  answered_by   text,
  answered_name text not null default '',
  answered_at   timestamptz,
  answer_note   text not null default '',
  -- Seen to be finished in its own module, or passed on: nobody is reminded of it any more.
  finished_on   date,
  primary key (county_code, id),
  check ((from_section = 'township') = (from_unit is not null)),
  check ((to_section = 'township') = (to_unit is not null)),
  constraint handover_between_two check (from_section <> to_section),
  constraint handover_answered_whole check ((state = 'sent') = (answered_by is null) and (answered_by is null) = (answered_at is null)),
  constraint handover_return_says_why check (state <> 'returned' or length(answer_note) >= 4)
);
-- Two open hand-overs of one matter would leave it with two units, or with none.
create unique index handover_one_open on duties.handover (county_code, subject_kind, subject_id) where state = 'sent';
create index handover_of_subject on duties.handover (county_code, subject_kind, subject_id, sent_at);
create index handover_unfinished on duties.handover (county_code, sent_at) where finished_on is null and state <> 'withdrawn';
create index handover_recent on duties.handover (county_code, sent_at desc, id);
select platform.protect('duties.handover');

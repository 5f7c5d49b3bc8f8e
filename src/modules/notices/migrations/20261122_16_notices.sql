-- 告知: everybody is told of what was paid for him, in a way that fits him, and that he took note is kept (AH-2.1.1f).
create schema notices;

create table notices.notice (
  county_code       text not null check (county_code ~ '^\d{6}$'),
  id                uuid not null,
  person_id         uuid not null,
  township_id       uuid not null references access.area,
  -- As he was called when he was told.
  addressee         text not null,
  kind              text not null check (kind in ('paper_slip', 'read_aloud', 'message')),
  title             text not null,
  -- In plain words, without level or illness (screens 5.21).
  text              text not null check (length(text) between 1 and 1000),
  -- What it tells of: 'payments.share' and its id.
  source_table      text not null,
  source_id         uuid not null,
  month             text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  made_at           timestamptz not null,
  printed_at        timestamptz,
  acknowledged_at   timestamptz,
  acknowledged_on   date,
  acknowledged_by   text,
  acknowledged_how  text check (acknowledged_how in ('paper_slip', 'read_aloud', 'message')),
  -- Who took the slip or listened when it was not the person himself, or why he could not be reached.
  remark            text not null default '',
  recorded_by       text,
  primary key (county_code, id),
  constraint notice_once unique (county_code, source_table, source_id),
  constraint acknowledged_whole check ((acknowledged_at is null) = (acknowledged_by is null)
    and (acknowledged_at is null) = (acknowledged_how is null) and (acknowledged_at is null) = (acknowledged_on is null))
);
create index notice_of_person on notices.notice (county_code, person_id, made_at desc);
create index notice_to_acknowledge on notices.notice (county_code, township_id, month) where acknowledged_at is null;
select platform.protect('notices.notice');

create view notices.notice_view with (security_invoker = true) as
  select county_code, id, person_id, township_id, kind, title, text, source_table, source_id, month, made_at, acknowledged_at,
    acknowledged_on, acknowledged_how
  from notices.notice;

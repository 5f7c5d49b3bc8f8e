-- Changes and endings: each a case with its lawful order of steps, told step by step in rows that never change.
create schema endings;

create table endings.change (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  number         text not null,
  person_id      uuid not null,
  -- Where the person was when it was opened.
  township_id    uuid not null references access.area,
  kind           text not null check (kind in ('end', 'reduce', 'transfer', 'moved_away', 'to_home', 'to_dispersed', 'suspend', 'resume', 'minor')),
  -- For an end a code of exit.reasons.
  reason         text not null default '',
  facts          text not null check (length(facts) between 4 and 1000),
  -- What it asks for beyond its kind: level, township, home, days. Read by the module alone.
  wanted         jsonb not null default '{}',
  step           text not null check (step in ('verify', 'hear', 'publish', 'publicity', 'objection', 'decide', 'accept', 'deliver', 'done', 'kept', 'withdrawn')),
  step_from_on   date not null,
  step_due_on    date,
  -- The term crosses a year whose holidays are not published yet.
  due_estimated  boolean not null default false,
  -- Why nobody is heard: the recorded note of law (A-53); '' where hearing is asked for or not known to the law yet.
  hearing_note   text not null default '',
  publicity_round int not null default 0,
  opened_by      text not null,
  opened_name    text not null,
  opened_at      timestamptz not null,
  decision_no    text not null default '',
  decided_on     date,
  -- First day on which it shows.
  from_on        date,
  version        int not null default 1,
  changed_at     timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint ending_change_number unique (county_code, number),
  constraint ending_change_decided_whole check ((step not in ('deliver', 'done') or decided_on is not null) and (decided_on is null or decision_no <> ''))
);
-- Two who open a change of one person at once: the second is told.
create unique index ending_one_open_change on endings.change (county_code, person_id) where step not in ('deliver', 'done', 'kept', 'withdrawn');
create index change_by_step on endings.change (county_code, step, step_due_on);
create index change_of_person on endings.change (county_code, person_id);
create index change_of_township on endings.change (county_code, township_id, opened_at);
select platform.protect('endings.change', via_person => true);

create table endings.act (
  county_code    text not null,
  id             uuid not null,
  change_id      uuid not null,
  person_id      uuid not null,
  kind           text not null check (kind in ('opened', 'verified', 'heard', 'hearing_exempt', 'published', 'objected', 'answered', 'publicity_over', 'decided', 'kept', 'sent', 'accepted', 'returned', 'delivered', 'withdrawn')),
  on_day         date not null,
  -- What was said, found or decided.
  words          text not null default '',
  -- Where, who, how: fields by kind.
  details        jsonb not null default '{}',
  proof          text not null default '',
  file_id        uuid,
  by_account     text not null,
  by_name        text not null,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, change_id) references endings.change
);
create index act_of_change on endings.act (county_code, change_id, at);
create index act_entry on endings.act (county_code, entry_id);
select platform.protect('endings.act', via_person => true, evidence => true);

create view endings.ending_view with (security_invoker = true) as
  select county_code, id, number, person_id, township_id, kind, reason, step, step_due_on as due_on, decided_on,
    to_char(from_on, 'YYYY-MM') as from_month
  from endings.change;

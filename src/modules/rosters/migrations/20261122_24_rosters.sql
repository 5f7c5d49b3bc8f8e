-- The month of a county: its calendar, and the roster (月度名册) of each provider, immutable once locked.
create schema rosters;

create table rosters.month_plan (
  county_code        text not null,
  month              text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  cut_off_on         date not null,
  lock_on            date not null,
  send_on            date not null,
  scores_due_on      date not null,
  acceptance_due_on  date not null,
  meeting_on         date not null,
  pay_on             date not null,
  status             text not null default 'open' check (status in ('open', 'closed')),
  -- Closing takes two persons: proposed by one, confirmed by another.
  closing_proposed_by text,
  closing_reason     text not null default '',
  closed_at          timestamptz,
  closed_by          text,
  primary key (county_code, month),
  check (cut_off_on <= lock_on and lock_on <= send_on and scores_due_on <= acceptance_due_on and acceptance_due_on <= pay_on),
  constraint closing_two_persons check (closed_by is null or closed_by <> closing_proposed_by),
  check ((status = 'closed') = (closed_at is not null))
);
select platform.protect('rosters.month_plan', open_to => '{townships,villages,organisation,persons}');

create table rosters.roster (
  county_code      text not null,
  id               uuid not null,
  month            text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  organisation_id  uuid not null,
  status           text not null check (status in ('draft', 'locked', 'sent', 'acknowledged')),
  -- What was known when the draft was made; the draft is made again to know more.
  known_at         timestamptz not null,
  made_by          text not null,
  person_count     int not null default 0 check (person_count >= 0),
  locked_at        timestamptz,
  locked_by        text,
  -- SM3 over the lines in order, as printed on the sheet.
  hash             text,
  sent_at          timestamptz,
  sent_by          text,
  acknowledged_at  timestamptz,
  acknowledged_by  text,
  primary key (county_code, id),
  constraint one_roster_a_month unique (county_code, month, organisation_id),
  check ((status = 'draft') = (locked_at is null)),
  check (sent_at is null or locked_at is not null),
  check (acknowledged_at is null or sent_at is not null)
);
select platform.protect('rosters.roster', open_to => '{townships,villages}');

create table rosters.draft_line (
  county_code      text not null,
  roster_id        uuid not null,
  person_id        uuid not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  village_id       uuid,
  level            text not null check (level in ('able', 'partly_able', 'unable')),
  previous_level   text check (previous_level in ('able', 'partly_able', 'unable')),
  change           text not null check (change in ('none', 'joined', 'left', 'level', 'moved')),
  reason           text not null default '',
  -- Left lines stay in the draft so that each leaver is confirmed; they do not become roster lines.
  included         boolean not null,
  confirmed_by     text,
  remark           text not null default '',
  primary key (county_code, roster_id, person_id),
  foreign key (county_code, roster_id) references rosters.roster,
  check (included or change = 'left')
);
select platform.protect('rosters.draft_line', deletable => true);

create table rosters.roster_line (
  county_code      text not null,
  id               uuid not null,
  roster_id        uuid not null,
  month            text not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  village_id       uuid,
  person_id        uuid not null,
  line_no          int not null check (line_no > 0),
  level            text not null check (level in ('able', 'partly_able', 'unable')),
  change           text not null,
  reason           text not null default '',
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, roster_id) references rosters.roster,
  constraint roster_line_no unique (county_code, roster_id, line_no),
  constraint once_on_rosters unique (county_code, month, person_id)
);
create index roster_line_of_roster on rosters.roster_line (county_code, roster_id, line_no);
create index roster_line_entry on rosters.roster_line (county_code, entry_id);
select platform.protect('rosters.roster_line', evidence => true);

-- What turned out later about a locked month; answered by lines of a later month, never by a change here.
create table rosters.adjustment (
  county_code      text not null,
  id               uuid not null,
  about_month      text not null check (about_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid not null,
  kind             text not null check (kind in ('should_not_be_on', 'should_be_on', 'level')),
  old_value        text not null default '',
  new_value        text not null default '',
  reason           text not null,
  known_at         timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  constraint adjustment_once unique (county_code, about_month, person_id, kind, new_value)
);
create index adjustment_entry on rosters.adjustment (county_code, entry_id);
select platform.protect('rosters.adjustment', evidence => true);

create table rosters.question (
  county_code      text not null,
  id               uuid not null,
  roster_id        uuid not null,
  organisation_id  uuid not null,
  person_id        uuid not null,
  words            text not null check (length(words) between 2 and 500),
  asked_at         timestamptz not null,
  answer           text not null default '',
  answered_at      timestamptz,
  answered_by      text,
  primary key (county_code, id),
  foreign key (county_code, roster_id) references rosters.roster
);
select platform.protect('rosters.question');

create view rosters.month_view with (security_invoker = true) as
  select county_code, month, cut_off_on, lock_on, send_on, scores_due_on, acceptance_due_on, meeting_on, pay_on, status, closed_at
  from rosters.month_plan;
create view rosters.roster_view with (security_invoker = true) as
  select county_code, id, month, organisation_id, status, person_count, locked_at, sent_at, acknowledged_at, hash from rosters.roster;
create view rosters.line_view with (security_invoker = true) as
  select county_code, id, roster_id, month, organisation_id, township_id, village_id, person_id, line_no, level, change, reason
  from rosters.roster_line;
create view rosters.adjustment_view with (security_invoker = true) as
  select county_code, id, about_month, organisation_id, township_id, person_id, kind, old_value, new_value, reason, known_at
  from rosters.adjustment;

-- Statutory tables as they were signed and sent, and the evaluation form of dispersed persons (附件3).
create schema reports;

-- A table as its data officer signed it. Never changed: a later edition stands beside it.
create table reports.submission (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  table_name   text not null,
  month        text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  edition      int not null check (edition > 0),
  title        text not null,
  -- What was known when it was made: the table is made again from this moment and compared.
  known_at     timestamptz not null,
  due_on       date,
  layout       jsonb not null,
  totals       jsonb not null,
  hash         text not null check (hash ~ '^[0-9a-f]{64}$'),
  note         text not null default '',
  account_id   text not null,
  signed_by    text not null,
  signed_at    timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  constraint submission_edition unique (county_code, table_name, month, edition)
);
create index submission_entry on reports.submission (county_code, entry_id);
select platform.protect('reports.submission', evidence => true);

create table reports.submission_row (
  county_code    text not null,
  submission_id  uuid not null,
  line_no        int not null,
  row_key        text not null,
  cells          jsonb not null,
  -- Column → the persons or stays counted in it.
  members        jsonb not null,
  entry_id       uuid not null,
  primary key (county_code, submission_id, line_no),
  foreign key (county_code, submission_id) references reports.submission
);
create index submission_row_entry on reports.submission_row (county_code, entry_id);
select platform.protect('reports.submission_row', evidence => true);

create table reports.submission_step (
  county_code    text not null,
  id             uuid not null,
  submission_id  uuid not null,
  step           text not null check (step in ('sent', 'received', 'returned')),
  reason         text not null default '',
  account_id     text not null,
  done_by        text not null,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, submission_id) references reports.submission,
  constraint returned_says_why check (step <> 'returned' or reason <> '')
);
create index step_of_submission on reports.submission_step (county_code, submission_id, at);
create index step_entry on reports.submission_step (county_code, entry_id);
select platform.protect('reports.submission_step', evidence => true);

-- A township may change the form (A-03): its versions; the core fields stay locked, so that the county's sums still add up.
create table reports.form_version (
  county_code  text not null,
  id           uuid not null,
  form         text not null,
  township_id  uuid not null references access.area,
  version      int not null check (version > 1),
  -- Fields left out and questions added.
  hidden       text[] not null default '{}',
  added        jsonb not null,
  reason       text not null check (reason <> ''),
  account_id   text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  constraint form_version_no unique (county_code, form, township_id, version)
);
create index form_version_entry on reports.form_version (county_code, entry_id);
select platform.protect('reports.form_version', evidence => true);

create table reports.round (
  county_code  text not null,
  id           uuid not null,
  form         text not null,
  township_id  uuid not null references access.area,
  month        text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  number       int not null check (number > 0),
  form_version int not null,
  evaluated_on date not null,
  due_on       date not null check (due_on >= evaluated_on),
  account_id   text not null,
  opened_at    timestamptz not null,
  closed_at    timestamptz,
  primary key (county_code, id),
  constraint round_number unique (county_code, form, township_id, month, number)
);
select platform.protect('reports.round');

-- One person's form. Insert-only: a later edition of the same form replaces the one before it.
create table reports.form (
  county_code   text not null,
  id            uuid not null,
  round_id      uuid not null,
  person_id     uuid not null,
  township_id   uuid not null references access.area,
  edition       int not null check (edition > 0),
  evaluated_on  date not null,
  -- Columns 3–9 as they stood in the file on the day, and what the evaluators answered.
  prefilled     jsonb not null,
  answers       jsonb not null,
  infringed     bytea,
  observers     text[] not null,
  account_id    text not null,
  at            timestamptz not null,
  entry_id      uuid not null,
  primary key (county_code, id),
  foreign key (county_code, round_id) references reports.round,
  foreign key (county_code, person_id) references persons.person,
  constraint form_edition unique (county_code, round_id, person_id, edition)
);
create index form_entry on reports.form (county_code, entry_id);
create index form_of_person on reports.form (county_code, person_id);
select platform.protect('reports.form', evidence => true);

create view reports.submission_view with (security_invoker = true) as
  select county_code, id, table_name, month, edition, title, known_at, due_on, hash, signed_by, signed_at from reports.submission;
create view reports.round_view with (security_invoker = true) as
  select county_code, id, form, township_id, month, number, form_version, evaluated_on, due_on, opened_at, closed_at from reports.round;
create view reports.form_view with (security_invoker = true) as
  select county_code, id, round_id, person_id, township_id, edition, evaluated_on, answers, at from reports.form;

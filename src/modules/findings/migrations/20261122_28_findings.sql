-- What was found wrong in the service of a month (问题), how the provider was heard on it, and what was decided.
create schema findings;

create table findings.finding (
  county_code      text not null,
  id               uuid not null,
  month            text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- Runs through the month: 2023-08-003.
  no               int not null check (no > 0),
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid,
  kind             text not null check (kind in ('not_served', 'too_few', 'poor_quality', 'late_record', 'false_record', 'conduct', 'safety', 'other')),
  severity         text not null check (severity in ('minor', 'ordinary', 'serious')),
  source           text not null check (source in ('evaluation', 'callback', 'platform', 'inspection', 'incident', 'self_report')),
  source_id        uuid,
  facts            text not null check (length(facts) between 4 and 1000),
  file_id          uuid,
  -- Told by the provider itself (容错纠错, SX-5.5c); honest until the county finds otherwise.
  self_reported    boolean not null default false,
  honest           boolean not null default false,
  status           text not null check (status in ('clue', 'verified', 'notified', 'heard', 'upheld', 'partly', 'dismissed')),
  recorded_by      text not null,
  recorded_at      timestamptz not null,
  verified_by      text,
  verified_at      timestamptz,
  proposed_by      text,
  proposed_fen     bigint check (proposed_fen >= 0),
  proposed_basis   text not null default '',
  contract_id      uuid,
  clause_no        text,
  clause_text      text not null default '',
  notified_at      timestamptz,
  hearing_due_on   date,
  heard_at         timestamptz,
  decided_by       text,
  decided_at       timestamptz,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references access.organisation,
  constraint finding_no unique (county_code, month, no),
  constraint finding_other_decides check (decided_by is null or (decided_by <> recorded_by and decided_by is distinct from verified_by and decided_by is distinct from proposed_by)),
  check (honest = false or self_reported),
  check ((contract_id is null) = (clause_no is null)),
  check (status in ('clue', 'dismissed') or verified_at is not null),
  check (status not in ('notified', 'heard') or (notified_at is not null and hearing_due_on is not null)),
  check ((status = 'heard') <= (heard_at is not null)),
  check ((status in ('upheld', 'partly', 'dismissed')) = (decided_at is not null))
);
create index finding_of_month on findings.finding (county_code, month, organisation_id);
create index finding_of_person on findings.finding (county_code, person_id) where person_id is not null;
create index finding_open on findings.finding (county_code, status) where decided_at is null;
select platform.protect('findings.finding');
-- A clue is looked into before the one concerned sees it.
create policy told on findings.finding as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) in ('county', 'counties', 'townships') or notified_at is not null or self_reported);

-- Every step a finding took, with the words used; never changed.
create table findings.step (
  county_code      text not null,
  id               uuid not null,
  finding_id       uuid not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid,
  kind             text not null check (kind in ('recorded', 'verified', 'notified', 'stated', 'upheld', 'partly', 'dismissed')),
  words            text not null,
  file_id          uuid,
  by_account       text not null,
  by_name          text not null,
  at               timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, finding_id) references findings.finding
);
create index step_of_finding on findings.step (county_code, finding_id, at);
create index step_entry on findings.step (county_code, entry_id);
select platform.protect('findings.step', evidence => true);
create policy told on findings.step as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) in ('county', 'counties', 'townships') or kind not in ('recorded', 'verified'));

create table findings.decision (
  county_code      text not null,
  finding_id       uuid not null,
  -- Month of the service, and month in whose settlement the deduction stands.
  about_month      text not null,
  month            text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$' and month >= about_month),
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid,
  result           text not null check (result in ('upheld', 'partly', 'dismissed')),
  amount_fen       bigint not null check (amount_fen >= 0),
  contract_id      uuid,
  clause_no        text,
  clause_text      text not null default '',
  reason           text not null check (length(reason) >= 4),
  honest           boolean not null,
  -- Null: the provider let its term run out in silence.
  heard_at         timestamptz,
  hearing_due_on   date,
  decided_at       timestamptz not null,
  decided_by       text not null,
  entry_id         uuid not null,
  primary key (county_code, finding_id),
  foreign key (county_code, finding_id) references findings.finding,
  constraint deduction_has_clause check (amount_fen = 0 or (contract_id is not null and clause_no is not null)),
  constraint deduction_heard_first check (amount_fen = 0 or hearing_due_on is not null),
  check (result <> 'dismissed' or amount_fen = 0)
);
create index decision_of_month on findings.decision (county_code, month, organisation_id);
create index decision_entry on findings.decision (county_code, entry_id);
select platform.protect('findings.decision', evidence => true);

-- A serious problem as the township reported it (SX-4.5.2d): when it came to know, and when it told.
create table findings.incident (
  county_code      text not null,
  finding_id       uuid not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid,
  known_at         timestamptz not null,
  reported_at      timestamptz not null check (reported_at >= known_at),
  reported_by      text not null,
  delay_reason     text not null default '',
  entry_id         uuid not null,
  primary key (county_code, finding_id),
  foreign key (county_code, finding_id) references findings.finding
);
create index incident_entry on findings.incident (county_code, entry_id);
select platform.protect('findings.incident', evidence => true);
create policy told on findings.incident as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) in ('county', 'counties', 'townships'));

-- Months of a provider whose settlement is approved: later deductions go to the next one (told by settlement).
create table findings.approved_month (
  county_code      text not null,
  organisation_id  uuid not null,
  month            text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  at               timestamptz not null,
  primary key (county_code, organisation_id, month)
);
select platform.protect('findings.approved_month');

create view findings.finding_view with (security_invoker = true) as
  select county_code, id, month, no, organisation_id, township_id, person_id, kind, severity, source, source_id, facts, status, hearing_due_on,
    self_reported, honest, recorded_at, notified_at, heard_at, decided_at
  from findings.finding;
create view findings.deduction_view with (security_invoker = true) as
  select county_code, finding_id, month, about_month, organisation_id, township_id, person_id, amount_fen, contract_id, clause_no, clause_text,
    heard_at, hearing_due_on, decided_at, reason, honest
  from findings.decision where result in ('upheld', 'partly') and amount_fen > 0;

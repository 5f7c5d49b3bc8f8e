-- 结算单: what is due to a provider for a month, one part per township, one line per person on the locked roster.
create schema settlement;

create table settlement.statement (
  county_code       text not null check (county_code ~ '^\d{6}$'),
  id                uuid not null,
  number            text not null,
  month             text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  organisation_id   uuid not null,
  -- Computing edition, 'settlement.month@1': a stored statement is computed again with the edition it names.
  edition           text not null,
  -- Published is everything but computing and abandoned.
  status            text not null check (status in ('computing', 'computed', 'submitted', 'civil_approved', 'finance_approved',
    'returned', 'superseded', 'abandoned')),
  -- A provisional calculation shows figures; only a final one goes to approval.
  final             boolean not null,
  roster_id         uuid not null,
  contract_id       uuid,
  contract_number   text not null default '',
  contract_ends_on  date,
  -- Facts are those known at this moment.
  known_at          timestamptz not null,
  -- Canonical JSON: the rules of the month with clauses; the parts without their lines; and the packs they come from.
  policy            text not null,
  inputs            text not null,
  packs             jsonb not null default '[]',
  person_count      int not null default 0 check (person_count >= 0),
  paid_count        int not null default 0 check (paid_count between 0 and person_count),
  base_fen          bigint not null default 0,
  fees_fen          bigint not null default 0,
  deducted_fen      bigint not null default 0,
  corrected_fen     bigint not null default 0,
  carried_fen       bigint not null default 0,
  claimed_fen       bigint not null default 0,
  payable_fen       bigint not null default 0,
  -- Canonical head and its SHA-256; through linesHash it stands for every line.
  head              text,
  hash              text check (hash ~ '^[0-9a-f]{64}$'),
  computed_by       text not null,
  computed_by_name  text not null,
  computed_at       timestamptz not null,
  submitted_by      text,
  submitted_at      timestamptz,
  civil_by          text,
  civil_at          timestamptz,
  finance_by        text,
  finance_at        timestamptz,
  superseded_by     uuid,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references access.organisation,
  constraint statement_number unique (county_code, number),
  constraint statement_three_persons check (civil_by is distinct from computed_by or civil_by is null),
  constraint statement_other_than_submitter check (civil_by is null or civil_by <> submitted_by),
  constraint statement_finance_other check (finance_by is null or (finance_by <> civil_by and finance_by <> computed_by and finance_by <> submitted_by)),
  constraint statement_adds_up check (payable_fen = fees_fen + corrected_fen - deducted_fen + carried_fen + claimed_fen),
  check ((status in ('computing', 'abandoned')) = (hash is null)),
  check (status <> 'finance_approved' or (finance_by is not null and final)),
  check ((status = 'superseded') = (superseded_by is not null))
);
create unique index one_statement_a_month on settlement.statement (county_code, month, organisation_id)
  where status in ('computed', 'submitted', 'civil_approved', 'finance_approved', 'returned');
create unique index one_computing_a_month on settlement.statement (county_code, month, organisation_id) where status = 'computing';
create index statement_of_provider on settlement.statement (county_code, organisation_id, month desc);
select platform.protect('settlement.statement', open_to => '{townships}');
-- The provider sees what was sent to approval, not what the county is still working out.
create policy sent_to_provider on settlement.statement as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) <> 'organisation' or submitted_at is not null);

-- Work of a large statement, at most ten thousand roster lines each: staged one by one, published together.
create table settlement.chunk (
  county_code      text not null,
  statement_id     uuid not null,
  no               int not null check (no > 0),
  organisation_id  uuid not null,
  first_line       int not null,
  last_line        int not null check (last_line >= first_line),
  line_count       int not null check (line_count > 0),
  done_at          timestamptz,
  primary key (county_code, statement_id, no),
  foreign key (county_code, statement_id) references settlement.statement
);
select platform.protect('settlement.chunk', open_to => '{townships}');

-- One person's month: a small tree as canonical JSON, its hash, and what it adds to sums.
create table settlement.line (
  county_code      text not null,
  statement_id     uuid not null,
  person_id        uuid not null,
  month            text not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  roster_line_id   uuid not null,
  level            text check (level in ('able', 'partly_able', 'unable')),
  -- Where it stands in the tree by level.
  branch           text not null check (branch in ('able', 'partly_able', 'unable', 'mixed', 'unpaid')),
  base_fen         bigint not null,
  amount_fen       bigint not null,
  -- What the edition was given besides what the line itself says: levels by day, absences, verified days, exclusion.
  extra            text,
  line             text not null,
  hash             bytea not null check (length(hash) = 32),
  entry_id         uuid not null,
  primary key (county_code, statement_id, person_id),
  check ((branch = 'unpaid') <= (amount_fen = 0))
);
create index line_of_person on settlement.line (county_code, person_id, month);
create index line_entry on settlement.line (county_code, entry_id);
select platform.protect('settlement.line', evidence => true);
create policy sent_to_provider on settlement.line as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) <> 'organisation' or exists (select from settlement.statement s
    where s.county_code = line.county_code and s.id = line.statement_id));

-- One township's share: 县买镇用, the county buys and the township uses.
create table settlement.part (
  county_code      text not null,
  statement_id     uuid not null,
  township_id      uuid not null,
  month            text not null,
  organisation_id  uuid not null,
  -- {"way":"received","id":…,"score":…} or {"way":"default_approved","id":…}
  evaluation       jsonb not null,
  factor_times     int not null,
  factor_of        int not null check (factor_of > 0),
  person_count     int not null,
  paid_count       int not null,
  base_fen         bigint not null,
  fees_fen         bigint not null,
  corrected_fen    bigint not null,
  deducted_fen     bigint not null,
  excess_fen       bigint not null,
  payable_fen      bigint not null check (payable_fen = fees_fen + corrected_fen - deducted_fen + excess_fen),
  lines_hash       text not null check (lines_hash ~ '^[0-9a-f]{64}$'),
  entry_id         uuid not null,
  primary key (county_code, statement_id, township_id),
  foreign key (county_code, statement_id) references settlement.statement
);
create index part_entry on settlement.part (county_code, entry_id);
select platform.protect('settlement.part', evidence => true);
create policy sent_to_provider on settlement.part as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) <> 'organisation' or exists (select from settlement.statement s
    where s.county_code = part.county_code and s.id = part.statement_id));

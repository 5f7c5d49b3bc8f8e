-- What a statement takes off, what it puts right of earlier months, who approved it, and what the provider disputes.
create table settlement.deduction (
  county_code      text not null,
  statement_id     uuid not null,
  finding_id       uuid not null,
  month            text not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid,
  amount_fen       bigint not null,
  -- Of it not borne by the month: carried to a later one or claimed back, never dropped.
  excess_fen       bigint not null default 0 check (excess_fen >= 0),
  excess_rule      text check (excess_rule in ('carry', 'claim')),
  carried_from     text,
  clause           text not null,
  -- Codes of why it was listed and not applied; empty when it was.
  refused          text[] not null default '{}',
  entry_id         uuid not null,
  primary key (county_code, statement_id, finding_id),
  foreign key (county_code, statement_id) references settlement.statement,
  check ((excess_fen = 0) = (excess_rule is null))
);
create index deduction_of_finding on settlement.deduction (county_code, finding_id);
create index deduction_entry on settlement.deduction (county_code, entry_id);
select platform.protect('settlement.deduction', evidence => true);
create policy sent_to_provider on settlement.deduction as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) <> 'organisation' or exists (select from settlement.statement s
    where s.county_code = deduction.county_code and s.id = deduction.statement_id));

-- 更正行: what later knowledge changes in a month that is settled. The settled statement itself is never touched.
create table settlement.correction (
  county_code        text not null,
  statement_id       uuid not null,
  -- '2023-07.<person>.1'
  no                 text not null,
  month              text not null,
  about_month        text not null check (about_month < month),
  about_statement_id uuid not null,
  organisation_id    uuid not null,
  township_id        uuid not null,
  person_id          uuid not null,
  amount_fen         bigint not null check (amount_fen <> 0),
  excess_fen         bigint not null default 0 check (excess_fen >= 0),
  excess_rule        text check (excess_rule in ('carry', 'claim')),
  -- Month that could not bear it: this one takes the rest, and it is no new difference.
  carried_from       text,
  before_hash        text not null,
  after_hash         text not null,
  reason             text not null,
  entry_id           uuid not null,
  primary key (county_code, statement_id, no),
  foreign key (county_code, statement_id) references settlement.statement,
  foreign key (county_code, about_statement_id) references settlement.statement,
  check ((excess_fen = 0) = (excess_rule is null))
);
create index correction_about on settlement.correction (county_code, about_statement_id);
create index correction_entry on settlement.correction (county_code, entry_id);
select platform.protect('settlement.correction', evidence => true);
create policy sent_to_provider on settlement.correction as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) <> 'organisation' or exists (select from settlement.statement s
    where s.county_code = correction.county_code and s.id = correction.statement_id));

create table settlement.approval (
  county_code      text not null,
  id               uuid not null,
  statement_id     uuid not null,
  organisation_id  uuid not null,
  month            text not null,
  step             text not null check (step in ('submitted', 'civil', 'finance', 'returned')),
  words            text not null default '',
  -- What was signed: the hash of the statement as it stood.
  statement_hash   text not null,
  payable_fen      bigint not null,
  by_account       text not null,
  by_name          text not null,
  by_role          text not null,
  at               timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, statement_id) references settlement.statement,
  constraint return_has_reason check (step <> 'returned' or length(words) >= 4)
);
create index approval_of_statement on settlement.approval (county_code, statement_id, at);
create index approval_entry on settlement.approval (county_code, entry_id);
select platform.protect('settlement.approval', evidence => true);

-- 按本县默认办法: the leader's own way out when a township's evaluation never came, with the reason.
create table settlement.default_way (
  county_code      text not null,
  id               uuid not null,
  month            text not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  reason           text not null check (length(reason) >= 4),
  by_account       text not null,
  by_name          text not null,
  at               timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  constraint default_way_once unique (county_code, month, organisation_id, township_id)
);
create index default_way_entry on settlement.default_way (county_code, entry_id);
select platform.protect('settlement.default_way', evidence => true);

-- 异议: the provider disputes one leaf; the rest goes on.
create table settlement.objection (
  county_code      text not null,
  id               uuid not null,
  statement_id     uuid not null,
  organisation_id  uuid not null,
  month            text not null,
  kind             text not null check (kind in ('line', 'deduction', 'correction')),
  -- Person of the line, finding of the deduction, number of the correction.
  leaf             text not null,
  person_id        uuid,
  words            text not null check (length(words) between 4 and 1000),
  file_id          uuid,
  by_account       text not null,
  by_name          text not null,
  at               timestamptz not null,
  status           text not null default 'open' check (status in ('open', 'upheld', 'dismissed')),
  answer           text not null default '',
  answered_by      text,
  answered_at      timestamptz,
  primary key (county_code, id),
  foreign key (county_code, statement_id) references settlement.statement,
  check ((status = 'open') = (answered_at is null)),
  check (status = 'open' or length(answer) >= 4)
);
create unique index one_open_objection on settlement.objection (county_code, statement_id, kind, leaf) where status = 'open';
select platform.protect('settlement.objection');

create view settlement.statement_view with (security_invoker = true) as
  select county_code, id, number, month, organisation_id, edition, status, final, roster_id, contract_id, contract_number, person_count,
    paid_count, base_fen, fees_fen, deducted_fen, corrected_fen, payable_fen, carried_fen, claimed_fen, hash, computed_at, submitted_at,
    finance_at
  from settlement.statement where status not in ('computing', 'abandoned');
create view settlement.line_view with (security_invoker = true) as
  select l.county_code, l.statement_id, l.month, l.organisation_id, l.township_id, l.person_id, l.level, l.branch, l.base_fen,
    l.amount_fen as payable_fen, encode(l.hash, 'hex') as hash
  from settlement.line l join settlement.statement s on s.county_code = l.county_code and s.id = l.statement_id
  where s.status not in ('computing', 'abandoned');
create view settlement.correction_view with (security_invoker = true) as
  select c.county_code, c.statement_id, c.no, c.month, c.about_month, c.about_statement_id, c.organisation_id, c.township_id, c.person_id,
    c.amount_fen, c.reason
  from settlement.correction c join settlement.statement s on s.county_code = c.county_code and s.id = c.statement_id
  where s.status not in ('computing', 'abandoned', 'superseded');

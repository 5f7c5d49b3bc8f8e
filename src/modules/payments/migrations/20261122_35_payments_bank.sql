-- Approvals, files to the bank, what the bank answered.
create table payments.approval (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  batch_id      uuid not null,
  round         int not null,
  step          text not null check (step in ('civil_affairs_leader', 'finance')),
  verdict       text not null check (verdict in ('passed', 'returned')),
  words         text not null default '',
  -- What was signed: sum, number of lines and SHA-256 of the lines.
  total_fen     bigint not null,
  item_count    int not null,
  hash          text not null check (hash ~ '^[0-9a-f]{64}$'),
  made_by       text not null,
  by_account    text not null,
  by_name       text not null,
  by_role       text not null,
  -- Organisation, or the role where an account belongs to none.
  by_unit       text not null,
  at            timestamptz not null,
  entry_id      uuid not null,
  primary key (county_code, id),
  foreign key (county_code, batch_id) references payments.batch,
  constraint approver_not_maker check (by_account <> made_by),
  constraint approval_return_has_reason check (verdict <> 'returned' or length(words) >= 4)
);
create unique index approval_once on payments.approval (county_code, batch_id, round, step) where verdict = 'passed';
create unique index approval_two_persons on payments.approval (county_code, batch_id, round, by_account) where verdict = 'passed';
create unique index approval_two_units on payments.approval (county_code, batch_id, round, by_unit) where verdict = 'passed';
create index approval_entry on payments.approval (county_code, entry_id);
select platform.protect('payments.approval', evidence => true);

create table payments.bank_file (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  batch_id       uuid not null,
  file_id        uuid not null,
  name           text not null,
  format         text not null check (format in ('csv', 'xlsx')),
  encoding       text not null check (encoding in ('utf8', 'gb18030')),
  hash           text not null check (hash ~ '^[0-9a-f]{64}$'),
  item_count     int not null,
  total_fen      bigint not null,
  exported_by    text not null,
  exported_name  text not null,
  exported_at    timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, batch_id) references payments.batch
);
create index bank_file_of_batch on payments.bank_file (county_code, batch_id, exported_at);
create index bank_file_entry on payments.bank_file (county_code, entry_id);
select platform.protect('payments.bank_file', evidence => true);

create table payments.return_file (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  batch_id       uuid not null,
  file_id        uuid not null,
  hash           text not null,
  row_count      int not null,
  matched        int not null,
  unknown        int not null,
  imported_by    text not null,
  imported_name  text not null,
  imported_at    timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, batch_id) references payments.batch,
  constraint return_file_once unique (county_code, batch_id, hash)
);
create index return_file_entry on payments.return_file (county_code, entry_id);
select platform.protect('payments.return_file', evidence => true);

create table payments.return_line (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  return_id    uuid not null,
  batch_id     uuid not null,
  row_no       int not null,
  line_no      int,
  account_tail text not null default '',
  amount_fen   bigint,
  result       text check (result in ('success', 'failure')),
  reason       text not null default '',
  paid_on      date,
  item_id      uuid,
  -- Why no line of ours answers to it.
  unknown      text not null default '',
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, return_id) references payments.return_file,
  foreign key (county_code, item_id) references payments.item,
  check ((item_id is null) = (unknown <> '')),
  check (item_id is null or result is not null)
);
create unique index item_answered_once on payments.return_line (county_code, item_id) where item_id is not null;
create index return_line_of_batch on payments.return_line (county_code, batch_id);
create index return_line_entry on payments.return_line (county_code, entry_id);
select platform.protect('payments.return_line', evidence => true);

create view payments.batch_view with (security_invoker = true) as
  select county_code, id, number, month, purpose, kind, status, item_count, total_fen, voucher_no, made_at, exported_at, reconciled_at
  from payments.batch;
create view payments.item_view with (security_invoker = true) as
  select county_code, id, batch_id, month, purpose, person_id, organisation_id, township_id, statement_id, amount_fen, status, paid_on, reissue_of
  from payments.item where status <> 'dropped';
-- By person: a re-issued share counts with the item that paid it in the end.
create view payments.share_view with (security_invoker = true) as
  select s.county_code, s.id, s.batch_id, s.item_id, s.person_id, s.township_id, s.month, s.purpose, s.sequence, s.reason, s.amount_fen,
    i.status, i.paid_on
  from payments.share s join payments.item i on i.county_code = s.county_code and i.id = s.item_id
  where s.dropped_reason is null;

-- 发放: the approved amount reaches the lawful payee, once.
create schema payments;

-- Numbers run without gaps under the lock of this row.
create table payments.series (
  county_code  text not null,
  name         text not null,
  last         int not null,
  primary key (county_code, name)
);
select platform.protect('payments.series');

-- 支付申请: a settlement that finance approved, its acceptance report, its invoice and the contract it draws on.
create table payments.application (
  county_code       text not null check (county_code ~ '^\d{6}$'),
  id                uuid not null,
  number            text not null,
  month             text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  statement_id      uuid not null,
  statement_number  text not null,
  statement_hash    text not null,
  organisation_id   uuid not null,
  contract_id       uuid not null,
  contract_number   text not null,
  report_no         text not null check (report_no <> ''),
  amount_fen        bigint not null check (amount_fen > 0),
  invoice_number    text not null check (length(invoice_number) between 1 and 40),
  invoice_on        date not null,
  invoice_fen       bigint not null,
  file_id           uuid not null,
  budget_line       text not null check (budget_line <> ''),
  contract_sum_fen  bigint not null,
  -- Applied for on this contract before this one.
  used_fen          bigint not null check (used_fen >= 0),
  status            text not null default 'open' check (status in ('open', 'batched', 'withdrawn')),
  withdrawn_reason  text not null default '',
  made_by           text not null,
  made_name         text not null,
  made_at           timestamptz not null,
  primary key (county_code, id),
  constraint application_number unique (county_code, number),
  constraint invoice_equals_payable check (invoice_fen = amount_fen),
  constraint within_contract_sum check (used_fen + amount_fen <= contract_sum_fen),
  check (status <> 'withdrawn' or length(withdrawn_reason) >= 4)
);
create unique index application_once on payments.application (county_code, statement_id) where status <> 'withdrawn';
create unique index invoice_once on payments.application (county_code, invoice_number) where status <> 'withdrawn';
create index application_of_contract on payments.application (county_code, contract_id);
select platform.protect('payments.application');

create table payments.batch (
  county_code      text not null check (county_code ~ '^\d{6}$'),
  id               uuid not null,
  number           text not null,
  month            text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  purpose          text not null check (purpose in ('care', 'living')),
  kind             text not null default 'regular' check (kind in ('regular', 'reissue')),
  status           text not null default 'draft'
    check (status in ('draft', 'civil_approved', 'finance_approved', 'exported', 'returned', 'reconciled', 'cancelled')),
  -- Raised when it goes back: what was approved before does not hold for what comes after.
  round            int not null default 1,
  item_count       int not null default 0,
  total_fen        bigint not null default 0,
  returned_reason  text not null default '',
  voucher_no       text not null default '',
  made_by          text not null,
  made_name        text not null,
  made_at          timestamptz not null,
  exported_at      timestamptz,
  reconciled_by    text,
  reconciled_at    timestamptz,
  primary key (county_code, id),
  constraint batch_number unique (county_code, number),
  check (status <> 'reconciled' or voucher_no <> '')
);
-- The list of a month is made once; what comes later is a difference line of a later month or a re-issue.
create unique index one_list_a_month on payments.batch (county_code, month) where purpose = 'living' and kind = 'regular' and status <> 'cancelled';
create index batch_by_month on payments.batch (county_code, month desc, number desc);
select platform.protect('payments.batch');

-- One line of the bank file.
create table payments.item (
  county_code      text not null check (county_code ~ '^\d{6}$'),
  id               uuid not null,
  batch_id         uuid not null,
  line_no          int not null check (line_no > 0),
  month            text not null,
  purpose          text not null check (purpose in ('care', 'living')),
  person_id        uuid,
  organisation_id  uuid,
  township_id      uuid,
  application_id   uuid,
  statement_id     uuid,
  payee_kind       text not null check (payee_kind in ('person', 'relative', 'home', 'organisation_account', 'provider_account')),
  payee            text not null,
  holder           text not null,
  bank             text not null,
  account          bytea not null,
  account_index    bytea not null check (length(account_index) = 16),
  account_masked   text not null,
  amount_fen       bigint not null check (amount_fen > 0),
  status           text not null default 'due' check (status in ('due', 'exported', 'paid', 'returned', 'reissued', 'dropped')),
  paid_on          date,
  bank_reason      text not null default '',
  reissue_of       uuid,
  primary key (county_code, id),
  foreign key (county_code, batch_id) references payments.batch,
  foreign key (county_code, application_id) references payments.application,
  constraint item_line unique (county_code, batch_id, line_no),
  constraint item_of_one check ((person_id is null) <> (organisation_id is null)),
  constraint care_through_application check ((statement_id is null) = (application_id is null)),
  check ((status in ('paid')) = (paid_on is not null))
);
create unique index statement_paid_once on payments.item (county_code, statement_id)
  where statement_id is not null and reissue_of is null and status <> 'dropped';
create unique index reissued_once on payments.item (county_code, reissue_of) where reissue_of is not null and status <> 'dropped';
create index item_of_person on payments.item (county_code, person_id) where person_id is not null;
select platform.protect('payments.item');

-- What each person has of an item, by month and purpose: registry = roster = settled = paid is compared on these (JL-7b).
create table payments.share (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  batch_id     uuid not null,
  item_id      uuid not null,
  person_id    uuid not null,
  township_id  uuid not null,
  month        text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  purpose      text not null check (purpose in ('care', 'living')),
  -- Nought is the month itself; what was found out later is counted on.
  sequence     int not null check (sequence >= 0),
  reason       text not null default '',
  amount_fen   bigint not null check (amount_fen > 0),
  -- What it was worked out from: class, mode, level, standard, clauses.
  basis        jsonb not null,
  dropped_reason text,
  primary key (county_code, id),
  foreign key (county_code, item_id) references payments.item,
  check (sequence = 0 or reason <> '')
);
create unique index person_month_once on payments.share (county_code, person_id, month, purpose, sequence) where dropped_reason is null;
create index share_of_item on payments.share (county_code, item_id);
create index share_of_batch on payments.share (county_code, batch_id, person_id);
select platform.protect('payments.share');

-- Whoever is on the list with a fault, or is not on it and why.
create table payments.problem (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  batch_id     uuid not null,
  person_id    uuid not null,
  township_id  uuid,
  purpose      text not null,
  code         text not null,
  message      text not null,
  -- Keeps the person off the list.
  blocking     boolean not null,
  citations    jsonb not null default '[]',
  primary key (county_code, id),
  foreign key (county_code, batch_id) references payments.batch
);
create index problem_of_batch on payments.problem (county_code, batch_id);
select platform.protect('payments.problem');

-- 追回: paid for months that were not due, claimed by name and never taken from anybody else's money (A-21).
create table payments.claim (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  person_id      uuid not null,
  township_id    uuid not null,
  month          text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  purpose        text not null check (purpose in ('care', 'living')),
  ground         text not null check (ground in ('death', 'ended', 'overpaid')),
  sequence       int not null default 0,
  amount_fen     bigint not null check (amount_fen > 0),
  words          text not null,
  status         text not null default 'open' check (status in ('open', 'recovered', 'waived')),
  opened_at      timestamptz not null,
  decided_reason text not null default '',
  decided_by     text,
  decided_at     timestamptz,
  voucher_no     text not null default '',
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint claim_once unique (county_code, person_id, month, purpose, sequence),
  check ((status = 'open') = (decided_at is null)),
  check (status <> 'recovered' or voucher_no <> ''),
  check (status <> 'waived' or length(decided_reason) >= 4)
);
create index claim_open on payments.claim (county_code, opened_at) where status = 'open';
select platform.protect('payments.claim');

-- Where the money of residents goes: proposed by one, confirmed by another.
create table payments.home_account (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  organisation_id uuid not null,
  bank            text not null check (bank <> ''),
  holder          text not null check (holder <> ''),
  account         bytea not null,
  account_index   bytea not null check (length(account_index) = 16),
  account_masked  text not null,
  from_on         date not null,
  to_on           date check (to_on >= from_on),
  reason          text not null default '',
  proposed_by     text not null,
  proposed_at     timestamptz not null,
  confirmed_by    text,
  confirmed_at    timestamptz,
  refused_reason  text not null default '',
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references access.organisation,
  constraint home_account_two_persons check (confirmed_by is null or confirmed_by <> proposed_by),
  constraint one_home_account exclude using gist (county_code with =, organisation_id with =, daterange(from_on, to_on, '[]') with &&)
    where (confirmed_by is not null)
);
create unique index one_home_account_proposal on payments.home_account (county_code, organisation_id)
  where confirmed_by is null and refused_reason = '';
select platform.protect('payments.home_account');

create view payments.claim_view with (security_invoker = true) as
  select county_code, id, person_id, township_id, month, purpose, ground, amount_fen, status, opened_at from payments.claim;

-- 资金: double entry over earmarked money. Nothing is ever changed; what was wrong is posted the other way round.
create schema ledger;

-- What is in each earmark's pot; kept by the trigger below with every posting, and never under nought (C-13).
create table ledger.pot (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  earmark      text not null check (earmark in ('living', 'care', 'running')),
  balance_fen  bigint not null default 0,
  primary key (county_code, earmark),
  constraint pot_not_negative check (balance_fen >= 0)
);
select platform.protect('ledger.pot');

create table ledger.posting (
  county_code      text not null check (county_code ~ '^\d{6}$'),
  id               uuid not null,
  month            text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  posted_on        date not null,
  posted_at        timestamptz not null,
  -- One earmark on both sides: money of one purpose never becomes money of another (BJ-11.1).
  earmark          text not null check (earmark in ('living', 'care', 'running')),
  debit            text not null check (debit in ('pot', 'budget', 'bank', 'payable:provider', 'payable:persons', 'payable:home', 'expense', 'claims')),
  credit           text not null check (credit in ('pot', 'budget', 'bank', 'payable:provider', 'payable:persons', 'payable:home', 'expense', 'claims')),
  amount_fen       bigint not null check (amount_fen > 0),
  summary          text not null check (length(summary) between 1 and 200),
  source_table     text not null,
  source_id        uuid not null,
  organisation_id  uuid,
  person_id        uuid,
  voucher_no       text not null default '',
  made_by          text not null,
  made_name        text not null,
  checked_name     text not null default '',
  entry_id         uuid not null,
  primary key (county_code, id),
  check (debit <> credit),
  -- One source does one thing once.
  constraint posting_once unique (county_code, source_table, source_id, debit, credit)
);
create index posting_by_month on ledger.posting (county_code, earmark, month, posted_at);
create index posting_entry on ledger.posting (county_code, entry_id);
select platform.protect('ledger.posting', evidence => true);

create function ledger.keep_pot() returns trigger language plpgsql as $body$
declare
  change bigint := case when new.debit = 'pot' then new.amount_fen when new.credit = 'pot' then -new.amount_fen else 0 end;
begin
  if change <> 0 then
    -- Made first and changed then: a new row with a negative balance would be refused before the old one was seen.
    insert into ledger.pot (county_code, earmark) values (new.county_code, new.earmark) on conflict do nothing;
    update ledger.pot set balance_fen = balance_fen + change where county_code = new.county_code and earmark = new.earmark;
  end if;
  return null;
end
$body$;
create trigger keep_pot after insert on ledger.posting for each row execute function ledger.keep_pot();

-- 凭证: what finance enters by hand: money allotted, handed back, spent from the pot. Entered by one, checked by another.
create table ledger.voucher (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  kind          text not null check (kind in ('allotted', 'handed_back', 'spent')),
  earmark       text not null check (earmark in ('living', 'care', 'running')),
  amount_fen    bigint not null check (amount_fen > 0),
  on_day        date not null,
  number        text not null check (length(number) between 1 and 60),
  words         text not null default '',
  -- Code of expense.care_fee.allow or expense.support.deny.
  category      text,
  file_id       uuid,
  made_by       text not null,
  made_name     text not null,
  made_at       timestamptz not null,
  checked_by    text,
  checked_name  text,
  checked_at    timestamptz,
  refused_reason text not null default '',
  primary key (county_code, id),
  constraint voucher_number unique (county_code, number),
  constraint voucher_two_persons check (checked_by is null or checked_by <> made_by),
  check ((kind = 'spent') = (category is not null))
);
create index voucher_to_check on ledger.voucher (county_code, made_at desc);
select platform.protect('ledger.voucher');

-- Tries to spend support money on what it may not be spent on are kept and reported (BJ-11.8, AH-4.2d).
create table ledger.refused_use (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  earmark      text not null,
  category     text not null,
  amount_fen   bigint not null,
  reason       text not null,
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id)
);
create index refused_use_entry on ledger.refused_use (county_code, entry_id);
select platform.protect('ledger.refused_use', evidence => true);

create view ledger.posting_view with (security_invoker = true) as
  select county_code, id, month, posted_on, posted_at, earmark, debit, credit, amount_fen, summary, source_table, source_id,
    organisation_id, person_id, voucher_no
  from ledger.posting;
create view ledger.pot_view with (security_invoker = true) as select county_code, earmark, balance_fen from ledger.pot;

-- 代管资金: a resident's own money in the keeping of his home, one current account for each (BJ-3.2). Never income of the home.
create schema custody;

create table custody.account (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  organisation_id uuid not null,
  -- Of the home, so that the township that runs it sees its accounts.
  township_id     uuid not null references access.area,
  person_id       uuid not null,
  -- As on the day of opening: a home sees the file no more after he left it or died, and still has to settle.
  name            text not null check (length(name) between 1 and 60),
  number          text not null,
  opened_on       date not null,
  status          text not null default 'open' check (status in ('open', 'frozen', 'settled')),
  frozen_on       date,
  frozen_at       timestamptz,
  settled_on      date,
  -- Kept by the trigger below with every entry, never by hand.
  balance_fen     bigint not null default 0,
  last_no         int not null default 0,
  changed_at      timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references institutions.home,
  foreign key (county_code, person_id) references persons.person,
  constraint custody_account_number unique (county_code, number),
  constraint custody_not_negative check (balance_fen >= 0),
  constraint custody_settled_at_zero check (status <> 'settled' or balance_fen = 0),
  check ((status = 'settled') = (settled_on is not null)),
  check (status <> 'frozen' or (frozen_on is not null and frozen_at is not null))
);
create unique index custody_one_account on custody.account (county_code, organisation_id, person_id) where status <> 'settled';
create index custody_account_of_person on custody.account (county_code, person_id);
select platform.protect('custody.account');

-- 委托: who entrusts what to the home, from–to; withdrawn at any time.
create table custody.entrustment (
  county_code     text not null,
  id              uuid not null,
  account_id      uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  person_id       uuid not null,
  given_by        text not null check (given_by in ('person', 'guardian')),
  giver           text not null,
  scope           text not null check (scope in ('money', 'things', 'both')),
  from_on         date not null,
  to_on           date,
  withdrawn_on    date,
  withdrawn_words text not null default '',
  paper_reference text not null default '',
  file_id         uuid,
  made_by         text not null,
  made_name       text not null,
  made_at         timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, account_id) references custody.account,
  constraint custody_entrusted_on_paper check (paper_reference <> '' or file_id is not null),
  constraint custody_entrusted_in_order check (to_on >= from_on and (withdrawn_on is null or withdrawn_on >= from_on))
);
create index entrustment_of_account on custody.entrustment (county_code, account_id);
select platform.protect('custody.entrustment');

-- 收支单: entered by one; booked when another has checked it. What waits moves no balance.
create table custody.slip (
  county_code     text not null,
  id              uuid not null,
  account_id      uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  person_id       uuid not null,
  kind            text not null check (kind in ('deposit', 'withdrawal', 'pocket_money', 'purchase', 'correction', 'settlement')),
  direction       text not null check (direction in ('in', 'out')),
  -- Nought only where an account that holds nothing is settled.
  amount_fen      bigint not null check (amount_fen > 0 or (kind = 'settlement' and amount_fen = 0)),
  on_day          date not null,
  purpose         text not null default '',
  voucher         text not null default '',
  receiver        text not null check (receiver in ('person', 'other', 'none')),
  receiver_name   text not null default '',
  consent_id      uuid,
  signed_as       text check (signed_as in ('signature', 'thumb')),
  -- Of a settlement: who takes it, with what proof, and what was handed over with it.
  taker           text not null default '',
  proof           text not null default '',
  inventory       text not null default '',
  corrects_id     uuid,
  file_id         uuid,
  state           text not null default 'waiting' check (state in ('waiting', 'booked', 'returned', 'stopped')),
  made_by         text not null,
  made_name       text not null,
  made_at         timestamptz not null,
  decided_by      text,
  decided_name    text not null default '',
  decided_at      timestamptz,
  decision_words  text not null default '',
  primary key (county_code, id),
  foreign key (county_code, account_id) references custody.account,
  constraint custody_two_persons check (state <> 'booked' or decided_by <> made_by),
  check ((state = 'waiting') = (decided_at is null))
);
create index slip_waiting on custody.slip (county_code, organisation_id) where state = 'waiting';
create index slip_of_account on custody.slip (county_code, account_id, made_at);
create unique index custody_one_settlement on custody.slip (county_code, account_id) where kind = 'settlement' and state in ('waiting', 'booked');
select platform.protect('custody.slip');

-- 零用钱发放: one round a month for each home.
create table custody.round (
  county_code     text not null,
  id              uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  month           text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state           text not null default 'waiting' check (state in ('waiting', 'paying', 'closed', 'returned')),
  made_by         text not null,
  made_name       text not null,
  made_at         timestamptz not null,
  decided_by      text,
  decided_name    text not null default '',
  decided_at      timestamptz,
  decision_words  text not null default '',
  closed_at       timestamptz,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references institutions.home,
  constraint custody_round_two_persons check (decided_by is null or decided_by <> made_by)
);
create unique index custody_one_round on custody.round (county_code, organisation_id, month) where state <> 'returned';
select platform.protect('custody.round');

create table custody.round_line (
  county_code     text not null,
  id              uuid not null,
  round_id        uuid not null,
  account_id      uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  person_id       uuid not null,
  line_no         int not null check (line_no > 0),
  amount_fen      bigint not null check (amount_fen > 0),
  -- kept: not received, stays on his account; frozen: he died before it was paid.
  state           text not null default 'due' check (state in ('due', 'paid', 'kept', 'frozen')),
  changed_at      timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, round_id) references custody.round,
  foreign key (county_code, account_id) references custody.account,
  constraint custody_once_a_round unique (county_code, round_id, account_id)
);
create index round_line_of_account on custody.round_line (county_code, account_id);
select platform.protect('custody.round_line');

-- 往来明细: what was booked. Never changed; a mistake is booked the other way round.
create table custody.entry (
  county_code       text not null,
  id                uuid not null,
  account_id        uuid not null,
  organisation_id   uuid not null,
  township_id       uuid not null references access.area,
  person_id         uuid not null,
  -- Both given by the trigger.
  no                int not null default 0,
  balance_after_fen bigint not null default 0 check (balance_after_fen >= 0),
  on_day            date not null,
  kind              text not null check (kind in ('deposit', 'withdrawal', 'pocket_money', 'purchase', 'correction', 'settlement')),
  direction         text not null check (direction in ('in', 'out')),
  amount_fen        bigint not null check (amount_fen > 0),
  purpose           text not null default '',
  voucher           text not null default '',
  receiver          text not null check (receiver in ('person', 'other', 'none')),
  receiver_name     text not null default '',
  consent_id        uuid,
  signed_as         text check (signed_as in ('signature', 'thumb')),
  taker             text not null default '',
  proof             text not null default '',
  file_id           uuid,
  slip_id           uuid,
  round_line_id     uuid,
  corrects_id       uuid,
  made_by           text not null,
  made_name         text not null,
  checked_by        text not null,
  checked_name      text not null,
  at                timestamptz not null,
  entry_id          uuid not null,
  primary key (county_code, id),
  foreign key (county_code, account_id) references custody.account,
  foreign key (county_code, slip_id) references custody.slip,
  foreign key (county_code, round_line_id) references custody.round_line,
  foreign key (county_code, corrects_id) references custody.entry,
  constraint custody_entry_two_persons check (made_by <> checked_by),
  constraint custody_entry_direction check (kind = 'correction' or (direction = 'in') = (kind = 'deposit')),
  constraint custody_entry_no unique (county_code, account_id, no),
  constraint custody_slip_once unique (county_code, slip_id),
  constraint custody_line_once unique (county_code, round_line_id),
  constraint custody_corrected_once unique (county_code, corrects_id),
  check ((kind = 'correction') = (corrects_id is not null)),
  check (slip_id is not null or round_line_id is not null)
);
create index entry_on_day on custody.entry (county_code, organisation_id, on_day);
create index entry_entry on custody.entry (county_code, entry_id);
select platform.protect('custody.entry', evidence => true);

create function custody.keep_balance() returns trigger language plpgsql as $body$
declare
  kept custody.account;
begin
  update custody.account set last_no = last_no + 1, changed_at = new.at,
      balance_fen = balance_fen + case new.direction when 'in' then new.amount_fen else -new.amount_fen end
    where county_code = new.county_code and id = new.account_id returning * into kept;
  if kept.status = 'settled' then
    raise exception 'settled' using errcode = 'check_violation', constraint = 'custody_account_settled';
  end if;
  if kept.status = 'frozen' and new.direction = 'out' and new.kind <> 'settlement' then
    raise exception 'frozen' using errcode = 'check_violation', constraint = 'custody_account_frozen';
  end if;
  new.no := kept.last_no;
  new.balance_after_fen := kept.balance_fen;
  return new;
end
$body$;
create trigger keep_balance before insert on custody.entry for each row execute function custody.keep_balance();

-- 银行专户: what the bank says is on the account on a day. A wrong line is followed by another, the latest holds.
create table custody.bank_balance (
  county_code     text not null,
  id              uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  on_day          date not null,
  balance_fen     bigint not null check (balance_fen >= 0),
  reference       text not null check (reference <> ''),
  words           text not null default '',
  file_id         uuid,
  made_by         text not null,
  made_name       text not null,
  at              timestamptz not null,
  entry_id        uuid not null,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references institutions.home
);
create index bank_balance_of_home on custody.bank_balance (county_code, organisation_id, on_day desc, at desc);
create index bank_balance_entry on custody.bank_balance (county_code, entry_id);
select platform.protect('custody.bank_balance', evidence => true);

-- 代管物品: things of his own that the home keeps for him.
create table custody.thing (
  county_code     text not null,
  id              uuid not null,
  account_id      uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  person_id       uuid not null,
  name            text not null check (length(name) between 1 and 100),
  quantity        int not null check (quantity > 0),
  received_on     date not null,
  received_by     text not null,
  returned_on     date,
  returned_to     text not null default '',
  returned_words  text not null default '',
  primary key (county_code, id),
  foreign key (county_code, account_id) references custody.account,
  check (returned_on >= received_on),
  check ((returned_on is null) = (returned_to = ''))
);
create index thing_of_account on custody.thing (county_code, account_id);
select platform.protect('custody.thing');

-- 对账单: printed and handed to him or his guardian.
create table custody.statement (
  county_code     text not null,
  id              uuid not null,
  account_id      uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  person_id       uuid not null,
  from_on         date not null,
  through_on      date not null check (through_on >= from_on),
  balance_fen     bigint not null,
  made_name       text not null,
  at              timestamptz not null,
  entry_id        uuid not null,
  primary key (county_code, id),
  foreign key (county_code, account_id) references custody.account
);
create index statement_of_account on custody.statement (county_code, account_id, through_on desc);
create index statement_entry on custody.statement (county_code, entry_id);
select platform.protect('custody.statement', evidence => true);

create view custody.account_view with (security_invoker = true) as
  select a.county_code, a.id, a.organisation_id, a.township_id, a.person_id, a.name, a.number, a.opened_on, a.status, a.frozen_on,
    a.settled_on, a.balance_fen,
    (select count(*)::int from custody.thing t where t.county_code = a.county_code and t.account_id = a.id and t.returned_on is null) as things
  from custody.account a;
create view custody.entry_view with (security_invoker = true) as
  select county_code, id, account_id, organisation_id, person_id, no, on_day, kind, direction, amount_fen, balance_after_fen, purpose,
    receiver, receiver_name, made_name, checked_name, at
  from custody.entry;

-- 追缴建议: money that seems overpaid and is no plain fact of the bank: months in which two schemes both paid (AH-4.3, A-38), months
-- before an end in which support was no longer due. Heard before it is decided, decided by another than proposed or heard it.
create table payments.claim_proposal (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  person_id       uuid not null,
  township_id     uuid not null references access.area,
  -- What it follows from: a hit of another department's list, a change.
  source          text not null check (source in ('overlap', 'ending')),
  source_id       uuid not null,
  -- Whose money it was: 'support', or the code of the other benefit, whose department takes it back.
  scheme          text not null check (scheme ~ '^[a-z_]{3,60}$'),
  scheme_title    text not null check (length(scheme_title) between 1 and 60),
  months          text[] not null check (cardinality(months) between 1 and 240),
  -- Null while nobody has said how much it was.
  amount_fen      bigint check (amount_fen > 0),
  words           text not null check (length(words) between 4 and 500),
  citations       jsonb not null default '[]',
  status          text not null default 'proposed'
    check (status in ('proposed', 'heard', 'established', 'dismissed', 'dropped', 'recovered', 'waived')),
  proposed_by     text not null,
  proposed_name   text not null,
  proposed_at     timestamptz not null,
  heard_on        date,
  heard_who       text not null default '',
  heard_words     text not null default '',
  heard_paper     text not null default '',
  heard_by        text,
  heard_name      text not null default '',
  decided_reason  text not null default '',
  decided_by      text,
  decided_name    text not null default '',
  decided_at      timestamptz,
  settled_reason  text not null default '',
  settled_by      text,
  settled_name    text not null default '',
  settled_at      timestamptz,
  voucher_no      text not null default '',
  version         int not null default 1,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint proposal_other_decides check (decided_by is null or status = 'dropped' or (decided_by <> proposed_by and decided_by is distinct from heard_by)),
  constraint proposal_heard_first check (status not in ('heard', 'established', 'recovered', 'waived') or (heard_on is not null and length(heard_words) >= 2)),
  constraint proposal_has_amount check (status not in ('established', 'recovered', 'waived') or amount_fen is not null),
  check (status not in ('established', 'dismissed', 'recovered', 'waived') or (decided_at is not null and length(decided_reason) >= 4)),
  check ((status in ('recovered', 'waived')) = (settled_at is not null)),
  check (status <> 'recovered' or voucher_no <> '')
);
-- What stands about one source stands once.
create unique index proposal_once on payments.claim_proposal (county_code, source, source_id) where status not in ('dismissed', 'dropped');
create index proposal_of_person on payments.claim_proposal (county_code, person_id);
create index proposal_by_status on payments.claim_proposal (county_code, status, proposed_at);
select platform.protect('payments.claim_proposal');

-- 不再重发: what came back from the bank after a death and goes to no account any more. Of the month of death and before it is owed to
-- the estate (民法典 第一千一百四十五条、第一千一百六十条); of later months nothing was due (payment.late_death). Proposed by one, decided by another.
alter table payments.item drop constraint item_status_check;
alter table payments.item add constraint item_status_check
  check (status in ('due', 'exported', 'paid', 'returned', 'reissued', 'stopped', 'dropped'));

create table payments.stop (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  batch_id       uuid not null,
  item_id        uuid not null,
  person_id      uuid not null,
  township_id    uuid references access.area,
  died_on        date not null,
  -- What the estate is owed, and what was never due.
  estate_fen     bigint not null check (estate_fen >= 0),
  back_fen       bigint not null check (back_fen >= 0),
  reason         text not null check (length(reason) between 4 and 300),
  status         text not null default 'proposed' check (status in ('proposed', 'agreed', 'refused', 'undone')),
  proposed_by    text not null,
  proposed_name  text not null,
  proposed_at    timestamptz not null,
  decided_words  text not null default '',
  decided_by     text,
  decided_name   text not null default '',
  decided_at     timestamptz,
  -- To whom the estate's part was handed over.
  taker          text check (taker in ('heir', 'will', 'civil_affairs', 'village', 'state', 'collective')),
  taker_name     text not null default '',
  paper          text not null default '',
  voucher_no     text not null default '',
  handed_on      date,
  handed_by      text,
  handed_name    text not null default '',
  primary key (county_code, id),
  foreign key (county_code, batch_id) references payments.batch,
  foreign key (county_code, item_id) references payments.item,
  foreign key (county_code, person_id) references persons.person,
  check (estate_fen + back_fen > 0),
  check (status in ('proposed', 'undone') or decided_at is not null),
  check ((taker is null) = (handed_on is null)),
  constraint stop_two_persons check (decided_by is null or decided_by <> proposed_by),
  constraint stop_handed_after check (handed_on is null or (status = 'agreed' and estate_fen > 0 and taker_name <> '' and paper <> '' and voucher_no <> '')),
  constraint stop_handed_two_persons check (handed_by is null or handed_by <> decided_by)
);
create unique index stop_once on payments.stop (county_code, item_id) where status in ('proposed', 'agreed');
create index stop_of_batch on payments.stop (county_code, batch_id);
create index stop_of_person on payments.stop (county_code, person_id);
select platform.protect('payments.stop');

alter table payments.batch_act drop constraint batch_act_act_check;
alter table payments.batch_act add constraint batch_act_act_check
  check (act in ('removed', 'cancelled', 'reconciled', 'reissued', 'stopped'));

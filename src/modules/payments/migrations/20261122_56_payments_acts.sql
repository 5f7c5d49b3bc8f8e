-- Who took something out of a batch, gave it up or brought it even, and when: what approvals and bank files do not say.
create table payments.batch_act (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  batch_id     uuid not null,
  act          text not null check (act in ('removed', 'cancelled', 'reconciled', 'reissued')),
  words        text not null,
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, batch_id) references payments.batch
);
create index batch_act_of_batch on payments.batch_act (county_code, batch_id, at);
create index batch_act_entry on payments.batch_act (county_code, entry_id);
select platform.protect('payments.batch_act', evidence => true);

-- A value or an adopted draft entered by mistake no longer holds from a day on: proposed by one, agreed to by another. What was
-- decided stays on record; before that day, and as known before the withdrawal, it goes on holding.
alter table policy.proposal drop constraint proposal_kind_check;
alter table policy.proposal add constraint proposal_kind_check check (kind in ('value', 'draft', 'holiday', 'withdrawal'));

create table policy.withdrawal (
  county_code  text not null,
  id           uuid not null,
  of_id        uuid not null,
  from_on      date not null,
  reason       text not null check (length(reason) >= 4),
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, id) references policy.proposal,
  foreign key (county_code, of_id) references policy.proposal
);
create index withdrawal_of on policy.withdrawal (county_code, of_id);
create index withdrawal_entry on policy.withdrawal (county_code, entry_id);
select platform.protect('policy.withdrawal', open_to => '{townships,villages,organisation,persons,none}', evidence => true);

-- Of one value the earliest day counts.
create view policy.withdrawal_view with (security_invoker = true) as
  select distinct on (withdrawal.county_code, withdrawal.of_id) withdrawal.county_code, withdrawal.of_id, withdrawal.from_on,
         withdrawal.reason, decision.decider, decision.decided_at
  from policy.withdrawal withdrawal
  join policy.decision decision on decision.county_code = withdrawal.county_code and decision.proposal_id = withdrawal.id
  where decision.adopted
  order by withdrawal.county_code, withdrawal.of_id, withdrawal.from_on, decision.decided_at;

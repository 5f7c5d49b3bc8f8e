-- What became known when, and what a county decided by itself: entered standards, drafts adopted, days off.
create schema policy;

-- Every file of the packs under its SM3, with the moment this installation learnt it. The same for everyone, so read by all.
create table policy.pack_text (
  county_code  text not null check (county_code = '000000'),
  sm3          text not null check (sm3 ~ '^[0-9a-f]{64}$'),
  path         text not null check (path <> ''),
  text         text not null,
  known_at     timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, sm3, path)
);
create index pack_text_entry on policy.pack_text (county_code, entry_id);
select platform.protect('policy.pack_text', open_to => '{none}', evidence => true);
create policy everyone_reads on policy.pack_text for select to gongyang_app using (true);

-- Since when a document of the packs is known: the second axis of every answer.
create table policy.pack_document (
  county_code  text not null check (county_code = '000000'),
  document     text not null check (document <> ''),
  known_at     timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, document)
);
create index pack_document_entry on policy.pack_document (county_code, entry_id);
select platform.protect('policy.pack_document', open_to => '{none}', evidence => true);
create policy everyone_reads on policy.pack_document for select to gongyang_app using (true);

-- A county's own documents. A correction is a further edition; the earlier one stays.
create table policy.document (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  edition         int not null check (edition > 0),
  -- Number or short title by which rules cite it.
  name            text not null check (length(name) between 1 and 120),
  title           text not null check (length(title) between 1 and 200),
  number          text not null default '',
  issuers         text[] not null check (cardinality(issuers) > 0),
  status          text not null check (status in ('draft', 'in_force', 'repealed', 'unknown')),
  issued_on       date not null,
  effective_from  date not null,
  effective_to    date check (effective_to >= effective_from),
  area            text not null,
  file_id         uuid,
  text            text not null default '',
  registered_by   text not null,
  registered_at   timestamptz not null,
  entry_id        uuid not null,
  primary key (county_code, id),
  constraint document_edition unique (county_code, name, edition)
);
create index document_entry on policy.document (county_code, entry_id);
select platform.protect('policy.document', open_to => '{townships,villages,organisation,persons,none}', evidence => true);

-- Whatever one person proposes and another decides.
create table policy.proposal (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  kind         text not null check (kind in ('value', 'draft', 'holiday')),
  proposed_by  text not null,
  proposer     text not null,
  proposed_at  timestamptz not null,
  reason       text not null default '',
  entry_id     uuid not null,
  primary key (county_code, id),
  unique (county_code, id, proposed_by)
);
create index proposal_entry on policy.proposal (county_code, entry_id);
select platform.protect('policy.proposal', open_to => '{townships,villages,organisation,persons,none}', evidence => true);

-- Once, and by somebody else: the database itself refuses the proposer.
create table policy.decision (
  county_code  text not null,
  proposal_id  uuid not null,
  proposed_by  text not null,
  adopted      boolean not null,
  decided_by   text not null,
  decider      text not null,
  decided_at   timestamptz not null,
  reason       text not null default '',
  entry_id     uuid not null,
  constraint decision_once primary key (county_code, proposal_id),
  foreign key (county_code, proposal_id, proposed_by) references policy.proposal (county_code, id, proposed_by),
  constraint decision_by_another check (decided_by <> proposed_by),
  constraint decision_reason check (adopted or reason <> '')
);
create index decision_entry on policy.decision (county_code, entry_id);
select platform.protect('policy.decision', open_to => '{townships,villages,organisation,persons,none}', evidence => true);

-- A value of a key with its document, clause and day.
create table policy.county_value (
  county_code  text not null,
  id           uuid not null,
  area         text not null,
  key          text not null,
  value        jsonb not null,
  stands       text not null check (stands in ('sets', 'floor', 'ceiling', 'forbids', 'adds')),
  force        text not null check (force in ('must', 'in_principle', 'encouraged', 'aim')),
  from_on      date not null,
  constraint county_value_period check (to_on >= from_on),
  to_on        date,
  document     text not null check (document <> ''),
  clause       text not null check (clause <> ''),
  quote        text not null check (quote <> ''),
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, id) references policy.proposal
);
create index county_value_of_key on policy.county_value (county_code, key, from_on);
create index county_value_entry on policy.county_value (county_code, entry_id);
select platform.protect('policy.county_value', open_to => '{townships,villages,organisation,persons,none}', evidence => true);

-- The county's own numbered decision to apply a draft (A-36): the decision is what is cited then.
create table policy.adoption (
  county_code  text not null,
  id           uuid not null,
  area         text not null,
  draft        text not null check (draft <> ''),
  -- Keys or duty.<id> adopted; null is all of the draft.
  keys         text[] check (cardinality(keys) > 0),
  number       text not null check (length(number) between 1 and 120),
  title        text not null check (length(title) between 1 and 200),
  decided_on   date not null,
  from_on      date not null,
  to_on        date,
  file_id      uuid,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, id) references policy.proposal,
  constraint adoption_period check (to_on >= from_on)
);
create index adoption_entry on policy.adoption (county_code, entry_id);
select platform.protect('policy.adoption', open_to => '{townships,villages,organisation,persons,none}', evidence => true);

-- A day off or worked that a county sets over the nation's notices (地方性假日); the platform keeps what holds.
create table policy.holiday_change (
  county_code  text not null,
  id           uuid not null,
  day          date not null,
  kind         text not null check (kind in ('off', 'worked', 'plain')),
  name         text not null default '',
  document     text not null check (document <> ''),
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, id) references policy.proposal
);
create index holiday_change_of_day on policy.holiday_change (county_code, day);
create index holiday_change_entry on policy.holiday_change (county_code, entry_id);
select platform.protect('policy.holiday_change', open_to => '{townships,villages,organisation,persons,none}', evidence => true);

-- Goes up with every decision, so that whoever remembers a county's policy knows in one look whether it still holds.
create table policy.version (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  number       int not null check (number > 0),
  primary key (county_code)
);
select platform.protect('policy.version', open_to => '{townships,villages,organisation,persons,none}');

-- What stands in force here by decision, with the moment from which it was known.
create view policy.value_view with (security_invoker = true) as
  select value.county_code, value.id, value.area, value.key, value.value, value.stands, value.force, value.from_on, value.to_on,
         value.document, value.clause, value.quote, decision.decided_by, decision.decider, decision.decided_at
  from policy.county_value value
  join policy.decision decision on decision.county_code = value.county_code and decision.proposal_id = value.id
  where decision.adopted;

create view policy.adoption_view with (security_invoker = true) as
  select adoption.county_code, adoption.id, adoption.area, adoption.draft, adoption.keys, adoption.number, adoption.title,
         adoption.decided_on, adoption.from_on, adoption.to_on, decision.decided_by, decision.decider, decision.decided_at
  from policy.adoption adoption
  join policy.decision decision on decision.county_code = adoption.county_code and decision.proposal_id = adoption.id
  where decision.adopted;

-- Whom the county buys care from (服务机构), under which written contract (购买合同), with which carers (服务人员).
create schema providers;

-- A provider is an organisation of kind 'provider' with what the buyer has to know of it.
create table providers.provider (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  organisation_id uuid not null,
  name            text not null check (length(name) between 1 and 100),
  credit_code     text not null check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  kind            text not null check (kind in ('company', 'social_organisation', 'institution', 'individual_business')),
  representative  text not null default '',
  address         text not null default '',
  phone           text not null default '',
  status          text not null default 'open' check (status in ('open', 'closed')),
  version         int not null default 1,
  changed_at      timestamptz not null,
  primary key (county_code, organisation_id),
  foreign key (county_code, organisation_id) references access.organisation,
  constraint provider_credit_code unique (county_code, credit_code)
);
select platform.protect('providers.provider', open_to => '{townships,villages,persons}');

-- Where the care fee goes. A change needs two persons: proposed by one, confirmed by another.
create table providers.account (
  county_code     text not null,
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
  file_id         uuid,
  proposed_by     text not null,
  proposed_at     timestamptz not null,
  confirmed_by    text,
  confirmed_at    timestamptz,
  rejected_by     text,
  reject_reason   text not null default '',
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references providers.provider,
  constraint account_two_persons check (confirmed_by is null or confirmed_by <> proposed_by),
  constraint account_decided_once check (confirmed_by is null or rejected_by is null),
  constraint one_account_at_a_time exclude using gist (county_code with =, organisation_id with =, daterange(from_on, to_on, '[]') with &&)
    where (confirmed_by is not null)
);
create unique index one_account_proposal on providers.account (county_code, organisation_id) where confirmed_by is null and rejected_by is null;
create index account_by_index on providers.account (county_code, account_index);
select platform.protect('providers.account');

-- 购买服务合同. Its contents are kept one by one, so that each can be asked for (SX-5.4b).
create table providers.contract (
  county_code     text not null,
  id              uuid not null,
  organisation_id uuid not null,
  number          text not null check (length(number) between 1 and 60),
  status          text not null default 'draft' check (status in ('draft', 'active', 'ended')),
  from_on         date not null,
  to_on           date not null check (to_on >= from_on),
  signed_on       date,
  sum_fen         bigint check (sum_fen >= 0),
  budget_line     text not null default '',
  -- Code of a required content to its words in the contract.
  contents        jsonb not null default '{}',
  file_id         uuid,
  drafted_by      text not null,
  activated_by    text,
  activated_at    timestamptz,
  ended_on        date,
  end_ground      text check (end_ground in ('veto', 'serious_quality_problem_overdue', 'evaluation_result', 'agreed', 'expired')),
  end_reason      text,
  ended_by        text,
  takeover_plan   text not null default '',
  takeover_by     uuid,
  version         int not null default 1,
  changed_at      timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references providers.provider,
  constraint contract_number unique (county_code, number),
  constraint contract_two_persons check (activated_by is null or activated_by <> drafted_by),
  constraint contract_active_whole check (status = 'draft' or (activated_by is not null and signed_on is not null)),
  constraint contract_end_whole check (status <> 'ended' or (ended_on is not null and end_ground is not null and end_reason is not null)),
  constraint contract_ends_in_term check (ended_on is null or ended_on between from_on and to_on)
);
create index contract_of_provider on providers.contract (county_code, organisation_id, from_on desc);
select platform.protect('providers.contract', open_to => '{townships,villages}');

create table providers.contract_township (
  county_code     text not null,
  contract_id     uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  from_on         date not null,
  to_on           date not null check (to_on >= from_on),
  primary key (county_code, contract_id, township_id, from_on),
  foreign key (county_code, contract_id) references providers.contract
);
create index contract_township_of on providers.contract_township (county_code, township_id);
select platform.protect('providers.contract_township', open_to => '{townships,villages}', deletable => true);

-- 扣款条款: what findings and settlement cite when they take money off.
create table providers.clause (
  county_code     text not null,
  contract_id     uuid not null,
  organisation_id uuid not null,
  no              text not null check (length(no) between 1 and 20),
  place           int not null check (place > 0),
  text            text not null check (length(text) between 1 and 500),
  kind            text not null check (kind in ('fixed', 'person_month', 'per_visit', 'percent')),
  amount_fen      bigint check (amount_fen > 0),
  percent         int check (percent between 1 and 100),
  primary key (county_code, contract_id, no),
  foreign key (county_code, contract_id) references providers.contract,
  constraint clause_whole check ((kind in ('fixed', 'per_visit')) = (amount_fen is not null) and (kind = 'percent') = (percent is not null))
);
select platform.protect('providers.clause', open_to => '{townships,villages}', deletable => true);

create view providers.provider_view with (security_invoker = true) as
  select county_code, organisation_id as id, organisation_id, name, credit_code, status, representative, address, phone
  from providers.provider;
create view providers.account_view with (security_invoker = true) as
  select county_code, id, organisation_id, bank, holder, account, account_index, account_masked, from_on, to_on
  from providers.account where confirmed_by is not null;
create view providers.contract_view with (security_invoker = true) as
  select county_code, id, organisation_id, number, from_on, to_on, status, ended_on, end_ground, end_reason, sum_fen, budget_line, signed_on
  from providers.contract;
create view providers.contract_township_view with (security_invoker = true) as
  select county_code, contract_id, organisation_id, township_id, from_on, to_on from providers.contract_township;
-- deduction_fen_rule: 'fixed:<fen>' | 'person_month' | 'per_visit:<fen>' | 'percent:<whole percent of the person-month>'.
create view providers.clause_view with (security_invoker = true) as
  select county_code, contract_id, organisation_id, no, place, text, kind, amount_fen, percent,
    kind || coalesce(':' || amount_fen::text, ':' || percent::text, '') as deduction_fen_rule
  from providers.clause;

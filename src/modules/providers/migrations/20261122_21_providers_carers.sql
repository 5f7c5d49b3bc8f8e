-- Carers: a provider's own people, or a carer designated for a dispersed person where no provider stands between (AH-2.1.1a).
create table providers.carer (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  organisation_id uuid,
  -- Township of a designated carer.
  township_id     uuid references access.area,
  name            text not null check (length(name) between 1 and 60),
  born_on         date not null,
  sex             text not null check (sex in ('male', 'female')),
  id_number       bytea not null,
  id_index        bytea not null check (length(id_index) = 16),
  id_masked       text not null,
  phone           text not null default '',
  -- Who employs and who pays the wage: another than the contractor means the work was passed on (SX-5.5g).
  employer        text not null default '',
  wage_payer      text not null default '',
  health_until    date,
  trained_on      date,
  -- Words of the township that helped to hire (SX-3.3).
  township_opinion text not null default '',
  account_id      uuid,
  from_on         date not null,
  to_on           date check (to_on >= from_on),
  version         int not null default 1,
  changed_at      timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references providers.provider,
  constraint carer_belongs check (organisation_id is not null or township_id is not null),
  constraint carer_of_one_provider exclude using gist (county_code with =, id_index with =, daterange(from_on, to_on, '[]') with &&)
);
create index carer_of_provider on providers.carer (county_code, organisation_id, from_on desc);
create index carer_by_account on providers.carer (county_code, account_id) where account_id is not null;
select platform.protect('providers.carer', open_to => '{townships,villages}');

-- Relation of a carer to a person he cares for: 兄弟, 邻居 (SX-3.3, annex 3).
create table providers.carer_relation (
  county_code     text not null,
  carer_id        uuid not null,
  organisation_id uuid,
  person_id       uuid not null,
  relation        text not null check (length(relation) between 1 and 30),
  primary key (county_code, carer_id, person_id),
  foreign key (county_code, carer_id) references providers.carer,
  foreign key (county_code, person_id) references persons.person
);
create index carer_relation_of_person on providers.carer_relation (county_code, person_id);
select platform.protect('providers.carer_relation', deletable => true);

create view providers.carer_view with (security_invoker = true) as
  select county_code, id, organisation_id, township_id, name, from_on, to_on, health_until, employer, wage_payer, account_id
  from providers.carer;
create view providers.carer_relation_view with (security_invoker = true) as
  select county_code, carer_id, organisation_id, person_id, relation from providers.carer_relation;

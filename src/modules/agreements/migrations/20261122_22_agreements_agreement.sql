-- 协议: who serves whom on what terms, who has signed, from which day it holds.
create schema agreements;

-- The county's own text, version by version; a version is never edited. Without a file the system's own layout is printed.
create table agreements.template (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  kind          text not null check (kind in ('dispersed', 'centralised')),
  edition       int not null check (edition > 0),
  title         text not null check (length(title) between 1 and 60),
  -- Code of a required content to the county's words for it.
  clauses       jsonb not null default '{}',
  file_id       uuid,
  from_on       date not null,
  filed_on      date,
  filing_no     text not null default '',
  made_by       text not null,
  made_at       timestamptz not null,
  primary key (county_code, id),
  constraint template_edition unique (county_code, kind, edition)
);
select platform.protect('agreements.template', open_to => '{townships,villages,organisation,persons}');

-- Numbers are given in order, without gaps, under the lock of this row.
create table agreements.series (
  county_code   text not null,
  name          text not null,
  last          int not null,
  primary key (county_code, name)
);
select platform.protect('agreements.series', open_to => '{townships,villages,organisation,persons}');

create table agreements.agreement (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  number          text not null,
  kind            text not null check (kind in ('dispersed', 'centralised')),
  person_id       uuid not null,
  township_id     uuid not null references access.area,
  village_id      uuid references access.area,
  organisation_id uuid,
  carer_id        uuid,
  template_id     uuid,
  status          text not null default 'draft'
    check (status in ('draft', 'review', 'signing', 'signed', 'filed', 'terminated', 'expired')),
  -- Raised when it goes back to be changed: what was signed before does not hold for the new text.
  edition         int not null default 1 check (edition > 0),
  title           text not null,
  from_on         date not null,
  to_on           date not null check (to_on >= from_on),
  price_kind      text check (price_kind in ('paid', 'free')),
  price_fen       bigint check (price_fen >= 0),
  level           text not null check (level in ('able', 'partly_able', 'unable')),
  capacity        text not null check (capacity in ('full', 'limited', 'none')),
  hotline         text not null default '',
  clauses         jsonb not null default '{}',
  -- Day on which the roster that names the person was fixed, here or outside the system (SX-4.4.1a).
  roster_fixed_on date,
  drafted_by      text not null,
  drafted_at      timestamptz not null,
  reviewed_on     date,
  reviewed_by     text,
  returned_reason text not null default '',
  signed_on       date,
  effective_from  date,
  effective_to    date,
  filed_on        date,
  filing_no       text not null default '',
  ended_on        date,
  end_reason      text,
  takes_over      text not null default '',
  replaces_id     uuid,
  version         int not null default 1,
  changed_at      timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, organisation_id) references access.organisation,
  foreign key (county_code, carer_id) references providers.carer,
  foreign key (county_code, template_id) references agreements.template,
  foreign key (county_code, replaces_id) references agreements.agreement,
  constraint agreement_number unique (county_code, number),
  constraint agreement_two_persons check (reviewed_by is null or reviewed_by <> drafted_by),
  constraint agreement_signed_whole check (status not in ('signed', 'filed') or signed_on is not null),
  constraint agreement_end_whole check (status <> 'terminated' or (ended_on is not null and end_reason is not null)),
  constraint agreement_price_whole check ((price_kind is null) = (price_fen is null)),
  constraint one_agreement_in_force exclude using gist (county_code with =, person_id with =, daterange(effective_from, effective_to, '[]') with &&)
    where (effective_from is not null and effective_to >= effective_from)
);
create unique index one_agreement_under_way on agreements.agreement (county_code, person_id) where status in ('draft', 'review', 'signing');
create index agreement_of_person on agreements.agreement (county_code, person_id, from_on desc);
create index agreement_by_township on agreements.agreement (county_code, township_id, status);
create index agreement_by_organisation on agreements.agreement (county_code, organisation_id, status) where organisation_id is not null;
create index agreement_by_end on agreements.agreement (county_code, to_on) where status in ('signed', 'filed');
select platform.protect('agreements.agreement');

-- Who has to do what, in the order of the paper (甲乙丙丁), as the policy of the drafting day asks.
create table agreements.party (
  county_code     text not null,
  agreement_id    uuid not null,
  party           text not null check (party in ('county', 'township', 'village', 'home', 'provider', 'carer', 'person', 'guardian')),
  act             text not null check (act in ('signs', 'consents', 'is_informed')),
  place           int not null check (place > 0),
  name            text not null,
  representative  text not null default '',
  person_id       uuid not null,
  township_id     uuid not null,
  village_id      uuid,
  organisation_id uuid,
  primary key (county_code, agreement_id, party),
  foreign key (county_code, agreement_id) references agreements.agreement
);
select platform.protect('agreements.party', deletable => true);

-- Each act of a party, with its proof. Never changed.
create table agreements.signature (
  county_code     text not null,
  id              uuid not null,
  agreement_id    uuid not null,
  edition         int not null,
  party           text not null,
  act             text not null check (act in ('signs', 'consents', 'is_informed')),
  signer          text not null check (length(signer) between 1 and 60),
  capacity        text not null check (capacity in ('person', 'guardian', 'relative', 'representative')),
  relation        text not null default '',
  authorised      boolean not null default false,
  method          text not null check (method in ('screen', 'paper', 'thumb', 'told')),
  signed_on       date not null,
  file_id         uuid,
  -- Hash of the picture of the signature: the same hand elsewhere is a clue (F-16).
  image_hash      text check (image_hash ~ '^[0-9a-f]{64}$'),
  -- Who held the paper, or in which words the person was told.
  held_by         text not null default '',
  explained       text not null default '',
  person_id       uuid not null,
  township_id     uuid not null,
  village_id      uuid,
  organisation_id uuid,
  entered_by      text not null,
  entered_at      timestamptz not null,
  entry_id        uuid not null,
  primary key (county_code, id),
  foreign key (county_code, agreement_id) references agreements.agreement,
  constraint signature_once unique (county_code, agreement_id, edition, party, act),
  constraint signature_proof check (method = 'told' or file_id is not null)
);
create index signature_entry on agreements.signature (county_code, entry_id);
create index signature_by_image on agreements.signature (county_code, image_hash) where image_hash is not null;
select platform.protect('agreements.signature', evidence => true);

create view agreements.agreement_view with (security_invoker = true) as
  select county_code, id, number, kind, person_id, township_id, village_id, organisation_id, carer_id, status, from_on, to_on,
    effective_from, effective_to, signed_on, filed_on, level, price_kind, price_fen, ended_on, end_reason
  from agreements.agreement;
create view agreements.signature_view with (security_invoker = true) as
  select s.county_code, s.id, s.agreement_id, s.party, s.act, s.signer, s.capacity, s.method, s.signed_on, s.image_hash, s.person_id,
    s.township_id, s.organisation_id, s.entered_at
  from agreements.signature s join agreements.agreement a on a.county_code = s.county_code and a.id = s.agreement_id and a.edition = s.edition;

-- One person, one file (一人一档): who he is, and what held for him from which day, as known when.
create schema persons;

create table persons.person (
  county_code            text not null check (county_code ~ '^\d{6}$'),
  id                     uuid not null,
  name                   text not null check (length(name) between 1 and 60),
  -- Pinyin, so that lists sort the same on every server.
  name_sort              text collate "C" not null,
  sex                    text not null check (sex in ('male', 'female')),
  born_on                date not null,
  ethnicity              text not null default '',
  -- SM4 under the county's key; found through the keyed index, shown masked.
  id_number              bytea,
  id_index               bytea check (length(id_index) = 16),
  id_masked              text not null default '',
  -- Keyed index of the last four characters, so that a search does not store them in clear.
  id_last4               bytea check (length(id_last4) = 16),
  -- Why a number is missing or kept although it is wrong.
  id_remark              text not null default '',
  phone                  bytea,
  phone_masked           text not null default '',
  household_class        text not null check (household_class in ('urban', 'rural')),
  registered_at          text not null default '',
  residence              text not null default '',
  -- Responsible township and village; the commissioning township pays when the person lives elsewhere (JL-4.1b).
  township_id            uuid not null references access.area,
  village_id             uuid references access.area,
  commissioning_township_id uuid references access.area,
  -- Home of a resident, or provider who cares for a dispersed person.
  organisation_id        uuid,
  status                 text not null check (status in ('applying', 'awaiting', 'active', 'suspended', 'ended', 'archived')),
  mode                   text check (mode in ('dispersed', 'centralised')),
  level                  text check (level in ('able', 'partly_able', 'unable')),
  supported_from         date,
  ended_on               date,
  end_reason             text,
  certificate_no         text not null default '',
  file_no                text not null,
  disability             text not null default '',
  mental_illness         boolean not null default false,
  capacity               text not null default 'full' check (capacity in ('full', 'limited', 'none')),
  capacity_basis         text not null default '',
  capacity_since         date,
  marital                text not null default '',
  -- Where the dwelling stands: degrees, datum told apart, metres of accuracy, how it was learnt.
  longitude              float8 check (longitude between 70 and 140),
  latitude               float8 check (latitude between 15 and 55),
  datum                  text check (datum in ('WGS-84', 'GCJ-02')),
  accuracy               int check (accuracy >= 0),
  position_source        text not null default '',
  -- 认定: by ourselves, or decided outside with its paper reference.
  origin                 text not null check (origin in ('recognition', 'decided_outside')),
  decision_no            text not null default '',
  decided_on             date,
  paper_reference        text not null default '',
  version                int not null default 1,
  changed_at             timestamptz not null,
  primary key (county_code, id),
  constraint person_file_no unique (county_code, file_no),
  constraint person_identity_in_county unique (county_code, id_index),
  constraint person_position_whole check ((longitude is null) = (latitude is null) and (longitude is null) = (datum is null)),
  constraint person_end_whole check (status not in ('ended', 'archived') or (ended_on is not null and end_reason is not null)),
  constraint person_active_whole check (status not in ('active', 'suspended') or (mode is not null and level is not null and supported_from is not null))
);
create index person_by_name on persons.person (county_code, name_sort, id);
create index person_by_township on persons.person (county_code, township_id, name_sort, id);
create index person_by_organisation on persons.person (county_code, organisation_id) where organisation_id is not null;
create index person_by_last4 on persons.person (county_code, id_last4, name_sort, id);
create index person_of_all_by_name on persons.person (name_sort, county_code, id);
select platform.protect('persons.person');

-- Every part of a name and of its pinyin initials by which it may be found; equality and range keep their index under
-- row-level security where LIKE would lose it.
create table persons.search_token (
  county_code  text not null,
  token        text collate "C" not null,
  person_id    uuid not null,
  township_id  uuid not null,
  organisation_id uuid,
  primary key (county_code, token, person_id),
  foreign key (county_code, person_id) references persons.person
);
create index search_token_of_person on persons.search_token (county_code, person_id);
select platform.protect('persons.search_token', deletable => true);

-- Whose number is where, over all counties. Read only through the function below.
create table persons.person_identity (
  id_index     bytea primary key check (length(id_index) = 16),
  county_code  text not null,
  person_id    uuid not null,
  since        timestamptz not null
);
grant select, insert, update, delete on persons.person_identity to gongyang_oversight;

-- 'free', 'here:<person>', 'elsewhere': never which county or person elsewhere.
create function persons.identity_standing(asked bytea, county text) returns text
  language sql stable security definer set search_path = pg_catalog
  as $$ select coalesce((select case when i.county_code = county then 'here:' || i.person_id::text else 'elsewhere' end
                         from persons.person_identity i where i.id_index = asked), 'free') $$;
create function persons.identity_standings(asked bytea[], county text) returns table (id_index bytea, standing text)
  language sql stable security definer set search_path = pg_catalog
  as $$ select i.id_index, case when i.county_code = county then 'here:' || i.person_id::text else 'elsewhere' end
        from persons.person_identity i where i.id_index = any (asked) $$;
-- Claims numbers for persons of the county in scope; what is taken raises a unique violation.
create function persons.claim_identities(indexes bytea[], county text, persons uuid[], at timestamptz) returns void
  language sql security definer set search_path = pg_catalog
  as $$ insert into persons.person_identity (id_index, county_code, person_id, since)
        select i, county, p, at from unnest(indexes, persons) as claimed (i, p)
        where county = any (platform.scope_counties()) $$;
create function persons.release_identity(asked bytea, county text) returns void
  language sql security definer set search_path = pg_catalog
  as $$ delete from persons.person_identity i where i.id_index = asked and i.county_code = county and county = any (platform.scope_counties()) $$;

-- What holds from a day on, until a later day's assertion: status, mode, level, township, village, class, organisation.
-- Insert-only; a correction names the assertion that it replaces. Value on day D as known at K: of those known at K and not
-- replaced by one known at K, the one with the latest from_on <= D.
create table persons.fact (
  county_code   text not null,
  id            uuid not null,
  person_id     uuid not null,
  kind          text not null check (kind in ('status', 'mode', 'level', 'township', 'village', 'class', 'organisation', 'end_reason')),
  value         text not null,
  from_on       date not null,
  known_at      timestamptz not null,
  replaces_id   uuid,
  -- Decision number, document, or reason.
  basis         text not null default '',
  decided_on    date,
  source        text not null check (source in ('recognition', 'decided_outside', 'import', 'correction', 'decision', 'demo')),
  entry_id      uuid not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, replaces_id) references persons.fact
);
create index fact_of_person on persons.fact (county_code, person_id, kind, from_on desc, known_at desc);
create index fact_entry on persons.fact (county_code, entry_id);
create index fact_replaces on persons.fact (county_code, replaces_id) where replaces_id is not null;
select platform.protect('persons.fact', via_person => true, evidence => true);

-- How every person of a county stood on a day, as known at a moment. The base of rosters, payment lists and tables.
create function persons.standing_on(county text, day date, known timestamptz)
  returns table (person_id uuid, status text, mode text, level text, township_id uuid, village_id uuid, class text, organisation_id uuid)
  language sql stable parallel safe
  as $$
  with held as (
    select distinct on (f.person_id, f.kind) f.person_id, f.kind, f.value
    from persons.fact f
    where f.county_code = county and f.from_on <= day and f.known_at <= known
      and not exists (select from persons.fact r where r.county_code = f.county_code and r.replaces_id = f.id and r.known_at <= known)
    order by f.person_id, f.kind, f.from_on desc, f.known_at desc, f.id desc)
  select h.person_id,
    max(h.value) filter (where h.kind = 'status'),
    max(h.value) filter (where h.kind = 'mode'),
    max(h.value) filter (where h.kind = 'level'),
    max(h.value) filter (where h.kind = 'township')::uuid,
    nullif(max(h.value) filter (where h.kind = 'village'), '')::uuid,
    max(h.value) filter (where h.kind = 'class'),
    nullif(max(h.value) filter (where h.kind = 'organisation'), '')::uuid
  from held h group by h.person_id $$;

-- Hospital, leave, away. Days inclusive; open when to_on is null.
create table persons.absence (
  county_code  text not null,
  id           uuid not null,
  person_id    uuid not null,
  kind         text not null check (kind in ('hospital', 'leave', 'away')),
  from_on      date not null,
  to_on        date check (to_on >= from_on),
  place        text not null default '',
  known_at     timestamptz not null,
  withdrawn_at timestamptz,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint absence_no_overlap exclude using gist (county_code with =, person_id with =, daterange(from_on, to_on, '[]') with &&)
    where (withdrawn_at is null)
);
select platform.protect('persons.absence', via_person => true);

create table persons.guardian (
  county_code  text not null,
  id           uuid not null,
  person_id    uuid not null,
  name         text not null,
  relation     text not null,
  born_on      date,
  phone        bytea,
  phone_masked text not null default '',
  -- property, medical, signing
  scope        text[] not null,
  basis        text not null default '',
  conflict     text not null default '',
  from_on      date not null,
  to_on        date check (to_on >= from_on),
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person
);
create index guardian_of_person on persons.guardian (county_code, person_id);
select platform.protect('persons.guardian', via_person => true);

create table persons.contact (
  county_code  text not null,
  id           uuid not null,
  person_id    uuid not null,
  name         text not null,
  relation     text not null,
  phone        bytea,
  phone_masked text not null default '',
  place        int not null check (place > 0),
  -- carer: looks after him day by day; sick: goes along when he is ill; emergency
  role         text not null check (role in ('emergency', 'carer', 'sick')),
  checked_on   date,
  ended_on     date,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person
);
create index contact_of_person on persons.contact (county_code, person_id);
select platform.protect('persons.contact', via_person => true);

create table persons.consent (
  county_code  text not null,
  id           uuid not null,
  person_id    uuid not null,
  kind         text not null check (kind in ('placement', 'pocket_money', 'entrusted_money', 'payee', 'portrait', 'data')),
  given_by     text not null check (given_by in ('person', 'guardian')),
  receiver     text not null default '',
  scope        text not null default '',
  from_on      date not null,
  to_on        date check (to_on >= from_on),
  withdrawn_on date,
  explained    text not null default '',
  paper_reference text not null default '',
  file_id      uuid,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person
);
create index consent_of_person on persons.consent (county_code, person_id, kind);
select platform.protect('persons.consent', via_person => true);

-- Where the living money goes. A change needs two persons: proposed by one, confirmed by another.
create table persons.payee_account (
  county_code    text not null,
  id             uuid not null,
  person_id      uuid not null,
  bank           text not null,
  holder         text not null,
  account        bytea not null,
  account_index  bytea not null check (length(account_index) = 16),
  account_masked text not null,
  holder_is_person boolean not null,
  consent_id     uuid,
  from_on        date not null,
  to_on          date check (to_on >= from_on),
  proposed_by    text not null,
  confirmed_by   text,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, consent_id) references persons.consent,
  constraint payee_two_persons check (confirmed_by is null or confirmed_by <> proposed_by),
  constraint one_payee_at_a_time exclude using gist (county_code with =, person_id with =, daterange(from_on, to_on, '[]') with &&)
    where (confirmed_by is not null)
);
create index payee_by_account on persons.payee_account (county_code, account_index);
select platform.protect('persons.payee_account', via_person => true);

create view persons.person_view with (security_invoker = true) as
  select county_code, id, name, name_sort, sex, born_on, id_index, id_masked, phone_masked, household_class, residence, township_id, village_id,
    commissioning_township_id, organisation_id, status, mode, level, supported_from, ended_on, end_reason, certificate_no, file_no,
    capacity, longitude, latitude, datum, accuracy, origin, decision_no, decided_on, changed_at,
    -- Still to be found out: nothing is on file, and illness or level says that it may not be full. The illness itself stays inside.
    (capacity_basis = '' and (mental_illness or coalesce(level, '') = 'unable')) as capacity_open, capacity_since
  from persons.person;
create view persons.absence_view with (security_invoker = true) as
  select county_code, id, person_id, kind, from_on, to_on, place, known_at from persons.absence where withdrawn_at is null;
create view persons.guardian_view with (security_invoker = true) as
  select county_code, id, person_id, name, relation, scope, from_on, to_on, conflict from persons.guardian;
create view persons.contact_view with (security_invoker = true) as
  select county_code, id, person_id, name, relation, role, place, ended_on from persons.contact;
create view persons.consent_view with (security_invoker = true) as
  select county_code, id, person_id, kind, given_by, receiver, scope, from_on, to_on, withdrawn_on from persons.consent;
create view persons.payee_view with (security_invoker = true) as
  select county_code, id, person_id, bank, holder, account, account_index, account_masked, holder_is_person, consent_id, from_on, to_on, confirmed_by
  from persons.payee_account where confirmed_by is not null;
create view persons.fact_view with (security_invoker = true) as
  select county_code, id, person_id, kind, value, from_on, known_at, replaces_id, basis, decided_on, source from persons.fact;

-- These four cross the county line, so they belong to the role that may, and answer no more than they must.
grant usage, create on schema persons to gongyang_oversight;
grant usage on schema platform to gongyang_oversight;
alter function persons.identity_standing(bytea, text) owner to gongyang_oversight;
alter function persons.identity_standings(bytea[], text) owner to gongyang_oversight;
alter function persons.claim_identities(bytea[], text, uuid[], timestamptz) owner to gongyang_oversight;
alter function persons.release_identity(bytea, text) owner to gongyang_oversight;

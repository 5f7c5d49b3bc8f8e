-- Homes (供养服务机构): what they are, and their beds, staff and directors as dated facts on two axes.
create schema institutions;

-- A home is an organisation of kind 'home' with what the supervision of homes needs of it.
create table institutions.home (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  -- Place in the printed list of the county's homes.
  sort_order      int not null,
  status          text not null check (status in ('open', 'closed')),
  ownership       text not null check (ownership in ('public', 'private')),
  legal_person    boolean not null default false,
  filed           boolean not null default false,
  grade           int check (grade between 1 and 5),
  -- A written upgrade plan says until when the grade will be reached (A-15).
  upgrade_done_by date,
  licence_until   date,
  address         text not null default '',
  version         int not null default 1,
  changed_at      timestamptz not null,
  primary key (county_code, organisation_id),
  foreign key (county_code, organisation_id) references access.organisation
);
create index home_in_order on institutions.home (county_code, sort_order);
select platform.protect('institutions.home');

-- What holds of a home from a day on, as known from a moment on. Insert-only; a correction names the fact it replaces.
-- beds: present and usable (A-10); a mobile number is sealed, its value here is masked (A-45).
create table institutions.home_fact (
  county_code     text not null,
  id              uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  kind            text not null check (kind in ('beds', 'nursing_beds', 'staff', 'care_staff', 'director', 'office_phone', 'director_mobile')),
  value           text not null,
  sealed          bytea,
  from_on         date not null,
  known_at        timestamptz not null,
  replaces_id     uuid,
  reason          text not null check (reason <> ''),
  -- The paper: its number and, where it was handed in, the file.
  proof           text not null,
  proof_file_id   uuid,
  account_id      text not null,
  entry_id        uuid not null,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references institutions.home,
  foreign key (county_code, replaces_id) references institutions.home_fact,
  constraint home_fact_count check (kind in ('director', 'office_phone', 'director_mobile') or value ~ '^\d{1,5}$'),
  constraint home_fact_sealed check ((kind = 'director_mobile' and value <> '') = (sealed is not null))
);
create index home_fact_of_home on institutions.home_fact (county_code, organisation_id, kind, from_on desc, known_at desc);
create index home_fact_entry on institutions.home_fact (county_code, entry_id);
create index home_fact_replaces on institutions.home_fact (county_code, replaces_id) where replaces_id is not null;
select platform.protect('institutions.home_fact', evidence => true);

create function institutions.homes_on(county text, day date, known timestamptz)
  returns table (home_id uuid, township_id uuid, beds int, nursing_beds int, staff int, care_staff int, director text, office_phone text, director_phone_masked text)
  language sql stable parallel safe
  as $$
  with held as (
    select distinct on (f.organisation_id, f.kind) f.organisation_id, f.kind, f.value
    from institutions.home_fact f
    where f.county_code = county and f.from_on <= day and f.known_at <= known
      and not exists (select from institutions.home_fact r where r.county_code = f.county_code and r.replaces_id = f.id and r.known_at <= known)
    order by f.organisation_id, f.kind, f.from_on desc, f.known_at desc, f.id desc)
  select h.organisation_id, h.township_id,
    max(f.value) filter (where f.kind = 'beds')::int,
    max(f.value) filter (where f.kind = 'nursing_beds')::int,
    max(f.value) filter (where f.kind = 'staff')::int,
    max(f.value) filter (where f.kind = 'care_staff')::int,
    max(f.value) filter (where f.kind = 'director'),
    max(f.value) filter (where f.kind = 'office_phone'),
    max(f.value) filter (where f.kind = 'director_mobile')
  from institutions.home h join held f on f.organisation_id = h.organisation_id
  where h.county_code = county
  group by h.organisation_id, h.township_id $$;

create view institutions.home_view with (security_invoker = true) as
  select h.county_code, h.organisation_id as id, o.name, h.township_id, h.sort_order, h.status, h.ownership, h.legal_person, h.filed,
    h.grade, h.upgrade_done_by, h.licence_until, h.address, h.version,
    coalesce((select f.value from institutions.home_fact f where f.county_code = h.county_code and f.organisation_id = h.organisation_id
              and f.kind = 'office_phone' order by f.from_on desc, f.known_at desc limit 1), '') as office_phone
  from institutions.home h join access.organisation o on o.county_code = h.county_code and o.id = h.organisation_id;

create view institutions.home_fact_view with (security_invoker = true) as
  select county_code, id, organisation_id, township_id, kind, value, from_on, known_at, replaces_id, reason, proof from institutions.home_fact;

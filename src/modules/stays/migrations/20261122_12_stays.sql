-- Who lives in which home on which days (入住). Days inclusive; open while to_on is null.
create schema stays;

-- Residents who are not supported persons of this county: they fill beds but have no person's file (A-09).
create table stays.resident (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  name            text not null check (length(name) between 1 and 60),
  sex             text not null check (sex in ('male', 'female')),
  born_on         date not null,
  contact         text not null default '',
  phone           bytea,
  phone_masked    text not null default '',
  changed_at      timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references institutions.home
);
create index resident_of_home on stays.resident (county_code, organisation_id);
select platform.protect('stays.resident');

create table stays.stay (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  organisation_id uuid not null,
  -- Where the home stands, so that a township sees the residents of its home.
  township_id     uuid not null references access.area,
  person_id       uuid,
  resident_id     uuid,
  -- A leave or hospital day still occupies the bed (A-46): absences do not end a stay.
  category        text not null check (category in ('supported_centralised', 'dibao_unable', 'social_elderly', 'other')),
  from_on         date not null,
  to_on           date check (to_on >= from_on),
  known_at        timestamptz not null,
  ended_known_at  timestamptz,
  -- Entered in error; the row stays so that earlier tables can be shown as they were known.
  withdrawn_at    timestamptz,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references institutions.home,
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, resident_id) references stays.resident,
  constraint stay_of_one check ((person_id is null) <> (resident_id is null)),
  constraint stay_supported_has_file check (category <> 'supported_centralised' or person_id is not null),
  constraint stay_end_known check ((to_on is null) = (ended_known_at is null)),
  constraint stay_no_overlap exclude using gist (county_code with =, (coalesce(person_id, resident_id)) with =, daterange(from_on, to_on, '[]') with &&)
    where (withdrawn_at is null)
);
create index stay_of_home on stays.stay (county_code, organisation_id, from_on);
create index stay_of_person on stays.stay (county_code, person_id) where person_id is not null;
select platform.protect('stays.stay');

-- What happened, one row each, never changed: admission, leaving, withdrawal of an entry.
create table stays.movement (
  county_code     text not null,
  id              uuid not null,
  stay_id         uuid not null,
  organisation_id uuid not null,
  township_id     uuid not null references access.area,
  person_id       uuid,
  kind            text not null check (kind in ('admitted', 'left', 'withdrawn')),
  on_day          date not null,
  reason          text not null check (reason <> ''),
  proof           text not null default '',
  -- 'home', 'other_home', 'dispersed', 'death', 'other': where a resident went.
  destination     text not null default '',
  account_id      text not null,
  at              timestamptz not null,
  entry_id        uuid not null,
  primary key (county_code, id),
  foreign key (county_code, stay_id) references stays.stay
);
create index movement_of_stay on stays.movement (county_code, stay_id);
create index movement_entry on stays.movement (county_code, entry_id);
select platform.protect('stays.movement', evidence => true);

create view stays.stay_view with (security_invoker = true) as
  select county_code, id, organisation_id, township_id, person_id, resident_id, category, from_on, to_on, known_at
  from stays.stay where withdrawn_at is null;

-- Everybody who lived in a home on a day, as known at a moment.
create function stays.stays_on(county text, day date, known timestamptz)
  returns table (stay_id uuid, organisation_id uuid, person_id uuid, resident_id uuid, category text, from_on date)
  language sql stable parallel safe
  as $$
  select s.id, s.organisation_id, s.person_id, s.resident_id, s.category, s.from_on from stays.stay s
  where s.county_code = county and s.from_on <= day and s.known_at <= known
    and (s.withdrawn_at is null or s.withdrawn_at > known)
    and (s.to_on is null or s.to_on >= day or s.ended_known_at > known) $$;

create function stays.residents_on(county text, day date, known timestamptz)
  returns table (organisation_id uuid, residents int, supported int, paying int)
  language sql stable parallel safe
  as $$
  select s.organisation_id, count(*)::int, count(*) filter (where s.category = 'supported_centralised')::int,
    count(*) filter (where s.category = 'social_elderly')::int
  from stays.stays_on(county, day, known) s group by s.organisation_id $$;

create view stays.resident_view with (security_invoker = true) as
  select county_code, id, organisation_id, township_id, name, sex, born_on from stays.resident;

-- Areas with history, organisations by function, accounts, sessions.
create schema access;

-- Official areas are the same for everyone; a county's own townships and villages hang under it. Outside the county key.
create table access.area (
  id             uuid primary key,
  level          text not null check (level in ('nation', 'province', 'city', 'county', 'township', 'village')),
  name           text not null check (name <> ''),
  parent_id      uuid references access.area,
  -- The county whose data lies under this area; its key for good, whatever the official code becomes.
  county_code    text check (county_code ~ '^\d{6}$'),
  -- 镇, 乡, 苏木, 街道, 开发区 …: words of the place.
  unit_type      text not null default '',
  official_code  text,
  sort_order     int not null default 0,
  from_on        date not null,
  to_on          date check (to_on >= from_on),
  successor_id   uuid references access.area,
  check (level in ('nation', 'province', 'city') or county_code is not null)
);
create index area_of_county on access.area (county_code, level, sort_order);
create index area_parent on access.area (parent_id);
grant select, insert, update on access.area to gongyang_app;

create table access.organisation (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  kind         text not null check (kind in ('bureau', 'township', 'village', 'home', 'provider', 'platform')),
  name         text not null check (name <> ''),
  area_id      uuid references access.area,
  -- Functions held: one bureau can hold several, and a function may sit in a bureau of another name (BJ-0.1).
  functions    text[] not null default '{}',
  hotline      text not null default '',
  sort_order   int not null default 0,
  from_on      date not null,
  to_on        date check (to_on >= from_on),
  primary key (county_code, id)
);
select platform.protect('access.organisation', open_to => '{townships,villages,organisation,persons,none}');

-- Accounts and sessions stand outside the county key: signing in comes before any county.
create table access.account (
  id              uuid primary key,
  login           text not null unique check (login ~ '^[\w.@-]{2,64}$'),
  name            text not null check (name <> ''),
  role            text not null,
  county_code     text not null check (county_code ~ '^\d{6}$'),
  organisation_id uuid,
  scope_kind      text not null check (scope_kind in ('county', 'townships', 'villages', 'organisation', 'persons', 'counties', 'none')),
  scope_counties  text[] not null default '{}',
  -- Township or organisation ids; areas are followed through their dated tree at sign-in.
  scope_ids       uuid[] not null default '{}',
  password_hash   text not null,
  must_change     boolean not null default false,
  totp_sealed     bytea,
  totp_confirmed  boolean not null default false,
  failed_count    int not null default 0 check (failed_count >= 0),
  locked_until    timestamptz,
  disabled_on     date,
  demo            boolean not null default false,
  created_at      timestamptz not null,
  check (scope_kind <> 'counties' or cardinality(scope_counties) > 0)
);
create index account_of_county on access.account (county_code, role);
grant select, insert, update on access.account to gongyang_app;

create table access.session (
  token_hash  bytea primary key,
  account_id  uuid not null references access.account,
  started_at  timestamptz not null,
  seen_at     timestamptz not null,
  expires_at  timestamptz not null check (expires_at > started_at),
  ended_at    timestamptz,
  client      text not null default ''
);
create index session_of_account on access.session (account_id) where ended_at is null;
grant select, insert, update on access.session to gongyang_app;

-- Used one-time codes, so that none works twice.
create table access.used_code (account_id uuid not null references access.account, step bigint not null, primary key (account_id, step));
grant select, insert on access.used_code to gongyang_app;

create view access.area_view with (security_invoker = true) as
  select id, level, name, parent_id, county_code, unit_type, official_code, sort_order, from_on, to_on, successor_id from access.area;

create view access.organisation_view with (security_invoker = true) as
  select county_code, id, kind, name, area_id, functions, hotline, sort_order, from_on, to_on from access.organisation;

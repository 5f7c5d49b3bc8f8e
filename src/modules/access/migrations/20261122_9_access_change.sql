-- An account is made or changed by one administrator and takes effect when another confirms it (§3.3: own role changes
-- never without a second person).
create table access.account_change (
  id            uuid primary key,
  account_id    uuid not null,
  kind          text not null check (kind in ('create', 'change')),
  login         text not null,
  name          text not null,
  role          text not null,
  county_code   text not null check (county_code ~ '^\d{6}$'),
  organisation_id uuid,
  scope_kind    text not null check (scope_kind in ('county', 'townships', 'villages', 'organisation', 'persons', 'counties', 'none')),
  scope_counties text[] not null default '{}',
  scope_ids     uuid[] not null default '{}',
  reason        text not null check (length(reason) >= 4),
  proposed_by   text not null,
  proposed_at   timestamptz not null,
  decided_by    text,
  decided_at    timestamptz,
  confirmed     boolean,
  constraint account_change_two_persons check (decided_by is null or decided_by <> proposed_by),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (confirmed is null))
);
create unique index one_open_change on access.account_change (account_id) where decided_by is null;
grant select, insert, update on access.account_change to gongyang_app;

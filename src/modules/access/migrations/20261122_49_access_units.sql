-- Areas and organisations of a county are entered as accounts are: proposed by one administrator, in force once another
-- has confirmed. Outside the county key, as the areas themselves: a county is proposed before it exists.
create table access.unit_change (
  id            uuid primary key,
  county_code   text not null check (county_code ~ '^\d{6}$'),
  content       jsonb not null,
  summary       text not null check (summary <> ''),
  reason        text not null check (length(reason) >= 4),
  proposed_by   text not null,
  proposed_at   timestamptz not null,
  decided_by    text,
  decided_at    timestamptz,
  confirmed     boolean,
  constraint unit_change_two_persons check (decided_by is null or decided_by <> proposed_by),
  check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (confirmed is null))
);
create unique index one_open_area_list on access.unit_change (county_code) where decided_by is null and content ->> 'kind' = 'areas';
grant select, insert, update on access.unit_change to gongyang_app;

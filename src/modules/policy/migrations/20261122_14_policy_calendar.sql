-- The working calendar: the nation's notices, learnt from packs/holidays.yaml, and days a county set by itself (地方性假日).
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

-- The platform counts terms with it: one county's day off is no other's.
create table platform.county_holiday (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  day          date not null,
  kind         text not null check (kind in ('off', 'worked', 'plain')),
  name         text not null default '',
  primary key (county_code, day)
);
select platform.protect('platform.county_holiday', open_to => '{townships,villages,organisation,persons,none}');

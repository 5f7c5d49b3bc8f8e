-- Days off and worked days that one county set over the nation's notices: terms there are counted with them, nowhere else.
create table platform.county_holiday (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  day          date not null,
  kind         text not null check (kind in ('off', 'worked', 'plain')),
  name         text not null default '',
  primary key (county_code, day)
);
select platform.protect('platform.county_holiday', open_to => '{townships,villages,organisation,persons,none}');

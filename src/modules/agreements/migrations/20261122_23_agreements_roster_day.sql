-- Days on which a roster naming the person was fixed: an agreement follows its roster (SX-4.4.1a). Written by the rosters module.
create table agreements.roster_day (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  person_id       uuid not null,
  organisation_id uuid,
  township_id     uuid not null,
  fixed_on        date not null,
  primary key (county_code, person_id, fixed_on),
  foreign key (county_code, person_id) references persons.person
);
select platform.protect('agreements.roster_day');

-- What was found of somebody's capacity, edition by edition (民法典 第二十四条): an act is judged by the capacity of its own day.
create table persons.capacity_finding (
  county_code     text not null,
  id              uuid not null,
  person_id       uuid not null,
  capacity        text not null check (capacity in ('full', 'limited', 'none')),
  basis           text not null,
  since           date not null,
  paper_reference text not null default '',
  file_id         uuid,
  found_by        text not null,
  known_at        timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person
);
create index capacity_finding_of_person on persons.capacity_finding (county_code, person_id, since);
select platform.protect('persons.capacity_finding', via_person => true);

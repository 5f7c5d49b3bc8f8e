-- 照片 of the person. One takes the place of the one before, which stays as history; a destroyed file leaves day and hand only.
create table persons.photo (
  county_code  text not null,
  id           uuid not null,
  person_id    uuid not null,
  file_id      uuid,
  taken_on     date not null,
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person
);
create index photo_of_person on persons.photo (county_code, person_id, at desc);
select platform.protect('persons.photo', via_person => true);

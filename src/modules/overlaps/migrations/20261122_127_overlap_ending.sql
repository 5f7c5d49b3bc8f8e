-- Where support gives way to another scheme a case of ending it is opened: hearing, publicity and another's decision stand before it
-- (社会救助法 第四十八条). Which decision on a hit led to which case, looked at from both sides.
create table overlap.ending (
  county_code   text not null,
  hit_id        uuid not null,
  decision_no   int not null,
  person_id     uuid not null,
  township_id   uuid not null,
  change_id     uuid not null,
  number        text not null,
  -- False where a case of ending was under way already.
  opened        boolean not null,
  entry_id      uuid not null,
  primary key (county_code, hit_id, decision_no),
  foreign key (county_code, hit_id, decision_no) references overlap.decision
);
create index ending_entry on overlap.ending (county_code, entry_id);
create index ending_of_change on overlap.ending (county_code, change_id);
select platform.protect('overlap.ending', evidence => true);

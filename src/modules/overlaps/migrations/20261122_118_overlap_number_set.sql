-- 新申请核对: of the latest list of a benefit that may not be drawn beside support, and of deaths, a keyed digest of each number, 8 bytes,
-- so that a new applicant is looked for in it. No name, no number, no row; gone when the list is taken back or a later month is published.
create table overlap.number_set (
  county_code text not null check (county_code ~ '^\d{6}$'),
  list_id     uuid not null,
  -- Row of the file up to which this part goes.
  read_to     int not null,
  kind        text not null,
  digests     bytea not null check (length(digests) % 8 = 0),
  primary key (county_code, list_id, read_to),
  foreign key (county_code, list_id) references overlap.list
);
create index number_set_kind on overlap.number_set (county_code, kind);
select platform.protect('overlap.number_set', open_to => '{townships}', deletable => true);

-- 公示: one poster of a township, with the cases on it; and the county's batches with their draw.
create table recognition.publicity (
  county_code text not null check (county_code ~ '^\d{6}$'),
  id          uuid not null,
  township_id uuid not null references access.area,
  number      text not null,
  place       text not null check (place <> ''),
  posted_on   date not null,
  ends_on     date not null check (ends_on > posted_on),
  hotline     text not null default '',
  photo_id    uuid,
  posted_by   text not null,
  primary key (county_code, id),
  constraint publicity_number unique (county_code, number)
);
create index publicity_by_township on recognition.publicity (county_code, township_id, posted_on desc);
select platform.protect('recognition.publicity');
alter table recognition.application add constraint case_publicity foreign key (county_code, publicity_id) references recognition.publicity;

-- 审核批次: frozen at its draw, which is why it has no later state.
create table recognition.batch (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  number          text not null,
  month           text not null check (month ~ '^\d{4}-\d{2}$'),
  case_ids        uuid[] not null check (cardinality(case_ids) > 0),
  population_hash text not null,
  -- All cases in the order of the draw: those first in it are the sample, the next take the place of one that cannot be seen.
  drawn_order     uuid[] not null,
  sample_size     int not null check (sample_size > 0),
  percent         int not null,
  head_size       bigint not null,
  head_root       text not null,
  seed            text not null,
  drawn_by        text not null,
  drawn_by_name   text not null,
  drawn_at        timestamptz not null,
  entry_id        uuid not null,
  primary key (county_code, id),
  constraint batch_number unique (county_code, number)
);
create index batch_entry on recognition.batch (county_code, entry_id);
select platform.protect('recognition.batch', evidence => true);
alter table recognition.application add constraint case_batch foreign key (county_code, batch_id) references recognition.batch;

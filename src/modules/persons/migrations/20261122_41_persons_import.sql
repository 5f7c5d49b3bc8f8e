-- 名单导入: a file is read and checked into staged rows, chunk by chunk; the registry sees nothing of them until one command
-- publishes them all. What was put right is kept beside the file, which itself is never changed.
create table persons.import_batch (
  county_code    text not null,
  id             uuid not null,
  file_id        uuid not null,
  -- 家庭表 to be merged with the person file.
  family_file_id uuid,
  file_name      text not null,
  sha256         text not null,
  format         text not null default 'unknown',
  -- 这是…导出表，41列，识别40列
  sentence       text not null default '',
  columns        jsonb not null default '[]',
  heading_key    text not null default '',
  status         text not null check (status in ('checking', 'checked', 'publishing', 'published', 'undone', 'failed', 'discarded')),
  -- One more with each repair or mapping: chunks of an earlier check stop.
  edition        int not null default 1,
  row_count      int not null default 0 check (row_count >= 0),
  checked_count  int not null default 0 check (checked_count >= 0),
  counts         jsonb not null default '{}',
  -- Mapping and repairs of this file, sealed: repairs may hold identity numbers.
  work           bytea,
  fault          text not null default '',
  -- Townships of the one who imports; null for the whole county.
  within         uuid[],
  paper_reference text not null default '',
  account_id     text not null,
  account_name   text not null,
  started_at     timestamptz not null,
  checked_at     timestamptz,
  good_rows_only boolean,
  published_at   timestamptz,
  published_entry uuid,
  undone_at      timestamptz,
  undo_reason    text not null default '',
  undone_count   int not null default 0,
  primary key (county_code, id)
);
create index import_batch_recent on persons.import_batch (county_code, started_at desc);
create index import_batch_by_file on persons.import_batch (county_code, sha256);
select platform.protect('persons.import_batch', open_to => '{townships}');

create table persons.import_row (
  county_code  text not null,
  import_id    uuid not null,
  row_no       int not null,
  outcome      text not null check (outcome in ('new', 'change', 'unchanged', 'leave', 'faulty')),
  name         text not null default '',
  id_masked    text not null default '',
  township_id  uuid,
  person_id    uuid,
  warnings     int not null default 0,
  -- Values, what the cells say, faults and changes: sealed, for they hold identity numbers and accounts. Rows filed as they are need none.
  sealed       bytea,
  -- What was there before, sealed, so that undoing can write it back.
  before       bytea,
  published    boolean not null default false,
  undone       boolean not null default false,
  primary key (county_code, import_id, row_no),
  foreign key (county_code, import_id) references persons.import_batch
);
create index import_row_by_outcome on persons.import_row (county_code, import_id, outcome, row_no);
create index import_row_of_person on persons.import_row (county_code, person_id) where person_id is not null;
select platform.protect('persons.import_row', open_to => '{townships}', deletable => true);

-- Persons of a staged list, ready to be filed as they stand: only rows whose outcome is new and whose person is unknown here.
create table persons.import_person (
  county_code  text not null,
  import_id    uuid not null,
  row_no       int not null,
  id           uuid not null,
  township_id  uuid not null,
  organisation_id uuid,
  -- Columns of persons.person that hold nothing sealed.
  person       jsonb not null,
  id_number    bytea,
  id_index     bytea,
  id_last4     bytea,
  phone        bytea,
  -- Tokens, facts and payee, each as it will be written.
  tokens       text[] not null,
  facts        jsonb not null,
  payee        jsonb,
  payee_id     uuid,
  account      bytea,
  account_index bytea,
  primary key (county_code, import_id, row_no),
  foreign key (county_code, import_id) references persons.import_batch
);
select platform.protect('persons.import_person', open_to => '{townships}', deletable => true);

-- What clerks of a county chose for a set of headings.
create table persons.import_mapping (
  county_code  text not null,
  heading_key  text not null,
  mapping      jsonb not null,
  changed_at   timestamptz not null,
  primary key (county_code, heading_key)
);
select platform.protect('persons.import_mapping', open_to => '{townships}');

-- Fifty thousand new persons in one transaction: without it each foreign key is checked by a plan made for an empty table.
create function persons.refresh_statistics() returns void language plpgsql security definer set search_path = pg_catalog
  as $$ begin analyze persons.person; analyze persons.person_identity; end $$;
revoke all on function persons.refresh_statistics() from public;
grant execute on function persons.refresh_statistics() to gongyang_app;

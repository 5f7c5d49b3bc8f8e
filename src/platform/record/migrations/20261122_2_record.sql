-- The record: who did or looked at what, kept so that an outsider can verify it (design.md §4 "The record").
-- Tables for row-level security: record.entry, record.entry_person, record.evidence, record.payload, record.unnumbered,
-- record.leaf, record.head, record.frontier, record.destruction. Insert-only by grant, except: record.payload may be
-- deleted (lawful destruction), record.unnumbered deleted and record.frontier updated (by the sequencer only).
create schema record;

create table record.entry (
  county_code     text not null,
  id              uuid not null,
  request_id      text not null,
  operation       text not null,
  version         int not null,
  kind            text not null check (kind in ('command', 'query', 'refused', 'signin', 'system')),
  account_id      text,
  account_name    text not null,
  role            text,
  organisation_id text,
  at              timestamptz(3) not null,
  purpose         text,
  result          text not null,
  reasons         jsonb,
  filter          jsonb,
  count           int,
  client          text,
  salt            bytea not null check (length(salt) = 16),
  payload_hash    bytea check (length(payload_hash) = 32),
  sealed_hash     bytea check (length(sealed_hash) = 32),
  primary key (county_code, id),
  check ((payload_hash is null) = (sealed_hash is null))
);
create index entry_by_time on record.entry (county_code, at desc, id);
create index entry_by_account on record.entry (county_code, account_id, at desc);

create table record.entry_person (
  county_code text not null,
  entry_id    uuid not null,
  person_id   uuid not null,
  primary key (county_code, entry_id, person_id),
  foreign key (county_code, entry_id) references record.entry (county_code, id)
);
create index entry_person_by_person on record.entry_person (county_code, person_id, entry_id);

create table record.evidence (
  county_code text not null,
  entry_id    uuid not null,
  table_name  text not null check (table_name ~ '^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$'),
  row_count   int not null check (row_count > 0),
  hash        bytea not null check (length(hash) = 32),
  primary key (county_code, entry_id, table_name),
  foreign key (county_code, entry_id) references record.entry (county_code, id)
);

-- The input, secrets masked, sealed under a key of its own: deleting the row destroys text, salt and key together.
create table record.payload (
  county_code text not null,
  entry_id    uuid not null,
  key         bytea not null,
  sealed      bytea not null,
  primary key (county_code, entry_id),
  foreign key (county_code, entry_id) references record.entry (county_code, id)
);

-- Written with each entry and taken away by the sequencer: what commits late is numbered later, and nobody waits.
create table record.unnumbered (
  county_code text not null,
  entry_id    uuid not null,
  primary key (county_code, entry_id)
);

create table record.leaf (
  county_code text not null,
  index       bigint not null check (index >= 0),
  entry_id    uuid not null,
  hash        bytea not null check (length(hash) = 32),
  primary key (county_code, index),
  unique (county_code, entry_id),
  foreign key (county_code, entry_id) references record.entry (county_code, id)
);

create table record.head (
  county_code text not null,
  size        bigint not null check (size > 0),
  root        bytea not null check (length(root) = 32),
  at          timestamptz(3) not null,
  primary key (county_code, size)
);

-- Roots of the full subtrees on the right edge, so that a leaf is added without reading the tree.
create table record.frontier (
  county_code text not null primary key,
  size        bigint not null,
  peaks       bytea[] not null
);

-- What was destroyed under the law, by which entry, on which ground; itself an evidence table. No table name: the payload.
create table record.destruction (
  county_code        text not null,
  id                 uuid not null,
  entry_id           uuid not null,
  destroyed_entry_id uuid not null,
  table_name         text,
  reason             text not null,
  citations          jsonb not null,
  decided_by         text not null,
  approved_by        text not null check (approved_by <> decided_by),
  at                 timestamptz(3) not null,
  primary key (county_code, id)
);
create index destruction_by_entry on record.destruction (county_code, entry_id);
create index destruction_of_entry on record.destruction (county_code, destroyed_entry_id);

-- One row as the text that is hashed. The settings stand with the function, because the text of moments, ranges and bytes
-- follows the session that reads it; nulls are left out, so a new empty column does not change old hashes. In plpgsql,
-- whose plan is kept for the session: a function in SQL is planned anew by every query.
create function record.line(evidence anyelement) returns text language plpgsql stable
  set timezone = 'UTC' set datestyle = 'ISO' set intervalstyle = 'iso_8601' set bytea_output = 'hex' set extra_float_digits = 1
  as 'begin return jsonb_strip_nulls(to_jsonb(evidence))::text; end';

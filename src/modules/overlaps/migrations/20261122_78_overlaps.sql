-- 部门比对: lists of other departments against the persons on file. A row that means nobody of ours is never stored; of a list
-- stay its count and its hash, of a hit what is needed to decide it.
-- The module is called overlaps, which SQL keeps for itself.
create schema overlap;

create table overlap.list (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  -- A benefit's code (dibao), or death, funeral, disability_register.
  kind          text not null check (kind ~ '^[a-z_]{3,60}$'),
  -- The department it comes from.
  source        text not null check (length(source) between 2 and 100),
  -- Of which month it speaks.
  month         text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  file_id       uuid not null,
  file_name     text not null,
  sha256        text not null,
  status        text not null check (status in ('reading', 'unrecognised', 'matched', 'failed', 'discarded', 'undone')),
  -- One more with each choice of columns: pieces of an earlier reading stop.
  edition       int not null default 1,
  columns       jsonb not null default '[]',
  -- Lines of the file, where they can be counted beforehand.
  line_count    int check (line_count >= 0),
  -- Row of the file up to which it is read.
  read_to       int not null default 0 check (read_to >= 0),
  row_count     int not null default 0 check (row_count >= 0),
  hit_count     int not null default 0 check (hit_count >= 0),
  -- Hits that an earlier list had brought already.
  known_count   int not null default 0 check (known_count >= 0),
  -- Rows that mean one of ours but none of his months of support.
  apart_count   int not null default 0 check (apart_count >= 0),
  fault         text not null default '',
  account_id    text not null,
  account_name  text not null,
  started_at    timestamptz not null,
  published_at  timestamptz,
  -- The file itself is gone once it has been matched.
  dropped_at    timestamptz,
  undone_at     timestamptz,
  undo_reason   text not null default '',
  primary key (county_code, id),
  check ((status in ('matched', 'undone')) = (published_at is not null)),
  check ((status = 'undone') = (undone_at is not null))
);
create unique index list_file_once on overlap.list (county_code, kind, month, sha256) where status in ('reading', 'unrecognised', 'matched');
create index list_recent on overlap.list (county_code, started_at desc, id);
create index list_of_kind on overlap.list (county_code, kind, month desc) where status = 'matched';
select platform.protect('overlap.list', open_to => '{townships}');

create table overlap.hit (
  county_code   text not null,
  id            uuid not null,
  list_id       uuid not null,
  kind          text not null,
  month         text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  row_no        int not null check (row_no > 0),
  person_id     uuid not null,
  township_id   uuid not null,
  grade         text not null check (grade in ('likely', 'possible')),
  score         int not null check (score between 0 and 100),
  -- Number and name are the same to the character.
  certain       boolean not null,
  -- Field by field: identity, name, birth, village, sex.
  agreement     jsonb not null,
  their_name    text not null,
  their_id_masked text not null,
  -- Their row as it stood, sealed, for it holds the number.
  sealed        bytea not null,
  -- Keyed hash of kind, month, person and their row: the same list twice brings no second hit.
  row_key       bytea not null check (length(row_key) = 16),
  -- Keyed hash of kind, person and their person: what was decided once is offered for his next months.
  pair_key      bytea not null check (length(pair_key) = 16),
  from_month    text not null check (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  to_month      text check (to_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  amount_fen    bigint check (amount_fen >= 0),
  happened_on   date,
  verdict       text not null default 'open' check (verdict in ('open', 'same', 'different', 'verify')),
  -- Number of decisions on it.
  decisions     int not null default 0 check (decisions >= 0),
  decided_at    timestamptz,
  -- By the rule alone, when the list was matched; nobody had to look at it.
  settled       boolean not null default false,
  primary key (county_code, id),
  foreign key (county_code, list_id) references overlap.list,
  foreign key (county_code, person_id) references persons.person,
  constraint hit_once unique (county_code, row_key)
);
create index hit_open on overlap.hit (county_code, verdict, kind, score desc, id);
create index hit_decided on overlap.hit (county_code, decided_at desc, id) where verdict in ('same', 'different') and not settled;
create index hit_of_list on overlap.hit (county_code, list_id, row_no);
create index hit_of_person on overlap.hit (county_code, person_id, kind, month);
create index hit_of_pair on overlap.hit (county_code, pair_key);
select platform.protect('overlap.hit', deletable => true);

-- Each decision, and each answer of a township to a request to verify; the last verdict stands.
create table overlap.decision (
  county_code   text not null,
  hit_id        uuid not null,
  no            int not null check (no > 0),
  person_id     uuid not null,
  township_id   uuid not null,
  kind          text not null,
  part          text not null check (part in ('verdict', 'answer')),
  verdict       text not null check (verdict in ('same', 'different', 'verify')),
  words         text not null,
  by_rule       boolean not null,
  -- What follows of "the same": which of the two stops, its last month, the first month of the other (A-38).
  stops         text not null default 'none',
  old_through   text check (old_through ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  new_from      text check (new_from ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- Months both paid, and what of it is to come back (C-12).
  double_months text[] not null default '{}',
  gap_months    text[] not null default '{}',
  overpaid_fen  bigint check (overpaid_fen >= 0),
  citations     jsonb not null default '[]',
  account_id    text not null,
  account_name  text not null,
  at            timestamptz not null,
  entry_id      uuid not null,
  primary key (county_code, hit_id, no),
  constraint decision_has_words check (by_rule or length(words) >= 2),
  check ((old_through is null) = (new_from is null)),
  -- No month left out and none paid twice.
  constraint change_without_gap check (new_from is null
    or to_date(new_from, 'YYYY-MM') = to_date(old_through, 'YYYY-MM') + interval '1 month')
);
create index decision_entry on overlap.decision (county_code, entry_id);
create index decision_stopping on overlap.decision (county_code, hit_id, no) where stops <> 'none';
create index decision_of_person on overlap.decision (county_code, person_id, at);
select platform.protect('overlap.decision', evidence => true);

-- 已衔接: who has carried the change out, by which paper.
create table overlap.carried (
  county_code   text not null,
  hit_id        uuid not null,
  decision_no   int not null,
  person_id     uuid not null,
  township_id   uuid not null,
  words         text not null check (length(words) >= 2),
  paper         text not null,
  account_id    text not null,
  account_name  text not null,
  at            timestamptz not null,
  entry_id      uuid not null,
  primary key (county_code, hit_id, decision_no),
  foreign key (county_code, hit_id, decision_no) references overlap.decision
);
create index carried_entry on overlap.carried (county_code, entry_id);
select platform.protect('overlap.carried', evidence => true);

-- What clerks of a county chose for a heading.
create table overlap.mapping (
  county_code text not null,
  heading     text not null check (length(heading) between 1 and 200),
  choice      text not null,
  changed_at  timestamptz not null,
  primary key (county_code, heading)
);
select platform.protect('overlap.mapping');

create view overlap.list_view with (security_invoker = true) as
  select county_code, id, kind, source, month, row_count as rows, published_at from overlap.list where status = 'matched';
create view overlap.hit_view with (security_invoker = true) as
  select county_code, id, list_id, person_id, township_id, kind, score, verdict, from_month, to_month, amount_fen, happened_on from overlap.hit;

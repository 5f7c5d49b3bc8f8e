-- Visits at the door (服务记录): what was done, how well it is proved, and what was held of it. Nothing here is ever changed:
-- a correction is a second entry, a judgement a further row (SX-4.5.1a).
create schema visits;

-- One file taken in. Its visits count once it is published: until then they are staged (design: one door, long work).
create table visits.batch (
  county_code      text not null check (county_code ~ '^\d{6}$'),
  id               uuid not null,
  organisation_id  uuid not null,
  file_id          uuid not null,
  file_hash        text not null,
  file_name        text not null,
  status           text not null check (status in ('checked', 'taking', 'published', 'undone')),
  row_count        int not null check (row_count >= 0),
  good_count       int not null check (good_count >= 0 and good_count <= row_count),
  same_count       int not null default 0 check (same_count >= 0),
  taken_count      int not null default 0 check (taken_count >= 0 and taken_count <= good_count),
  columns          jsonb not null,
  made_by          text not null,
  made_by_name     text not null,
  made_at          timestamptz not null,
  published_at     timestamptz,
  undone_at        timestamptz,
  undone_reason    text not null default '',
  primary key (county_code, id),
  check ((status in ('published', 'undone')) = (published_at is not null)),
  check ((status = 'undone') = (undone_at is not null))
);
create unique index batch_file_once on visits.batch (county_code, organisation_id, file_hash) where status in ('taking', 'published');
-- Open to whoever may see its visits: visit_view asks whether the file is published.
select platform.protect('visits.batch', open_to => '{townships,villages,persons}');

-- The rows of a file as checked: what was read, what is wrong with it in words, and the visit that it would become.
create table visits.batch_row (
  county_code      text not null,
  batch_id         uuid not null,
  organisation_id  uuid not null,
  row_no           int not null check (row_no > 0),
  cells            jsonb not null,
  state            text not null check (state in ('good', 'faulty', 'same', 'taken')),
  faults           jsonb not null default '[]',
  visit            jsonb,
  primary key (county_code, batch_id, row_no),
  foreign key (county_code, batch_id) references visits.batch,
  check (state not in ('good', 'taken') or visit is not null)
);
create index batch_row_by_state on visits.batch_row (county_code, batch_id, state, row_no);
select platform.protect('visits.batch_row');

create table visits.visit (
  county_code      text not null check (county_code ~ '^\d{6}$'),
  -- Made by the sender, so that a visit sent again is the same visit.
  id               uuid not null,
  month            text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  organisation_id  uuid not null,
  township_id      uuid not null references access.area,
  person_id        uuid not null,
  carer_id         uuid not null,
  started_at       timestamptz not null,
  ended_at         timestamptz not null,
  -- The server's clock when it came in.
  recorded_at      timestamptz not null,
  -- As the device gave it: degrees, their datum told apart, metres of accuracy.
  longitude        float8 check (longitude between 70 and 140),
  latitude         float8 check (latitude between 15 and 55),
  datum            text check (datum in ('WGS-84', 'GCJ-02')),
  accuracy         int check (accuracy between 0 and 100000),
  services         text[] not null,
  contents         text[] not null,
  confirmation     text not null check (confirmation in ('signature', 'code', 'voice', 'neighbour', 'none')),
  confirmed_by     text not null default '',
  photos           text[] not null,
  card_scanned     boolean not null default false,
  device           text not null default '',
  source           text not null check (source in ('phone', 'sheet', 'api')),
  corrects_id      uuid,
  batch_id         uuid,
  note             text not null default '',
  taken_by         text not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, corrects_id) references visits.visit,
  foreign key (county_code, batch_id) references visits.batch,
  constraint visit_in_order check (started_at <= ended_at),
  constraint visit_of_one_day check (ended_at - started_at <= interval '24 hours'),
  constraint visit_position_whole check ((longitude is null) = (latitude is null) and (longitude is null) = (datum is null))
);
create unique index corrected_once on visits.visit (county_code, corrects_id) where corrects_id is not null;
create index visit_of_month on visits.visit (county_code, month, organisation_id, started_at, id);
create index visit_of_two on visits.visit (county_code, person_id, carer_id, month, started_at, id);
create index visit_of_carer on visits.visit (county_code, carer_id, started_at);
create index visit_of_batch on visits.visit (county_code, batch_id) where batch_id is not null;
create index visit_entry on visits.visit (county_code, entry_id);
select platform.protect('visits.visit', evidence => true);

-- Where each photo was used, found by equality: an array's overlap loses its index under row-level security.
create table visits.photo (
  county_code      text not null,
  hash             text not null check (length(hash) between 32 and 128),
  visit_id         uuid not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid not null,
  primary key (county_code, hash, visit_id),
  foreign key (county_code, visit_id) references visits.visit
);
select platform.protect('visits.photo');

-- What was held of a visit, by a rule or by a person, one row for each time; the last one stands.
create table visits.verdict (
  county_code      text not null,
  visit_id         uuid not null,
  no               int not null check (no > 0),
  month            text not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid not null,
  verdict          text not null check (verdict in ('valid', 'doubtful', 'not_counted')),
  -- Codes of the reasons, for lists; sentences, parameters and clauses stand in `reasons`.
  codes            text[] not null,
  reasons          jsonb not null,
  -- Evidence as a list of points, never a lock-out.
  points           jsonb not null,
  score            int not null check (score between 0 and 10),
  by_rule          boolean not null,
  account_id       text not null,
  account_name     text not null,
  words            text not null default '',
  at               timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, visit_id, no),
  foreign key (county_code, visit_id) references visits.visit,
  constraint verdict_has_reason check (by_rule or length(words) >= 2),
  check (verdict <> 'valid' or not by_rule or cardinality(codes) = 0)
);
create index verdict_entry on visits.verdict (county_code, entry_id);
select platform.protect('visits.verdict', evidence => true);

-- 要求说明 and 机构说明.
create table visits.explanation (
  county_code      text not null,
  id               uuid not null,
  visit_id         uuid not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  person_id        uuid not null,
  kind             text not null check (kind in ('asked', 'answered')),
  words            text not null check (length(words) between 2 and 500),
  account_id       text not null,
  account_name     text not null,
  at               timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, visit_id) references visits.visit
);
create index explanation_of_visit on visits.explanation (county_code, visit_id, at);
create index explanation_entry on visits.explanation (county_code, entry_id);
select platform.protect('visits.explanation', evidence => true);

-- Visits with what stands of them. A visit of a file not yet published is not shown.
create view visits.visit_view with (security_invoker = true) as
  select v.county_code, v.id, v.month, v.organisation_id, v.township_id, v.person_id, v.carer_id, v.started_at, v.ended_at, v.recorded_at,
    v.services, v.contents, v.confirmation, v.confirmed_by, v.card_scanned, v.photos, v.source, v.corrects_id, v.batch_id, v.note,
    j.verdict, j.codes, j.reasons, j.points, j.score, j.by_rule, j.words, j.at as judged_at, j.no as judgements
  from visits.visit v
  join lateral (select * from visits.verdict d where d.county_code = v.county_code and d.visit_id = v.id order by d.no desc limit 1) j on true
  where v.batch_id is null
    or exists (select from visits.batch b where b.county_code = v.county_code and b.id = v.batch_id and b.status in ('published', 'undone'));

-- What each person got from a provider in a month: the base of evaluation and settlement.
create function visits.served(county text, asked_month text, organisation uuid)
  returns table (person_id uuid, visits int, valid int, doubtful int, not_counted int, minutes int, days_valid int)
  language sql stable parallel safe
  as $$
  select v.person_id, count(*)::int, count(*) filter (where v.verdict = 'valid')::int, count(*) filter (where v.verdict = 'doubtful')::int,
    count(*) filter (where v.verdict = 'not_counted')::int,
    coalesce(floor(sum(extract(epoch from v.ended_at - v.started_at)) filter (where v.verdict = 'valid') / 60), 0)::int,
    count(distinct (v.started_at at time zone 'Asia/Shanghai')::date) filter (where v.verdict = 'valid')::int
  from visits.visit_view v
  where v.county_code = county and v.month = asked_month and v.organisation_id = organisation
  group by v.person_id $$;

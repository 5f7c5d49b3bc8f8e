-- The township's evaluation of a month (乡镇考评): a sample nobody can choose, what was seen at the door, the score sent to the county.
create schema evaluations;

create table evaluations.evaluation (
  county_code      text not null,
  id               uuid not null,
  month            text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  organisation_id  uuid not null,
  township_id      uuid not null,
  status           text not null check (status in ('drawn', 'filling', 'sent')),
  evaluators       text[] not null default '{}',
  result_text      text not null default '' check (length(result_text) <= 1000),
  sample_size      int not null check (sample_size > 0),
  population       int not null check (population >= sample_size),
  score_tenths     int check (score_tenths >= 0),
  sent_at          timestamptz,
  sent_by          text,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references access.organisation,
  constraint one_evaluation_a_month unique (county_code, month, organisation_id, township_id),
  check ((status = 'sent') = (sent_at is not null))
);
create index evaluation_of_month on evaluations.evaluation (county_code, month, township_id);
select platform.protect('evaluations.evaluation');
-- The provider sees nothing before the score is sent, and only the township ever writes.
create policy sent_to_provider on evaluations.evaluation as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) in ('county', 'counties', 'townships') or status = 'sent');
create policy township_makes on evaluations.evaluation as restrictive for insert to gongyang_app
  with check ((select platform.scope_kind()) = 'townships');
create policy township_changes on evaluations.evaluation as restrictive for update to gongyang_app
  using ((select platform.scope_kind()) = 'townships' and status <> 'sent') with check ((select platform.scope_kind()) = 'townships');

-- Each draw with all that is needed to draw it again: seed, its parts, the roster it was drawn from.
create table evaluations.draw (
  county_code      text not null,
  id               uuid not null,
  evaluation_id    uuid not null,
  township_id      uuid not null,
  no               int not null check (no > 0),
  head_size        bigint not null,
  head_root        text not null,
  seed             text not null check (seed ~ '^[0-9a-f]{64}$'),
  roster_id        uuid not null,
  population       int not null,
  population_hash  text not null,
  person_ids       uuid[] not null,
  reason           text not null default '',
  drawn_by         text not null,
  drawn_at         timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, evaluation_id) references evaluations.evaluation,
  constraint draw_no unique (county_code, evaluation_id, no),
  constraint redraw_has_reason check (no = 1 or length(reason) >= 4)
);
create index draw_entry on evaluations.draw (county_code, entry_id);
select platform.protect('evaluations.draw', evidence => true);
create policy township_draws on evaluations.draw as restrictive for insert to gongyang_app
  with check ((select platform.scope_kind()) = 'townships');

create table evaluations.sheet (
  county_code      text not null,
  evaluation_id    uuid not null,
  person_id        uuid not null,
  township_id      uuid not null,
  place            int not null,
  -- Null once a redraw left the person out; what was filled stays.
  draw_id          uuid,
  way              text check (way in ('home', 'phone', 'neighbour')),
  visited_at       timestamptz,
  carer_comes      text check (carer_comes in ('yes', 'no', 'unknown')),
  how_often        text not null default '',
  satisfied        text check (satisfied in ('yes', 'fair', 'no', 'unasked')),
  room             text not null default '',
  clothing         text not null default '',
  meals            text not null default '',
  smell            text not null default '',
  words            text not null default '',
  -- Tenths of a point by field of the county's form; empty while the county has set none.
  points           jsonb not null default '{}',
  score_tenths     int check (score_tenths >= 0),
  file_id          uuid,
  filled_by        text,
  filled_at        timestamptz,
  primary key (county_code, evaluation_id, person_id),
  foreign key (county_code, evaluation_id) references evaluations.evaluation,
  foreign key (county_code, draw_id) references evaluations.draw,
  check ((filled_at is null) = (way is null) and (filled_at is null) = (visited_at is null))
);
create index sheet_of_person on evaluations.sheet (county_code, person_id);
select platform.protect('evaluations.sheet');
-- What a person says about the carer is never shown to carer, provider or village.
create policy told_in_confidence on evaluations.sheet as restrictive for all to gongyang_app
  using ((select platform.scope_kind()) in ('county', 'counties', 'townships'));
create policy township_makes on evaluations.sheet as restrictive for insert to gongyang_app
  with check ((select platform.scope_kind()) = 'townships');
create policy township_changes on evaluations.sheet as restrictive for update to gongyang_app
  using ((select platform.scope_kind()) = 'townships');

-- The score as it went to the county, with the hash of the sheets behind it, and what was added later (更正说明).
create table evaluations.sending (
  county_code      text not null,
  id               uuid not null,
  evaluation_id    uuid not null,
  organisation_id  uuid not null,
  township_id      uuid not null,
  kind             text not null check (kind in ('score', 'addition')),
  score_tenths     int,
  words            text not null,
  -- SM3 over sheets and score in canonical form.
  hash             text not null default '',
  file_id          uuid,
  sent_by          text not null,
  sent_name        text not null,
  sent_at          timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, evaluation_id) references evaluations.evaluation
);
create unique index sent_once on evaluations.sending (county_code, evaluation_id) where kind = 'score';
create index sending_entry on evaluations.sending (county_code, entry_id);
select platform.protect('evaluations.sending', evidence => true);
create policy township_sends on evaluations.sending as restrictive for insert to gongyang_app
  with check ((select platform.scope_kind()) = 'townships');

create view evaluations.evaluation_view with (security_invoker = true) as
  select county_code, id, month, organisation_id, township_id, status, sample_size, population, case when status = 'sent' then score_tenths end as score_tenths,
    result_text, sent_at
  from evaluations.evaluation;
create view evaluations.sheet_view with (security_invoker = true) as
  select s.county_code, s.evaluation_id, e.month, e.organisation_id, s.township_id, s.person_id, s.way, s.visited_at, s.satisfied, s.score_tenths
  from evaluations.sheet s join evaluations.evaluation e on e.county_code = s.county_code and e.id = s.evaluation_id
  where e.status = 'sent' and s.filled_at is not null and s.draw_id is not null;

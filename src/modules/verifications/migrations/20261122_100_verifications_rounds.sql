-- 年度核查和重新核查 (改革完善社会救助制度意见 第七项；吉民办字〔2017〕33号 五): a written plan, a population fixed by it, village by village.
create schema verifications;

create table verifications.round (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  -- Runs through the county; the first three digits of each page's code.
  no             int not null check (no between 1 and 999),
  kind           text not null check (kind in ('yearly', 'campaign')),
  year           int not null check (year between 2000 and 2999),
  title          text not null check (length(title) between 4 and 80),
  -- The written plan: who, how, what is looked at; its paper or file.
  plan           text not null check (length(plan) between 10 and 4000),
  proof          text not null default '',
  file_id        uuid,
  -- Everyone in support on that day, narrowed by what follows; a yearly round is never narrowed.
  population_on  date not null,
  township_ids   uuid[] check (township_ids <> '{}'),
  class          text check (class in ('urban', 'rural')),
  supported_before date,
  -- Looked at by recognition.legacy_rules as well (JL-5b, JL-5c, JL-5d).
  legacy         boolean not null default false,
  from_on        date not null,
  to_on          date not null,
  -- Last day by the policy; none where only the plan sets one.
  due_on         date,
  milestones     jsonb not null default '[]',
  status         text not null check (status in ('running', 'closed')),
  planned_by     text not null,
  planned_name   text not null,
  planned_at     timestamptz not null,
  closed_on      date,
  closed_name    text not null default '',
  version        int not null default 1,
  primary key (county_code, id),
  constraint verification_round_number unique (county_code, no),
  constraint verification_round_days check (from_on <= to_on and population_on <= from_on),
  check ((status = 'closed') = (closed_on is not null)),
  check (kind = 'campaign' or (township_ids is null and class is null and supported_before is null))
);
create unique index one_yearly_verification on verifications.round (county_code, year) where kind = 'yearly';
select platform.protect('verifications.round', open_to => '{townships,villages}');

-- What was changed in a plan after it was set.
create table verifications.plan_change (
  county_code    text not null,
  id             uuid not null,
  round_id       uuid not null,
  what           text not null check (what in ('days', 'plan', 'milestones', 'week', 'officer', 'closed')),
  place          text not null default '',
  before         text not null default '',
  after          text not null,
  reason         text not null check (length(reason) >= 4),
  by_account     text not null,
  by_name        text not null,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, round_id) references verifications.round
);
create index plan_change_of_round on verifications.plan_change (county_code, round_id, at);
create index plan_change_entry on verifications.plan_change (county_code, entry_id);
select platform.protect('verifications.plan_change', open_to => '{townships,villages}', evidence => true);

-- One village of a round: its week, its responsible officer, its sheets of paper.
create table verifications.sheet (
  county_code    text not null,
  id             uuid not null,
  round_id       uuid not null,
  no             int not null check (no between 1 and 9999),
  township_id    uuid not null references access.area,
  village_id     uuid references access.area,
  -- Monday of the week in which it is planned.
  week_on        date not null check (extract(isodow from week_on) = 1),
  officer        text not null default '' check (length(officer) <= 60),
  primary key (county_code, id),
  foreign key (county_code, round_id) references verifications.round,
  constraint verification_sheet_number unique (county_code, round_id, no)
);
create unique index one_sheet_of_place on verifications.sheet (county_code, round_id, township_id, coalesce(village_id, township_id));
create index sheet_of_township on verifications.sheet (county_code, township_id, village_id);
select platform.protect('verifications.sheet');

-- The population: each person once, with a place on the paper that no other takes.
create table verifications.entry (
  county_code    text not null,
  round_id       uuid not null,
  person_id      uuid not null,
  township_id    uuid not null,
  village_id     uuid,
  sheet_id       uuid not null,
  no             int not null check (no > 0),
  -- On the plan, or in support only later.
  joined         text not null check (joined in ('plan', 'later')),
  joined_on      date not null,
  state          text not null check (state in ('open', 'seen', 'left')),
  left_on        date,
  left_reason    text not null default '',
  -- The result that counts.
  result_id      uuid,
  legacy_category text check (legacy_category in ('new_application', 'rural_wubao', 'rural_supported', 'urban_three_no')),
  legacy_on      date,
  path           text check (path in ('direct', 'full_recognition')),
  primary key (county_code, round_id, person_id),
  foreign key (county_code, round_id) references verifications.round,
  foreign key (county_code, sheet_id) references verifications.sheet,
  foreign key (county_code, person_id) references persons.person,
  constraint verification_place_taken unique (county_code, sheet_id, no),
  constraint verification_entry_state check ((state = 'seen') = (result_id is not null) and (state = 'left') = (left_on is not null))
);
create index entry_of_person on verifications.entry (county_code, person_id);
create index entry_by_place on verifications.entry (county_code, round_id, township_id, village_id, state);
select platform.protect('verifications.entry');

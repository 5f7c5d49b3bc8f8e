-- 认定: one case from application to decision. The row is the present state; what was done stands in recognition.deed and never changes.
create schema recognition;

create table recognition.series (
  county_code text not null check (county_code ~ '^\d{6}$'),
  name        text not null,
  last        int not null,
  primary key (county_code, name)
);
select platform.protect('recognition.series', open_to => '{townships,villages}');

create table recognition.application (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  number          text not null,
  township_id     uuid not null references access.area,
  village_id      uuid references access.area,
  person_id       uuid,
  name            text not null check (length(name) between 1 and 60),
  sex             text not null check (sex in ('male', 'female')),
  born_on         date not null,
  id_number       bytea not null,
  id_index        bytea not null,
  id_masked       text not null,
  phone           bytea,
  phone_masked    text not null default '',
  household_class text not null check (household_class in ('urban', 'rural')),
  residence       text not null default '',
  applied_by      text not null check (applied_by in ('self', 'guardian', 'village', 'other', 'found')),
  helper          text not null default '',
  relation        text not null default '',
  -- 按纸质申请补录: where the paper lies.
  paper_reference text not null default '',
  received_on     date not null,
  legacy_category text not null default 'new_application',
  legacy_on       date,
  near_relative   text not null default '',
  insisted        text not null default '',
  told_on         date,
  step            text not null check (step in ('acceptance', 'survey', 'opinion', 'publicity', 'county', 'decided', 'withdrawn')),
  round           int not null default 1 check (round > 0),
  -- The round for which each was done last; 0 for never.
  surveyed_round  int not null default 0,
  submitted_round int not null default 0,
  opinion_round   int not null default 0,
  objected_round  int not null default 0,
  opinion_fits    boolean,
  accepted_on     date,
  publicity_id    uuid,
  batch_id        uuid,
  sampled         boolean not null default false,
  checked         boolean not null default false,
  proposed        boolean not null default false,
  -- The term that runs: its key in the policy, its first day, its last.
  term_key        text,
  step_from_on    date not null,
  step_due_on     date,
  estimated       boolean not null default false,
  pauses          jsonb not null default '[]',
  paused_reason   text not null default '',
  decision        text check (decision in ('confirmed', 'refused')),
  decision_no     text not null default '',
  decided_on      date,
  decided_by      text not null default '',
  decided_at      timestamptz,
  support_from    date,
  delivered_on    date,
  facts           jsonb not null default '{}',
  handler         text not null,
  handler_name    text not null,
  version         int not null default 1,
  changed_at      timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint case_number unique (county_code, number),
  constraint case_decided_whole check ((step = 'decided') = (decision is not null)),
  constraint case_decision_dated check ((decision is null) = (decided_on is null))
);
create unique index one_open_application on recognition.application (county_code, id_index) where step not in ('decided', 'withdrawn');
create index application_by_step on recognition.application (county_code, step, step_due_on);
create index application_by_township on recognition.application (county_code, township_id, step);
create index application_of_person on recognition.application (county_code, person_id) where person_id is not null;
select platform.protect('recognition.application');

-- Every deed in a case, with what was said in it. Never changed.
create table recognition.deed (
  county_code text not null,
  id          uuid not null,
  case_id     uuid not null,
  township_id uuid not null,
  village_id  uuid,
  kind        text not null check (kind in ('applied', 'told', 'supplemented', 'accepted', 'surveyed', 'submitted', 'opined', 'returned', 'posted',
    'objected', 'sent', 'drawn', 'checked', 'proposed', 'decided', 'paused', 'resumed', 'recomputed', 'withdrawn', 'delivered', 'printed')),
  round       int not null,
  on_day      date not null,
  said        jsonb not null default '{}',
  note        text not null default '',
  account_id  text not null,
  account     text not null,
  at          timestamptz not null,
  entry_id    uuid not null,
  primary key (county_code, id),
  foreign key (county_code, case_id) references recognition.application
);
create index deed_of_case on recognition.deed (county_code, case_id, at);
create index deed_entry on recognition.deed (county_code, entry_id);
select platform.protect('recognition.deed', evidence => true);

create view recognition.case_view with (security_invoker = true) as
  select county_code, id, number, name, person_id, township_id, village_id, step, step_from_on, step_due_on,
    paused_reason <> '' as paused, decision, decided_on, batch_id
  from recognition.application;

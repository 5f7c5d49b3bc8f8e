-- Assessment of the ability to care for oneself (自理能力评估, 民发〔2021〕43号 第二十条至第二十三条): asked for, done by two who are
-- tied to nobody concerned, looked over, decided by the county; a dispute leads to a second one by others.
create schema assessments;

create table assessments.assessment (
  county_code      text not null check (county_code ~ '^\d{6}$'),
  id               uuid not null,
  -- Runs through the year: PG-2023-0001.
  year             int not null,
  no               int not null check (no > 0),
  person_id        uuid not null,
  -- Where the person belonged when it was asked for.
  township_id      uuid not null,
  village_id       uuid,
  organisation_id  uuid,
  reason           text not null check (reason in ('change', 'yearly', 'recognition', 'complaint', 'dispute')),
  form             text not null check (form in ('six_items', 'gbt_42195')),
  -- Who asked, and in what words.
  asked_by         text not null check (asked_by in ('person', 'guardian', 'carer', 'village', 'provider', 'home', 'township', 'county')),
  asker            text not null default '',
  words            text not null default '',
  requested_on     date not null,
  requested_by     text not null,
  due_on           date not null check (due_on >= requested_on),
  -- A year without a published holiday notice was crossed.
  due_estimated    boolean not null default false,
  planned_on       date,
  status           text not null check (status in ('requested', 'assessed', 'reviewed', 'decided', 'disputed', 'withdrawn')),
  -- Each return for a new assessment begins another edition.
  edition          int not null default 1 check (edition > 0),
  assessed_on      date,
  assessed_by      text,
  rule_level       text check (rule_level in ('able', 'partly_able', 'unable')),
  proposed_level   text check (proposed_level in ('able', 'partly_able', 'unable')),
  reviewed_by      text,
  level            text check (level in ('able', 'partly_able', 'unable')),
  decided_on       date,
  decided_by       text,
  effective_month  text check (effective_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  told_on          date,
  -- The assessment whose decision is disputed by this one.
  disputes_id      uuid,
  version          int not null default 1,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, disputes_id) references assessments.assessment,
  constraint assessment_number unique (county_code, year, no),
  constraint assessment_dispute_once unique (county_code, disputes_id),
  constraint assessment_three_hands check (decided_by is null or (decided_by is distinct from assessed_by and decided_by is distinct from reviewed_by)),
  constraint assessment_two_hands check (reviewed_by is null or reviewed_by is distinct from assessed_by),
  check ((reason = 'dispute') = (disputes_id is not null)),
  check (status not in ('assessed', 'reviewed', 'decided', 'disputed') or (assessed_on is not null and rule_level is not null)),
  check (status not in ('reviewed', 'decided', 'disputed') or (reviewed_by is not null and proposed_level is not null)),
  check ((status in ('decided', 'disputed')) = (decided_on is not null)),
  check ((decided_on is null) = (level is null) and (decided_on is null) = (effective_month is null))
);
create unique index one_assessment_under_way on assessments.assessment (county_code, person_id) where status in ('requested', 'assessed', 'reviewed');
create index assessment_of_person on assessments.assessment (county_code, person_id, requested_on desc);
create index assessment_by_township on assessments.assessment (county_code, township_id, status, village_id);
create index assessment_open on assessments.assessment (county_code, status, due_on) where status in ('requested', 'assessed', 'reviewed', 'disputed');
select platform.protect('assessments.assessment');

-- What was found at the person: the items, the points, the reasoning that gave the level. Never changed; a new one is another edition.
create table assessments.result (
  county_code      text not null,
  id               uuid not null,
  assessment_id    uuid not null,
  edition          int not null,
  person_id        uuid not null,
  township_id      uuid not null,
  organisation_id  uuid,
  assessed_on      date not null,
  -- Item → met, item → what was seen.
  met              jsonb not null,
  notes            jsonb not null default '{}',
  not_met          int not null check (not_met >= 0),
  level            text not null check (level in ('able', 'partly_able', 'unable')),
  reasoning        text[] not null,
  -- GB/T 42195-2022, for admission and care plan only.
  scores           jsonb,
  signs            text[] not null default '{}',
  score            int,
  ability_level    int check (ability_level between 0 and 4),
  signed_by        text not null check (signed_by in ('person', 'guardian', 'thumb', 'refused')),
  signer           text not null default '',
  -- Why it went on although something spoke against it (同名不同人).
  reason           text not null default '',
  file_ids         uuid[] not null default '{}',
  entered_by       text not null,
  entered_at       timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, assessment_id) references assessments.assessment,
  constraint result_of_edition unique (county_code, assessment_id, edition)
);
create index result_entry on assessments.result (county_code, entry_id);
select platform.protect('assessments.result', evidence => true);

create table assessments.assessor (
  county_code      text not null,
  assessment_id    uuid not null,
  edition          int not null,
  place            int not null check (place in (1, 2)),
  person_id        uuid not null,
  township_id      uuid not null,
  organisation_id  uuid,
  name             text not null check (length(name) between 2 and 60),
  unit             text not null check (unit in ('county', 'township', 'village', 'third_party')),
  unit_name        text not null check (length(unit_name) between 2 and 100),
  -- Where the assessor entered it himself.
  account_id       text,
  entry_id         uuid not null,
  primary key (county_code, assessment_id, edition, place),
  foreign key (county_code, assessment_id) references assessments.assessment,
  constraint assessors_are_two unique (county_code, assessment_id, edition, name)
);
create index assessor_entry on assessments.assessor (county_code, entry_id);
select platform.protect('assessments.assessor', evidence => true);

create table assessments.decision (
  county_code      text not null,
  assessment_id    uuid not null,
  person_id        uuid not null,
  township_id      uuid not null,
  organisation_id  uuid,
  number           text not null,
  level_before     text check (level_before in ('able', 'partly_able', 'unable')),
  rule_level       text not null check (rule_level in ('able', 'partly_able', 'unable')),
  level            text not null check (level in ('able', 'partly_able', 'unable')),
  effective_month  text not null,
  -- A level other than the rule's needs its reason.
  reason           text not null default '',
  decided_on       date not null,
  decided_by       text not null,
  decided_by_name  text not null,
  decided_at       timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, assessment_id),
  foreign key (county_code, assessment_id) references assessments.assessment,
  constraint departure_has_reason check (level = rule_level or length(reason) >= 4)
);
create index decision_entry on assessments.decision (county_code, entry_id);
select platform.protect('assessments.decision', evidence => true);

create table assessments.step (
  county_code      text not null,
  id               uuid not null,
  assessment_id    uuid not null,
  person_id        uuid not null,
  township_id      uuid not null,
  organisation_id  uuid,
  deed             text not null check (deed in ('request', 'submit', 'review', 'return', 'decide', 'tell', 'dispute', 'settle', 'withdraw')),
  words            text not null default '',
  by_account       text not null,
  by_name          text not null,
  at               timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, assessment_id) references assessments.assessment
);
create index step_of_assessment on assessments.step (county_code, assessment_id, at);
create index step_entry on assessments.step (county_code, entry_id);
select platform.protect('assessments.step', evidence => true);

-- 'reviewed' is a step of the office; for others the assessment is done and not yet decided.
create view assessments.assessment_view with (security_invoker = true) as
  select county_code, id, person_id, township_id, village_id, form, reason, requested_on, due_on,
    case status when 'reviewed' then 'assessed' else status end as status,
    assessed_on, level, decided_on, effective_month, disputes_id
  from assessments.assessment;

-- The county's acceptance of a month (履约验收) and its veto cases (一票否决).
create table evaluations.acceptance_proposal (
  county_code          text not null,
  id                   uuid not null,
  month                text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  organisation_id      uuid not null,
  result               text not null check (result in ('accepted', 'refused')),
  persons_sampled      int not null check (persons_sampled >= 0),
  -- [{title, result, words}]
  items                jsonb not null,
  words                text not null default '',
  -- Townships without a score, taken by the default way, and why.
  without_score        uuid[] not null default '{}',
  without_score_reason text not null default '',
  proposed_by          text not null,
  proposed_name        text not null,
  proposed_at          timestamptz not null,
  entry_id             uuid not null,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references access.organisation,
  constraint default_way_has_reason check (cardinality(without_score) = 0 or length(without_score_reason) >= 4)
);
create index acceptance_proposal_of_month on evaluations.acceptance_proposal (county_code, month, organisation_id);
create index acceptance_proposal_entry on evaluations.acceptance_proposal (county_code, entry_id);
select platform.protect('evaluations.acceptance_proposal', evidence => true);
create policy county_proposes on evaluations.acceptance_proposal as restrictive for all to gongyang_app
  using ((select platform.scope_kind()) in ('county', 'counties'));

create table evaluations.acceptance (
  county_code      text not null,
  id               uuid not null,
  proposal_id      uuid not null,
  month            text not null,
  organisation_id  uuid not null,
  decision         text not null check (decision in ('accepted', 'refused', 'returned')),
  report_no        text,
  reason           text not null default '',
  without_score    uuid[] not null default '{}',
  decided_by       text not null,
  decided_name     text not null,
  decided_at       timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, proposal_id) references evaluations.acceptance_proposal,
  constraint proposal_decided_once unique (county_code, proposal_id),
  constraint acceptance_report_no unique (county_code, report_no),
  check ((decision = 'returned') = (report_no is null))
);
create unique index accepted_once on evaluations.acceptance (county_code, month, organisation_id) where decision = 'accepted';
create index acceptance_entry on evaluations.acceptance (county_code, entry_id);
select platform.protect('evaluations.acceptance', evidence => true);
create policy returned_inside on evaluations.acceptance as restrictive for select to gongyang_app
  using (decision <> 'returned' or (select platform.scope_kind()) in ('county', 'counties'));
create policy county_decides on evaluations.acceptance as restrictive for insert to gongyang_app
  with check ((select platform.scope_kind()) = 'county');

-- Latest decision of a month; a refused month may be accepted later, never the other way round.
create view evaluations.acceptance_view with (security_invoker = true) as
  select distinct on (county_code, month, organisation_id) county_code, id, proposal_id, month, organisation_id, decision as result, decided_at,
    report_no, without_score
  from evaluations.acceptance where decision <> 'returned'
  order by county_code, month, organisation_id, decided_at desc, id desc;

create table evaluations.veto_case (
  county_code      text not null,
  id               uuid not null,
  organisation_id  uuid not null,
  class            text not null,
  facts            text not null check (length(facts) between 4 and 2000),
  evidence_file_id uuid not null,
  finding_ids      uuid[] not null default '{}',
  status           text not null check (status in ('opened', 'heard', 'decided', 'dropped')),
  opened_by        text not null,
  opened_at        timestamptz not null,
  hearing_due_on   date not null,
  heard_at         timestamptz,
  statement        text not null default '',
  statement_file_id uuid,
  legal_opinion    text not null default '',
  decided_by       text,
  decided_at       timestamptz,
  primary key (county_code, id),
  foreign key (county_code, organisation_id) references access.organisation,
  constraint veto_other_decides check (decided_by is null or decided_by <> opened_by),
  check ((status in ('decided', 'dropped')) = (decided_at is not null))
);
create index veto_case_of_provider on evaluations.veto_case (county_code, organisation_id);
select platform.protect('evaluations.veto_case');

create table evaluations.veto_step (
  county_code      text not null,
  id               uuid not null,
  veto_case_id     uuid not null,
  organisation_id  uuid not null,
  kind             text not null check (kind in ('opened', 'stated', 'decided', 'dropped')),
  words            text not null,
  file_id          uuid,
  by_account       text not null,
  by_name          text not null,
  at               timestamptz not null,
  entry_id         uuid not null,
  primary key (county_code, id),
  foreign key (county_code, veto_case_id) references evaluations.veto_case
);
create index veto_step_entry on evaluations.veto_step (county_code, entry_id);
select platform.protect('evaluations.veto_step', evidence => true);

create view evaluations.veto_view with (security_invoker = true) as
  select county_code, id, organisation_id, class, status, opened_at, hearing_due_on, heard_at, decided_at from evaluations.veto_case;

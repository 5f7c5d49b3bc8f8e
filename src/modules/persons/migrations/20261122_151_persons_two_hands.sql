-- Corrections on which money rests are proposed by one and agreed to by another, as a new account is.
create table persons.correction_proposal (
  county_code     text not null,
  id              uuid not null,
  person_id       uuid not null,
  field           text not null check (field in ('householdClass', 'supportedFrom')),
  was             text not null,
  value           text not null,
  reason          text not null,
  paper_reference text not null,
  file_id         uuid,
  proposed_by     text not null,
  proposer_name   text not null,
  proposed_at     timestamptz not null,
  decided_by      text,
  decided_at      timestamptz,
  agreed          boolean,
  decided_reason  text not null default '',
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint correction_two_persons check (decided_by is null or decided_by <> proposed_by),
  constraint correction_decided_whole check ((decided_by is null) = (agreed is null))
);
create unique index one_proposal_a_field on persons.correction_proposal (county_code, person_id, field) where decided_by is null;
select platform.protect('persons.correction_proposal', via_person => true);

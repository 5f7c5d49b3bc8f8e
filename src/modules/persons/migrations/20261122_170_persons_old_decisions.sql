-- Who is filed by hand on an old decision draws money from the next month on: proposed by one, agreed to by another.
-- What is proposed is sealed whole, and gone once it is decided: the file then says it, or nobody needs it.
create table persons.filing_proposal (
  county_code    text not null,
  id             uuid not null,
  township_id    uuid not null,
  given          bytea,
  id_index       bytea,
  name           text not null,
  proposed_by    text not null,
  proposer_name  text not null,
  proposed_at    timestamptz not null,
  decided_by     text,
  decider_name   text not null default '',
  decided_at     timestamptz,
  agreed         boolean,
  decided_reason text not null default '',
  person_id      uuid,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint filing_two_persons check (decided_by is null or decided_by <> proposed_by),
  constraint filing_decided_whole check ((decided_by is null) = (agreed is null) and (decided_by is null) = (given is not null)),
  constraint filing_agreed_filed check (coalesce(agreed, false) = (person_id is not null))
);
create unique index one_filing_a_number on persons.filing_proposal (county_code, id_index) where decided_by is null and id_index is not null;
create index filing_proposal_person on persons.filing_proposal (county_code, person_id) where person_id is not null;
select platform.protect('persons.filing_proposal');

-- Whoever uploaded a list or put something right in it: another confirms it.
alter table persons.import_batch add column hands text[] not null default '{}';
update persons.import_batch set hands = array[account_id];

-- A consent says for which money it is given, and counts only where something shows that it was informed: a paper, a file,
-- or the words in which it was put (F-07, A-19). Consents entered before are for all of it, as they did not say otherwise.
alter table persons.consent add column covers text not null default 'all' check (covers in ('all', 'living', 'care'));

create or replace view persons.consent_view with (security_invoker = true) as
  select county_code, id, person_id, kind, given_by, receiver, scope, from_on, to_on, withdrawn_on, covers,
    (explained <> '' or paper_reference <> '' or file_id is not null) as informed
  from persons.consent;

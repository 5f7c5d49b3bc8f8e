-- Who somebody is decides whether he is supported at all: number, birth and sex are put right by two, as class and first day are.
alter table persons.correction_proposal drop constraint correction_proposal_field_check;
alter table persons.correction_proposal add constraint correction_proposal_field_check
  check (field in ('householdClass', 'supportedFrom', 'idNumber', 'bornOn', 'sex'));
-- A number proposed: `value` then shows it masked; gone once it is decided.
alter table persons.correction_proposal add column sealed bytea;

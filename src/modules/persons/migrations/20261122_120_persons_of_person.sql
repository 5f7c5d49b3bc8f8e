-- For a person's page. Until now only the indexes of the exclusion constraints led to the rows of one person, and an index
-- by ranges is slow at that.
create index absence_of_person on persons.absence (county_code, person_id, from_on desc);
create index payee_of_person on persons.payee_account (county_code, person_id, from_on desc);

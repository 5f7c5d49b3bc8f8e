-- A guardian's age stands in annex 3 of 敖政办发〔2023〕59号 (column 7): whoever reads the guardian reads the day of birth.
create or replace view persons.guardian_view with (security_invoker = true) as
  select county_code, id, person_id, name, relation, scope, from_on, to_on, conflict, born_on from persons.guardian;

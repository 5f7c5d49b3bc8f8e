-- What is kept for somebody besides money, for his own view (BJ-3.1).
create view custody.thing_view with (security_invoker = true) as
  select county_code, id, account_id, organisation_id, person_id, name, quantity, received_on, returned_on, returned_to
  from custody.thing;

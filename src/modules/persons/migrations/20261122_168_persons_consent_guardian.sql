-- By which guardian a consent was given: another one cannot take it back (个人信息保护法 第十五条, 民法典 第三十一条).
alter table persons.consent add column guardian_id uuid;
alter table persons.consent add constraint consent_guardian_given check (guardian_id is null or given_by = 'guardian');
alter table persons.consent add constraint consent_guardian_known foreign key (county_code, guardian_id) references persons.guardian;
-- Entered before: certain where he has had one guardian only.
update persons.consent c set guardian_id = g.id from persons.guardian g
  where c.given_by = 'guardian' and g.county_code = c.county_code and g.person_id = c.person_id
    and not exists (select from persons.guardian o where o.county_code = g.county_code and o.person_id = g.person_id and o.id <> g.id);

create or replace view persons.consent_view with (security_invoker = true) as
  select county_code, id, person_id, kind, given_by, receiver, scope, from_on, to_on, withdrawn_on, covers,
    (explained <> '' or paper_reference <> '' or file_id is not null) as informed, guardian_id
  from persons.consent;

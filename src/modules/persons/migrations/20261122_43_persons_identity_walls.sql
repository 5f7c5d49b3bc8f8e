-- Whose a number is, is answered for a county in scope only; for another county's name the answer is 'elsewhere', never a
-- person. And nobody but the application asks at all.
create or replace function persons.identity_standing(asked bytea, county text) returns text
  language sql stable security definer set search_path = pg_catalog
  as $$ select coalesce((select case when i.county_code = county and county = any (platform.scope_counties()) then 'here:' || i.person_id::text else 'elsewhere' end
                         from persons.person_identity i where i.id_index = asked), 'free') $$;
create or replace function persons.identity_standings(asked bytea[], county text) returns table (id_index bytea, standing text)
  language sql stable security definer set search_path = pg_catalog
  as $$ select i.id_index, case when i.county_code = county and county = any (platform.scope_counties()) then 'here:' || i.person_id::text else 'elsewhere' end
        from persons.person_identity i where i.id_index = any (asked) $$;
revoke all on function persons.identity_standing(bytea, text), persons.identity_standings(bytea[], text),
  persons.claim_identities(bytea[], text, uuid[], timestamptz), persons.release_identity(bytea, text) from public;
grant execute on function persons.identity_standing(bytea, text), persons.identity_standings(bytea[], text),
  persons.claim_identities(bytea[], text, uuid[], timestamptz), persons.release_identity(bytea, text) to gongyang_app;

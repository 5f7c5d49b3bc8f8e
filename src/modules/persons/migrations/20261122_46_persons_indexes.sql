-- A township belongs to one county, so the index over all townships serves the county's lists as well.
drop index persons.person_by_township;
-- The same answers, in plpgsql: its plans are kept for the session, where a function in SQL is planned anew by each statement.
create or replace function persons.identity_standing(asked bytea, county text) returns text
  language plpgsql stable security definer set search_path = pg_catalog
  as $$ begin
    return coalesce((select case when i.county_code = county and county = any (platform.scope_counties()) then 'here:' || i.person_id::text else 'elsewhere' end
                     from persons.person_identity i where i.id_index = asked), 'free');
  end $$;
create or replace function persons.claim_identities(indexes bytea[], county text, persons uuid[], at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$ begin
    insert into persons.person_identity (id_index, county_code, person_id, since)
    select i, county, p, at from unnest(indexes, persons) as claimed (i, p)
    where county = any (platform.scope_counties());
  end $$;

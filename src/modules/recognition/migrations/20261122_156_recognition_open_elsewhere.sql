-- The same number applied for in two counties at once: whoever takes the second one in is told so before two surveys and two
-- notices are made, and no more than that it is so.
create index application_open_by_number on recognition.application (id_index) where step not in ('decided', 'withdrawn');
create function recognition.open_elsewhere(asked bytea, county text) returns boolean
  language sql stable security definer set search_path = pg_catalog
  as $$ select exists (select from recognition.application a
        where a.id_index = asked and a.county_code <> county and a.step not in ('decided', 'withdrawn')) $$;
alter function recognition.open_elsewhere(bytea, text) owner to gongyang_oversight;
revoke all on function recognition.open_elsewhere(bytea, text) from public;
grant execute on function recognition.open_elsewhere(bytea, text) to gongyang_app;

-- The same walls in a form that the planner does not stumble over. "county_code = any (<unknown list>)" looked to it like a few
-- rows found through an index: for who sees a hundred counties it sorted a million persons to show fifty. Inside coalesce the
-- condition is neither an index's nor estimated, and every query names its county itself (database.md §6 rule 6); the list of
-- counties is hashed once per statement; and what a kind of scope sees is one parameter each instead of two.
create function platform.scope_is(kinds text[]) returns boolean language sql stable parallel safe
  return platform.scope_kind() = any (kinds);
create function platform.scope_ids_of(kind text) returns uuid[] language sql stable parallel safe
  return case when platform.scope_kind() = kind then platform.scope_ids() else '{}' end;

-- Who sees a row, out of its columns: see platform.protect.
create function platform.scope_condition(relation regclass, open_to text[], via_person boolean) returns text
  language plpgsql stable as $body$
declare
  kinds constant text[] := '{townships,villages,organisation,persons}';
  columns constant text[] := '{township_id,village_id,organisation_id,person_id}';
  has_person boolean := exists (select from pg_attribute where attrelid = relation and attname = 'person_id' and not attisdropped);
  through_person constant text := 'person_id in (select p.id from persons.person p where p.county_code = any ((select platform.scope_counties())::text[]))';
  seen text := format('(select platform.scope_is(%L))', '{county,counties}'::text[] || open_to);
  kind text;
  has_column boolean;
begin
  for i in 1 .. 4 loop
    kind := kinds[i];
    continue when kind = any (open_to);
    has_column := exists (select from pg_attribute where attrelid = relation and attname = columns[i] and not attisdropped);
    if has_column and (not via_person or kind = 'persons') then
      seen := seen || format(' or %I = any ((select platform.scope_ids_of(%L))::uuid[])', columns[i], kind);
    elsif has_person and relation::text <> 'persons.person' then
      seen := seen || format(' or (select platform.scope_is(%L)) and %s', array[kind], through_person);
    end if;
  end loop;
  if relation::text = 'persons.person' then
    seen := seen || ' or id = any ((select platform.scope_ids_of(''persons''))::uuid[])';
  end if;
  return format('coalesce(county_code in (select unnest(platform.scope_counties())), false) and (%s)', seen);
end
$body$;

-- For a table that is protected already.
create function platform.protect_again(relation regclass, open_to text[] default '{}', via_person boolean default false)
  returns void language plpgsql as $body$
begin
  execute format('alter policy scope on %s using (%s)', relation, platform.scope_condition(relation, open_to, via_person));
end
$body$;

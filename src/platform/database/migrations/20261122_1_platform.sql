-- The ground: scope of a request, protection of tables, requests answered once.
create schema platform;

create function platform.scope_counties() returns text[] language sql stable parallel safe
  return string_to_array(split_part(current_setting('gongyang.scope', true), '|', 1), ',');

create function platform.scope_kind() returns text language sql stable parallel safe
  return split_part(current_setting('gongyang.scope', true), '|', 2);

create function platform.scope_ids() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(split_part(current_setting('gongyang.scope', true), '|', 3), ''), ',')::uuid[];

-- Puts row-level security and grants on a table of a county. Who sees a row follows from its columns: township_id,
-- village_id, organisation_id, person_id against the kind and the list of the scope; a kind without a column of its own
-- sees the rows of the persons it sees. `open_to` names kinds that see every row of the county; `via_person` looks through
-- the person even where a column is there, so that history follows a person who moved.
create function platform.protect(relation regclass, open_to text[] default '{}', via_person boolean default false,
  evidence boolean default false, deletable boolean default false)
returns void language plpgsql as $body$
declare
  kinds constant text[] := '{townships,villages,organisation,persons}';
  columns constant text[] := '{township_id,village_id,organisation_id,person_id}';
  has_person boolean := exists (select from pg_attribute where attrelid = relation and attname = 'person_id' and not attisdropped);
  through_person constant text := 'person_id in (select p.id from persons.person p where p.county_code = any ((select platform.scope_counties())::text[]))';
  seen text := format('(select platform.scope_kind()) = any (%L)', '{county,counties}'::text[] || open_to);
  kind text;
  has_column boolean;
begin
  for i in 1 .. 4 loop
    kind := kinds[i];
    continue when kind = any (open_to);
    has_column := exists (select from pg_attribute where attrelid = relation and attname = columns[i] and not attisdropped);
    if has_column and (not via_person or kind = 'persons') then
      seen := seen || format(' or (select platform.scope_kind()) = %L and %I = any ((select platform.scope_ids())::uuid[])', kind, columns[i]);
    elsif has_person and relation::text <> 'persons.person' then
      seen := seen || format(' or (select platform.scope_kind()) = %L and %s', kind, through_person);
    end if;
  end loop;
  if relation::text = 'persons.person' then
    seen := seen || ' or (select platform.scope_kind()) = ''persons'' and id = any ((select platform.scope_ids())::uuid[])';
  end if;
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format('create policy scope on %s to gongyang_app using (county_code = any ((select platform.scope_counties())::text[]) and (%s))', relation, seen);
  execute format('grant select on %s to gongyang_oversight', relation);
  execute format('grant select, insert on %s to gongyang_app', relation);
  if not evidence then
    execute format('grant update on %s to gongyang_app', relation);
  end if;
  if deletable then
    execute format('grant delete on %s to gongyang_app', relation);
  end if;
  if evidence then
    insert into platform.evidence_table (name) values (relation::text) on conflict do nothing;
  end if;
end
$body$;

-- Tables whose rows are never changed and are hashed into the record.
create table platform.evidence_table (name text primary key);
grant select on platform.evidence_table to gongyang_app;

-- Each command is answered once: the loser of a double click waits here and answers what the winner answered.
create table platform.request (
  county_code  text not null,
  id           text not null check (length(id) between 8 and 200),
  account_id   text not null,
  operation    text not null,
  answer       jsonb,
  at           timestamptz not null,
  primary key (county_code, id)
);
select platform.protect('platform.request', open_to => '{townships,villages,organisation,persons,none}');

-- Days off that would be worked and weekend days worked in exchange; a year is complete once its notice is on file.
create table platform.holiday_year (year int primary key, source text not null);
create table platform.holiday (day date primary key, kind text not null check (kind in ('off', 'worked')), name text not null default '');
grant select, insert, update on platform.holiday_year, platform.holiday to gongyang_app;
grant delete on platform.holiday to gongyang_app;

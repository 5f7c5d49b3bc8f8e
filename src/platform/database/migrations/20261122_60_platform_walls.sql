-- What the oversight's functions and a backup may see is said by policies of their own, not by BYPASSRLS: that attribute
-- only a superuser can give, and a county's DBA gives a program no superuser. Oversight sees only from within its own
-- functions: gongyang_owner is a member of it, to give it these functions, and stays behind the walls.
create function platform.open_to_keepers(relation regclass) returns void language plpgsql as $body$
begin
  execute format('create policy oversight on %s to gongyang_oversight using (current_user = ''gongyang_oversight'')', relation);
  execute format('create policy backup on %s to gongyang_backup using (true)', relation);
end
$body$;

alter function platform.protect(regclass, text[], boolean, boolean, boolean) rename to protect_from_others;

create function platform.protect(relation regclass, open_to text[] default '{}', via_person boolean default false,
  evidence boolean default false, deletable boolean default false)
returns void language plpgsql as $body$
begin
  perform platform.protect_from_others(relation, open_to, via_person, evidence, deletable);
  perform platform.open_to_keepers(relation);
end
$body$;

do $body$ declare relation regclass; begin
  for relation in select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspowner = 'gongyang_owner'::regrole and c.relrowsecurity order by 1 loop
    perform platform.open_to_keepers(relation);
  end loop;
end $body$;

-- A county's first minutes: whoever writes much at once goes on to read it in the same request, before the database's own daemon
-- has ever looked at the tables. Without statistics it then chooses an index by chance: the first 5,000 visits took two minutes.
-- A table is looked at when its file has at least doubled since the last look, so a table that grows to any size is looked at
-- a few dozen times in all. Only sizes are compared: what this very transaction has written counts at once.
create function platform.keep_statistics(variadic relations regclass[]) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $body$
declare
  relation regclass;
begin
  for relation in
    select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.oid = any (relations) and c.relkind = 'r' and n.nspowner = 'gongyang_owner'::regrole
      and pg_relation_size(c.oid) >= 8 * 8192
      and (c.reltuples < 0 or pg_relation_size(c.oid) >= 2 * 8192 * c.relpages::bigint)
    order by c.oid
  loop
    begin
      -- Held until the commit. Whoever finds it held does not wait: somebody else is looking, or has just looked.
      execute format('lock table %s in share update exclusive mode nowait', relation);
      execute format('analyze %s', relation);
    exception when lock_not_available then null;
    end;
  end loop;
end
$body$;
revoke all on function platform.keep_statistics(regclass[]) from public;
grant execute on function platform.keep_statistics(regclass[]) to gongyang_app;

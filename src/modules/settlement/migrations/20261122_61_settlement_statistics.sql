-- A month is computed right after bulk work (import, locking a roster, visits of a whole month), before the database's own
-- daemon has looked at the tables: it would then choose an index by chance and take minutes. What has changed by more than
-- a fifth, or was never looked at, is looked at first; reltuples is -1 until then, and outlives a crash, which the counts do not.
create function settlement.refresh_statistics() returns void language plpgsql security definer set search_path = pg_catalog
  as $body$
declare
  relation regclass;
begin
  for relation in
    select c.oid::regclass from unnest('{persons.person,persons.fact,agreements.agreement,rosters.roster_line,visits.visit,visits.verdict}'::regclass[]) t
    join pg_class c on c.oid = t left join pg_stat_all_tables s on s.relid = c.oid
    where (c.reltuples < 0 and pg_relation_size(c.oid) > 200000)
      or (s.n_mod_since_analyze > 1000 and s.n_mod_since_analyze > c.reltuples / 5)
  loop
    execute format('analyze %s', relation);
  end loop;
end
$body$;
revoke all on function settlement.refresh_statistics() from public;
grant execute on function settlement.refresh_statistics() to gongyang_app;

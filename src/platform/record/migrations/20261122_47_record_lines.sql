-- The rows that an entry wrote into one table, as text and in order: what record.line says of each, under the same settings, which
-- are set once and not for each of three hundred thousand rows. `offset 0` keeps a line from being made twice, once to sort by it
-- and once to join it: making it is the dearest part.
create function record.lines_of(evidence regclass, county text, entry uuid, out count int, out lines text)
  language plpgsql stable
  set timezone = 'UTC' set datestyle = 'ISO' set intervalstyle = 'iso_8601' set bytea_output = 'hex' set extra_float_digits = 1 set work_mem = '64MB'
  as $body$
begin
  execute format(
    'select count(*)::int, string_agg(line, E''\n'' order by line)
     from (select jsonb_strip_nulls(to_jsonb(t))::text collate "C" as line from %s t where county_code = $1 and entry_id = $2 offset 0) l',
    evidence)
    into count, lines using county, entry;
end
$body$;

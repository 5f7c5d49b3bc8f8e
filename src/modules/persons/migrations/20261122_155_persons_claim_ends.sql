-- The claim of a number ends with support: who moved away, or whose support ended, may be recognised in another county from the
-- month after the last one supported (no gap, no double). Who is dead, or supported still, may not. One county at a time, and
-- one file a number, stay what the key of this table says.
alter table persons.person_identity add column not_before date;
comment on column persons.person_identity.not_before is 'The first day that may be supported here: the month after the last one in the county before';

-- From when the holder lets go of his number; null while he does not. Volatile: after a wait for the row's lock it looks again.
create function persons.identity_free_from(of_county text, of_person uuid) returns date
  language plpgsql volatile set search_path = pg_catalog
  as $$ begin
    return (select (date_trunc('month', p.ended_on) + interval '1 month')::date from persons.person p
      where p.county_code = of_county and p.id = of_person and p.ended_on is not null and p.died_on is null
        and coalesce(p.end_reason, '') not in ('death', 'declared_dead'));
  end $$;
revoke all on function persons.identity_free_from(text, uuid) from public;
grant execute on function persons.identity_free_from(text, uuid) to gongyang_oversight;

-- 'free', 'here:<person>', 'elsewhere', 'ended:<last month supported elsewhere>': never which county or person elsewhere.
-- A county's own ended file is found by it again when nobody else supports him.
create function persons.identity_answer(asked bytea, holder text, holder_person uuid, county text) returns text
  language plpgsql volatile set search_path = pg_catalog
  as $$
  declare
    own constant boolean := (county = any (platform.scope_counties())) is true;
    free_from date;
    former uuid;
  begin
    if holder = county then
      return case when own then 'here:' || holder_person::text else 'elsewhere' end;
    end if;
    free_from := persons.identity_free_from(holder, holder_person);
    if free_from is null then return 'elsewhere'; end if;
    if own then
      former := (select p.id from persons.person p where p.county_code = county and p.id_index = asked);
    end if;
    return coalesce('here:' || former::text, 'ended:' || to_char(free_from - 1, 'YYYY-MM'));
  end $$;
revoke all on function persons.identity_answer(bytea, text, uuid, text) from public;
grant execute on function persons.identity_answer(bytea, text, uuid, text) to gongyang_oversight;

create or replace function persons.identity_standing(asked bytea, county text) returns text
  language plpgsql stable security definer set search_path = pg_catalog
  as $$ begin
    return coalesce((select persons.identity_answer(asked, i.county_code, i.person_id, county)
                     from persons.person_identity i where i.id_index = asked), 'free');
  end $$;
create or replace function persons.identity_standings(asked bytea[], county text) returns table (id_index bytea, standing text)
  language sql stable security definer set search_path = pg_catalog
  as $$ select i.id_index, persons.identity_answer(i.id_index, i.county_code, i.person_id, county)
        from persons.person_identity i where i.id_index = any (asked) $$;

-- What is held by a county that has not let go, or only for a later month, raises a unique violation as before.
drop function persons.claim_identities(bytea[], text, uuid[], timestamptz);
create function persons.claim_identities(indexes bytea[], county text, persons uuid[], at timestamptz, starts date[] default null)
  returns void language plpgsql security definer set search_path = pg_catalog
  as $$
  declare claimed bigint;
  begin
    if (county = any (platform.scope_counties())) is not true then return; end if;
    insert into persons.person_identity as held (id_index, county_code, person_id, since)
    select i, county, p, at from unnest(indexes, persons) as asked (i, p)
    on conflict (id_index) do update set county_code = excluded.county_code, person_id = excluded.person_id, since = excluded.since,
        not_before = persons.identity_free_from(held.county_code, held.person_id)
      where held.county_code <> excluded.county_code and persons.identity_free_from(held.county_code, held.person_id)
        <= (select s from unnest(indexes, starts) as asked (i, s) where i = held.id_index);
    get diagnostics claimed = row_count;
    if claimed < cardinality(indexes) then
      raise exception 'number held elsewhere' using errcode = 'unique_violation', constraint = 'person_identity_pkey';
    end if;
  end $$;
alter function persons.claim_identities(bytea[], text, uuid[], timestamptz, date[]) owner to gongyang_oversight;
revoke all on function persons.claim_identities(bytea[], text, uuid[], timestamptz, date[]) from public;
grant execute on function persons.claim_identities(bytea[], text, uuid[], timestamptz, date[]) to gongyang_app;

-- An ended file that is opened again, one whose end is put off, and a start that is put earlier: the number must be this file's
-- still, or come back to it, and no month may be one of another county.
create function persons.keep_identity() returns trigger
  language plpgsql security definer set search_path = pg_catalog
  as $$ begin
    if (new.county_code = any (platform.scope_counties())) is not true then return null; end if;
    -- Written, not only locked: whoever waits for this row sees that something has changed.
    update persons.person_identity i set since = i.since where i.id_index = new.id_index and i.county_code = new.county_code;
    if not found then
      perform persons.claim_identities(array[new.id_index], new.county_code, array[new.id], new.changed_at, array[new.supported_from]);
    elsif exists (select from persons.person_identity i where i.id_index = new.id_index and i.not_before > new.supported_from) then
      raise exception 'supported elsewhere until then' using errcode = 'unique_violation', constraint = 'person_identity_pkey';
    end if;
    return null;
  end $$;
alter function persons.keep_identity() owner to gongyang_oversight;
revoke all on function persons.keep_identity() from public;
create trigger keep_identity after update of ended_on, supported_from on persons.person for each row
  when (new.id_index is not null and (
    (old.ended_on is not null and (new.ended_on is null or new.ended_on > old.ended_on))
    or (new.ended_on is null and new.supported_from < old.supported_from)))
  execute function persons.keep_identity();

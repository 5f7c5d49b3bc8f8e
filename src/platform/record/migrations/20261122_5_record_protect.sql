-- Everyone may write what he did; reading is the audit module's operations' business, which name their persons.
select platform.protect('record.entry', open_to => '{townships,villages,organisation,persons,none}', evidence => false);
revoke update on record.entry from gongyang_app;
select platform.protect('record.entry_person', open_to => '{townships,villages,organisation,persons,none}');
revoke update on record.entry_person from gongyang_app;
select platform.protect('record.evidence', open_to => '{townships,villages,organisation,persons,none}');
revoke update on record.evidence from gongyang_app;
select platform.protect('record.payload', open_to => '{townships,villages,organisation,persons,none}', deletable => true);
revoke update on record.payload from gongyang_app;
select platform.protect('record.unnumbered', open_to => '{townships,villages,organisation,persons,none}', deletable => true);
select platform.protect('record.leaf', open_to => '{none}');
revoke update on record.leaf from gongyang_app;
select platform.protect('record.head', open_to => '{townships,villages,organisation,persons,none}');
revoke update on record.head from gongyang_app;
select platform.protect('record.frontier', open_to => '{none}');
select platform.protect('record.destruction', evidence => true);

-- Counties with entries to number; counts over counties are the one thing that crosses the scope.
create function record.waiting_counties() returns setof text language sql stable security definer set search_path = pg_catalog
  as $$ select distinct county_code from record.unnumbered $$;
grant usage, create on schema record to gongyang_oversight;
alter function record.waiting_counties() owner to gongyang_oversight;
revoke all on function record.waiting_counties() from public;
grant execute on function record.waiting_counties() to gongyang_app;

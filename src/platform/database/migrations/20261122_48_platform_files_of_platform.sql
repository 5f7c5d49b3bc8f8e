-- Administrators of the platform bring lists of areas and fetch a template: the files of no county are theirs.
alter policy scope on platform.file using (county_code = any ((select platform.scope_counties())::text[])
  and (select platform.scope_kind()) = any ('{county,counties,townships,villages,organisation,persons,none}'::text[]));
alter policy scope on platform.ticket using (county_code = any ((select platform.scope_counties())::text[])
  and (select platform.scope_kind()) = any ('{county,counties,townships,villages,organisation,persons,none}'::text[]));

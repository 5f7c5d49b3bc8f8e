-- A township or village is shown the carers of who serves it, not those of its neighbours: name, age and telephone are personal
-- information, shown to whom it is needed (个人信息保护法第六条). Contracts themselves are public and stay open to the county's offices.
create policy serves_here on providers.carer as restrictive for all to gongyang_app
  using (not (select platform.scope_is('{townships,villages}'))
    or township_id = any ((select platform.scope_ids_of('townships'))::uuid[])
    or organisation_id in (
      select served.organisation_id from providers.contract_township served
      where served.county_code = any ((select platform.scope_counties())::text[])
        and (served.township_id = any ((select platform.scope_ids_of('townships'))::uuid[])
          or served.township_id in (select village.parent_id from access.area village
            where village.id = any ((select platform.scope_ids_of('villages'))::uuid[])))));

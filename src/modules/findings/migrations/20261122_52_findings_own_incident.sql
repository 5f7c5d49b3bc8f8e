-- A provider may report a serious problem itself (SX-4.5.2d); it then sees what it reported, and with which delay.
drop policy told on findings.incident;
create policy told on findings.incident as restrictive for select to gongyang_app
  using ((select platform.scope_kind()) in ('county', 'counties', 'townships')
    or exists (select from findings.finding f where f.county_code = incident.county_code and f.id = incident.finding_id and f.self_reported));

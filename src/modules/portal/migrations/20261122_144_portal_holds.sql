-- What somebody raised and nobody has answered keeps his file (C-24): it is neither closed nor put on a list of destruction, and
-- the answer alone lets it go. Read through the wall of portal.request: of a complaint only the county learns. It stands in
-- the schema of archives, which asks it of whoever has something open; neither words nor number are in it.
create index request_open on portal.request (county_code, person_id) where answered_at is null;

create view archives.open_request_view with (security_invoker = true) as
  select county_code, id, person_id, kind, raised_at from portal.request
  where kind in ('complaint', 'correction') and answered_at is null;

create or replace view archives.file_view with (security_invoker = true) as
  select p.county_code, p.id as person_id, p.name, p.name_sort, p.file_no, p.township_id, p.village_id, p.organisation_id, p.mode,
    p.ended_on, p.end_reason,
    case when f.service_end_on is not null and (p.ended_on is null or p.ended_on > f.service_end_on) then 'open'
      else coalesce(f.status, 'open') end as status,
    f.service_end_on, f.keep_through_on,
    exists (select from archives.hold h where h.county_code = p.county_code and h.person_id = p.id
      and not exists (select from archives.release r where r.county_code = h.county_code and r.hold_id = h.id))
    or exists (select from portal.request q where q.county_code = p.county_code and q.person_id = p.id
      and q.kind in ('complaint', 'correction') and q.answered_at is null) as held
  from persons.person_view p left join archives.file f on f.county_code = p.county_code and f.person_id = p.id
  where p.end_reason is distinct from 'import_undone';

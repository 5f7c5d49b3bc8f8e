-- name: file
select p.*, t.name as township, v.name as village, o.name as organisation from persons.person p
left join access.area t on t.id = p.township_id left join access.area v on v.id = p.village_id
left join access.organisation o on o.county_code = p.county_code and o.id = p.organisation_id
where p.county_code = $1 and p.id = $2;
-- name: file
select f.*, exists (select from persons.fact l where l.county_code = f.county_code and l.replaces_id = f.id) as replaced
from persons.fact f where f.county_code = $1 and f.person_id = $2 order by f.from_on desc, f.known_at desc;
-- name: file
select 'absence' as of, to_jsonb(a) as row from persons.absence a where a.county_code = $1 and a.person_id = $2
union all select 'guardian', to_jsonb(g) from persons.guardian g where g.county_code = $1 and g.person_id = $2
union all select 'contact', to_jsonb(c) from persons.contact c where c.county_code = $1 and c.person_id = $2
union all select 'consent', to_jsonb(c) from persons.consent c where c.county_code = $1 and c.person_id = $2
union all select 'correction', to_jsonb(c) from persons.correction c where c.county_code = $1 and c.person_id = $2
union all select 'payee', to_jsonb(y) || jsonb_build_object('also', (select count(distinct z.person_id) from persons.payee_account z
  where z.county_code = y.county_code and z.account_index = y.account_index)) from persons.payee_account y where y.county_code = $1 and y.person_id = $2;
-- name: timeline
select from_on as at, min(kind) as what, string_agg(value, '、') as said, min(basis) as more from (
  select f.*, case when bool_or(kind = 'status' and value = 'active') over entry and count(*) over entry >= 3 then '' else id::text end as line
  from persons.fact f where county_code = $1 and person_id = $2 window entry as (partition by from_on, known_at, source)) told
  group by from_on, known_at, source, line
union all select from_on, kind, place, to_on::text from persons.absence where county_code = $1 and person_id = $2
union all select known_at::date, field, old_value, new_value from persons.correction where county_code = $1 and person_id = $2
union all select d.day, d.what, a.number, a.title from agreements.agreement a cross join lateral (values (signed_on, 'signed'), (filed_on, 'filed'), (ended_on, 'ended')) d (day, what)
  where a.county_code = $1 and a.person_id = $2 and d.day is not null
union all select d.day, d.what, a.no::text, a.asked_by from assessments.assessment a cross join lateral (values (requested_on, 'requested'), (assessed_on, 'assessed'),
  (decided_on, 'decided'), (told_on, 'told')) d (day, what) where a.county_code = $1 and a.person_id = $2 and d.day is not null
union all select max(v.started_at)::date, v.month, count(*)::text, (count(*) filter (where j.verdict = 'valid'))::text from visits.visit v
  join lateral (select verdict from visits.verdict d where d.county_code = v.county_code and d.visit_id = v.id order by d.no desc limit 1) j on true
  where v.county_code = $1 and v.person_id = $2 group by v.month
union all select f.recorded_at::date, f.kind, f.status, f.facts from findings.finding f where f.county_code = $1 and f.person_id = $2
union all select n.acknowledged_on, n.acknowledged_how, n.text, n.month from (select * from notices.notice where county_code = $1 and person_id = $2
  order by made_at desc) n
union all select i.paid_on, i.status, s.month, s.amount_fen::text from payments.share s join payments.item i on i.county_code = s.county_code and i.id = s.item_id
  where s.county_code = $1 and s.person_id = $2 and s.dropped_reason is null
union all select (d.at at time zone 'Asia/Shanghai')::date, d.kind, d.verdict, d.words from overlap.decision d where d.county_code = $1 and d.person_id = $2
union all select a.on_day, a.kind, a.words, c.number from endings.act a join endings.change c on c.county_code = a.county_code and c.id = a.change_id
  where c.county_code = $1 and c.person_id = $2
union all select d.day, d.what, g.name, g.relation from persons.guardian g cross join lateral (values (from_on, 'from'), (to_on, 'to')) d (day, what)
  where g.county_code = $1 and g.person_id = $2 and d.day is not null
union all select d.day, d.what, c.kind, c.receiver from persons.consent c cross join lateral (values (from_on, 'from'), (coalesce(withdrawn_on, to_on), 'to')) d (day, what)
  where c.county_code = $1 and c.person_id = $2 and d.day is not null
union all select from_on, bank, holder, account_masked from persons.payee_account where county_code = $1 and person_id = $2 and confirmed_by is not null
union all select d.on_day, d.kind, d.note, a.number from recognition.application a join recognition.deed d on d.county_code = a.county_code and d.case_id = a.id
  where a.county_code = $1 and a.person_id = $2
union all select coalesce(d.dated_on, d.at::date), d.class, d.title, d.box from archives.document d where d.county_code = $1 and d.person_id = $2
order by 1 desc fetch first 50 rows with ties;
-- name: changes
select c.* from endings.change c where c.county_code = $1 and c.person_id = $2 order by c.opened_at desc limit 8;
-- name: assessments
select * from assessments.assessment where county_code = $1 and person_id = $2 order by requested_on desc;
-- name: assessments
select value, from_on, decided_on, basis from persons.fact where county_code = $1 and person_id = $2 and kind = 'level' order by from_on desc;
-- name: agreements
select a.*, o.name as organisation, c.name as carer from agreements.agreement a left join access.organisation o on o.county_code = a.county_code and o.id = a.organisation_id
left join providers.carer c on c.county_code = a.county_code and c.id = a.carer_id where a.county_code = $1 and a.person_id = $2 order by a.from_on desc limit 8;
-- name: visits
select v.*, j.verdict, j.score, j.reasons, c.name as carer from visits.visit v
join lateral (select * from visits.verdict d where d.county_code = v.county_code and d.visit_id = v.id order by d.no desc limit 1) j on true
left join providers.carer c on c.county_code = v.county_code and c.id = v.carer_id
where v.county_code = $1 and v.person_id = $2 and v.month = $3 order by v.started_at;
-- name: settlement
select s.month, s.number, s.status, o.name, l.level, l.base_fen, l.amount_fen, l.line from settlement.line l
join settlement.statement s on s.county_code = l.county_code and s.id = l.statement_id left join access.organisation o on o.county_code = s.county_code and o.id = s.organisation_id
where l.county_code = $1 and l.person_id = $2 and s.status in ('computed', 'submitted', 'civil_approved', 'finance_approved', 'returned') order by s.month desc limit 120;
-- name: overlaps
select h.*, l.source, d.words, d.stops, d.overpaid_fen from overlap.hit h join overlap.list l on l.county_code = h.county_code and l.id = h.list_id
left join overlap.decision d on d.county_code = h.county_code and d.hit_id = h.id and d.no = h.decisions where h.county_code = $1 and h.person_id = $2 order by h.month desc;
-- name: payments
select s.month, s.amount_fen, i.payee, i.account_masked, i.status, i.paid_on, b.number, n.acknowledged_at is not null as told from payments.share s
join payments.item i on i.county_code = s.county_code and i.id = s.item_id join payments.batch b on b.county_code = i.county_code and b.id = i.batch_id
left join notices.notice n on n.county_code = s.county_code and n.source_table = 'payments.share' and n.source_id = s.id
where s.county_code = $1 and s.person_id = $2 and s.dropped_reason is null order by s.month desc, s.purpose, s.sequence limit 240;
-- name: documents
select d.*, exists (select from archives.document r where r.county_code = d.county_code and r.replaces_id = d.id) as replaced
from archives.document d where d.county_code = $1 and d.person_id = $2 order by d.class, d.at;

-- Ten years of :persons persons of one county: what the register, agreements, assessments, rosters, visits, evaluations, settlements,
-- payments, notices, findings, changes, cases and papers hold of them. Keys between tables are right; indexes stay on.
create temporary table bench_past as
select p.county_code as county, p.id as person, p.township_id as township, p.village_id as village, p.name, row_number() over (order by p.id) as no
from persons.person p where p.county_code = ':county' order by p.id limit :persons;
create temporary table bench_month as
select n, to_char('2013-09-01'::date + make_interval(months => n), 'YYYY-MM') as month, ('2013-09-01'::date + make_interval(months => n))::date as first,
  gen_random_uuid() as provider_roster, gen_random_uuid() as statement, gen_random_uuid() as batch, gen_random_uuid() as evaluation
from generate_series(0, 119) n;
create temporary table bench_provider as select gen_random_uuid() as id, gen_random_uuid() as carer;
insert into access.organisation (county_code, id, kind, name, from_on) select ':county', id, 'provider', '甲机构', '2013-01-01' from bench_provider;
insert into providers.carer (county_code, id, organisation_id, name, born_on, sex, id_number, id_index, id_masked, from_on, changed_at)
select ':county', carer, id, '赵样本', '1975-01-01', 'female', '\x00', decode(md5(carer::text), 'hex'), '3715**********0000', '2013-05-01', '2013-05-01' from bench_provider;
analyze bench_past;
analyze bench_month;

insert into persons.fact (county_code, id, person_id, kind, value, from_on, known_at, basis, decided_on, source, entry_id)
select county, gen_random_uuid(), person, kind, held, from_on, from_on, '示民〔' || extract(year from from_on) || '〕' || no || '号', from_on, 'decision', gen_random_uuid()
from bench_past cross join lateral (
  select 'status' as kind, 'active' as held, '2013-09-01'::date as from_on union all select 'mode', 'dispersed', '2013-09-01'
  union all select 'township', township::text, '2013-09-01' union all select 'village', village::text, '2013-09-01' union all select 'class', 'rural', '2013-09-01'
  union all select 'level', (array['able', 'partly_able', 'unable'])[1 + y % 3], make_date(2013 + y, 10, 1) from generate_series(0, 9) y
  union all select 'organisation', b.id::text, make_date(2014 + y, 1, 1) from generate_series(0, 9, 3) y, bench_provider b
  union all select 'status', case when y % 2 = 0 then 'suspended' else 'active' end, make_date(2015 + y, 6, 1) from generate_series(0, 3) y) f;
insert into persons.absence (county_code, id, person_id, kind, from_on, to_on, place, known_at)
select county, gen_random_uuid(), person, 'hospital', make_date(2013 + y, 11, 3), make_date(2013 + y, 11, 17), '示例县医院', make_date(2013 + y, 11, 3)
from bench_past, generate_series(0, 9) y;
insert into persons.guardian (county_code, id, person_id, name, relation, scope, basis, from_on, to_on)
select county, gen_random_uuid(), person, '陈假设', '侄子', '{property,medical}', '村委会指定', make_date(2013 + 5 * y, 9, 1), case y when 0 then '2018-08-31'::date end
from bench_past, generate_series(0, 1) y;
insert into persons.contact (county_code, id, person_id, name, relation, place, role, checked_on)
select county, gen_random_uuid(), person, '陈假设' || c, '邻居', c, (array['carer', 'sick', 'emergency'])[c], '2023-01-10' from bench_past, generate_series(1, 3) c;
insert into persons.consent (county_code, id, person_id, kind, given_by, receiver, from_on, to_on, paper_reference)
select county, gen_random_uuid(), person, 'data', 'person', '县民政局', make_date(2013 + y, 9, 1), make_date(2014 + y, 8, 31), '甲盒' || y from bench_past, generate_series(0, 9) y;
insert into persons.payee_account (county_code, id, person_id, bank, holder, account, account_index, account_masked, holder_is_person, from_on, to_on, proposed_by, confirmed_by)
select county, gen_random_uuid(), person, '示例银行', name, '\x00', decode(md5(person::text || y), 'hex'), '6200****0000', true, make_date(2013 + y, 9, 1),
  case when y < 9 then make_date(2016 + y, 8, 31) end, 'maker', 'checker' from bench_past, generate_series(0, 9, 3) y;
insert into persons.correction (county_code, id, person_id, field, old_value, new_value, reason, paper_reference, corrected_by, known_at, entry_id)
select county, gen_random_uuid(), person, 'remarks', '旧', '新', '核对纸质档案', '甲盒', '王演示', make_date(2014 + y, 3, 3), gen_random_uuid() from bench_past, generate_series(0, 4) y;

insert into agreements.agreement (county_code, id, number, kind, person_id, township_id, village_id, organisation_id, carer_id, status, title, from_on, to_on, level,
  capacity, drafted_by, drafted_at, signed_on, effective_from, effective_to, filed_on, filing_no, changed_at)
select county, gen_random_uuid(), 'XY-' || no || '-' || y, 'dispersed', person, township, village, b.id, b.carer, 'filed', '照料服务协议', make_date(2013 + y, 9, 1), make_date(2014 + y, 8, 31),
  'able', 'full', 'maker', make_date(2013 + y, 8, 20), make_date(2013 + y, 8, 25), make_date(2013 + y, 9, 1), make_date(2014 + y, 8, 31), make_date(2013 + y, 8, 28), '备-' || y,
  make_date(2013 + y, 8, 28) from bench_past, bench_provider b, generate_series(0, 9) y;

insert into assessments.assessment (county_code, id, year, no, person_id, township_id, village_id, reason, form, asked_by, requested_on, requested_by, due_on, status,
  assessed_on, assessed_by, rule_level, proposed_level, reviewed_by, level, decided_on, decided_by, effective_month, told_on)
select county, gen_random_uuid(), 2013 + y, no, person, township, village, 'yearly', 'six_items', 'township', make_date(2013 + y, 9, 2), 'a', make_date(2013 + y, 9, 18), 'decided',
  make_date(2013 + y, 9, 8), 'b', 'able', 'able', 'c', 'able', make_date(2013 + y, 9, 12), 'd', to_char(make_date(2013 + y, 10, 1), 'YYYY-MM'), make_date(2013 + y, 9, 15)
from bench_past, generate_series(0, 9) y;

insert into rosters.roster (county_code, id, month, organisation_id, status, known_at, made_by, person_count, locked_at, locked_by, hash, sent_at, acknowledged_at)
select ':county', m.provider_roster, m.month, b.id, 'acknowledged', first, 'maker', :persons, first, 'maker', md5(month), first, first from bench_month m, bench_provider b;
insert into rosters.roster_line (county_code, id, roster_id, month, organisation_id, township_id, person_id, line_no, level, change, reason, entry_id)
select county, gen_random_uuid(), provider_roster, month, b.id, township, person, no, 'able', 'none', '', gen_random_uuid() from bench_month, bench_provider b, bench_past;

create temporary table bench_visit as
select gen_random_uuid() as id, county, month, township, person, (first + w * 7 + 2 + (no % 5)::int)::timestamp at time zone 'Asia/Shanghai' + interval '9 hours' as at, w
from bench_month, bench_past, generate_series(0, 3) w;
insert into visits.visit (county_code, id, month, organisation_id, township_id, person_id, carer_id, started_at, ended_at, recorded_at, services, contents, confirmation,
  photos, source, taken_by, entry_id)
select county, v.id, month, b.id, township, person, b.carer, at, at + interval '50 minutes', at + interval '1 hour', '{daily_cleaning}', '{clean_room,cook}', 'signature', '{}', 'phone',
  'carer', gen_random_uuid() from bench_visit v, bench_provider b;
insert into visits.verdict (county_code, visit_id, no, month, organisation_id, township_id, person_id, verdict, codes, reasons, points, score, by_rule, account_id, account_name, at, entry_id)
select county, v.id, 1, month, b.id, township, person, case w when 3 then 'doubtful' else 'valid' end, case w when 3 then '{late}'::text[] else '{}' end, '[]', '[]', 6, true, 'system', '系统', at, gen_random_uuid()
from bench_visit v, bench_provider b;

insert into evaluations.evaluation (county_code, id, month, organisation_id, township_id, status, sample_size, population, score_tenths, sent_at, sent_by, result_text)
select ':county', gen_random_uuid(), month, b.id, t.id, 'sent', 1, 1, 930, first + 28, 'township', '服务到位'
from bench_month, bench_provider b, access.area t where t.level = 'township' and t.county_code = ':county';
insert into evaluations.sheet (county_code, evaluation_id, person_id, township_id, place, way, visited_at, filled_by, filled_at, satisfied)
select county, e.id, person, township, no, 'home', e.sent_at, 'a', e.sent_at, 'yes'
from bench_past p join evaluations.evaluation e on e.county_code = p.county and e.township_id = p.township and right(e.month, 2) = '05';

insert into settlement.statement (county_code, id, number, month, organisation_id, edition, status, final, roster_id, known_at, policy, inputs, head, hash, computed_by,
  computed_by_name, computed_at, submitted_by, submitted_at, civil_by, civil_at, finance_by, finance_at)
select ':county', statement, 'JS-' || month, month, b.id, 'settlement.month@1', 'finance_approved', true, provider_roster, first + 27, '{}', '{}', '{}', repeat(md5(month), 2), 'a', '王演示',
  first + 27, 'a', first + 27, 'b', first + 28, 'c', first + 28 from bench_month, bench_provider b;
insert into settlement.line (county_code, statement_id, person_id, month, organisation_id, township_id, roster_line_id, level, branch, base_fen, amount_fen, line, hash, entry_id)
select county, statement, person, month, b.id, township, gen_random_uuid(), 'able', 'able', 18900, 18900, '{"agreement":{"id":"' || person || '","on":"2023-05-20"},"visits":{"count":4,"valid":3,"digest":"' || md5(month || no) || '"}}',
  decode(repeat(md5(month || no), 2), 'hex'), gen_random_uuid() from bench_month, bench_provider b, bench_past;

insert into payments.batch (county_code, id, number, month, purpose, status, item_count, total_fen, voucher_no, made_by, made_name, made_at)
select ':county', batch, 'FF-' || month, month, 'living', 'reconciled', :persons, :persons * 72000, '记-' || n, 'a', '王演示', first + 9 from bench_month;
create temporary table bench_item as select gen_random_uuid() as id, gen_random_uuid() as share, county, person, township, name, no, batch, month, first from bench_month, bench_past;
insert into payments.item (county_code, id, batch_id, line_no, month, purpose, person_id, township_id, payee_kind, payee, holder, bank, account, account_index, account_masked, amount_fen, status, paid_on)
select county, id, batch, no, month, 'living', person, township, 'person', name, name, '示例银行', '\x00', decode(md5(person::text), 'hex'), '6200****0000', 72000, 'paid', first + 11 from bench_item;
insert into payments.share (county_code, id, batch_id, item_id, person_id, township_id, month, purpose, sequence, amount_fen, basis)
select county, share, batch, id, person, township, month, 'living', 0, 72000, '{"class":"rural","mode":"dispersed","level":"able"}' from bench_item;
insert into notices.notice (county_code, id, person_id, township_id, addressee, kind, title, text, source_table, source_id, month, made_at, acknowledged_at, acknowledged_on, acknowledged_by, acknowledged_how)
select county, gen_random_uuid(), person, township, name, 'paper_slip', '发放告知', month || '的生活费720.00元已转到您的账户。', 'payments.share', share, month, first + 11, first + 14, first + 14, name, 'paper_slip' from bench_item;
insert into findings.finding (county_code, id, month, no, organisation_id, township_id, person_id, kind, severity, source, facts, status, recorded_by, recorded_at, decided_by, decided_at)
select county, gen_random_uuid(), month, no, b.id, township, person, 'too_few', 'minor', 'callback', '当月服务次数不足', 'dismissed', 'a', first + 20, 'b', first + 25
from bench_month, bench_provider b, bench_past where right(month, 2) = '07';

create temporary table bench_change as select gen_random_uuid() as id, county, person, township, no, y from bench_past, generate_series(0, 5) y;
insert into endings.change (county_code, id, number, person_id, township_id, kind, reason, facts, step, step_from_on, opened_by, opened_name, opened_at, decision_no, decided_on, from_on, changed_at)
select county, id, 'BG-' || no || '-' || y, person, township, case y % 2 when 0 then 'suspend' else 'resume' end, '', '外出务工', 'done', make_date(2015 + y, 6, 1), 'a', '王演示', make_date(2015 + y, 5, 10),
  '示民变〔' || 2015 + y || '〕1号', make_date(2015 + y, 5, 20), make_date(2015 + y, 6, 1), make_date(2015 + y, 5, 20) from bench_change;
insert into endings.act (county_code, id, change_id, person_id, kind, on_day, words, by_account, by_name, at, entry_id)
select county, gen_random_uuid(), id, person, kind, make_date(2015 + y, 5, 10 + place::int), '经过', 'a', '王演示', make_date(2015 + y, 5, 10 + place::int), gen_random_uuid()
from bench_change, unnest(array['opened', 'verified', 'heard', 'decided', 'delivered']) with ordinality k (kind, place);
create temporary table bench_case as select gen_random_uuid() as id, * from bench_past;
insert into recognition.application (county_code, id, number, township_id, village_id, person_id, name, sex, born_on, id_number, id_index, id_masked, household_class, applied_by, received_on, step, step_from_on,
  decision, decision_no, decided_on, handler, handler_name, changed_at)
select county, id, 'RD-' || no, township, village, person, name, 'male', '1950-01-01', '\x00', decode(md5(person::text), 'hex'), '9901**********0000', 'rural', 'self', '2013-07-01', 'decided', '2013-08-20',
  'confirmed', '示民认〔2013〕' || no || '号', '2013-08-20', 'a', '王演示', '2013-08-20' from bench_case;
insert into recognition.deed (county_code, id, case_id, township_id, village_id, kind, round, on_day, said, account_id, account, at, entry_id)
select county, gen_random_uuid(), id, township, village, kind, 1, '2013-07-01'::date + 5 * place::int, '{}', 'a', '王演示', '2013-07-01'::date + 5 * place::int, gen_random_uuid()
from bench_case, unnest(array['accepted', 'surveyed', 'opined', 'posted', 'decided', 'delivered']) with ordinality k (kind, place);
insert into archives.document (county_code, id, person_id, class, item, title, dated_on, box, folder, page, by_account, by_name, at, entry_id)
select county, gen_random_uuid(), person, (array['basic', 'health', 'other'])[1 + d % 3], '其他材料', '第' || d || '份材料', make_date(2013 + d / 6, 9, 1 + d % 6), '甲盒', '1', d::text, 'a', '王演示', make_date(2013 + d / 6, 9, 9), gen_random_uuid()
from bench_past, generate_series(1, 59) d;

-- A register of :counties counties with :each persons each, laid out set by set: places, persons, search tokens. Names, their sort
-- keys and tokens come out of bench_name, keyed indexes of the last four characters out of bench_last4, both as the product makes them.
insert into access.area (id, level, name, county_code, sort_order, from_on)
select gen_random_uuid(), 'county', '示例县' || c, (100000 + c)::text, c, '2000-01-01' from generate_series(1, :counties) c;
insert into access.area (id, level, name, parent_id, county_code, sort_order, from_on)
select gen_random_uuid(), 'township', '示例镇' || t, a.id, a.county_code, t, '2000-01-01'
from access.area a, generate_series(1, 20) t where a.level = 'county';
insert into access.area (id, level, name, parent_id, county_code, sort_order, from_on)
select gen_random_uuid(), 'village', '河东村' || v, a.id, a.county_code, v, '2000-01-01'
from access.area a, generate_series(1, 15) v where a.level = 'township';
insert into access.organisation (county_code, id, kind, name, from_on)
select a.county_code, gen_random_uuid(), 'home', '示例敬老院' || n, '2000-01-01'
from access.area a, generate_series(1, 8) n where a.level = 'county';

create temporary table bench_place as
select v.county_code, v.parent_id as township_id, v.id as village_id, row_number() over (partition by v.county_code order by v.parent_id, v.id) - 1 as place
from access.area v where v.level = 'village';
create temporary table bench_home as
select county_code, id, row_number() over (partition by county_code order by id) - 1 as home from access.organisation where kind = 'home';
analyze bench_place;
analyze bench_home;

create temporary table bench_person as
select (100000 + c)::text as county_code, gen_random_uuid() as id, n, (c - 1) * :each + n as of_all, random() as chance,
  floor(:names * random() * random())::int as name_no, floor(random() * 300)::int as place_no, floor(random() * 8)::int as home_no,
  lpad(floor(random() * 10000)::int::text, 4, '0') as last4, floor(random() * 14000)::int as age_days
from generate_series(1, :counties) c, generate_series(1, :each) n;

insert into persons.person (county_code, id, name, name_sort, sex, born_on, id_number, id_index, id_masked, id_last4, phone, phone_masked,
  household_class, residence, township_id, village_id, organisation_id, status, mode, level, supported_from, ended_on, end_reason,
  file_no, origin, paper_reference, changed_at)
select b.county_code, b.id, m.name, m.sort, case when b.of_all % 2 = 0 then 'female' else 'male' end, '1963-09-01'::date - b.age_days,
  decode(repeat(md5(b.id::text), 4) || '00112233445566', 'hex'), decode(md5(b.id::text), 'hex'), '9901**********' || b.last4, l.key,
  case when b.of_all % 5 > 0 then decode(repeat(md5(b.id::text), 4), 'hex') end, case when b.of_all % 5 > 0 then '100****' || b.last4 else '' end,
  case when b.of_all % 10 = 0 then 'urban' else 'rural' end, '示例县示例镇河东村' || b.place_no || '号', p.township_id, p.village_id,
  case when b.chance < 0.2 then h.id end,
  case when b.chance > 0.97 then 'suspended' when b.chance > 0.85 then 'ended' else 'active' end,
  case when b.chance < 0.2 then 'centralised' else 'dispersed' end,
  (array['able', 'able', 'able', 'able', 'able', 'able', 'able', 'partly_able', 'partly_able', 'unable'])[1 + b.of_all % 10],
  '2016-01-01'::date + b.age_days % 2500, case when b.chance > 0.85 and b.chance <= 0.97 then '2023-03-31'::date end,
  case when b.chance > 0.85 and b.chance <= 0.97 then 'death' end,
  'DA-' || lpad(b.of_all::text, 7, '0'), 'decided_outside', '示例', '2023-03-01'
from bench_person b
join bench_name m on m.no = b.name_no
join bench_place p on p.county_code = b.county_code and p.place = b.place_no
join bench_home h on h.county_code = b.county_code and h.home = b.home_no
join bench_last4 l on l.last4 = b.last4
order by b.county_code, b.id;

insert into persons.search_token (county_code, token, person_id, township_id, organisation_id)
select p.county_code, t.token, p.id, p.township_id, p.organisation_id
from persons.person p join bench_name m on m.name = p.name and m.sort = p.name_sort, unnest(string_to_array(m.tokens, ' ')) t (token)
order by p.county_code, t.token, p.id;

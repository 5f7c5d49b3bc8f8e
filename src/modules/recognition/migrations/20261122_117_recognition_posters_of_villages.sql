-- Posters of before 115: the villages in which they hung follow from the cases on them.
update recognition.publicity p set village_ids = coalesce((
  select array_agg(distinct d.village_id) from recognition.deed d
  where d.county_code = p.county_code and d.kind = 'posted' and d.village_id is not null and d.said ->> 'publicityId' = p.id::text), '{}');

-- 比对结果: in which published lists of exclusive benefits the applicant's number stood when it was last looked up.
alter table recognition.application
  add column listed jsonb not null default '[]',
  add column listed_on date;

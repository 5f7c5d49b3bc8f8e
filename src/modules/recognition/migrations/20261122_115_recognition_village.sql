-- What happens in the village: an application handed in through it, posters hung and taken down with a photo, its help at the survey.
alter table recognition.application
  add column handed boolean not null default false,
  -- Found at the survey to be unfit for support at home (recognition.unsuitable_for_dispersed).
  add column unsuitable boolean not null default false,
  -- 确认后公布 (认定办法 第十七条).
  add column published_on date;
alter table recognition.deed drop constraint deed_kind_check;
alter table recognition.deed add constraint deed_kind_check check (kind in ('applied', 'told', 'supplemented', 'accepted', 'helped', 'surveyed',
  'submitted', 'opined', 'returned', 'posted', 'hung', 'taken_down', 'objected', 'sent', 'drawn', 'checked', 'proposed', 'decided', 'published', 'linked',
  'paused', 'resumed', 'recomputed', 'withdrawn', 'delivered', 'printed'));

-- A poster is seen by the villages in which it hangs.
alter table recognition.publicity add column village_ids uuid[] not null default '{}';
create policy hung_in_village on recognition.publicity to gongyang_app using (county_code = any ((select platform.scope_counties())::text[])
  and (select platform.scope_kind()) = 'villages' and village_ids && (select platform.scope_ids())::uuid[]);

-- 张贴、收回: each village hangs its own sheet and takes it down.
create table recognition.hanging (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  publicity_id uuid not null,
  township_id  uuid not null references access.area,
  village_id   uuid references access.area,
  stage        text not null check (stage in ('up', 'down')),
  on_day       date not null,
  photo_id     uuid not null,
  note         text not null default '',
  account_id   text not null,
  account      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, publicity_id) references recognition.publicity,
  constraint hanging_once unique nulls not distinct (county_code, publicity_id, village_id, stage)
);
create index hanging_entry on recognition.hanging (county_code, entry_id);
select platform.protect('recognition.hanging', evidence => true);

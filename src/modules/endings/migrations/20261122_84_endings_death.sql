-- 死亡处理: the report, and everything that must follow it, told in rows that never change.
create table endings.death (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  number         text not null,
  person_id      uuid not null,
  township_id    uuid not null references access.area,
  -- The home in which the person lived, or the provider; null when nobody's.
  organisation_id uuid,
  died_on        date not null,
  discovered_at  timestamptz not null,
  reported_at    timestamptz not null,
  place_kind     text not null check (place_kind in ('home', 'hospital', 'dwelling', 'elsewhere', 'unknown')),
  place          text not null default '',
  reporter       text not null,
  reporter_kind  text not null check (reporter_kind in ('home', 'village', 'township', 'family', 'carer', 'other')),
  paper_reference text not null default '',
  -- What stopped with the report, as it was found in the same transaction.
  stopped        jsonb not null default '[]',
  status         text not null check (status in ('open', 'closed', 'withdrawn')),
  received_by    text not null,
  received_name  text not null,
  received_at    timestamptz not null,
  closed_on      date,
  keep_through   date,
  changed_at     timestamptz not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint ending_death_number unique (county_code, number),
  constraint ending_death_in_order check (reported_at >= discovered_at),
  constraint ending_death_closed_whole check ((status = 'closed') = (closed_on is not null and keep_through is not null))
);
create unique index ending_one_death on endings.death (county_code, person_id) where status <> 'withdrawn';
create index death_open on endings.death (county_code, status, reported_at);
create index death_of_township on endings.death (county_code, township_id);
select platform.protect('endings.death');

create table endings.death_act (
  county_code    text not null,
  id             uuid not null,
  death_id       uuid not null,
  person_id      uuid not null,
  township_id    uuid not null,
  organisation_id uuid,
  kind           text not null check (kind in ('reported', 'confirmed', 'certificate_asked', 'certificate', 'family_told', 'disposal', 'funeral_cost', 'money_settled', 'estate_listed', 'estate_handed', 'closed', 'withdrawn')),
  on_day         date not null,
  words          text not null default '',
  details        jsonb not null default '{}',
  amount_fen     bigint check (amount_fen >= 0),
  proof          text not null default '',
  file_id        uuid,
  by_account     text not null,
  by_name        text not null,
  at             timestamptz not null,
  entry_id       uuid not null,
  primary key (county_code, id),
  foreign key (county_code, death_id) references endings.death
);
-- Said once; a second say is a correction that the county sees beside the first, so only these may come more than once.
create unique index ending_death_act_once on endings.death_act (county_code, death_id, kind)
  where kind in ('reported', 'confirmed', 'disposal', 'closed', 'withdrawn');
create index death_act_of_death on endings.death_act (county_code, death_id, at);
create index death_act_entry on endings.death_act (county_code, entry_id);
select platform.protect('endings.death_act', evidence => true);

create view endings.death_view with (security_invoker = true) as
  select county_code, id, number, person_id, township_id, organisation_id, died_on, reported_at, status, closed_on, keep_through
  from endings.death;

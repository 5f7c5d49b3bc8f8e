-- 反映与更正: what a supported person or a guardian says is wrong with an entry, and what he complains of.
create table portal.series (
  county_code  text not null,
  name         text not null,
  last         int not null check (last > 0),
  primary key (county_code, name)
);
select platform.protect('portal.series');

create table portal.request (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  number         text not null,
  kind           text not null check (kind in ('correction', 'complaint', 'withdrawal')),
  person_id      uuid not null,
  township_id    uuid not null references access.area,
  -- Who reads the answer at /my: of a complaint whoever made it and nobody else, so a ward may complain of the guardian.
  reader_id      uuid not null,
  raised_by      text not null check (raised_by in ('person', 'guardian', 'relative')),
  raiser_name    text not null,
  raised_at      timestamptz not null,
  -- Entered by a helper in the person's words, with the person's own confirmation.
  help_id        uuid,
  confirmed_how  text check (confirmed_how in ('signature', 'thumb', 'voice')),
  confirmed_words text not null default '',
  topic          text not null default '',
  entry_words    text not null default '',
  wrong          text not null default '',
  wanted         text not null default '',
  words          text not null default '',
  accused        text not null default '',
  accused_unit_id uuid,
  take_due_on    date not null,
  due_on         date not null,
  citations      jsonb not null default '[]',
  status         text not null default 'open' check (status in ('open', 'taken', 'done', 'refused')),
  handler_id     text,
  handler_name   text not null default '',
  handler_unit_id uuid,
  taken_at       timestamptz,
  answered_at    timestamptz,
  answered_name  text not null default '',
  answer         text not null default '',
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, help_id) references portal.help,
  foreign key (county_code, accused_unit_id) references access.organisation,
  constraint request_number unique (county_code, number),
  constraint request_confirmed_whole check ((help_id is null) = (confirmed_how is null)),
  constraint request_answer_whole check ((status in ('done', 'refused')) = (answered_at is not null and answer <> '')),
  constraint handler_not_of_accused check (handler_unit_id is null or accused_unit_id is null or handler_unit_id <> accused_unit_id),
  constraint correction_has_words check (kind <> 'correction' or (wrong <> '' and wanted <> '')),
  constraint complaint_has_words check (kind <> 'complaint' or words <> '')
);
create index request_by_due on portal.request (county_code, kind, status, due_on);
create index request_of_person on portal.request (county_code, person_id, raised_at desc);
select platform.protect('portal.request');

create table portal.request_step (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  request_id   uuid not null,
  kind         text not null check (kind in ('correction', 'complaint', 'withdrawal')),
  person_id    uuid not null,
  township_id  uuid not null,
  step         text not null check (step in ('raised', 'assigned', 'answered', 'refused')),
  words        text not null default '',
  by_id        text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, request_id) references portal.request
);
create index request_step_of_request on portal.request_step (county_code, request_id, at);
create index request_step_entry on portal.request_step (county_code, entry_id);
select platform.protect('portal.request_step', evidence => true);

-- A complaint is the county's: no township, village, provider or home sees it, whoever helped to write it down. Within a
-- persons' scope, [person] or [person, guardian], only the last named reads what he complained of himself.
alter policy scope on portal.request using (coalesce(county_code in (select unnest(platform.scope_counties())), false)
  and ((select platform.scope_is('{county,counties}'))
    or kind <> 'complaint' and township_id = any ((select platform.scope_ids_of('townships'))::uuid[])
    or kind <> 'complaint' and person_id = any ((select platform.scope_ids_of('persons'))::uuid[])
    or reader_id = (select ids[cardinality(ids)] from (select platform.scope_ids_of('persons') as ids) named)));
alter policy scope on portal.request_step using (coalesce(county_code in (select unnest(platform.scope_counties())), false)
  and ((select platform.scope_is('{county,counties}'))
    or kind <> 'complaint' and township_id = any ((select platform.scope_ids_of('townships'))::uuid[])));

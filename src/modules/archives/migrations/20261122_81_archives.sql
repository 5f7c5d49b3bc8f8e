-- The file of a person on paper and as scans (材料), and its closing, keeping and handing over (档案). What was filed stays.
create schema archives;

-- A paper or its scan. Never changed: what takes its place names it.
create table archives.document (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  person_id    uuid not null,
  class        text not null check (class in ('basic', 'health', 'other')),
  -- A code of archive.classes, or one of our own words.
  item         text not null check (length(item) between 1 and 60),
  title        text not null check (length(title) between 1 and 100),
  dated_on     date,
  -- 盒-夹-页
  box          text not null default '' check (length(box) <= 20),
  folder       text not null default '' check (length(folder) <= 20),
  page         text not null default '' check (length(page) <= 20),
  file_id      uuid,
  file_name    text not null default '',
  media_type   text not null default '',
  file_size    int check (file_size >= 0),
  sha256       text not null default '',
  replaces_id  uuid,
  reason       text not null default '',
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, replaces_id) references archives.document,
  constraint document_replaced_once unique (county_code, replaces_id),
  constraint document_somewhere check (file_id is not null or box <> ''),
  check ((file_id is null) = (sha256 = '')),
  check (folder = '' or box <> ''),
  check (page = '' or box <> '')
);
create index document_of_person on archives.document (county_code, person_id, class, at);
create index document_entry on archives.document (county_code, entry_id);
select platform.protect('archives.document', via_person => true, evidence => true);

-- Paper laid beside its scan (A-34): the last word counts.
create table archives.comparison (
  county_code  text not null,
  id           uuid not null,
  document_id  uuid not null,
  person_id    uuid not null,
  same         boolean not null,
  note         text not null default '',
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, document_id) references archives.document,
  constraint comparison_says_how check (same or length(note) >= 4)
);
create index comparison_of_document on archives.comparison (county_code, document_id, at desc);
create index comparison_of_person on archives.comparison (county_code, person_id);
create index comparison_entry on archives.comparison (county_code, entry_id);
select platform.protect('archives.comparison', via_person => true, evidence => true);

-- How far a file is; no row while it is in use.
create table archives.file (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  person_id       uuid not null,
  status          text not null check (status in ('open', 'proposed', 'closed', 'offered', 'handed')),
  proposed_by     text,
  confirmed_by    text,
  -- As told when it was closed; a term that a county lengthens later lengthens it (C-24).
  service_end_on  date,
  keep_through_on date,
  offered_by      text,
  receiver        text not null default '',
  package_file_id uuid,
  package_sha256  text not null default '',
  received_by     text,
  version         int not null default 0,
  primary key (county_code, person_id),
  foreign key (county_code, person_id) references persons.person,
  constraint file_closed_by_two check (confirmed_by is null or confirmed_by <> proposed_by),
  constraint file_handed_by_two check (received_by is null or received_by <> offered_by),
  check ((status in ('closed', 'offered', 'handed')) = (confirmed_by is not null)),
  check (confirmed_by is null or keep_through_on > service_end_on),
  check ((status = 'handed') = (received_by is not null)),
  check (status not in ('offered', 'handed') or (package_file_id is not null and receiver <> ''))
);
select platform.protect('archives.file', via_person => true);

create table archives.step (
  county_code  text not null,
  id           uuid not null,
  person_id    uuid not null,
  -- Two at once would write the same number: one of them is told.
  seq          int not null check (seq > 0),
  kind         text not null check (kind in ('propose', 'return', 'confirm', 'offer', 'withdraw', 'receive')),
  words        text not null default '',
  file_id      uuid,
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  constraint step_in_turn unique (county_code, person_id, seq)
);
create index step_entry on archives.step (county_code, entry_id);
select platform.protect('archives.step', via_person => true, evidence => true);

-- What keeps a file from being destroyed (C-24), until somebody releases it.
create table archives.hold (
  county_code  text not null,
  id           uuid not null,
  person_id    uuid not null,
  kind         text not null check (kind in ('complaint', 'case', 'audit', 'estate')),
  reason       text not null check (length(reason) between 4 and 300),
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person
);
create index hold_of_person on archives.hold (county_code, person_id);
create index hold_entry on archives.hold (county_code, entry_id);
select platform.protect('archives.hold', via_person => true, evidence => true);

create table archives.release (
  county_code  text not null,
  hold_id      uuid not null,
  person_id    uuid not null,
  reason       text not null check (length(reason) between 4 and 300),
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  constraint hold_released_once primary key (county_code, hold_id),
  foreign key (county_code, hold_id) references archives.hold,
  foreign key (county_code, person_id) references persons.person
);
create index release_entry on archives.release (county_code, entry_id);
select platform.protect('archives.release', via_person => true, evidence => true);

create view archives.document_view with (security_invoker = true) as
  select d.county_code, d.id, d.person_id, d.class, d.item, d.title, d.dated_on, d.box, d.folder, d.page, d.file_id, d.file_name,
    d.media_type, d.file_size, d.sha256, d.replaces_id, d.reason, d.by_name, d.at,
    exists (select from archives.document n where n.county_code = d.county_code and n.replaces_id = d.id) as replaced,
    (select c.same from archives.comparison c where c.county_code = d.county_code and c.document_id = d.id
     order by c.at desc, c.id desc limit 1) as same,
    (select c.note from archives.comparison c where c.county_code = d.county_code and c.document_id = d.id
     order by c.at desc, c.id desc limit 1) as difference
  from archives.document d;
create view archives.hold_view with (security_invoker = true) as
  select h.county_code, h.id, h.person_id, h.kind, h.reason, h.by_name, h.at, r.at as released_at, r.reason as release_reason, r.by_name as released_by
  from archives.hold h left join archives.release r on r.county_code = h.county_code and r.hold_id = h.id;
-- Every file of a county with what stands over it; whoever is not ended has his in use.
create view archives.file_view with (security_invoker = true) as
  select p.county_code, p.id as person_id, p.name, p.name_sort, p.file_no, p.township_id, p.village_id, p.organisation_id, p.mode,
    p.ended_on, p.end_reason, coalesce(f.status, 'open') as status, f.service_end_on, f.keep_through_on,
    exists (select from archives.hold h where h.county_code = p.county_code and h.person_id = p.id
      and not exists (select from archives.release r where r.county_code = h.county_code and r.hold_id = h.id)) as held
  from persons.person_view p left join archives.file f on f.county_code = p.county_code and f.person_id = p.id
  where p.end_reason is distinct from 'import_undone';

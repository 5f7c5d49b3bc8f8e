-- 销毁清单: proposed by one, approved by another, carried out on its day before two witnesses (BJ-12.5, C-24). The list, the hashes
-- and the fact stay; the papers, their scans and what the register knew of the person go.
create table archives.destruction_list (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  number        text not null,
  status        text not null check (status in ('proposed', 'approved', 'returned', 'withdrawn', 'destroying', 'destroyed')),
  ground        text not null check (length(ground) between 4 and 300),
  proposed_by   text not null,
  proposed_name text not null,
  proposed_at   timestamptz not null,
  decided_by    text,
  decided_name  text not null default '',
  decided_at    timestamptz,
  -- The day from which it may be carried out.
  destroy_on    date,
  destroyed_on  date,
  carried_by    text,
  carried_name  text not null default '',
  place         text not null default '',
  way           text not null default '',
  first_witness  text not null default '',
  second_witness text not null default '',
  finished_at   timestamptz,
  version       int not null default 0,
  primary key (county_code, id),
  constraint destruction_number unique (county_code, number),
  constraint destruction_by_two check (decided_by is null or decided_by <> proposed_by),
  constraint destruction_before_witnesses check (destroyed_on is null or (first_witness <> '' and second_witness <> ''
    and first_witness <> second_witness and carried_name not in (first_witness, second_witness))),
  constraint destruction_on_its_day check (destroyed_on is null or (destroy_on is not null and destroyed_on >= destroy_on)),
  check (status not in ('approved', 'destroying', 'destroyed') or (decided_by is not null and destroy_on is not null)),
  check ((status in ('destroying', 'destroyed')) = (destroyed_on is not null)),
  check ((status = 'destroyed') = (finished_at is not null))
);
select platform.protect('archives.destruction_list');

create table archives.destruction_item (
  county_code     text not null,
  list_id         uuid not null,
  person_id       uuid not null,
  file_no         text not null,
  name            text not null,
  service_end_on  date not null,
  keep_through_on date not null,
  papers          int not null check (papers >= 0),
  scans           int not null check (scans >= 0),
  place           text not null,
  -- False once it was taken off the list, or the list came to nothing.
  live            boolean not null default true,
  off_words       text not null default '',
  destroyed_on    date,
  primary key (county_code, list_id, person_id),
  foreign key (county_code, list_id) references archives.destruction_list,
  foreign key (county_code, person_id) references persons.person,
  constraint destroyed_after_its_term check (destroyed_on is null or (live and destroyed_on > keep_through_on)),
  check (keep_through_on > service_end_on)
);
create unique index on_one_destruction_list on archives.destruction_item (county_code, person_id) where live;
select platform.protect('archives.destruction_item', via_person => true);

create table archives.destruction_step (
  county_code  text not null,
  id           uuid not null,
  list_id      uuid not null,
  seq          int not null check (seq > 0),
  kind         text not null check (kind in ('propose', 'approve', 'return', 'withdraw', 'remove', 'carry_out', 'finish')),
  words        text not null default '',
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, list_id) references archives.destruction_list,
  constraint destruction_step_in_turn unique (county_code, list_id, seq)
);
create index destruction_step_entry on archives.destruction_step (county_code, entry_id);
select platform.protect('archives.destruction_step', evidence => true);

-- What stays of a paper: that it was there, and its hash.
create table archives.destroyed_paper (
  county_code  text not null,
  id           uuid not null,
  list_id      uuid not null,
  person_id    uuid not null,
  class        text not null,
  item         text not null,
  dated_on     date,
  filed_on     date not null,
  media_type   text not null,
  file_size    int,
  sha256       text not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  foreign key (county_code, list_id, person_id) references archives.destruction_item,
  foreign key (county_code, person_id) references persons.person
);
create index destroyed_paper_of_list on archives.destroyed_paper (county_code, list_id, person_id);
create index destroyed_paper_entry on archives.destroyed_paper (county_code, entry_id);
select platform.protect('archives.destroyed_paper', via_person => true, evidence => true);

-- Content still to be taken off the disk: done one by one, so that a fault in the middle is gone on from.
create table archives.shredding (
  county_code  text not null,
  list_id      uuid not null,
  file_id      uuid not null,
  person_id    uuid not null,
  done_at      timestamptz,
  -- Another file that stands has the same content; it stays for that one.
  shared       boolean not null default false,
  fault        text not null default '',
  primary key (county_code, list_id, file_id),
  foreign key (county_code, list_id) references archives.destruction_list,
  foreign key (county_code, person_id) references persons.person
);
create index shredding_left on archives.shredding (county_code, list_id) where done_at is null;
select platform.protect('archives.shredding', via_person => true);

alter table archives.file drop constraint file_status_check, drop constraint file_check,
  add constraint file_status_check check (status in ('open', 'proposed', 'closed', 'offered', 'handed', 'destroyed')),
  add constraint file_closed_whole check ((status in ('closed', 'offered', 'handed', 'destroyed')) = (confirmed_by is not null));
alter table archives.step drop constraint step_kind_check,
  add constraint step_kind_check check (kind in ('propose', 'return', 'confirm', 'offer', 'withdraw', 'receive', 'destroy', 'reopen'));

-- The application may delete no evidence. This deletes the papers of one file, and only when a list that two approved is being
-- carried out, after the last day of keeping, with nothing held (C-24): earlier the database says no, whoever asks.
create function archives.destroy_papers(of_county text, of_list uuid, of_person uuid) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $body$
begin
  if not (of_county = any (platform.scope_counties()) and platform.scope_kind() = 'county')
    or not exists (
      select from archives.destruction_list l
        join archives.destruction_item i on i.county_code = l.county_code and i.list_id = l.id
        join archives.file f on f.county_code = i.county_code and f.person_id = i.person_id
      where l.county_code = of_county and l.id = of_list and l.status = 'destroying' and l.decided_by <> l.proposed_by
        and i.person_id = of_person and i.live and i.destroyed_on = l.destroyed_on
        and i.destroyed_on > greatest(i.keep_through_on, f.keep_through_on) and f.status = 'closed'
        and not exists (select from archives.hold h where h.county_code = f.county_code and h.person_id = f.person_id
          and not exists (select from archives.release r where r.county_code = h.county_code and r.hold_id = h.id)))
  then
    raise exception 'papers may not be destroyed yet' using errcode = 'check_violation', constraint = 'papers_before_their_day';
  end if;
  delete from archives.resolution where county_code = of_county and person_id = of_person;
  delete from archives.comparison where county_code = of_county and person_id = of_person;
  delete from archives.document where county_code = of_county and person_id = of_person;
end
$body$;

-- A difference between paper and scan stays open until somebody says how it was settled (A-34).
create table archives.resolution (
  county_code   text not null,
  id            uuid not null,
  comparison_id uuid not null,
  document_id   uuid not null,
  person_id     uuid not null,
  kind          text not null check (kind in ('scanned_again', 'electronic_corrected', 'paper_corrected', 'no_difference')),
  words         text not null check (length(words) between 4 and 300),
  by_account    text not null,
  by_name       text not null,
  at            timestamptz not null,
  entry_id      uuid not null,
  primary key (county_code, id),
  constraint difference_settled_once unique (county_code, comparison_id),
  foreign key (county_code, comparison_id) references archives.comparison,
  foreign key (county_code, document_id) references archives.document,
  foreign key (county_code, person_id) references persons.person
);
create index resolution_of_document on archives.resolution (county_code, document_id);
create index resolution_of_person on archives.resolution (county_code, person_id);
create index resolution_entry on archives.resolution (county_code, entry_id);
select platform.protect('archives.resolution', via_person => true, evidence => true);

drop view archives.document_view;
create view archives.document_view with (security_invoker = true) as
  select d.county_code, d.id, d.person_id, d.class, d.item, d.title, d.dated_on, d.box, d.folder, d.page, d.file_id, d.file_name,
    d.media_type, d.file_size, d.sha256, d.replaces_id, d.reason, d.by_name, d.at, d.entry_id,
    exists (select from archives.document n where n.county_code = d.county_code and n.replaces_id = d.id) as replaced,
    -- Settled differences are none.
    (c.same or c.settled_as is not null) as same, c.note as difference, c.id as comparison_id,
    c.by_name as compared_by, c.at as compared_at, c.settled_as, c.settled_words, c.settled_by, c.settled_at
  from archives.document d left join lateral (
    select c.id, c.same, c.note, c.by_name, c.at, r.kind as settled_as, r.words as settled_words, r.by_name as settled_by, r.at as settled_at
    from archives.comparison c left join archives.resolution r on r.county_code = c.county_code and r.comparison_id = c.id
    where c.county_code = d.county_code and c.document_id = d.id order by c.at desc, c.id desc limit 1) c on true;

-- Delegated here and not to the application: evidence is insert-only by grant.
grant usage, create on schema archives to gongyang_oversight;
grant delete on archives.document, archives.comparison, archives.resolution to gongyang_oversight;
alter function archives.destroy_papers(text, uuid, uuid) owner to gongyang_oversight;
revoke all on function archives.destroy_papers(text, uuid, uuid) from public;
grant execute on function archives.destroy_papers(text, uuid, uuid) to gongyang_app;

-- 机构档案移交: the files that a home holds go to the county or another home, as a whole, by two (BJ-12.4, A-35). The clock of each
-- file is that of its service and does not begin again.
create table archives.transfer (
  county_code     text not null check (county_code ~ '^\d{6}$'),
  id              uuid not null,
  number          text not null,
  -- The home that gives.
  organisation_id uuid not null,
  from_name       text not null,
  to_kind         text not null check (to_kind in ('county', 'home')),
  to_id           uuid,
  to_name         text not null,
  giver           text not null,
  words           text not null default '',
  status          text not null check (status in ('sent', 'received', 'withdrawn')),
  made_by         text not null,
  made_name       text not null,
  made_on         date not null,
  received_by     text,
  receiver        text not null default '',
  received_on     date,
  primary key (county_code, id),
  constraint transfer_number unique (county_code, number),
  constraint transfer_by_two check (received_by is null or received_by <> made_by),
  constraint transfer_to_another check (to_id is null or to_id <> organisation_id),
  check ((to_kind = 'home') = (to_id is not null)),
  check ((status = 'received') = (received_by is not null and received_on is not null)),
  check (received_on >= made_on)
);
select platform.protect('archives.transfer');
create table archives.transfer_file (
  county_code  text not null,
  transfer_id  uuid not null,
  person_id    uuid not null,
  papers       int not null check (papers >= 0),
  place        text not null default '',
  -- On its way: sent and not yet received or withdrawn.
  live         boolean not null default true,
  primary key (county_code, transfer_id, person_id),
  foreign key (county_code, transfer_id) references archives.transfer,
  foreign key (county_code, person_id) references persons.person
);
create index transfer_of_person on archives.transfer_file (county_code, person_id);
create unique index in_one_transfer on archives.transfer_file (county_code, person_id) where live;
select platform.protect('archives.transfer_file', via_person => true);

-- Where the file of a resident lies: with the home of his last stay, until it was handed on. Whoever is not named here has his with the county.
create view archives.holder_view with (security_invoker = true) as
  with last as (
    select distinct on (s.county_code, s.person_id) s.county_code, s.person_id, s.organisation_id, s.from_on
    from stays.stay_view s where s.person_id is not null order by s.county_code, s.person_id, s.from_on desc),
  handed as (
    select distinct on (f.county_code, f.person_id) f.county_code, f.person_id, t.to_id, t.received_on
    from archives.transfer_file f join archives.transfer t on t.county_code = f.county_code and t.id = f.transfer_id
    where t.status = 'received' order by f.county_code, f.person_id, t.received_on desc, t.id desc)
  select l.county_code, l.person_id, case when h.received_on >= l.from_on then h.to_id else l.organisation_id end as organisation_id
  from last l left join handed h on h.county_code = l.county_code and h.person_id = l.person_id
  where h.received_on is null or h.received_on < l.from_on or h.to_id is not null;

-- 特困人员救助供养证: each that was issued; the last one not void is his.
create table archives.certificate (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  id           uuid not null,
  person_id    uuid not null,
  number       text not null check (length(number) between 4 and 40),
  ground       text not null check (ground in ('first', 'lost', 'damaged', 'changed', 'full')),
  words        text not null default '',
  -- The number that this one makes void; '' for the first.
  voids        text not null default '',
  issued_on    date not null,
  level        text,
  mode         text,
  by_account   text not null,
  by_name      text not null,
  at           timestamptz not null,
  entry_id     uuid not null,
  primary key (county_code, id),
  constraint certificate_number unique (county_code, number),
  constraint certificate_replaced_once unique (county_code, person_id, voids),
  foreign key (county_code, person_id) references persons.person,
  check ((ground = 'first') = (voids = '')),
  check (ground in ('first', 'full') or length(words) >= 4)
);
create index certificate_entry on archives.certificate (county_code, entry_id);
select platform.protect('archives.certificate', via_person => true, evidence => true);

-- Who is taken up again after his file was closed has it in use again: a new volume begins, and the term with the next end of service.
create or replace view archives.file_view with (security_invoker = true) as
  select p.county_code, p.id as person_id, p.name, p.name_sort, p.file_no, p.township_id, p.village_id, p.organisation_id, p.mode,
    p.ended_on, p.end_reason,
    case when f.service_end_on is not null and (p.ended_on is null or p.ended_on > f.service_end_on) then 'open'
      else coalesce(f.status, 'open') end as status,
    f.service_end_on, f.keep_through_on,
    exists (select from archives.hold h where h.county_code = p.county_code and h.person_id = p.id
      and not exists (select from archives.release r where r.county_code = h.county_code and r.hold_id = h.id)) as held
  from persons.person_view p left join archives.file f on f.county_code = p.county_code and f.person_id = p.id
  where p.end_reason is distinct from 'import_undone';

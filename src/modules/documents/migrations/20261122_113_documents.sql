-- 文书模板: a county's own words for a letter, edition by edition, and the words of each letter as it was first printed.
create schema documents;

-- What one person wrote. Without paragraphs the edition goes back to the words of this system.
create table documents.edition (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  letter        text not null,
  edition       int not null check (edition > 0),
  title         text not null check (length(title) <= 60),
  paragraphs    jsonb,
  -- The county's own layout for Word; PDF is always set by this system.
  file_id       uuid,
  from_on       date not null,
  note          text not null check (length(note) between 2 and 200),
  made_by       text not null,
  maker         text not null,
  made_at       timestamptz not null,
  entry_id      uuid not null,
  primary key (county_code, id),
  unique (county_code, id, made_by),
  constraint letter_edition unique (county_code, letter, edition)
);
create index edition_entry on documents.edition (county_code, entry_id);
select platform.protect('documents.edition', open_to => '{townships,villages,organisation,persons}', evidence => true);

-- Once, and by somebody else: the database itself refuses who wrote it.
create table documents.decision (
  county_code   text not null,
  edition_id    uuid not null,
  made_by       text not null,
  adopted       boolean not null,
  -- Never before the day it was put in force: a letter of yesterday keeps yesterday's words.
  from_on       date not null,
  decided_by    text not null,
  decider       text not null,
  decided_at    timestamptz not null,
  reason        text not null default '',
  entry_id      uuid not null,
  constraint letter_decided_once primary key (county_code, edition_id),
  foreign key (county_code, edition_id, made_by) references documents.edition (county_code, id, made_by),
  constraint letter_decided_by_another check (decided_by <> made_by),
  constraint letter_rejection_reason check (adopted or reason <> '')
);
create index decision_entry on documents.decision (county_code, entry_id);
select platform.protect('documents.decision', open_to => '{townships,villages,organisation,persons}', evidence => true);

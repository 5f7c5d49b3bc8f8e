-- A letter as it was first printed: which edition it was made by, and every word, so that a reprint says the same.
create table documents.issued (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  letter        text not null,
  -- The case, change, death or poster, and what makes the letter another one: its number, day and addressee.
  subject_id    uuid not null,
  issue         text not null,
  township_id   uuid references access.area,
  edition_id    uuid,
  words         jsonb not null,
  sha256        text not null check (length(sha256) = 64),
  printed_at    timestamptz not null,
  printed_by    text not null,
  entry_id      uuid not null,
  primary key (county_code, id),
  foreign key (county_code, edition_id) references documents.edition,
  constraint letter_issued_once unique (county_code, letter, subject_id, issue)
);
create index issued_entry on documents.issued (county_code, entry_id);
create index issued_edition on documents.issued (county_code, edition_id);
create index issued_township on documents.issued (county_code, township_id);
select platform.protect('documents.issued', evidence => true);

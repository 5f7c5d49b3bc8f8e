-- Letters printed here are papers of the file: filed from the words as they were kept, once each.
alter table archives.document add column issued_id uuid;
create unique index letter_filed_once on archives.document (county_code, issued_id) where issued_id is not null and replaces_id is null;

-- Whose each letter is: of his case, his assessment, his change or his death. Posters and forms are no letters.
create view archives.issued_view with (security_invoker = true) as
  select i.county_code, i.id, w.person_id, i.letter, i.words ->> 'title' as title, i.words ->> 'number' as number,
    (i.words ->> 'issuedOn')::date as issued_on, i.printed_at,
    exists (select from archives.document d where d.county_code = i.county_code and d.issued_id = i.id) as filed
  from documents.issued i join (
    select county_code, id, person_id from recognition.application where person_id is not null
    union all select county_code, id, person_id from assessments.assessment
    union all select county_code, id, person_id from endings.change
    union all select county_code, id, person_id from endings.death) w on w.county_code = i.county_code and w.id = i.subject_id
  where i.words ? 'lines';

-- Where an objection to a notice is received, as it is printed on the sheet (认定办法 第十五条).
alter table recognition.publicity add column object_at text not null default '';

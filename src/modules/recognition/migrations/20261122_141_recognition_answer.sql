-- 异议答复: what was found of an objection, told to the objector and the applicant (认定办法 第十五条).
alter table recognition.deed drop constraint deed_kind_check;
alter table recognition.deed add constraint deed_kind_check check (kind in ('applied', 'told', 'supplemented', 'accepted', 'helped', 'surveyed',
  'submitted', 'opined', 'returned', 'posted', 'hung', 'taken_down', 'objected', 'answered', 'sent', 'drawn', 'checked', 'proposed', 'decided',
  'published', 'linked', 'paused', 'resumed', 'recomputed', 'withdrawn', 'delivered', 'printed'));

-- 近亲属备案 is read by itself.
create index application_of_relatives on recognition.application (county_code, received_on) where near_relative <> '';

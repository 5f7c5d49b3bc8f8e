-- Whoever holds a slip has his deeds written into the record and reads nothing of it: who looked at him he is told in counts.
create policy persons_read_none on record.entry as restrictive for select to gongyang_app using (not (select platform.scope_is('{persons}')));
create policy persons_read_none on record.entry_person as restrictive for select to gongyang_app using (not (select platform.scope_is('{persons}')));
create policy persons_read_none on record.evidence as restrictive for select to gongyang_app using (not (select platform.scope_is('{persons}')));
create policy persons_read_none on record.payload as restrictive for select to gongyang_app using (not (select platform.scope_is('{persons}')));

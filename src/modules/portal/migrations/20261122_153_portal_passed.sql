-- A correction that only the county may make is passed up to it with a reason; the day of the answer stays as it was.
alter table portal.request add column passed_on date;
alter table portal.request add constraint request_passed_correction check (passed_on is null or kind = 'correction');
alter table portal.request_step drop constraint request_step_step_check;
alter table portal.request_step add constraint request_step_step_check
  check (step in ('raised', 'assigned', 'answered', 'refused', 'recomputed', 'passed'));

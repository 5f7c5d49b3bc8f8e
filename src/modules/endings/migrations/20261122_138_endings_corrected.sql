-- A decision found wrong by reconsideration, by a court or by the county itself: proposed by one, decided by another, told to
-- the person. The case stays the one that was decided; what was done stays among its acts.
alter table endings.change drop constraint change_step_check;
alter table endings.change add constraint change_step_check
  check (step in ('verify', 'hear', 'publish', 'publicity', 'objection', 'decide', 'accept', 'deliver', 'done', 'kept', 'withdrawn', 'correcting', 'redeliver', 'corrected'));
alter table endings.change drop constraint ending_change_decided_whole;
alter table endings.change add constraint ending_change_decided_whole
  check ((step not in ('deliver', 'done', 'correcting', 'redeliver', 'corrected') or decided_on is not null) and (decided_on is null or decision_no <> ''));
drop index endings.ending_one_open_change;
create unique index ending_one_open_change on endings.change (county_code, person_id)
  where step not in ('deliver', 'done', 'kept', 'withdrawn', 'correcting', 'redeliver', 'corrected');

alter table endings.act drop constraint act_kind_check;
alter table endings.act add constraint act_kind_check
  check (kind in ('opened', 'verified', 'heard', 'hearing_exempt', 'published', 'objected', 'answered', 'publicity_over', 'decided', 'kept', 'sent', 'accepted', 'returned', 'delivered', 'withdrawn', 'recomputed', 'correction_proposed', 'correction_refused', 'corrected', 'redelivered'));

-- To others a decision under correction is one that was decided.
create or replace view endings.ending_view with (security_invoker = true) as
  select county_code, id, number, person_id, township_id, kind, reason,
    case when step in ('correcting', 'redeliver', 'corrected') then 'done' else step end as step, step_due_on as due_on, decided_on,
    to_char(from_on, 'YYYY-MM') as from_month
  from endings.change;

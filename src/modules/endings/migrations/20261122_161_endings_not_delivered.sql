-- Who has died is handed no decision any more; a death reported in error makes it due again. Both are said among the acts.
alter table endings.act drop constraint act_kind_check;
alter table endings.act add constraint act_kind_check
  check (kind in ('opened', 'verified', 'heard', 'hearing_exempt', 'published', 'objected', 'answered', 'publicity_over', 'decided', 'kept', 'sent', 'accepted', 'returned', 'delivered', 'withdrawn', 'recomputed', 'correction_proposed', 'correction_refused', 'corrected', 'redelivered', 'not_delivered', 'delivery_due'));

-- A changed holiday table moves a notice or a term that runs: kept among the acts with the day before, the day after and why.
alter table endings.act drop constraint act_kind_check;
alter table endings.act add constraint act_kind_check
  check (kind in ('opened', 'verified', 'heard', 'hearing_exempt', 'published', 'objected', 'answered', 'publicity_over', 'decided', 'kept', 'sent', 'accepted', 'returned', 'delivered', 'withdrawn', 'recomputed'));

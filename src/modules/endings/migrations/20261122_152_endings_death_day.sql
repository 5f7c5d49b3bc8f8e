-- A wrong day of death after the certificate: proposed by one with the paper, agreed to by another. The day as it was first reported stays among the acts.
alter table endings.death add column true_on date;
alter table endings.death add column true_by text;
alter table endings.death add column true_decided_by text;
alter table endings.death add constraint ending_death_day_two_hands
  check (true_decided_by is null or true_decided_by <> true_by);
alter table endings.death_act drop constraint death_act_kind_check;
alter table endings.death_act add constraint death_act_kind_check
  check (kind in ('reported', 'confirmed', 'certificate_asked', 'certificate', 'family_told', 'disposal', 'funeral_cost', 'money_settled', 'estate_listed', 'estate_handed', 'closed', 'withdrawn', 'noted', 'day_proposed', 'day_refused', 'day_corrected'));

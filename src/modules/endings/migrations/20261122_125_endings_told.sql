-- A death in a home is told to the street of the home too (A-24): who took note of it there, and when.
alter table endings.death_act drop constraint death_act_kind_check;
alter table endings.death_act add constraint death_act_kind_check
  check (kind in ('reported', 'confirmed', 'certificate_asked', 'certificate', 'family_told', 'disposal', 'funeral_cost', 'money_settled', 'estate_listed', 'estate_handed', 'closed', 'withdrawn', 'noted'));

-- Somebody cared for at home who lived in another township than the one that answers for him: that township is told as well (A-24).
alter table endings.death add column lived_in_id uuid references access.area;

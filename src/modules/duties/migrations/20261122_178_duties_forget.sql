-- Whose matter was passed on: its title names him, and goes with his file (BJ-12.5). Who sees a hand-over does not depend on it.
alter table duties.handover add column person_id uuid;
create index handover_of_person on duties.handover (county_code, person_id) where person_id is not null;

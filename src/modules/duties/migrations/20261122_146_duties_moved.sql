-- The last day for accepting moves with the holidays; what it was before and why stays beside it.
alter table duties.handover add column due_moved text not null default '' check (length(due_moved) <= 300);

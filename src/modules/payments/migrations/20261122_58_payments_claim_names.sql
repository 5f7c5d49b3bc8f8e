-- Who decided on a claim is named beside the decision.
alter table payments.claim add column decided_name text not null default '';

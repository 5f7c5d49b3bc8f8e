-- 退票: a line that the bank reported as paid may come back once; each answer of one kind still counts once.
drop index payments.item_answered_once;
create unique index item_answered_once on payments.return_line (county_code, item_id, result) where item_id is not null;

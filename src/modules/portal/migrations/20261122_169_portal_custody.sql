-- 代管的钱 is a part of one's own view, and noted like the others when it is shown or read aloud.
alter table portal.help_deed drop constraint help_deed_part_check;
alter table portal.help_deed add constraint help_deed_part_check
  check (part in ('home', 'entitlement', 'payments', 'custody', 'care', 'consents', 'file', 'requests', 'all'));

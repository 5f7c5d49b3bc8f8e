-- A file whose content was destroyed under the law: its row stays with size and hash, its name and its content go. The content is
-- taken off the disk after this is committed, and again after a restore from an older backup.
alter table platform.file add column destroyed_at timestamptz;
create index file_by_address on platform.file (county_code, address) where destroyed_at is null;

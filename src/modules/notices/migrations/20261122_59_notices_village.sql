-- The village in which a person is told: slips are carried round by village.
alter table notices.notice add column village_id uuid references access.area;
create index notice_of_village on notices.notice (county_code, village_id, month) where acknowledged_at is null;

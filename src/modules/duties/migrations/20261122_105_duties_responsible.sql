-- 职责分工: for each function of the documents and each unit one responsible person and a deputy, day by day (JL-1, JL-7a).
create table duties.responsible (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  -- A function of org.functions, org.owner_section, org.roles or reports.data_officer.
  function      text not null check (function ~ '^[a-z_]{2,60}$'),
  -- Null for the county's bureau.
  township_id   uuid references access.area,
  -- Section or department that holds the function.
  department    text not null check (length(department) between 2 and 80),
  -- It is the section the document says; where it is not, the person is reported to the province (JL-1b).
  as_ruled      boolean not null default true,
  account_id    uuid,
  name          text not null check (length(name) between 2 and 40),
  deputy_id     uuid,
  deputy_name   text not null default '',
  from_on       date not null,
  to_on         date check (to_on >= from_on),
  end_reason    text not null default '',
  trained_on    date,
  training      text not null default '',
  reported_on   date,
  receipt       text not null default '',
  named_by      text not null,
  named_name    text not null,
  named_at      timestamptz not null,
  primary key (county_code, id),
  constraint responsible_deputy_is_another check (deputy_id is null or account_id is null or deputy_id <> account_id),
  constraint responsible_reported_whole check (reported_on is not null or receipt = ''),
  constraint responsible_one_a_day exclude using gist (county_code with =, function with =,
    (coalesce(township_id, '00000000-0000-0000-0000-000000000000'::uuid)) with =, daterange(from_on, to_on, '[]') with &&)
);
create index responsible_of_unit on duties.responsible (county_code, function, township_id, from_on desc);
create index responsible_of_account on duties.responsible (county_code, account_id) where to_on is null;
-- Every township may know who answers for what in the county.
select platform.protect('duties.responsible', open_to => '{townships}');

-- 请假交接: from–to another acts for everything somebody answers for.
create table duties.leave (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  account_id    uuid not null,
  name          text not null,
  deputy_id     uuid not null,
  deputy_name   text not null,
  township_id   uuid references access.area,
  from_on       date not null,
  to_on         date not null check (to_on >= from_on),
  reason        text not null check (length(reason) between 2 and 300),
  made_by       text not null,
  made_name     text not null,
  made_at       timestamptz not null,
  cancelled_at  timestamptz,
  primary key (county_code, id),
  constraint leave_deputy_is_another check (deputy_id <> account_id),
  constraint leave_once_a_day exclude using gist (county_code with =, account_id with =, daterange(from_on, to_on, '[]') with &&)
    where (cancelled_at is null)
);
create index leave_of_deputy on duties.leave (county_code, deputy_id, to_on);
select platform.protect('duties.leave');

-- 本地配套政策: on the five topics, filed with the province (JL-2a, JL-2c).
create table duties.local_policy (
  county_code   text not null check (county_code ~ '^\d{6}$'),
  id            uuid not null,
  number        text not null check (length(number) between 2 and 80),
  title         text not null check (length(title) between 2 and 200),
  issued_on     date not null,
  topics        text[] not null check (cardinality(topics) between 1 and 20),
  file_id       uuid,
  file_name     text not null default '',
  filed_on      date,
  receipt       text not null default '',
  receipt_file_id uuid,
  receipt_file_name text not null default '',
  entered_by    text not null,
  entered_name  text not null,
  entered_at    timestamptz not null,
  -- Replaced or entered by mistake: kept, and counts no more.
  dropped_at    timestamptz,
  drop_reason   text not null default '',
  primary key (county_code, id),
  constraint local_policy_filed_after check (filed_on is null or filed_on >= issued_on),
  check (filed_on is not null or (receipt = '' and receipt_file_id is null)),
  check ((dropped_at is null) = (drop_reason = ''))
);
create unique index local_policy_number on duties.local_policy (county_code, number) where dropped_at is null;
select platform.protect('duties.local_policy', open_to => '{townships}');

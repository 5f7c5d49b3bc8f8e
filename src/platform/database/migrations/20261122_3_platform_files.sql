-- Files received and given. A received file stays in quarantine until an operation claims it; a ticket opens one file once.
create table platform.file (
  county_code  text not null,
  id           uuid not null,
  address      text not null check (address ~ '^[0-9a-f]{64}$'),
  name         text not null check (length(name) between 1 and 255),
  media_type   text not null,
  size         int not null check (size >= 0),
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  account_id   text not null,
  received_at  timestamptz not null,
  claimed_by   text,
  primary key (county_code, id)
);
select platform.protect('platform.file', open_to => '{townships,villages,organisation,persons}');

create table platform.ticket (
  county_code  text not null,
  token_hash   bytea not null,
  file_id      uuid not null,
  account_id   text not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  entry_id     uuid not null,
  primary key (county_code, token_hash),
  foreign key (county_code, file_id) references platform.file
);
select platform.protect('platform.ticket', open_to => '{townships,villages,organisation,persons}');

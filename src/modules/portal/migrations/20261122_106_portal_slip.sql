-- 查询凭条: whoever owns no phone enters with the number of his file and a code on a slip of paper. Shown once, kept hashed.
create schema portal;

create table portal.slip (
  county_code    text not null check (county_code ~ '^\d{6}$'),
  id             uuid not null,
  person_id      uuid not null,
  holder         text not null check (holder in ('person', 'guardian')),
  guardian_id    uuid,
  holder_name    text not null check (holder_name <> ''),
  -- 档案号 as it is typed: upper case, without blanks.
  number         text not null check (number <> ''),
  code_hash      text not null,
  valid_until    date not null,
  -- How the clerk made sure at the counter who stood before him.
  identified_how text not null check (identified_how in ('id_card', 'household_book', 'known', 'aide_vouches')),
  identified_words text not null default '',
  -- 村协理员 on whose word it was asked for; empty when the holder came himself.
  asked_by       text not null default '',
  issued_by      text not null,
  issued_name    text not null,
  issued_at      timestamptz not null,
  last_used_at   timestamptz,
  ended_at       timestamptz,
  ended_by       text not null default '',
  end_reason     text not null default '',
  primary key (county_code, id),
  foreign key (county_code, person_id) references persons.person,
  foreign key (county_code, guardian_id) references persons.guardian,
  constraint slip_of_one_holder check ((holder = 'guardian') = (guardian_id is not null)),
  constraint slip_end_whole check (ended_at is null or end_reason <> '')
);
create unique index one_slip_at_a_time on portal.slip (county_code, person_id, coalesce(guardian_id, person_id)) where ended_at is null;
create index slip_by_number on portal.slip (county_code, number) where ended_at is null;
select platform.protect('portal.slip', via_person => true);

-- Wrong tries, counted by what was typed, whether a slip bears that number or not: nothing tells one from the other.
create table portal.sign_in_try (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  number_hash  bytea not null check (length(number_hash) = 32),
  failed_count int not null check (failed_count >= 0),
  locked_until timestamptz,
  tried_at     timestamptz not null,
  primary key (county_code, number_hash)
);
create index sign_in_try_by_time on portal.sign_in_try (county_code, tried_at);
select platform.protect('portal.sign_in_try', deletable => true);

create table portal.session (
  county_code  text not null check (county_code ~ '^\d{6}$'),
  token_hash   bytea not null check (length(token_hash) = 32),
  slip_id      uuid not null,
  person_id    uuid not null,
  started_at   timestamptz not null,
  seen_at      timestamptz not null,
  expires_at   timestamptz not null check (expires_at > started_at),
  ended_at     timestamptz,
  primary key (county_code, token_hash),
  foreign key (county_code, slip_id) references portal.slip
);
create index session_of_slip on portal.session (county_code, slip_id) where ended_at is null;
select platform.protect('portal.session');

-- Hashes of codes and tokens are nobody's business but the county's own, which every sign-in is read under.
alter policy scope on portal.slip using (coalesce(county_code in (select unnest(platform.scope_counties())), false)
  and ((select platform.scope_is('{county,counties}'))
    or (select platform.scope_is('{townships}')) and person_id in (select p.id from persons.person p where p.county_code = any ((select platform.scope_counties())::text[]))));
alter policy scope on portal.session using (coalesce(county_code in (select unnest(platform.scope_counties())), false)
  and (select platform.scope_is('{county,counties}')));

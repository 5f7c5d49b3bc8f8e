-- What the set-based comparison of the settlement bench reads and writes: a roster that is already looked up, as the
-- computing edition gets it, and the lines it stores. Same columns, same keys, same hash as settlement's own lines.
create temporary table bench_roster (
  county_code text not null,
  month text not null, -- '2023-08'
  township_id text not null,
  person_id uuid not null,
  roster_line_id uuid not null,
  -- Paid days of the month at each level; for a whole month all days stand at one level.
  able_days int not null default 0,
  partly_able_days int not null default 0,
  unable_days int not null default 0,
  -- Unpaid days by reason, in the form of the line: '[{"count":3,"reason":"hospital"}]'.
  less text not null default '[]',
  agreement_id uuid,
  agreement_on date,
  visit_count int not null,
  visit_valid int not null,
  visits_digest text not null, -- SHA-256 of the sorted visit ids, lower-case hex
  excluded text, -- why nothing is paid, or null
  primary key (county_code, month, person_id)
);

create temporary table bench_rules (
  county_code text not null,
  month text not null,
  township_id text not null,
  rule text not null, -- roster_month | by_day | verified_days
  days int not null, -- of the month
  able bigint not null, -- fen for a person and month
  partly_able bigint not null,
  unable bigint not null,
  times bigint not null, -- factor
  "of" bigint not null,
  primary key (county_code, month, township_id)
);

create temporary table bench_line (
  county_code text not null,
  month text not null,
  person_id uuid not null,
  township_id text not null,
  amount bigint not null,
  base bigint not null,
  excluded text,
  line text not null,
  hash bytea not null,
  primary key (county_code, month, person_id)
);

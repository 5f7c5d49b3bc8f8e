-- linesHash of each part: SHA-256 over the raw hashes of its lines in the order of persons (hashOfHashes in line.ts).
select county_code, month, township_id, sum(amount)::bigint as fees,
  encode(sha256(string_agg(hash, ''::bytea order by person_id)), 'hex') as lines_hash
from bench_line
group by county_code, month, township_id
order by township_id

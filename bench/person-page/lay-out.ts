/** A county of many persons, some of them with ten years of everything behind them. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Ground } from '../harness.ts'
import { layOutPersons } from '../persons/lay-out.ts'

export interface Past {
  county: string
  persons: number
  /** Those with a history; their townships. */
  ids: string[]
  townships: string[]
}

const filled = (sql: string, values: Record<string, string>): string =>
  Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`:${name}`, value), sql)

export async function layOutPast(ground: Ground, persons: number, withPast: number): Promise<Past> {
  const { superuser, installation } = ground
  const { counties } = await layOutPersons(superuser, installation.secrets, persons, persons)
  const county = counties[0] ?? ''
  await superuser.query('set session_replication_role = replica')
  const sql = filled(await readFile(path.join(import.meta.dirname, 'history.sql'), 'utf8'), {
    county,
    persons: String(withPast),
  })
  for (const statement of sql.split(/(?<=;)\s*\n/)) if (statement.trim()) await superuser.query(statement)
  await layOutHits(ground, county)
  await superuser.query('reset session_replication_role')
  await superuser.query('vacuum analyze')
  const { rows } = await superuser.query<{ person: string; township: string }>(
    'select person, township from bench_past order by md5(person::text)',
  )
  return {
    county,
    persons,
    ids: rows.map(({ person }) => person),
    townships: [...new Set(rows.map(({ township }) => township))],
  }
}

/** One hit of another department in every second year, decided; their row is sealed as the product seals it. */
async function layOutHits({ superuser, installation }: Ground, county: string): Promise<void> {
  const list = crypto.randomUUID()
  await superuser.query(
    `insert into overlap.list (county_code, id, kind, source, month, file_id, file_name, sha256, status, account_id, account_name, started_at, published_at)
     values ($1, $2, 'dibao', '县民政局低保股', '2023-05', gen_random_uuid(), '名单.csv', repeat('0', 64), 'matched', 'a', '王演示', '2023-05-06', '2023-05-06')`,
    [county, list],
  )
  const { rows } = await superuser
    .query<{ id: string; name: string }>(
      `create temporary table bench_hit as select gen_random_uuid() as id, person, township, name, y, no from bench_past, generate_series(0, 8, 2) y;
     select id, name from bench_hit`,
    )
    .then((answers) => (Array.isArray(answers) ? (answers[1] as { rows: { id: string; name: string }[] }) : answers))
  const sealed = rows.map(({ id, name }) =>
    installation.secrets.seal(
      { table: 'overlaps.hit', column: 'sealed', county, row: id },
      JSON.stringify({ name, idNumber: '', bornOn: '', sex: '', township: '', village: '', address: '' }),
    ),
  )
  await superuser.query(
    `insert into overlap.hit (county_code, id, list_id, kind, month, row_no, person_id, township_id, grade, score, certain, agreement, their_name, their_id_masked, sealed,
       row_key, pair_key, from_month, to_month, amount_fen, verdict, decisions, decided_at)
     select $1, h.id, $2, 'dibao', (2014 + y) || '-05', no, person, township, 'likely', 95, true,
       '{"identity":"same","name":"same","birth":"same","village":"same","sex":"same"}', name, '9901**********0000', s.sealed, decode(md5(h.id::text), 'hex'),
       decode(md5(person::text), 'hex'), (2014 + y) || '-05', (2014 + y) || '-05', 40000, 'same', 1, make_date(2014 + y, 6, 6)
     from bench_hit h join unnest($3::uuid[], $4::bytea[]) s (id, sealed) on s.id = h.id`,
    [county, list, rows.map(({ id }) => id), sealed],
  )
  await superuser.query(
    `insert into overlap.decision (county_code, hit_id, no, person_id, township_id, kind, part, verdict, words, by_rule, stops, old_through, new_from, double_months, overpaid_fen,
       account_id, account_name, at, entry_id)
     select $1, id, 1, person, township, 'dibao', 'verdict', 'same', '核对户口簿', false, 'dibao', (2014 + y) || '-05', (2014 + y) || '-06', array[(2014 + y) || '-05'], 40000,
       'a', '王演示', make_date(2014 + y, 6, 6), gen_random_uuid() from bench_hit`,
    [county],
  )
}

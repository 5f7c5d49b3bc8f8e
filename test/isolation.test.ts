/** One county sees nothing of another: by no table, view or function. Through the operations: isolation-door.test.ts. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp } from './app.ts'
import { signedInAs } from './database.ts'
import { type CountyTable, mine, theirs, theirWord, twoCounties } from './two-counties.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
let tables: CountyTable[] = []
let client: pg.Client

beforeAll(async () => {
  tables = await twoCounties(app)
  client = new pg.Client(signedInAs(app.database, 'login'))
  await client.connect()
})
afterAll(() => client.end())

/** As the application works: under its role and one county's scope, undone afterwards. */
async function asCounty<T>(county: string, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query('set local role gongyang_app')
    await client.query(`set local gongyang.scope = '${county}|county|'`)
    return await work()
  } finally {
    await client.query('rollback')
  }
}

const countOf = async (asking: { query: pg.Client['query'] }, sql: string, values: unknown[] = []) =>
  Number((await asking.query<{ count: string }>(sql, values)).rows[0]?.count)

test('both counties have rows in every table, or the next tests show nothing', async () => {
  expect(tables.length).toBeGreaterThan(90)
  for (const { name } of tables)
    for (const county of [mine, theirs])
      expect(
        await countOf(client2(), `select count(*) from ${name} where county_code = $1`, [county]),
        name,
      ).toBeGreaterThan(0)
})

const client2 = () => app.superuser as unknown as pg.Client

describe('read as one county', () => {
  test('no table shows a row of the other, and each shows its own', async () => {
    await asCounty(mine, async () => {
      for (const { name } of tables) {
        const seen = await client.query<{ county: string }>(`select distinct county_code as county from ${name}`)
        const counties = seen.rows.map(({ county }) => county)
        expect(
          counties.filter((county) => county !== mine && !shared.has(name)),
          name,
        ).toEqual([])
        expect(counties, name).toContain(mine)
      }
    })
  })

  test('no view does, nor any text of the other county in it', async () => {
    const views = await app.superuser.query<{ name: string; keyed: boolean }>(
      `select format('%s.%s', n.nspname, c.relname) as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'county_code') as keyed
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and n.nspowner = 'gongyang_owner'::regrole order by 1`,
    )
    expect(views.rows.length).toBeGreaterThan(25)
    const telling: string[] = []
    for (const { name } of views.rows) {
      const word = `select count(*) from ${name} v where v::text like '%${theirWord}%' or v::text like '%${theirs}%'`
      if ((await countOf(client2(), word)) > 0) telling.push(name)
      // Areas are the same for all and accounts stand before any county (test/catalogue.test.ts).
      if (name.startsWith('access.')) continue
      expect(await asCounty(mine, () => countOf(client, word)), name).toBe(0)
    }
    expect(telling.length).toBeGreaterThan(views.rows.length / 2)
  })

  test('no function that returns rows does, asked for the other county by name', async () => {
    const found = await app.superuser.query<{ name: string; types: string[] }>(
      `select format('%s.%s', n.nspname, p.proname) as name, array(select t::regtype::text from unnest(p.proargtypes) t) as types
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.proretset and not p.prosecdef and n.nspowner = 'gongyang_owner'::regrole order by 1`,
    )
    const [organisation] = (
      await app.superuser.query<{ id: string }>(
        `select organisation_id::text as id from rosters.roster where county_code = $1`,
        [theirs],
      )
    ).rows
    const valueOf: Record<string, string> = {
      date: `'2023-08-15'`,
      'timestamp with time zone': `'2030-01-01Z'`,
      uuid: `'${organisation?.id}'`,
    }
    for (const { name, types } of found.rows) {
      const rest = types.slice(1).map((type) => (type === 'text' ? `'2023-08'` : (valueOf[type] ?? 'null')))
      const call = (county: string) => `select count(*) from ${name}(${[`'${county}'`, ...rest].join(', ')})`
      expect(await asCounty(mine, () => countOf(client, call(theirs))), name).toBe(0)
    }
    expect(found.rows.length).toBeGreaterThan(4)
    expect(
      await countOf(client2(), `select count(*) from persons.standing_on('${theirs}', '2023-08-15', '2030-01-01Z')`),
    ).toBe(3)
  })

  test('whose an identity number is, is not told of another county', async () => {
    await app.superuser.query(
      `insert into persons.person_identity (id_index, county_code, person_id, since)
       select '\\x01', county_code, id, now() from persons.person where county_code = $1 limit 1`,
      [theirs],
    )
    const asked = `select persons.identity_standing('\\x01', '${theirs}') as standing`
    const { rows } = await asCounty(mine, () => client.query<{ standing: string }>(asked))
    expect(rows).toEqual([{ standing: 'elsewhere' }])
  })
})

/** Published policy documents, which all counties read (test/catalogue.test.ts says so of their policies). */
const shared = new Set(['policy.pack_document', 'policy.pack_text'])

describe('written as one county', () => {
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'written',
      (error: { code?: string }) => error.code,
    )

  test('nothing can be put into another, by any table', async () => {
    for (const { name } of tables) {
      const copy = `insert into ${name} select (jsonb_populate_record(null::${name}, $1::jsonb)).*`
      const row = await app.superuser.query<{ row: object }>(
        `select to_jsonb(t) as row from ${name} t where county_code = $1 limit 1`,
        [mine],
      )
      const moved = JSON.stringify({ ...row.rows[0]?.row, county_code: theirs, id: crypto.randomUUID() })
      expect(await asCounty(mine, () => codeOf(client.query(copy, [moved]))), name).toBe('42501')
    }
  })

  test('nothing can be moved to another, and nothing of another changed or deleted', async () => {
    for (const { name } of tables) {
      const touches = [
        [`update ${name} set county_code = '${theirs}'`, mine],
        [`update ${name} set county_code = county_code`, theirs],
        [`delete from ${name}`, theirs],
      ]
      for (const [touch, county] of touches) {
        const done = await asCounty(mine, () =>
          client.query(`${touch} where county_code = '${county}'`).then(
            ({ rowCount }) => rowCount,
            (error: { code?: string }) => error.code,
          ),
        )
        // 0: a wall of its own lets the county's office read but not change.
        expect([0, '42501'], touch).toContain(done)
      }
    }
  })
})

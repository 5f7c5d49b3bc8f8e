/** One county sees nothing of another: by no table, view or function, and through no operation. */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '#apps/modules.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Operation } from '#kernel/contract.ts'
import { readRoleTable } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import { perform } from '#platform/perform.ts'
import { testApp } from './app.ts'
import { signedInAs } from './database.ts'
import { idFields, sampleInput } from './sample-input.ts'
import { type CountyTable, mine, theirs, theirWord, twoCounties } from './two-counties.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const roles = await readRoleTable()
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

describe('through the door', () => {
  const operations = modules.flatMap(({ service: { contract } }) =>
    Object.entries(contract.operations).map(([name, operation]) => ({
      name: `${contract.module}.${name}`,
      module: contract.module,
      operation: operation as Operation,
    })),
  )
  const accountId = crypto.randomUUID()
  const actorFor = (operation: string) => {
    const role = [...roles].find(([, may]) => may.has(operation))?.[0]
    return role === undefined ? undefined : app.actor(role as Role, { accountId })
  }
  const ask = (operation: string, input: unknown) =>
    perform(app.installation, { operation, input, actor: actorFor(operation), requestId: crypto.randomUUID() }).then(
      (answer) => ({ done: true, text: textOf(answer) }),
      (error: unknown) => ({
        done: false,
        // The invented rows are not what a module would have written, so an answer may break on them; it may not tell.
        text: error instanceof Refusal ? textOf(error.reasons) : `${broken} ${String(error)}`,
      }),
    )
  const broken = 'broke:'
  const textOf = (value: unknown) =>
    JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)) ?? ''

  /** Done, with nothing in it: a list filtered to nothing is exported, each visit of a parcel gets its own refusal. */
  const answersEach = new Set(['persons.export', 'visits.take'])

  const alsoOf: Record<string, string[]> = {
    audit: ['record.entry'],
    persons: ['platform.file'],
    policy: ['platform.file'],
  }

  async function theirIds(module: string): Promise<string[]> {
    const wanted = tables.filter(
      ({ name, columns }) =>
        columns.some((column) => column.name === 'id' && column.type === 'uuid') &&
        (name.startsWith(`${module}.`) ||
          [...(alsoOf[module] ?? []), 'persons.person', 'access.organisation'].includes(name)),
    )
    const ids = await Promise.all(
      wanted.map(async ({ name }) => {
        const { rows } = await app.superuser.query<{ id: string }>(
          `select id::text as id from ${name} where county_code = $1 limit 1`,
          [theirs],
        )
        return rows.map(({ id }) => id)
      }),
    )
    return ids.flat()
  }

  test('an operation on one thing does nothing with a thing of another county and says nothing of it', async () => {
    const before = await theirRows()
    const wrong: string[] = []
    const broke = new Set<string>()
    let knocked = 0
    for (const { name, module, operation } of operations) {
      const fields = idFields(operation)
      if (fields.length === 0 || operation.internal || operation.open || !actorFor(name)) continue
      for (const id of await theirIds(module)) {
        const input = sampleInput(operation, { id, text: '查' }, fields)
        if (input === undefined) break
        knocked += 1
        const { done, text } = await ask(name, input)
        if (text.includes(theirWord)) wrong.push(`${name} ${text.slice(0, 200)}`)
        if (text.startsWith(broken)) broke.add(name)
        if (done && operation.kind === 'command' && !answersEach.has(name))
          wrong.push(`${name} was done with an id of another county`)
      }
    }
    expect(wrong).toEqual([])
    expect([...broke]).toEqual([])
    expect(knocked).toBeGreaterThan(200)
    expect(await theirRows()).toEqual(before)
  })

  test('no list, search or suggestion shows anything of another county', async () => {
    const wrong: string[] = []
    const broke: string[] = []
    let asked = 0
    for (const { name, operation } of operations) {
      if (operation.kind !== 'query' || operation.open || operation.internal || !actorFor(name)) continue
      const properties = Object.keys(
        operation.input instanceof Object && 'shape' in operation.input ? (operation.input.shape as object) : {},
      )
      const texts = properties.filter((each) => /search|name|text|query|word/i.test(each))
      for (const also of [[], texts]) {
        const input = sampleInput(operation, { id: crypto.randomUUID(), text: theirWord }, also)
        if (input === undefined) continue
        asked += 1
        const { done, text } = await ask(name, input)
        // An answer may repeat what was asked, never more than that.
        const rest = text.replaceAll(`"${theirWord}"`, '').replaceAll(`“${theirWord}”`, '')
        if (rest.includes(theirWord) || (!done && text.startsWith('not a refusal')))
          wrong.push(`${name} ${rest.slice(0, 300)}`)
      }
    }
    expect(wrong).toEqual([])
    expect(broke.length).toBeLessThan(8)
    expect(asked).toBeGreaterThan(60)
  })

  test('a ticket of another county opens nothing, even for the account it was made for', async () => {
    const actor = app.actor('county-clerk')
    const hash = createHash('sha256').update('ticket').digest()
    await app.superuser.query(
      `insert into platform.ticket (county_code, token_hash, file_id, account_id, expires_at, entry_id)
       select county_code, $2, id, $3, '2030-01-01', id from platform.file where county_code = $1 limit 1`,
      [theirs, hash, actor.accountId],
    )
    expect(await redeemTicket(app.installation, actor, hash)).toBeUndefined()
  })

  /** Everything that they have, as one sum for each table. */
  async function theirRows(): Promise<string[]> {
    const sums = tables.map(
      ({ name }) =>
        `select '${name} ' || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from ${name} t where county_code = '${theirs}'`,
    )
    const { rows } = await app.superuser.query<{ sum: string }>(sums.join(' union all '))
    return rows.map(({ sum }) => sum)
  }
})

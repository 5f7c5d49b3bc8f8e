/** Beside 甲 and 乙 county: in 甲 county two townships, providers and homes, with a row of the neighbour's in every table that names one. */
import type pg from 'pg'
import { givenArea } from '#modules/access/given.ts'
import { givenService, givenServiceMonth } from '#modules/settlement/given.ts'
import type { TestApp } from './app.ts'
import { type CountyTable, invented, mine, twoCounties } from './two-counties.ts'

/** In every text of the neighbouring township, provider and home, and nowhere else. */
export const neighbourWord = '邻镇独有'

/** Areas and organisations of a county are known to all its offices (access.areas, access.organisations): their names tell nothing. */
export const publicNames = ['机构', '镇', '村', '敬老院'].map((kind) => `${neighbourWord}${kind}`)

export interface Side {
  township: string
  village: string
  provider: string
  home: string
  person: string
}

export interface TwoTownships {
  tables: CountyTable[]
  own: Side
  neighbour: Side
  /** A row of the neighbour's by table. */
  ids: ReadonlyMap<string, string>
}

export async function twoTownships(app: TestApp): Promise<TwoTownships> {
  const tables = await twoCounties(app)
  const client = await app.superuser.connect()
  try {
    const own = await givenSide(client, '本镇')
    const neighbour = await givenSide(client, neighbourWord)
    await client.query('set session_replication_role = replica')
    const ids = new Map<string, string>()
    for (const table of tables) await fillFor(client, { table, side: neighbour, ids })
    await client.query('set session_replication_role = origin')
    return { tables, own, neighbour, ids }
  } finally {
    client.release()
  }
}

async function givenSide(client: pg.ClientBase, word: string): Promise<Side> {
  const service = await givenService(client, {
    county: mine,
    provider: `${word}机构`,
    townships: { [`${word}镇`]: { able: 2, partly_able: 1 } },
  })
  await givenServiceMonth(client, service)
  const [township, person] = [service.townships[0]?.id ?? '', service.persons[0]?.id ?? '']
  const village = await givenArea(client, { level: 'village', name: `${word}村`, county: mine, parentId: township })
  const home = crypto.randomUUID()
  await client.query(
    `insert into access.organisation (county_code, id, kind, name, from_on) values ($1, $2, 'home', $3, '2020-01-01')`,
    [mine, home, `${word}敬老院`],
  )
  await client.query(
    `update persons.person set name = $3 || left(file_no, 6), name_sort = $3, village_id = $4 where county_code = $1 and township_id = $2`,
    [mine, township, word, village],
  )
  await client.query(
    `update providers.carer set name = $3 || '护理员', phone = $3 where county_code = $1 and organisation_id = $2`,
    [mine, service.organisationId, word],
  )
  return { township, village, provider: service.organisationId, home, person }
}

/** These name whoever uploaded, and no township. */
const uploads = new Set(['persons.import_batch'])

interface Filling {
  table: CountyTable
  side: Side
  ids: Map<string, string>
}

/** Where the givens wrote none, one invented row that names the side's township, organisation or person. */
async function fillFor(client: pg.ClientBase, { table, side, ids }: Filling): Promise<void> {
  const named = new Map([
    ['township_id', side.township],
    ['village_id', side.village],
    ['organisation_id', /^(stays|institutions)\./.test(table.name) ? side.home : side.provider],
    ['person_id', side.person],
  ])
  const whose = table.columns.filter(({ name, array }) => named.has(name) && !array)
  if (whose.length === 0 && !uploads.has(table.name)) return
  if (whose.length > 0) {
    const same = whose.map(({ name }, at) => `(${name} = $${at + 2} or ${name} is null)`).join(' and ')
    const found = await client.query<{ id: string | null }>(
      `select to_jsonb(t) ->> 'id' as id from ${table.name} t where county_code = $1 and ${same}
         and num_nonnulls(${whose.map(({ name }) => name).join(', ')}) > 0 limit 1`,
      [mine, ...whose.map(({ name }) => named.get(name))],
    )
    if (found.rows[0]) return void ids.set(table.name, found.rows[0].id ?? '')
  }
  const id = crypto.randomUUID()
  const filled = table.columns.filter(({ needed, type }) => needed || type === 'text' || type === 'uuid')
  const values = filled.map((column) => {
    if (column.name === 'county_code') return mine
    if (column.name === 'id') return id
    return (column.array ? undefined : named.get(column.name)) ?? invented(column, neighbourWord)
  })
  await client.query(
    `insert into ${table.name} (${filled.map(({ name }) => `"${name}"`).join(', ')})
     values (${values.map((_, at) => `$${at + 1}`).join(', ')}) on conflict do nothing`,
    values,
  )
  ids.set(table.name, id)
}

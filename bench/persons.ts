/**
 * The list of persons at 1,000,000 persons, 20 users at once through HTTP: as the clerk of a county of 7,000 and as one who
 * sees all counties; against the same SQL by bare `pg`, without walls, record and HTTP, in the same minute.
 */
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'
import { actorCache } from '#apps/assemble.ts'
import type { Actor } from '#kernel/permission.ts'
import { readRoleTable } from '#modules/access/index.ts'
import type { Role } from '#modules/access/roles.ts'
import { openKysely, openPool } from '#platform/database/connect.ts'
import { httpApi } from '#platform/http.ts'
import { Listeners } from '#platform/http-events.ts'
import { openLog } from '#platform/log.ts'
import { type Installation, perform } from '#platform/perform.ts'
import { inWireForm } from '#platform/wire.ts'
import { type Bench, type Figure, type Ground, median } from './harness.ts'
import { layOutPersons } from './persons/lay-out.ts'
import { type SqlLoad, type Timed, usersAtOnce } from './persons/users.ts'

const users = 20
/** As the server has by default. */
const connections = 10
const slices = 6

interface Ask {
  name: string
  input: unknown
}

const Listed = z.object({
  rows: z.array(z.object({ name: z.string() })),
  next: z.object({ key: z.string(), county: z.string(), id: z.string() }).optional(),
})
type Cursor = NonNullable<z.infer<typeof Listed>['next']>

interface Place {
  township: string
  /** Where half of the list is behind: what a user has after paging so far. */
  middle: Cursor
  /** A whole name, a part of one, a family name. */
  names: [string, string, string]
  last4: string
}

async function placeIn(ground: Ground, counties: readonly string[], persons: number): Promise<Place> {
  const { rows } = await ground.superuser.query<{
    name: string
    key: string
    county: string
    id: string
    township: string
    last4: string
  }>(
    `select name, right(id_masked, 4) as last4, name_sort as key, county_code as county, id, township_id as township from persons.person
     where county_code = any ($1) and status <> all ('{ended,archived}') order by name_sort, county_code, id offset $2 limit 1`,
    [counties, Math.floor(persons * 0.44)],
  )
  const [row] = rows
  if (!row) throw new Error('nobody was laid out')
  const letters = Array.from(row.name)
  const { township, last4, key, county, id } = row
  return {
    township,
    last4,
    middle: { key, county, id },
    names: [row.name, letters.slice(1).join(''), letters[0] ?? ''],
  }
}

/** What screens ask: a county has its rows counted, all counties at most a thousand. */
function asksOf({ township, last4, middle, names }: Place, all: boolean): Ask[] {
  const asks: Ask[] = [
    { name: 'first page', input: {} },
    { name: 'page 20', input: { page: 20 } },
    { name: all ? 'page 200' : 'last page', input: { page: all ? 200 : 122 } },
    { name: 'after the middle', input: { after: middle } },
    { name: 'whole name', input: { text: names[0] } },
    { name: 'part of a name', input: { text: names[1] } },
    { name: 'family name', input: { text: names[2] } },
    { name: 'last four', input: { text: last4 } },
    { name: 'township', input: { townshipIds: [township] } },
    { name: 'township and level', input: { townshipIds: [township], levels: ['unable'] } },
    { name: 'level', input: { levels: ['partly_able'], page: 3 } },
    { name: 'status', input: { statuses: ['suspended'] } },
    { name: 'ended, deep', input: { statuses: ['ended'], page: 15 } },
    { name: 'level and status', input: { levels: ['unable'], statuses: ['active'] } },
  ]
  return all ? asks : asks.map(({ name, input }) => ({ name, input: { countAll: true, ...Object(input) } }))
}

async function signIn(ground: Ground, role: string, counties: readonly string[]): Promise<string[]> {
  const one = counties.length === 1
  const tokens: string[] = []
  for (let user = 0; user < users; user += 1) {
    const id = crypto.randomUUID()
    const token = `${role}-${user}-${id}`
    await ground.superuser.query(
      `insert into access.account (id, login, name, role, county_code, scope_kind, scope_counties, password_hash, created_at)
       values ($1, $2, '王演示', $3, $4, $5, $6, '-', '2023-01-01')`,
      [id, `bench-${id}`, role, counties[0], one ? 'county' : 'counties', one ? [] : counties],
    )
    await ground.superuser.query(
      `insert into access.session (token_hash, account_id, started_at, seen_at, expires_at)
       values ($1, $2, '2023-09-06T01:59Z', '2023-09-06T01:59:30Z', '2023-09-06T10:00Z')`,
      [createHash('sha256').update(token).digest(), id],
    )
    tokens.push(token)
  }
  return tokens
}

/** The SQL of a list as the product wrote it, without scope and record: what bare `pg` is asked for. */
async function statementsOf(ground: Ground, actor: Actor, asks: readonly Ask[]): Promise<SqlLoad['asks']> {
  const statements: SqlLoad['asks'] = []
  for (const { name, input } of asks) {
    const noted: SqlLoad['asks'][number] = []
    const kysely = openKysely(openPool(ground.login, 1), ({ query }) => {
      if (query.sql.includes('persons.person')) noted.push({ text: query.sql, values: [...query.parameters] })
    })
    const request = { operation: 'persons.list', input, actor, requestId: crypto.randomUUID() }
    const { rows } = Listed.parse(inWireForm(await perform({ ...ground.installation, kysely }, request)))
    await kysely.destroy()
    if (noted.length === 0 || rows.length === 0) throw new Error(`${name}: nothing was found`)
    statements.push(noted)
  }
  return statements
}

async function listening(ground: Ground) {
  const kysely = openKysely(openPool(ground.login, connections))
  const installation: Installation = { ...ground.installation, kysely }
  const log = openLog('error')
  const sessions = actorCache(installation, await readRoleTable())
  const parts = { log, secureCookies: false, health: { unready: async () => undefined }, listeners: new Listeners() }
  const app = await httpApi({ installation, ...sessions, ...parts })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const close = async () => {
    await app.close()
    await kysely.destroy()
  }
  return { port: (app.server.address() as AddressInfo).port, close }
}

const milliseconds = (timed: readonly Timed[]) => timed.map((each) => each.milliseconds)

interface As {
  name: string
  role: Role
  counties: readonly string[]
  persons: number
}

async function listed(ground: Ground, { name, role, counties, persons }: As): Promise<Figure[]> {
  const asks = asksOf(await placeIn(ground, counties, persons), counties.length > 1)
  const scope = { kind: counties.length > 1 ? 'counties' : 'county', counties, ids: [] } as const
  const statements = await statementsOf(ground, { ...ground.actor(role), scope }, asks)
  const tokens = await signIn(ground, role, counties)
  const { port, close } = await listening(ground)
  const ours: Timed[] = []
  const bare: Timed[] = []
  const seconds = Math.max(1, 5 * Math.sqrt(ground.scale))
  const http = { kind: 'http', port, tokens, seconds } as const
  const sql = { kind: 'sql', config: ground.config, users, connections, asks: statements, seconds } as const
  const sent = asks.map(({ input }) => ({ path: '/api/persons.list', body: JSON.stringify(input) }))
  await usersAtOnce({ ...http, asks: sent, seconds: 1 })
  for (let slice = 0; slice < slices; slice += 1) {
    bare.push(...(await usersAtOnce(sql)))
    ours.push(...(await usersAtOnce({ ...http, asks: sent })))
  }
  await close()
  for (const [index, ask] of asks.entries()) {
    const of = (timed: readonly Timed[]) => milliseconds(timed.filter((each) => each.ask === index))
    const [all, sqlAll] = [of(ours), of(bare)]
    const texts = [median(all), quantile(all, 0.95), median(sqlAll), median(all) / median(sqlAll)].map((number) =>
      number.toFixed(1).padStart(7),
    )
    ground.say(`  ${ask.name.padEnd(20)} p50 ${texts[0]} p95 ${texts[1]} ms; SQL p50 ${texts[2]} ms; ×${texts[3]}`)
  }
  const [all, sqlAll] = [milliseconds(ours), milliseconds(bare)]
  const ratioTo = `persons.list.${name}.sql.p95`
  return [
    { name: ratioTo, value: quantile(sqlAll, 0.95), unit: 'ms', ratio: null, ratioTo: '' },
    {
      name: `persons.list.${name}.p95`,
      value: quantile(all, 0.95),
      unit: 'ms',
      ratio: quantile(all, 0.95) / quantile(sqlAll, 0.95),
      ratioTo,
    },
    {
      name: `persons.list.${name}.mean`,
      value: mean(all),
      unit: 'ms',
      ratio: mean(all) / mean(sqlAll),
      ratioTo: `persons.list.${name}.sql.mean`,
    },
    {
      name: `persons.list.${name}.rate`,
      value: all.length / slices / seconds,
      unit: 'lists/s',
      ratio: null,
      ratioTo: '',
    },
  ]
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0

async function personList(ground: Ground): Promise<Figure[]> {
  const wanted = Math.round(1_000_000 * ground.scale)
  ground.say(`  ${wanted} persons are laid out …`)
  const { counties, persons } = await layOutPersons(ground.superuser, ground.installation.secrets, wanted)
  const first = counties.slice(0, 1)
  return [
    ...(await listed(ground, {
      name: 'county',
      role: 'county-clerk',
      counties: first,
      persons: persons / counties.length,
    })),
    ...(await listed(ground, { name: 'all', role: 'data-officer', counties, persons })),
  ]
}

export const benches: Bench[] = [{ name: 'persons', run: personList }]

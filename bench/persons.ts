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
import { releasePacks } from '#modules/policy/index.ts'
import { openKysely, openPool } from '#platform/database/connect.ts'
import { httpApi } from '#platform/http.ts'
import { Listeners } from '#platform/http-events.ts'
import { openLog } from '#platform/log.ts'
import { type Installation, perform } from '#platform/perform.ts'
import { inWireForm } from '#platform/wire.ts'
import { type Bench, type Figure, type Ground, median } from './harness.ts'
import { layOutPersons } from './persons/lay-out.ts'
import { type HttpLoad, type SqlLoad, type Timed, usersAtOnce } from './persons/users.ts'

const users = 20
/** As the server has by default. */
const connections = 10
const slices = 6
/** Milliseconds between an answer and the next question of the same user: a quick reader, who turns pages. */
const readingTime = 200

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

async function listed(ground: Ground, as: As): Promise<Figure[]> {
  const { name, role, counties, persons } = as
  const asks = asksOf(await placeIn(ground, counties, persons), counties.length > 1)
  const scope = { kind: counties.length > 1 ? 'counties' : 'county', counties, ids: [] } as const
  const statements = await statementsOf(ground, { ...ground.actor(role), scope }, asks)
  const tokens = await signIn(ground, role, counties)
  const { port, close } = await listening(ground)
  const seconds = Math.max(1, 5 * Math.sqrt(ground.scale))
  const http: Omit<HttpLoad, 'pause'> = {
    kind: 'http',
    port,
    tokens,
    seconds,
    pages: asks.map(({ input }) => [{ path: '/api/persons.list', body: JSON.stringify(input) }]),
  }
  const sql: Omit<SqlLoad, 'pause'> = {
    kind: 'sql',
    config: ground.config,
    users,
    connections,
    asks: statements,
    seconds,
  }
  await usersAtOnce({ ...http, seconds: 1, pause: 0 })
  const atOnce = await interleaved(http, sql, 0)
  const reading = await interleaved(http, sql, readingTime)
  await close()
  for (const [index, ask] of asks.entries()) ground.say(lineOf(ask.name, index, atOnce))
  return [
    ...figuresOf(`persons.list.${name}`, reading, seconds),
    ...figuresOf(`persons.list.${name}.without-pause`, atOnce, seconds),
  ]
}

interface Both {
  ours: Timed[]
  bare: Timed[]
}

/** Ours and bare SQL turn by turn, so that whatever else the machine does meets both. */
async function interleaved(http: Omit<HttpLoad, 'pause'>, sql: Omit<SqlLoad, 'pause'>, pause: number): Promise<Both> {
  const both: Both = { ours: [], bare: [] }
  for (let slice = 0; slice < slices; slice += 1) {
    both.bare.push(...(await usersAtOnce({ ...sql, pause })))
    both.ours.push(...(await usersAtOnce({ ...http, pause })))
  }
  return both
}

function lineOf(name: string, index: number, { ours, bare }: Both): string {
  const of = (timed: readonly Timed[]) => milliseconds(timed.filter((each) => each.ask === index))
  const [all, sqlAll] = [of(ours), of(bare)]
  const texts = [median(all), quantile(all, 0.95), median(sqlAll), median(all) / median(sqlAll)].map((number) =>
    number.toFixed(1).padStart(7),
  )
  return `  ${name.padEnd(20)} p50 ${texts[0]} p95 ${texts[1]} ms; SQL p50 ${texts[2]} ms; ×${texts[3]}`
}

function figuresOf(name: string, { ours, bare }: Both, seconds: number): Figure[] {
  const [all, sqlAll] = [milliseconds(ours), milliseconds(bare)]
  const figure = (part: string, value: number, unit: string) => ({ name: `${name}.${part}`, value, unit })
  const alone = { ratio: null, ratioTo: '' }
  const beside = (value: number, other: number, part: string) => ({
    ratio: value / other,
    ratioTo: `${name}.sql.${part}`,
  })
  const [p95, sql95] = [quantile(all, 0.95), quantile(sqlAll, 0.95)]
  return [
    { ...figure('sql.p95', sql95, 'ms'), ...alone },
    { ...figure('p95', p95, 'ms'), ...beside(p95, sql95, 'p95') },
    { ...figure('sql.mean', mean(sqlAll), 'ms'), ...alone },
    { ...figure('mean', mean(all), 'ms'), ...beside(mean(all), mean(sqlAll), 'mean') },
    { ...figure('rate', all.length / slices / seconds, 'lists/s'), ...alone },
  ]
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0

async function personList(ground: Ground): Promise<Figure[]> {
  const wanted = Math.round(1_000_000 * ground.scale)
  ground.say(`  ${wanted} persons are laid out …`)
  const { counties, persons } = await layOutPersons(ground.superuser, ground.installation.secrets, wanted)
  // The invented counties lie in a province that has a pack: whoever signs in is under its rules for second factors.
  const { areas } = await releasePacks()
  areas.push(...counties.map((area) => ({ area, name: `示例县${area}`, level: 'county' as const, parent: '370000' })))
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

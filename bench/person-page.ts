/**
 * The page of a person with ten years of support: everything the browser asks for when the page opens at any of its panels,
 * through HTTP, walls and record; against the same data read by hand-written SQL over one bare connection, in the same minute.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import * as z from 'zod'
import { actorCache } from '#apps/assemble.ts'
import type { Actor } from '#kernel/permission.ts'
import { readRoleTable } from '#modules/access/index.ts'
import { releasePacks } from '#modules/policy/index.ts'
import { openKysely, openPool } from '#platform/database/connect.ts'
import { httpApi } from '#platform/http.ts'
import { Listeners } from '#platform/http-events.ts'
import { openLog } from '#platform/log.ts'
import { type Bench, type Figure, type Ground, median } from './harness.ts'
import { layOutPast, type Past } from './person-page/lay-out.ts'
import { type SqlLoad, type Timed, usersAtOnce } from './persons/users.ts'

/** As src/apps/console/panels.ts has them; the register's own four panels read what `persons.person` answered. */
const panels: Record<string, { operation: string; input: Record<string, unknown> }> = {
  changes: { operation: 'endings.changes', input: { pageSize: 8 } },
  assessments: { operation: 'assessments.ofPerson', input: {} },
  agreements: { operation: 'agreements.list', input: { pageSize: 8 } },
  visits: { operation: 'visits.personMonth', input: { month: '2023-08' } },
  settlement: { operation: 'settlement.ofPerson', input: {} },
  overlaps: { operation: 'overlaps.ofPerson', input: {} },
  payments: { operation: 'payments.ofPerson', input: {} },
  documents: { operation: 'archives.documents', input: {} },
}
const names = ['overview', ...Object.keys(panels)]
const slices = 4
/** Milliseconds between two pages of a clerk who goes through the list. */
const readingTime = 1000

interface Ask {
  path: string
  body: string
}

const pageOf = (personId: string, panel: string): Ask[] => {
  const ask = (operation: string, input: object) => ({
    path: `/api/${operation}`,
    body: JSON.stringify({ personId, ...input }),
  })
  const own = panels[panel]
  return [ask('persons.person', {}), ask('persons.timeline', {}), ...(own ? [ask(own.operation, own.input)] : [])]
}

type Statements = Map<string, string[]>

async function byHand(): Promise<Statements> {
  const text = await readFile(path.join(import.meta.dirname, 'person-page', 'by-hand.sql'), 'utf8')
  const statements: Statements = new Map()
  for (const part of text.split('-- name: ').slice(1)) {
    const [name = '', ...lines] = part.split('\n')
    statements.set(name, [...(statements.get(name) ?? []), lines.join('\n').trim().replace(/;$/, '')])
  }
  return statements
}

const sqlOf = (statements: Statements, of: { county: string; personId: string }, panel: string) =>
  ['file', 'timeline', panel].flatMap((name) =>
    (statements.get(name) ?? []).map((text) => ({
      text,
      values: text.includes('$3') ? [of.county, of.personId, '2023-08'] : [of.county, of.personId],
    })),
  )

const firstPage = 'fetch first 50 rows with ties'

/** How many events the timeline tells, from the first page to the last. */
async function eventsOf(ground: Ground, actor: Actor, personId: string, before: string | null = null): Promise<number> {
  const answer = z
    .object({ items: z.array(z.unknown()), before: z.string().nullable() })
    .parse(await ground.ask(actor, 'persons.timeline', { personId, before }))
  const rest = answer.before === null ? 0 : await eventsOf(ground, actor, personId, answer.before)
  return answer.items.length + rest
}

/** Both sides tell the same: as many events, and for each panel at least what it shows. */
async function requireSame(ground: Ground, past: Past, statements: Statements): Promise<number> {
  const actor = {
    ...ground.actor('county-clerk'),
    scope: { kind: 'county', counties: [past.county], ids: [] } as const,
  }
  let events = 0
  for (const personId of past.ids.slice(0, 3)) {
    events = await eventsOf(ground, actor, personId)
    const [text = ''] = statements.get('timeline') ?? []
    if (!text.endsWith(firstPage)) throw new Error('timeline by hand: not the first page')
    const theirs = await ground.superuser.query(text.replace(firstPage, ''), [past.county, personId])
    if (events !== theirs.rowCount) throw new Error(`timeline: ours ${events}, by hand ${theirs.rowCount}`)
  }
  return events
}

interface As {
  name: string
  role: 'county-clerk' | 'township-clerk'
  users: number
}

async function signIn(ground: Ground, past: Past, { role, users }: As): Promise<string[]> {
  const tokens: string[] = []
  for (let user = 0; user < users; user += 1) {
    const id = crypto.randomUUID()
    const token = `${role}-${user}-${id}`
    await ground.superuser.query(
      `insert into access.account (id, login, name, role, county_code, scope_kind, scope_counties, scope_ids, password_hash, created_at)
       values ($1, $2, '王演示', $3, $4, $5, '{}', $6, '-', '2023-01-01')`,
      [
        id,
        `bench-${id}`,
        role,
        past.county,
        role === 'county-clerk' ? 'county' : 'townships',
        role === 'county-clerk' ? [] : past.townships,
      ],
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

async function listening(ground: Ground) {
  const kysely = openKysely(openPool(ground.login, 10))
  const installation = { ...ground.installation, kysely }
  const sessions = actorCache(installation, await readRoleTable())
  const parts = {
    log: openLog('error'),
    secureCookies: false,
    health: { unready: async () => undefined },
    listeners: new Listeners(),
  }
  const app = await httpApi({ installation, ...sessions, ...parts })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const close = async () => {
    await app.close()
    await kysely.destroy()
  }
  return { port: (app.server.address() as AddressInfo).port, close }
}

async function opened(ground: Ground, past: Past, as: As): Promise<Figure[]> {
  const statements = await byHand()
  const seconds = Math.max(3, 6 * Math.sqrt(ground.scale))
  // Another person each time, so that nothing is warm that would be cold for a clerk.
  const turns = past.ids
    .slice(0, 200)
    .flatMap((personId) => names.map((panel) => ({ personId, panel })))
    .toSorted((a, b) => (a.personId + a.panel < b.personId + b.panel ? -1 : 1))
  const tokens = await signIn(ground, past, as)
  const { port, close } = await listening(ground)
  const http = {
    kind: 'http' as const,
    port,
    tokens,
    seconds,
    pages: turns.map((turn) => pageOf(turn.personId, turn.panel)),
  }
  const sql: SqlLoad = {
    kind: 'sql',
    config: ground.config,
    users: as.users,
    connections: as.users,
    asks: turns.map((turn) => sqlOf(statements, { county: past.county, ...turn }, turn.panel)),
    seconds,
    pause: as.users === 1 ? 0 : readingTime,
  }
  await usersAtOnce({ ...http, seconds: 2, pause: 0 })
  const both: { ours: Timed[]; bare: Timed[] } = { ours: [], bare: [] }
  for (let slice = 0; slice < slices; slice += 1) {
    both.bare.push(...(await usersAtOnce(sql)))
    both.ours.push(...(await usersAtOnce({ ...http, pause: sql.pause })))
  }
  await close()
  for (const panel of names) {
    const of = (timed: readonly Timed[]) =>
      timed.filter((each) => turns[each.ask]?.panel === panel).map(({ milliseconds }) => milliseconds)
    const texts = [median(of(both.ours)), p95(of(both.ours)), median(of(both.bare)), p95(of(both.bare))]
    ground.say(
      `  ${panel.padEnd(12)} p50, p95 ${texts.map((each) => each.toFixed(1).padStart(6)).join(' ')} (the last two by hand)`,
    )
  }
  return figuresOf(`person-page.${as.name}`, both)
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0

function figuresOf(name: string, { ours, bare }: { ours: Timed[]; bare: Timed[] }): Figure[] {
  const [all, byHandAll] = [ours, bare].map((timed) => timed.map(({ milliseconds }) => milliseconds)) as [
    number[],
    number[],
  ]
  const figure = (part: string, value: number, other: number | null): Figure => ({
    name: `${name}.${part}`,
    value,
    unit: 'ms',
    ratio: other === null ? null : value / other,
    ratioTo: other === null ? '' : `${name}.sql.${part}`,
  })
  return [
    figure('sql.p95', p95(byHandAll), null),
    figure('p95', p95(all), p95(byHandAll)),
    figure('sql.p50', median(byHandAll), null),
    figure('p50', median(all), median(byHandAll)),
  ]
}

async function personPage(ground: Ground): Promise<Figure[]> {
  const persons = Math.max(1000, Math.round(100_000 * ground.scale))
  const withPast = Math.max(200, Math.round(2_000 * ground.scale))
  ground.say(`  ${persons} persons, ${withPast} of them with ten years, are laid out …`)
  const past = await layOutPast(ground, persons, withPast)
  const { areas } = await releasePacks()
  areas.push({ area: past.county, name: `示例县${past.county}`, level: 'county', parent: '370000' })
  const events = await requireSame(ground, past, await byHand())
  ground.say(`  ${events} events in the timeline of one person`)
  return [
    ...(await opened(ground, past, { name: 'alone', role: 'county-clerk', users: 1 })),
    ...(await opened(ground, past, { name: 'ten-clerks', role: 'county-clerk', users: 10 })),
    ...(await opened(ground, past, { name: 'township', role: 'township-clerk', users: 1 })),
  ]
}

export const benches: Bench[] = [{ name: 'person-page', run: personPage }]

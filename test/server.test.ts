/** A server of the county's own: reached by TCP with a password, by a user who is no superuser. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { assemble } from '#apps/assemble.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { persons } from '#modules/persons/contract.ts'
import { openBackup, restoreBackup } from '#platform/backup/restore.ts'
import { takeBackup } from '#platform/backup/take.ts'
import { readConfig } from '#platform/config.ts'
import { type Passwords, prepareDatabase } from '#platform/database/prepare.ts'
import { rolesSql } from '#platform/database/roles.ts'
import { addressOf, objectionsToServer, requireServer } from '#platform/database/server.ts'
import { perform } from '#platform/perform.ts'
import { emptyDatabase } from './database.ts'
import { recordClient, recordGiven } from './given-record.ts'
import { allotted, refused } from './settling.ts'
import { type TcpServer, tcpServer } from './tcp-server.ts'
import { visitsCounty } from './visits-county.ts'

const { app } = await visitsCounty()
const { secrets } = app.installation
const owner = { name: 'county_owner', password: 'p@ss:/口令' }
const guest = { name: 'county_guest', password: 'guest-password' }
const passwords = { login: crypto.randomUUID(), worker: crypto.randomUUID() }
let server: TcpServer
let scratch: string
const pots = 'select earmark, balance_fen::int as balance from ledger.pot'
const at = (name: string) => path.join(scratch, name)
const urlOf = (database: string, { name, password } = owner) => server.url(name, password, database)

async function made(database: string, owned = owner.name, more = `encoding 'UTF8' locale 'C.UTF-8'`): Promise<string> {
  await server.ask(`create database ${database} template template0 owner ${owned} ${more}`)
  return urlOf(database)
}

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'gongyang-server-'))
  server = await tcpServer()
  await server.ask(`create role ${owner.name} login createrole password '${owner.password}'`)
  await server.ask(`create role ${guest.name} login password '${guest.password}'`)
  await app.superuser.query(`insert into platform.setting values ('keys', $1)`, [secrets.fingerprint])
  const client = await recordClient(app)
  await recordGiven(app, client)
  await client.end()
})
afterAll(async () => {
  await server.stop()
  await rm(scratch, { recursive: true, force: true })
})

async function restoredTo(superuser: pg.ClientConfig, name: string, by: Passwords = passwords) {
  const backup = await openBackup(at(name))
  const target = {
    superuser,
    passwords: by,
    filesDir: at(`${name}-files`),
    secrets,
    destroyed: [],
    now: app.installation.now,
  }
  try {
    return await restoreBackup(backup, target)
  } finally {
    await backup.close()
  }
}
const backupOf = (superuser: pg.ClientConfig, name: string, filesDir: string) =>
  takeBackup({ superuser, filesDir, secrets, now: () => '2023-08-31T10:00:00.000Z' }, at(name))

test('a backup goes from the embedded database to a server and back, and is the same each time', async () => {
  await allotted(app, 'PZ-1')
  const { drop: _, ...embedded } = app.database
  const first = await backupOf(embedded, 'embedded', path.join(app.folder, 'files'))
  const onServer = addressOf(await made('moved'))
  const there = await restoredTo(onServer, 'embedded')
  expect(there.verdicts.map(({ county, ok, findings }) => ({ county, ok, findings }))).toEqual([
    { county: '371522', ok: true, findings: [] },
  ])
  expect(await server.ask(pots, 'moved')).toEqual([{ earmark: 'care', balance: 100_000 }])
  const second = await backupOf(onServer, 'server', at('embedded-files'))
  const { drop, ...back } = await emptyDatabase()
  const home = await restoredTo(back, 'server', inject('server').passwords)
  const third = await backupOf(back, 'home', at('server-files'))
  await drop()
  expect(home.verdicts.every(({ ok }) => ok)).toBe(true)
  const sums = ({ tables }: typeof first) =>
    tables.filter(({ name }) => name !== 'public.gongyang_migration').toSorted((a, b) => (a.name < b.name ? -1 : 1))
  expect(sums(second)).toEqual(sums(first))
  expect(sums(third)).toEqual(sums(first))
  // Three backups and two restores: on a busy machine half a minute is not enough.
}, 120_000)

test('a user who may create roles and owns the database is enough, and the walls stand as in our own', async () => {
  const config = readConfig({
    DATA_DIR: at('data'),
    KEYS_DIR: path.join(app.folder, 'keys'),
    DATABASE_URL: urlOf('moved'),
    DEMO: '0',
    LOG_LEVEL: 'silent',
  })
  const application = await assemble(config, { now: app.installation.now })
  try {
    const list = (county: string) =>
      perform(application.installation, {
        operation: 'persons.list',
        input: { page: 1, pageSize: 50 },
        actor: app.actor('county-clerk', { county }),
        requestId: crypto.randomUUID(),
      }).then((answer) => persons.operations.list.output.parse(answer).rows.length)
    expect([await list('371522'), await list('150430')]).toEqual([30, 0])
    // Money goes on moving where it was restored: the pot holds what it held and what came after, once each.
    const money = (operation: string, input: object, role: 'finance' | 'county-leader') =>
      perform(application.installation, {
        operation,
        input,
        actor: app.actor(role),
        requestId: crypto.randomUUID(),
      })
    const given = { kind: 'allotted', earmark: 'care', onDay: '2023-08-02', number: 'PZ-2', words: '下达' }
    const entered = await money('ledger.enter', { ...given, amountFen: 50_000 }, 'finance')
    const { voucherId } = ledger.operations.enter.output.parse(entered)
    await money('ledger.check', { voucherId, confirm: true }, 'county-leader')
    expect(await server.ask(pots, 'moved')).toEqual([{ earmark: 'care', balance: 150_000 }])
    // What is put off till later gets into the queue through the walls, and is taken out of it.
    await application.installation.kysely.transaction().execute(async (transaction) => {
      await transaction.executeQuery(pgQuery('set local role gongyang_app'))
      await transaction.executeQuery(
        pgQuery(`select platform.put_off('persons.list', '{"county":"371522","input":{}}', null, 'once')`),
      )
    })
    for (let turn = 0; turn < 100 && (await waiting()) > 0; turn += 1) await new Promise((go) => setTimeout(go, 50))
    expect(await waiting()).toBe(0)
  } finally {
    await application.close()
  }
  const powers = await server.ask(
    `select rolname from pg_roles where rolname like 'gongyang%' and (rolsuper or rolcreaterole or rolbypassrls)`,
  )
  expect(powers).toEqual([])
})
const pgQuery = (sql: string) => ({ sql, parameters: [], query: { kind: 'RawNode' } }) as never
const waiting = async () => {
  const [row] = await server.ask('select count(*)::int as count from graphile_worker._private_jobs', 'moved')
  return Number(row?.['count'])
}

test('where a DBA made the roles, a user without any right to make them is enough', async () => {
  await made('by_dba', guest.name)
  const theirs = addressOf(urlOf('by_dba', guest))
  // The roles are those of the server: here made by another user, who did not let the guest in.
  expect(await refused(prepareDatabase(theirs, passwords))).toContain('gongyang roles')
  for (const statement of rolesSql(passwords, guest.name)) await server.ask(statement, 'by_dba')
  expect((await prepareDatabase(theirs, passwords)).length).toBeGreaterThan(30)
  expect(await prepareDatabase(theirs, passwords)).toEqual([])
})

test('a database of somebody else, a wrong password, a wrong name and a wrong address are each refused in words', async () => {
  await made('of_another', 'postgres')
  expect(await refused(prepareDatabase(addressOf(urlOf('of_another')), passwords))).toContain('alter database')
  const wrong: [string, string][] = [
    [urlOf('moved', { ...owner, password: 'not it' }), '不接受这个用户名和口令'],
    [urlOf('nowhere'), '数据库不存在'],
    [urlOf('moved').replace(`:${server.port}/`, ':1/'), '连不上数据库服务器'],
  ]
  for (const [url, said] of wrong) {
    const message = await refused(requireServer(addressOf(url)))
    expect(message).toContain(said)
    expect(message).not.toContain(owner.password)
  }
  expect(() => addressOf('postgres://a:b@host:port/x')).toThrow('DATABASE_URL写得不对')
})

test('a database that cannot hold rare characters is refused', async () => {
  const latin = await made('latin', owner.name, `encoding 'LATIN1' locale_provider libc locale 'C'`)
  expect(await refused(requireServer(addressOf(latin)))).toContain('编码是LATIN1')
})

test('a server that is too old or lacks what PostgreSQL ships besides is refused with what to do', () => {
  const good = { version: 150_018, encoding: 'UTF8', database: 'x', user: 'y', extensions: ['btree_gist', 'pgcrypto'] }
  const codes = (changed: Partial<typeof good>) => objectionsToServer({ ...good, ...changed }).map(({ code }) => code)
  expect(codes({})).toEqual([])
  expect(codes({ version: 149_999 })).toEqual(['server_version'])
  expect(codes({ extensions: ['pgcrypto'], encoding: 'SQL_ASCII' })).toEqual(['server_encoding', 'server_extensions'])
  expect(objectionsToServer({ ...good, version: 140_012 })[0]?.message).toContain('这台PostgreSQL是14版，需要15或更高')
})

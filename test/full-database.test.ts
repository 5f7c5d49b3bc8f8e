/** The disk under the database itself runs full, a real one: half a list never stands, nothing that was saved is lost, and with room it goes on. */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import type { Role } from '#modules/access/roles.ts'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenName } from '#modules/persons/given.ts'
import { prepareDatabase } from '#platform/database/prepare.ts'
import { startEmbedded, type Embedded } from '#platform/database/supervisor.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { sha256 } from '#platform/files.ts'
import { type TestApp, testApp } from './app.ts'
import { maintain } from './maintain.ts'
import { refused } from './settling.ts'

const disk = mkdtempSync(path.join(tmpdir(), 'gy-db-full-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=320m,mode=755', 'tmpfs', disk]).status === 0
if (!mounted)
  process.stdout.write('TRIPWIRE full-database: this machine lets nobody mount a disk; nothing is tested here\n')
const filler = path.join(disk, 'filler')
const dataDir = path.join(disk, 'data')
const said: string[] = []
const listed = 1500
// Little of the log is kept ahead, so that the disk and not the log decides where the work breaks off.
const settings = { fsync: 'off', shared_buffers: '16MB', max_wal_size: '32MB', min_wal_size: '32MB' }
let embedded: Embedded
let app: TestApp

const start = () =>
  startEmbedded({ dataDir, settings, log: (line) => void said.push(line), onDown: (why) => void said.push(why) })

// Registered before the application's own, so that it runs after it.
afterAll(async () => {
  rmSync(filler, { force: true })
  await embedded?.stop()
  if (mounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})
beforeAll(async () => {
  if (!mounted) return
  embedded = await start()
  const { host, port, user } = embedded
  await maintain({ host, port, user }, 'create database gongyang')
  const database = { host, port, user, database: 'gongyang', drop: async () => undefined }
  await prepareDatabase({ host, port, user, database: 'gongyang' }, inject('server').passwords)
  app = await testApp({ now: '2023-09-06T10:00+08:00', database })
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县' })
  const town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  await givenArea(app.superuser, { level: 'village', name: '河东村', parentId: town })
})

/** Leaves so much of the disk and no more. */
function leave(bytes: number): void {
  const { bavail, bsize } = statfsSync(disk)
  const size = bavail * bsize - bytes
  for (let written = 0; written < size; written += 1 << 20)
    try {
      writeFileSync(filler, randomBytes(Math.min(1 << 20, size - written)), { flag: 'a' })
    } catch {
      return
    }
}

/** One uploads, another confirms. */
const hands: Partial<Record<string, Role>> = { importStart: 'county-clerk', importCommit: 'county-leader' }
const actorOf = (role: Role | undefined) => (role ? app.actor(role) : app.system())
const perform = (operation: 'importStart' | 'importCheck' | 'importCommit' | 'importPublish', input: object) =>
  app.as(actorOf(hands[operation]))(persons, operation, input as never)
const onFile = async () => (await app.as(app.actor('county-clerk'))(persons, 'list', {})).total
const counted = async (table: string) => (await app.superuser.query(`select from ${table}`)).rowCount
let importId: string

test('a list that meets the full disk in the middle of being written into the register leaves nothing of itself, and says so in words', async () => {
  if (!mounted) return
  const headings = ['姓名', '身份证号', '乡镇', '村', '户籍类型', '生活自理能力', '供养方式', '最初享受月份']
  const row = (at: number) => [
    givenName(at),
    givenIdNumber(at),
    '示例镇',
    '河东村',
    '农村',
    '部分自理',
    '分散供养',
    '2023-08',
  ]
  const bytes = writeCsv([headings, ...Array.from({ length: listed }, (_, at) => row(7000 + at))])
  const file = { name: '名单.csv', mediaType: 'text/csv', bytes, sha256: sha256(bytes) }
  const { fileId } = await receiveFile(app.installation, app.actor('county-clerk'), '371522', file)
  const started = await perform('importStart', {
    fileId,
    paperReference: '示民〔2023〕9号',
    decisionNo: '示民认〔2023〕7号',
    decidedOn: '2023-07-20',
  })
  importId = persons.operations.importStart.output.parse(started).importId
  for (let from = 0, checked = 1; checked > 0; from += checked)
    ({ checked } = persons.operations.importCheck.output.parse(
      await perform('importCheck', { importId, edition: 1, from }),
    ))
  await perform('importCommit', { importId, goodRowsOnly: false })
  await app.superuser.query('select pg_switch_wal()')
  await app.superuser.query('checkpoint')
  // What PostgreSQL clears away meanwhile is filled again.
  const filling = setInterval(() => leave(600 * 1024), 2)
  const answer = await refused(perform('importPublish', { importId })).finally(() => clearInterval(filling))
  expect(answer).toContain('服务器磁盘空间不足')
  expect(await onFile()).toBe(0)
  for (const table of ['persons.person', 'persons.fact', 'persons.search_token', 'persons.person_identity'])
    expect(await counted(table), table).toBe(0)
  const status = await app.as(app.actor('county-clerk'))(persons, 'importStatus', { importId })
  expect(status).toMatchObject({ status: 'publishing', ready: listed })
}, 60_000)

test('with room again the same list is written whole, once', async () => {
  if (!mounted) return
  rmSync(filler)
  expect(await perform('importPublish', { importId })).toEqual({ persons: listed })
  expect(await perform('importPublish', { importId })).toEqual({ persons: 0 })
  expect(await counted('persons.person')).toBe(listed)
}, 60_000)

test('a database that breaks down over the full disk comes back by itself with all that was saved, and whoever asks meanwhile is told in words', async () => {
  if (!mounted) return
  leave(0)
  const breaking = async () => {
    for (let at = 0; at < 40; at += 1)
      await app.superuser.query(`select pg_logical_emit_message(false, 'filling', repeat('x', 1000000))`)
  }
  const meanwhile: string[] = []
  const asking = setInterval(() => void refused(onFile()).then((answer) => meanwhile.push(answer)), 5)
  expect(await refused(breaking())).not.toBe('没有拒绝')
  await vi.waitFor(async () => expect(await counted('persons.person')).toBe(listed), { timeout: 20_000, interval: 50 })
  clearInterval(asking)
  expect(meanwhile.filter((answer) => !/^没有拒绝$|数据库没有应答|服务器磁盘空间不足/.test(answer))).toEqual([])
  expect(meanwhile.join()).toContain('数据库没有应答')
}, 60_000)

test('one that was killed while the disk is full says why it does not start, and starts as soon as there is room', async () => {
  if (!mounted) return
  leave(0)
  said.length = 0
  process.kill(Number(readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  await vi.waitFor(() => expect(said.join()).toContain('所在的磁盘已满'), { timeout: 10_000, interval: 50 })
  expect(said.join()).toMatch(/已保存的数据仍在，没有丢失。请清理出 512 MB 以上的空间/)
  expect(await refused(onFile())).toContain('数据库没有应答')
  rmSync(filler)
  await vi.waitFor(async () => expect(await counted('persons.person')).toBe(listed), { timeout: 30_000, interval: 100 })
  expect(await onFile()).toBeGreaterThanOrEqual(1000)
}, 60_000)

test('a start on a full disk is refused in words and leaves nothing behind; with room it starts', async () => {
  if (!mounted) return
  await embedded.stop()
  leave(0)
  await expect(start()).rejects.toThrow(/磁盘已满（只剩 \d+ MB），数据库不能启动/)
  const fresh = path.join(disk, 'fresh')
  await expect(startEmbedded({ dataDir: fresh, log: () => undefined })).rejects.toThrow('磁盘已满')
  expect(spawnSync('ls', [fresh]).status).not.toBe(0)
  rmSync(filler)
  embedded = await start()
  expect(await counted('persons.person')).toBe(listed)
}, 60_000)

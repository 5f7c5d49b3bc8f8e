/** A disk that is full, a real one: an upload, an export and a backup say so in words, leave nothing behind, and go on once there is room. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { givenArea } from '#modules/access/given.ts'
import { persons } from '#modules/persons/contract.ts'
import { givenIdNumber, givenName } from '#modules/persons/given.ts'
import { takeBackup } from '#platform/backup/take.ts'
import { writeCsv } from '#platform/documents/csv.ts'
import { freeSpaceOk } from '#platform/database/supervisor.ts'
import { receiveFile } from '#platform/file-rows.ts'
import { asDiskRefusal } from '#platform/full-disk.ts'
import { httpApi } from '#platform/http.ts'
import { Listeners } from '#platform/http-events.ts'
import { localFiles, sha256 } from '#platform/files.ts'
import { openLog } from '#platform/log.ts'
import { perform } from '#platform/perform.ts'
import { spaceWatch } from '#platform/space-watch.ts'
import { refused } from './settling.ts'
import { testApp } from './app.ts'

const app = await testApp({ now: '2023-09-06T10:00+08:00' })
const disk = mkdtempSync(path.join(tmpdir(), 'gongyang-full-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0
if (!mounted)
  process.stdout.write('TRIPWIRE full-disk: this machine lets nobody mount a disk; only the words are tested\n')
const filler = path.join(disk, 'filler')
const files = path.join(disk, 'files')
const installation = { ...app.installation, files: localFiles(files, app.installation.secrets) }
const clerk = app.actor('county-clerk')
const server = await httpApi({
  installation,
  actorOf: async () => clerk,
  log: openLog('silent'),
  secureCookies: false,
  health: { unready: async () => undefined },
  listeners: new Listeners(),
})
afterAll(async () => {
  await server.close()
  if (mounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})
beforeAll(() => {
  mkdirSync(files)
})

/** Fills what is left, to the last page. */
function fill(): void {
  for (let size = 1 << 20; size >= 512; size >>= 1)
    for (;;)
      try {
        writeFileSync(filler, randomBytes(size), { flag: 'a' })
      } catch {
        break
      }
}

const bytes = Buffer.concat([Buffer.from('姓名,金额\n'), Buffer.from('张示例,1\n'.repeat(4000))])
async function upload() {
  const form = new FormData()
  form.append('file', new Blob([bytes], { type: 'text/csv' }), '名单.csv')
  const { body, headers } = await new Request('http://x', { method: 'POST', body: form })
    .arrayBuffer()
    .then((body) => ({
      body: Buffer.from(body),
      headers: { 'content-type': '' },
    }))
  const boundary = /^--(.+)\r\n/.exec(body.toString('latin1'))?.[1] ?? ''
  headers['content-type'] = `multipart/form-data; boundary=${boundary}`
  const answer = await server.inject({
    method: 'POST',
    url: '/api/files',
    payload: body,
    headers,
    cookies: { gongyang: 'x' },
  })
  return { status: answer.statusCode, text: answer.payload }
}
const backup = (): Promise<unknown> =>
  takeBackup(
    { superuser: withoutDrop(), filesDir: files, secrets: app.installation.secrets, now: app.installation.now },
    path.join(disk, 'backup'),
  )
function withoutDrop() {
  const { drop: _, ...config } = app.database
  return config
}
const exporting = () =>
  perform(installation, {
    operation: 'persons.export',
    input: persons.operations.export.input.parse({ format: 'csv', purpose: '核对名单' }),
    actor: clerk,
    requestId: crypto.randomUUID(),
  })
const said = '服务器磁盘空间不足'
const left = async () => (await readdir(disk, { recursive: true })).filter((name) => /unfinished|\.\d+$/.test(name))

test('an upload, an export and a backup on a full disk are refused in words, and nothing is left half', async () => {
  expect(String(asDiskRefusal(Object.assign(new Error('full'), { code: 'ENOSPC' })))).toContain(said)
  if (!mounted) return
  fill()
  const uploaded = await upload()
  expect(uploaded).toMatchObject({ status: 503, text: expect.stringContaining(said) })
  expect(await refused(exporting())).toContain(said)
  expect(await refused(backup())).toContain('备份没有做成')
  expect(await left()).toEqual([])
  const rows = await app.superuser.query('select from platform.file')
  expect(rows.rowCount, 'no row names a file that is not there').toBe(0)
})

test('a list taken in on a full disk goes into the register whole or not at all, and its faulty rows are refused in words', async () => {
  if (!mounted) return
  const system = app.as(app.system())
  const ask = app.as(clerk)
  await rm(filler, { force: true })
  const county = await givenArea(app.superuser, { level: 'county', name: '示例县' })
  const town = await givenArea(app.superuser, { level: 'township', name: '示例镇', parentId: county })
  await givenArea(app.superuser, { level: 'village', name: '河东村', parentId: town })
  const headings = ['姓名', '身份证号', '乡镇', '村', '户籍类型', '生活自理能力', '供养方式', '最初享受月份']
  const row = (at: number, mode = '分散供养') => [
    givenName(at),
    givenIdNumber(at),
    '示例镇',
    '河东村',
    '农村',
    '部分自理',
    mode,
    '2023-08',
  ]
  const list = writeCsv([headings, row(5001), row(5002), row(5003, '')])
  const { fileId } = await receiveFile(installation, clerk, '371522', {
    name: '名单.csv',
    mediaType: 'text/csv',
    bytes: list,
    sha256: sha256(list),
  })
  fill()
  const onDisk = (operation: string, input: unknown, actor = clerk) =>
    perform(installation, { operation, input, actor, requestId: crypto.randomUUID() })
  const started = await onDisk('persons.importStart', {
    fileId,
    paperReference: '示民〔2023〕9号',
    decisionNo: '示民认〔2023〕7号',
    decidedOn: '2023-07-20',
  })
  const { importId } = persons.operations.importStart.output.parse(started)
  await onDisk('persons.importCheck', { importId, edition: 1, from: 0 }, app.system())
  expect(await ask(persons, 'importStatus', { importId })).toMatchObject({ status: 'checked', ready: 2, open: 1 })
  expect(await refused(onDisk('persons.importFaults', { importId }))).toContain(said)
  expect(await left()).toEqual([])
  expect((await ask(persons, 'list', { text: givenIdNumber(5001) })).total).toBe(0)
  await onDisk('persons.importCommit', { importId, goodRowsOnly: true }, app.actor('county-leader'))
  expect(await system(persons, 'importPublish', { importId })).toEqual({ persons: 2 })
  expect((await ask(persons, 'list', { text: givenIdNumber(5001) })).total).toBe(1)
})

test('with too little room left for the database commands and uploads are refused before it runs full, and looking goes on', async () => {
  if (!mounted) return
  const watch = spaceWatch({ dataDir: disk, databaseUrl: undefined })
  await vi.waitFor(() => expect(watch()).toContain('暂停保存'), 5000)
  const near = { ...app.installation, writesRefused: watch }
  const request = (operation: string, input: unknown) =>
    perform(near, { operation, input, actor: clerk, requestId: crypto.randomUUID() })
  const before = await app.superuser.query('select from platform.file')
  expect(await refused(request('persons.export', { format: 'csv', purpose: '核对名单' }))).toContain(said)
  const after = await app.superuser.query('select from platform.file')
  expect(after.rowCount).toBe(before.rowCount)
  expect(await request('persons.list', persons.operations.list.input.parse({ page: 1, pageSize: 10 }))).toBeDefined()
  // Another machine's disk is not ours to judge, and where there is room nothing is refused.
  const roomy = [
    spaceWatch({ dataDir: disk, databaseUrl: 'postgres://elsewhere' }),
    spaceWatch({ dataDir: app.folder, databaseUrl: undefined }),
  ]
  for (const asked of roomy) expect(asked()).toBeUndefined()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const short = !(await freeSpaceOk(app.folder))
  expect(roomy.map((asked) => asked() !== undefined)).toEqual([false, short])
})

test('once there is room the same is done', async () => {
  await rm(filler, { force: true })
  expect(await upload()).toMatchObject({ status: 200 })
  await exporting()
  const manifest = await takeBackup(
    { superuser: withoutDrop(), filesDir: files, secrets: app.installation.secrets, now: app.installation.now },
    path.join(app.folder, 'backup'),
  )
  expect(manifest.files.count).toBe(mounted ? 3 : 2)
})

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { networkFileSystem } from './embedded/folder.ts'
import { alive } from './embedded/lock.ts'
import {
  databaseIn,
  type Embedded,
  type EmbeddedOptions,
  freeSpace,
  freeSpaceOk,
  joinRunning,
  startEmbedded,
  usableDataDir,
} from './supervisor.ts'

// What is tested here is who starts and ends the server, not the disk.
const settings = { fsync: 'off' }
const folders: string[] = []
const running: Embedded[] = []

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gy-sup-'))
  folders.push(folder)
  return folder
}

async function start(dataDir: string, more: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, log: () => undefined, settings, ...more })
  running.push(embedded)
  return embedded
}

async function ask(embedded: Embedded, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    host: embedded.host,
    port: embedded.port,
    user: embedded.user,
    database: embedded.database,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(query)).rows
  } finally {
    await client.end()
  }
}

const serverPid = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

afterEach(async () => {
  while (running.length > 0) await running.pop()?.stop()
})

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('starting and stopping', () => {
  const dataDir = emptyFolder()

  test('an empty folder becomes a database in C.UTF-8 whose trigrams see Chinese', async () => {
    const embedded = await start(dataDir)
    expect(embedded).toMatchObject({ adopted: false, joined: false, user: 'postgres' })
    const asked = `select datcollate, datctype, datlocale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'postgres'`
    expect(await ask(embedded, asked)).toEqual([
      { datcollate: 'C.UTF-8', datctype: 'C.UTF-8', datlocale: 'C.UTF-8', encoding: 'UTF8' },
    ])
    await ask(embedded, 'create extension pg_trgm')
    expect(
      await ask(embedded, `select '王小明' % '王小民' as near, cardinality(show_trgm('王小明')) as grams`),
    ).toEqual([{ near: true, grams: 4 }])
    await ask(embedded, 'create table kept as select 7 as n')
  })

  test('what was written is there after a stop and a warm start', async () => {
    const embedded = await start(dataDir)
    expect(embedded.adopted).toBe(false)
    expect(await ask(embedded, 'select n from kept')).toEqual([{ n: 7 }])
  })

  test('nobody listens on TCP, and the folders belong to the server alone', async () => {
    const embedded = await start(dataDir)
    expect(await ask(embedded, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    expect(statSync(embedded.host).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700)
    expect(statSync(dataDir).mode & 0o007).toBe(0)
  })

  test('stop ends the server and leaves no pid file, so the next start needs no recovery', async () => {
    const embedded = await start(dataDir)
    const pid = serverPid(dataDir)
    await embedded.stop()
    expect(alive(pid)).toBe(false)
    expect(() => serverPid(dataDir)).toThrow('ENOENT')
  })
})

describe('when something goes wrong', () => {
  const dataDir = emptyFolder()

  test('a killed server comes back by itself, and says that it was away', async () => {
    const said: string[] = []
    let isUp = () => {}
    const up = new Promise<void>((resolve) => {
      isUp = resolve
    })
    const onUp = () => {
      said.push('up')
      isUp()
    }
    const embedded = await start(dataDir, { onDown: () => said.push('down'), onUp })
    await ask(embedded, 'create table kept as select 7 as n')
    const first = serverPid(dataDir)
    process.kill(first, 'SIGKILL')
    await up
    expect(await ask(embedded, 'select n from kept')).toEqual([{ n: 7 }])
    expect(serverPid(dataDir)).not.toBe(first)
    expect(said[0]).toBe('down')
    expect(said.at(-1)).toBe('up')
  })

  test('a server whose program was killed is adopted, not started a second time', async () => {
    const parent = spawnStarter(dataDir)
    await once(parent.stdout, 'data')
    const orphan = serverPid(dataDir)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    const embedded = await start(dataDir)
    expect(embedded.adopted).toBe(true)
    expect(serverPid(dataDir)).toBe(orphan)
    await embedded.stop()
    expect(alive(orphan)).toBe(false)
  })

  test('a server whose folder was deleted under it is ended, before it can remove the socket of the next one', async () => {
    const deleted = emptyFolder()
    const parent = spawnStarter(deleted)
    await once(parent.stdout, 'data')
    const stranded = serverPid(deleted)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    for (const name of readdirSync(deleted)) rmSync(join(deleted, name), { recursive: true })
    const embedded = await start(deleted)
    expect(embedded.adopted).toBe(false)
    expect(alive(stranded)).toBe(false)
    expect(alive(serverPid(deleted))).toBe(true)
    expect(await ask(embedded, 'select 1 as n')).toEqual([{ n: 1 }])
  })

  test('a server whose pid file was taken away does not get a second one on the same files', async () => {
    const parent = spawnStarter(dataDir)
    await once(parent.stdout, 'data')
    const first = serverPid(dataDir)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    rmSync(join(dataDir, 'postgres/postmaster.pid'))
    const embedded = await start(dataDir)
    expect([embedded.adopted, alive(first)]).toEqual([false, false])
    expect(await ask(embedded, 'select n from kept')).toEqual([{ n: 7 }])
  })

  test('a folder made by another major version is refused with the way over', async () => {
    const file = join(dataDir, 'postgres/PG_VERSION')
    const ours = readFileSync(file, 'utf8')
    writeFileSync(file, '14\n')
    await expect(start(dataDir)).rejects.toThrow(/由 PostgreSQL 14 建立，本程序自带的是 PostgreSQL 17.*gongyang backup/)
    writeFileSync(file, ours)
    expect((await start(dataDir)).adopted).toBe(false)
  })

  test('a pid file that names another program does not stop the start', async () => {
    writeFileSync(
      join(dataDir, 'postgres/postmaster.pid'),
      `${process.pid}\n${dataDir}/postgres\n0\n5432\n\n\n\nready\n`,
    )
    expect((await start(dataDir)).adopted).toBe(false)
  })

  test('a path too long for a socket is refused in words, before anything is made', async () => {
    const long = join(emptyFolder(), '县民政局数据目录'.repeat(5))
    await expect(start(long)).rejects.toThrow(/路径太长.*最多允许 107 字节/)
    expect(() => statSync(long)).toThrow('ENOENT')
  })
})

describe('several programs on one folder', () => {
  const dataDir = emptyFolder()

  test('nobody can be joined where nobody runs', async () => {
    expect(await joinRunning(dataDir)).toBeUndefined()
  })

  test('a second start joins, and the last to leave stops the server', async () => {
    const first = await start(dataDir)
    const second = await start(dataDir)
    expect([first.joined, second.joined]).toEqual([false, true])
    const pid = serverPid(dataDir)
    await first.stop()
    expect(await ask(second, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(alive(pid)).toBe(true)
    await second.stop()
    expect(alive(pid)).toBe(false)
  })

  test('a start beside one who only joined adopts the server and takes over its care', async () => {
    const first = await start(dataDir)
    const member = await joinRunning(dataDir)
    await first.stop()
    const next = await start(dataDir)
    expect(next).toMatchObject({ adopted: true, joined: false })
    await member?.stop()
    expect(await ask(next, 'select 1 as n')).toEqual([{ n: 1 }])
  })
})

test('network file systems are known by their number', () => {
  expect(networkFileSystem(0x6969)).toBe('NFS')
  expect(networkFileSystem(0xff534d42)).toBe('CIFS')
  expect(networkFileSystem(0xef53)).toBeUndefined()
})

test('too little room is noticed before PostgreSQL notices it', async () => {
  const free = await freeSpace(tmpdir())
  expect(await freeSpaceOk(tmpdir(), Math.floor(free / 2))).toBe(true)
  expect(await freeSpaceOk(tmpdir(), free * 2)).toBe(false)
})

test('a program that has nothing else to do stays until the server stands, and until an orphan is ended', async () => {
  const dataDir = emptyFolder()
  const supervisor = new URL('./supervisor.ts', import.meta.url).href
  const run = (program: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', timeout: 60_000 })
  const options = `{ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined, settings: { fsync: 'off' } }`
  const left = run(`import { startEmbedded } from '${supervisor}'
    await startEmbedded(${options})
    console.log('ready')
    process.kill(process.pid, 'SIGKILL')`)
  expect(left.stdout).toBe('ready\n')
  const ended = run(`import { stopOrphan } from '${supervisor}'
    console.log(await stopOrphan(${JSON.stringify(dataDir)}))`)
  expect(ended).toMatchObject({ stdout: 'true\n', status: 0 })
})

test('the folder that nobody chose is found again by the next program and the next start', async () => {
  const dataDir = emptyFolder()
  chmodSync(dataDir, 0o711)
  expect(usableDataDir(dataDir)).toBe(dataDir)
  await start(databaseIn(dataDir))
  expect(usableDataDir(dataDir)).toBe(dataDir)
})

function spawnStarter(dataDir: string) {
  const supervisor = new URL('./supervisor.ts', import.meta.url).href
  const program = `import { startEmbedded } from '${supervisor}'
    await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined, settings: { fsync: 'off' } })
    console.log('ready')
    setInterval(() => undefined, 1000)`
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** A first start takes a while; whoever stops it half-way gets everything stopped, and the next start goes on. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'

const folders: string[] = []
const running: ChildProcess[] = []
afterAll(() => {
  for (const server of running) server.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gy-stopping-'))
  // PostgreSQL runs as another user where this one is root.
  chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

interface Started {
  server: ChildProcess
  said(words: string): Promise<void>
  ended: Promise<unknown>
}

function start(dataDir: string, demo: '0' | '1', port = '0'): Started {
  const server = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: port, DEMO: demo, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(server)
  let text = ''
  server.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = once(server, 'exit')
  let isOver = false
  void ended.then(() => (isOver = true))
  return {
    server,
    ended,
    async said(words) {
      while (!text.includes(words)) {
        if (isOver) throw new Error(`it ended without “${words}”: ${text}`)
        await sleep(20)
      }
    },
  }
}

/** Every living process that has this folder among its words or its surroundings: server, maker of the demonstration, database. */
function processesOf(dataDir: string): string[] {
  const own = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  return own.filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8')
      return words.includes(dataDir) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
    } catch {
      return false
    }
  })
}

const clean = (dataDir: string) => [
  processesOf(dataDir),
  existsSync(path.join(dataDir, 'postgres', 'postgres', 'postmaster.pid')),
  existsSync(path.join(dataDir, 'postgres', 'supervisor.lock')),
]

test('stopped while the demonstration is made, it leaves nothing running', { timeout: 120_000 }, async () => {
  const dataDir = emptyFolder()
  const { server, said, ended } = start(dataDir, '1')
  await said('正在建立演示数据：敖汉旗')
  expect(processesOf(dataDir).length).toBeGreaterThan(2)
  server.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(clean(dataDir)).toEqual([[], false, false])
})

test('told to stop twice at once, as a group and by whoever passes it on, it still stops its database', {
  timeout: 120_000,
}, async () => {
  const dataDir = emptyFolder()
  const { server, said, ended } = start(dataDir, '0')
  await said('供养已启动')
  server.kill('SIGTERM')
  await sleep(20)
  server.kill('SIGTERM')
  server.kill('SIGINT')
  expect(await ended).toEqual([0, null])
  expect(clean(dataDir)).toEqual([[], false, false])
})

test('stopped before the database is there, it leaves nothing running', { timeout: 120_000 }, async () => {
  const dataDir = emptyFolder()
  const { server, ended } = start(dataDir, '0')
  while (!existsSync(path.join(dataDir, 'postgres'))) await sleep(5)
  server.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(clean(dataDir)).toEqual([[], false, false])
})

test('killed, it leaves a database that the next start takes over and stops', { timeout: 120_000 }, async () => {
  const dataDir = emptyFolder()
  const first = start(dataDir, '0')
  await first.said('供养已启动')
  first.server.kill('SIGKILL')
  await first.ended
  expect(clean(dataDir)[1]).toBe(true)
  const second = start(dataDir, '0')
  await second.said('供养已启动')
  second.server.kill('SIGTERM')
  expect(await second.ended).toEqual([0, null])
  expect(clean(dataDir)).toEqual([[], false, false])
})

test('a start whose address is taken ends with 1 and leaves nothing running', { timeout: 120_000 }, async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const dataDir = emptyFolder()
  const { ended } = start(dataDir, '0', String((taken.address() as AddressInfo).port))
  expect(await ended).toEqual([1, null])
  expect(clean(dataDir)).toEqual([[], false, false])
  taken.close()
})

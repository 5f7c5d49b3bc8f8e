/**
 * npm start as a new user types it: on an empty folder, until the first page and /readyz answer, and again on the folder then
 * there; and what all processes, npm and PostgreSQL included, take of memory at rest. The screens are built beforehand.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, type Figure, type Ground, median, timed } from './harness.ts'
import { type Process, processesBelow } from './processes.ts'

const root = path.resolve(import.meta.dirname, '..')
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
/** At rest: what the start itself put off is done, and nobody has asked anything. */
const restSeconds = 20
const warmStarts = 3

async function start(ground: Ground): Promise<Figure[]> {
  spawnSync(npm, ['run', '-s', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const dataDir = mkdtempSync(path.join(tmpdir(), 'gongyang-start-'))
  // PostgreSQL runs as another user where this one is root.
  chmodSync(dataDir, 0o755)
  try {
    ground.say(`  load of the machine before: ${loadavg()[0]?.toFixed(2)}`)
    const first = await oneStart(ground, dataDir, 'first start')
    const warm: Run[] = []
    for (let round = 1; round <= warmStarts; round += 1)
      warm.push(await oneStart(ground, dataDir, `warm start ${round}`))
    const alone = (name: string, value: number, unit: string) => ({ name, value, unit, ratio: null, ratioTo: '' })
    return [
      alone('start.first', first.seconds, 's'),
      alone('start.warm', median(warm.map(({ seconds }) => seconds)), 's'),
      alone('start.memory.after-first', first.restMb, 'MB'),
      alone('start.memory.after-warm', Math.max(...warm.map(({ restMb }) => restMb)), 'MB'),
      alone('start.first.processor', first.cpuSeconds, 's'),
    ]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface Run {
  seconds: number
  restMb: number
  /** Of all processes, also those that ended: on a busy machine it says more than the clock. */
  cpuSeconds: number
}

async function oneStart(ground: Ground, dataDir: string, title: string): Promise<Run> {
  const port = await freePort()
  const { DATABASE_URL: _, KEYS_DIR: __, ...environment } = process.env
  const child = spawn(npm, ['start'], {
    cwd: root,
    env: { ...environment, PORT: String(port), DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  })
  try {
    const seconds = await timed(() => firstPage(child, port))
    ground.say(`  ${title}: ${seconds.toFixed(2)} s`)
    const rest = await atRest(child)
    for (const { name, pssMb, cpuSeconds, pid } of rest)
      ground.say(`    ${pssMb.toFixed(1).padStart(6)} MB ${cpuSeconds.toFixed(1).padStart(6)} s  ${pid} ${name}`)
    const restMb = rest.reduce((sum, { pssMb }) => sum + pssMb, 0)
    ground.say(`    ${restMb.toFixed(1).padStart(6)} MB together`)
    return { seconds, restMb, cpuSeconds: rest.reduce((sum, each) => sum + each.cpuSeconds, 0) }
  } finally {
    await stopped(child)
  }
}

/** The largest of several looks within half a minute: nothing is gained by looking at a good moment. */
async function atRest({ pid = 0 }: ChildProcess): Promise<Process[]> {
  let largest: Process[] = []
  const sum = (all: readonly Process[]) => all.reduce((total, { pssMb }) => total + pssMb, 0)
  await sleep((restSeconds * 1000) / 4)
  for (let look = 0; look < 4; look += 1) {
    const found = processesBelow(pid)
    if (sum(found) > sum(largest)) largest = found
    await sleep((restSeconds * 1000) / 4)
  }
  return largest
}

async function firstPage(child: ChildProcess, port: number): Promise<void> {
  const ok = (at: string) =>
    fetch(`http://127.0.0.1:${port}${at}`).then(
      async (answer) => (await answer.text(), answer.ok),
      () => false,
    )
  while (!((await ok('/')) && (await ok('/readyz')))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`)
    await sleep(20)
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (!address || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** The whole group: npm, the shell between, and the server, which then stops its database. */
async function stopped(child: ChildProcess): Promise<void> {
  const all = processesBelow(child.pid ?? 0)
  if (child.exitCode === null) process.kill(-(child.pid ?? 0), 'SIGTERM')
  const alive = ({ pid }: Process) => processesBelow(pid).length > 0
  while (all.some(alive)) await sleep(50)
}

export const benches: Bench[] = [{ name: 'start', run: start }]

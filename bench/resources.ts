/** What something takes while it runs: processor time and the most memory at once, of this process and of PostgreSQL's. */
import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Ground } from './harness.ts'

export interface Resources {
  /** MB; of PostgreSQL what its processes hold beside their shared buffers. */
  node: number
  postgres: number
  /** Seconds of processor time: steadier than the clock where others use the machine. */
  cpu: number
}

export async function resourcesOf(ground: Ground, work: () => Promise<void>): Promise<Resources> {
  tidy()
  const most = { node: 0, postgres: 0 }
  let running = true
  const watching = (async () => {
    while (running) {
      most.node = Math.max(most.node, process.memoryUsage.rss() / 2 ** 20)
      const processes = await serverProcesses(ground)
      most.postgres = Math.max(most.postgres, sum(processes.map(({ memory }) => memory)))
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  })()
  const [own, server] = [process.cpuUsage(), await serverProcesses(ground)]
  try {
    await work()
  } finally {
    running = false
    await watching
  }
  const { user, system } = process.cpuUsage(own)
  const before = new Map(server.map(({ pid, cpu }) => [pid, cpu]))
  const after = await serverProcesses(ground)
  const spent = sum(after.map(({ pid, cpu }) => cpu - (before.get(pid) ?? 0)))
  return { ...most, cpu: (user + system) / 1e6 + spent }
}

export interface Spent {
  /** Seconds of processor time of this process and of PostgreSQL's. */
  node: number
  postgres: number
}

/** Of a stretch of work that is timed by the clock besides; processes that ended meanwhile are not counted. */
export async function spendingOf(ground: Ground): Promise<() => Promise<Spent>> {
  const own = process.cpuUsage()
  const before = new Map((await serverProcesses(ground)).map(({ pid, cpu }) => [pid, cpu]))
  return async () => {
    const { user, system } = process.cpuUsage(own)
    const after = await serverProcesses(ground)
    return { node: (user + system) / 1e6, postgres: sum(after.map(({ pid, cpu }) => cpu - (before.get(pid) ?? 0))) }
  }
}

/** What laying out the data left behind is not what settling needs. */
function tidy(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}

interface ServerProcess {
  pid: number
  /** MB of own pages (RssAnon). */
  memory: number
  /** Seconds. */
  cpu: number
}

/** Every process of the server; none where there is no /proc. */
async function serverProcesses({ superuser }: Ground): Promise<ServerProcess[]> {
  const { rows } = await superuser.query<{ pid: number }>('select pid from pg_stat_activity')
  const found = await Promise.all(rows.map(({ pid }) => serverProcess(pid).catch(() => undefined)))
  return found.flatMap((each) => each ?? [])
}

const ticksOfSecond = 100

async function serverProcess(pid: number): Promise<ServerProcess> {
  const [status, stat] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ])
  const memory = Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { pid, memory, cpu: (Number(fields[11]) + Number(fields[12])) / ticksOfSecond }
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0)

/** Most memory at once while something runs: this process, and what PostgreSQL's processes hold beside their shared buffers. */
import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Ground } from './harness.ts'

const megabyte = 1024 * 1024

export interface Memory {
  /** MB */
  node: number
  postgres: number
}

export async function mostMemory(ground: Ground, work: () => Promise<void>): Promise<Memory> {
  tidy()
  const most: Memory = { node: 0, postgres: 0 }
  let running = true
  const watching = (async () => {
    while (running) {
      most.node = Math.max(most.node, process.memoryUsage.rss() / megabyte)
      most.postgres = Math.max(most.postgres, await postgresMemory(ground))
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  })()
  try {
    await work()
  } finally {
    running = false
    await watching
  }
  return most
}

/** What laying out the data left behind is not what settling needs. */
function tidy(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}

/** Own pages of every process of the server (RssAnon); 0 where there is no /proc. */
async function postgresMemory({ superuser }: Ground): Promise<number> {
  const { rows } = await superuser.query<{ pid: number }>('select pid from pg_stat_activity')
  const kilobytes = await Promise.all(
    rows.map(({ pid }) =>
      readFile(`/proc/${pid}/status`, 'utf8').then(
        (text) => Number(/^RssAnon:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0),
        () => 0,
      ),
    ),
  )
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}

/** The processes below one, with the memory and processor time that each takes, as Linux counts them. */
import { readdirSync, readFileSync } from 'node:fs'

export interface Process {
  pid: number
  name: string
  /** Proportional set size: what is shared is shared out, so that the sum counts nothing twice. */
  pssMb: number
  cpuSeconds: number
}

const ticksPerSecond = 100

interface Stat {
  pid: number
  parent: number
  ticks: number
}

/** Of /proc/<pid>/stat: ppid is its 4th field, utime to cstime 14 to 17; the name, its second, may hold spaces. */
function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0)
    return { pid, parent: Number(fields[1]), ticks }
  } catch {
    return undefined
  }
}

export function processesBelow(root: number): Process[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const stats = all.flatMap((name) => statOf(Number(name)) ?? [])
  const tree = (pid: number): Stat[] =>
    stats
      .filter((each) => each.pid === pid)
      .concat(stats.filter(({ parent }) => parent === pid).flatMap((each) => tree(each.pid)))
  return tree(root).flatMap((stat) => processOf(stat) ?? [])
}

function processOf({ pid, ticks }: Stat): Process | undefined {
  try {
    const kb = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return { pid, name: nameOf(words), pssMb: kb / 1024, cpuSeconds: ticks / ticksPerSecond }
  } catch {
    return undefined
  }
}

/** 'node src/apps/server/main.ts', 'postgres: checkpointer'. */
const nameOf = (words: readonly string[]): string =>
  words
    .filter((word) => word !== '' && !word.startsWith('--'))
    .slice(0, 3)
    .map((word, index) => (index === 0 && word.startsWith('/') ? (word.split('/').at(-1) ?? '') : word))
    .join(' ')
    .trim()
    .slice(0, 70)

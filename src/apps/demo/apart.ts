/** The demonstration is made in a process of its own that ends: the memory it took for a minute is then free again. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

export interface Making {
  /** Rejects when it could not be made; the process itself has said why. */
  done: Promise<void>
  /** What is half made is taken up again at the next start. */
  stop(): Promise<void>
}

export function makeDemoApart(): Making {
  const child = fork(path.join(import.meta.dirname, 'main.ts'))
  const ended = once(child, 'exit')
  return {
    done: ended.then(([code]) => {
      if (code !== 0) throw new Error('演示数据没有建成，原因见上。再次启动时接着建立')
    }),
    stop: () => stopped(child, ended),
  }
}

async function stopped(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await ended
}

/** What a server does from start to stop; each thing that was begun is ended in the opposite order, whenever that is. */
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { refuse } from '#kernel/refusal.ts'
import { readConfig } from '#platform/config.ts'
import { httpApi } from '#platform/http.ts'
import { type Application, assemble } from '../assemble.ts'
import { makeDemoApart } from '../demo/apart.ts'
import { demoIsWanted } from '../demo/made.ts'
import { screenRoutes } from './screens.ts'

export interface Serving {
  /** Comes back when it listens, or when it was stopped before that. */
  start(): Promise<void>
  stop(): Promise<void>
  /** For what happens when the process itself is at fault. */
  failed(error: Error): void
}

const screens = path.resolve(import.meta.dirname, '../../../dist/console')
const say = (line: string) => void process.stdout.write(`${line}\n`)

interface Run {
  stopping: boolean
  begun: (() => Promise<unknown>)[]
  application?: Application
}

export function serving(): Serving {
  const run: Run = { stopping: false, begun: [] }
  return {
    start: () =>
      start(run).catch((error: unknown) => {
        // Stopped half-way it fails in many ways, none of which is news.
        if (!run.stopping) throw error
      }),
    async stop() {
      run.stopping = true
      for (let end = run.begun.pop(); end; end = run.begun.pop()) await end()
    },
    failed: (error) => run.application?.log.error({ err: error }, 'stopping after an error'),
  }
}

async function start(run: Run): Promise<void> {
  const config = readConfig(process.env)
  const assembling = assemble(config)
  // A start is stopped as soon as there is something whole to stop: nothing is left running behind it.
  run.begun.push(async () => (await assembling.catch(() => undefined))?.close())
  const application = await assembling
  run.application = application
  if (config.demo && !run.stopping && (await demoIsWanted(application.superuser))) await makeDemo(run)
  if (run.stopping) return
  const app = await appOf(application)
  run.begun.push(() => app.close())
  if (application.secrets.isFirstStart) say(`密钥已生成。请打印恢复单并锁入保险柜：${application.secrets.sheetPath}`)
  say(`供养已启动：${await app.listen({ port: config.port, host: config.host }).catch(portTaken(config.port))}`)
}

const portTaken =
  (port: number) =>
  (error: Error & { code?: string }): never => {
    if (error.code !== 'EADDRINUSE') throw error
    refuse(
      'unavailable',
      'port',
      `端口${port}已被其他程序占用，没有启动。请先停止它，或换一个端口，如 PORT=${port + 1}`,
    )
  }

async function makeDemo(run: Run): Promise<void> {
  if (run.stopping) return
  const making = makeDemoApart()
  run.begun.push(() => making.stop())
  await making.done
}

/** Answers requests and shows the screens; not listening yet. */
export async function appOf(application: Application): Promise<FastifyInstance> {
  const app = await httpApi({
    installation: application.installation,
    actorOf: application.actorOf,
    forget: application.forget,
    log: application.log,
    secureCookies: application.config.secureCookies,
    health: { unready: application.unready },
    listeners: application.listeners,
  })
  await screenRoutes(app, screens)
  return app
}

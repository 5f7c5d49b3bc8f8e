/** The server: HTTP, worker and sequencer in one process. */
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import closeWithGrace from 'close-with-grace'
import { readConfig } from '#platform/config.ts'
import { httpApi } from '#platform/http.ts'
import { assemble } from '../assemble.ts'
import { ensureDemo } from '../demo/ensure.ts'

const config = readConfig(process.env)
const application = await assemble(config)
// A start that fails leaves no database running behind.
const leave = async (error: unknown): Promise<never> => {
  await application.close()
  throw error
}
if (config.demo) await ensureDemo(application, (line) => void process.stdout.write(`${line}\n`)).catch(leave)
const app = await httpApi({
  installation: application.installation,
  actorOf: application.actorOf,
  log: application.log,
  secureCookies: config.secureCookies,
  health: { unready: application.unready },
  listeners: application.listeners,
})
const screens = path.resolve(import.meta.dirname, '../../../dist/console')
await app.register(fastifyStatic, { root: screens, wildcard: false, index: false, maxAge: '365d', immutable: true })
// Every address that is not the API's is a place in the console; the page itself is never kept by the browser.
app.setNotFoundHandler((request, reply) =>
  request.url.startsWith('/api/')
    ? reply.status(404).send({ kind: 'not_found', reasons: [{ code: 'unknown_operation', message: '没有这项操作' }] })
    : reply.header('cache-control', 'no-store').sendFile('index.html', { maxAge: 0, immutable: false }),
)
if (application.secrets.isFirstStart)
  process.stdout.write(`密钥已生成。请打印恢复单并锁入保险柜：${application.secrets.sheetPath}\n`)

closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
  if (err) application.log.error({ err }, 'stopping after an error')
  await app.close()
  await application.close()
})
const address = await app.listen({ port: config.port, host: config.host }).catch(leave)
process.stdout.write(`供养已启动：${address}\n`)

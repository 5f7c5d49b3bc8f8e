/** The console's files, and its one page at every address that is not the API's. */
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * A drawn file keeps its name as long as its content, so browsers may keep it; the page itself they never keep. A file that
 * is gone after an upgrade is said to be gone: answered with the page, a browser would take HTML for a script.
 */
export async function screenRoutes(app: FastifyInstance, folder: string): Promise<void> {
  const root = path.join(folder, 'assets')
  await app.register(fastifyStatic, {
    root,
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    maxAge: '365d',
    immutable: true,
  })
  app.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/')) return missing(reply, 'unknown_operation', '没有这项操作')
    if (request.method !== 'GET' && request.method !== 'HEAD') return missing(reply, 'unknown_address', '没有这个地址')
    if (request.url.startsWith('/assets/'))
      return missing(reply, 'file_gone', '没有这个文件，系统可能已更新。请重新载入页面')
    return reply.header('cache-control', 'no-store').sendFile('index.html', folder, { cacheControl: false })
  })
}

const missing = (reply: FastifyReply, code: string, message: string) =>
  reply
    .status(404)
    .header('cache-control', 'no-store')
    .send({ kind: 'not_found', reasons: [{ code, message }] })

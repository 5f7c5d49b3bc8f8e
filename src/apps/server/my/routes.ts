/** /my: the own view of supported persons and guardians. Every deed goes through the one door under its own session. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '#kernel/refusal.ts'
import { type Exchange, frameOf, hidden, type MyParts, send } from './asking.ts'
import { sessionRoutes } from './entering.ts'
import { lookingRoutes } from './looking.ts'
import { messagePage } from './pages.ts'
import { raisingRoutes } from './raising.ts'

export { myCookie, type MyParts } from './asking.ts'

const largestForm = 96 * 1024

/** Nothing but our own style sheet and the one small script; forms go nowhere else. */
const policy = [
  `default-src 'none'`,
  `style-src 'self'`,
  `script-src 'self'`,
  `img-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join(';')

export async function myRoutes(app: FastifyInstance, parts: MyParts): Promise<void> {
  const style = await readFile(path.join(import.meta.dirname, 'my.css'))
  const script = await readFile(path.join(import.meta.dirname, 'read.js'))
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: largestForm },
      (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    scope.addHook('onRequest', async (request, reply) => {
      void reply
        .header('content-security-policy', policy)
        .header('cache-control', 'no-store')
        // Otherwise a form without script would say that it came from nowhere, and be taken for another's.
        .header('referrer-policy', 'same-origin')
      if (request.method === 'POST' && !isOurs(request)) throw new Refusal('forbidden', [foreign])
    })
    scope.setErrorHandler((error, request, reply) => answerFault(parts, error, { request, reply }))
    scope.get('/my/style.css', hidden, (_, reply) => reply.type('text/css; charset=utf-8').send(style))
    scope.get('/my/read.js', hidden, (_, reply) => reply.type('text/javascript; charset=utf-8').send(script))
    lookingRoutes(scope, parts)
    sessionRoutes(scope, parts)
    raisingRoutes(scope, parts)
  })
}

const foreign = { code: 'foreign', message: '请在“我的救助”网页里填写和送出，不要从别处打开' }

/** The cookie is never sent along from elsewhere (same-site); and whoever sends it all the same must come from this page. */
function isOurs(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = request.headers
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
}

function answerFault(parts: MyParts, error: unknown, { request, reply }: Exchange) {
  const frame = frameOf(request)
  if (error instanceof Refusal)
    return send(
      reply,
      messagePage(
        '没有办成',
        error.reasons.map(({ message }) => message),
        frame,
      ),
      error.status,
    )
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return send(reply, messagePage('没有办成', ['写的字太多，请写短一些，或者分几次说'], frame), 413)
  if (status === 429) return send(reply, messagePage('请稍等', ['试得太快了，请过一分钟再试'], frame), 429)
  if (status >= 400 && status < 500)
    return send(reply, messagePage('没有办成', ['没有看懂送来的内容，请回到首页再试'], frame), status)
  const number = `E-${crypto.randomUUID().slice(0, 8)}`
  parts.log.error({ err: error, number, url: request.url }, 'bug')
  return send(
    reply,
    messagePage('系统出错', [`系统出错，不是您的错。编号${number}，请告诉乡镇（街道）工作人员`], frame),
    500,
  )
}

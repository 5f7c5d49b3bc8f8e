/** POST /api/<module>.<operation> for every operation of every contract, each with its schema; files, events and health beside them. */
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifySwagger from '@fastify/swagger'
import fjs from 'fast-json-stringify'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/permission.ts'
import { Refusal } from '#kernel/refusal.ts'
import { asAwayRefusal } from './database/faults.ts'
import { fileRoutes } from './http-files.ts'
import { healthRoutes, type Health } from './http-health.ts'
import type { Log } from './log.ts'
import { perform, type Installation } from './perform.ts'
import { jsonSchemas, refusalSchema } from './schemas.ts'
import { inWireForm } from './wire.ts'
import { eventRoute, type Listeners } from './http-events.ts'

export interface HttpParts {
  installation: Installation
  /** Who a session's token belongs to; undefined when it is unknown, ended or idle too long. */
  actorOf(token: string): Promise<Actor | undefined>
  /** A session was ended or exchanged: whoever keeps answers of `actorOf` lets go of this one. */
  forget?(token: string): void
  log: Log
  secureCookies: boolean
  health: Health
  listeners: Listeners
}

export const sessionCookie = 'gongyang'
export async function httpApi(parts: HttpParts): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: 4 * 1024 * 1024,
    trustProxy: false,
    forceCloseConnections: 'idle',
    logger: false,
    genReqId: () => '',
  })
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // Scans of papers are shown as they were fetched (screens 4.31).
        frameSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: parts.secureCookies ? [] : null,
      },
    },
    strictTransportSecurity: parts.secureCookies,
  })
  await app.register(rateLimit, { global: false })
  await app.register(multipart)
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '供养 Gongyang', version: '1', description: '特困人员救助供养平台接口' },
    },
    hideUntagged: true,
  })
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(({ schema }) => fjs(schema as Parameters<typeof fjs>[0]))
  app.setErrorHandler((error, request, reply) => answerError(parts.log, error, request, reply))
  operationRoutes(app, parts)
  fileRoutes(app, parts)
  eventRoute(app, parts)
  healthRoutes(app, parts.health)
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
  return app
}

function operationRoutes(app: FastifyInstance, parts: HttpParts): void {
  for (const { service } of parts.installation.modules) {
    const { module, operations } = service.contract
    for (const [name, operation] of Object.entries(operations)) {
      if (operation.internal) continue
      const { input, output } = jsonSchemas(operation)
      app.post(
        `/api/${module}.${name}`,
        {
          schema: {
            tags: [module],
            summary: operation.title,
            operationId: `${module}.${name}`,
            body: input,
            response: { 200: output, '4xx': refusalSchema },
          },
          ...(operation.open ? { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } } : {}),
        },
        (request, reply) => answer(parts, `${module}.${name}`, request, reply),
      )
    }
  }
}

async function answer(parts: HttpParts, operation: string, request: FastifyRequest, reply: FastifyReply) {
  const token = request.cookies[sessionCookie]
  const actor = token ? await parts.actorOf(token) : undefined
  const version = Number(request.headers['operation-version'] ?? '')
  const output = await perform(parts.installation, {
    operation,
    input: request.body ?? {},
    actor,
    requestId: requestIdOf(request),
    client: request.headers['x-client'] === 'program' ? 'program' : 'browser',
    ...(version ? { version } : {}),
    signal: goneAway(reply),
    session: (opened) => {
      if (token) parts.forget?.(token)
      setSession(parts, reply, opened)
    },
  })
  // Fen in a member that may be null: the writer chooses between the two by the value's type and knows no bigint.
  return inWireForm(output)
}

/** Aborted when the connection ends before it was answered. */
function goneAway(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort(new Refusal('unavailable', [abandoned]))
  })
  return gone.signal
}

const abandoned = { code: 'abandoned', message: '请求已取消' }

function setSession(parts: HttpParts, reply: FastifyReply, token: string | null): void {
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: parts.secureCookies } as const
  if (token === null) void reply.clearCookie(sessionCookie, options)
  else void reply.setCookie(sessionCookie, token, options)
}

export function requestIdOf(request: FastifyRequest): string {
  const given = request.headers['request-id']
  if (typeof given === 'string' && /^[\w:.-]{8,200}$/.test(given)) return given
  return crypto.randomUUID()
}

export function answerError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const away = asAwayRefusal(error)
  if (away !== error) return answerError(log, away, request, reply)
  if (error instanceof Refusal) return reply.status(error.status).send({ kind: error.kind, reasons: error.reasons })
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return said(reply, 413, 'too_large', '文件或内容超过大小限制，请压缩或分开后再传')
  if (status === 429) return said(reply, 429, 'too_many', '操作过于频繁，请稍候一分钟再试')
  if (status >= 400 && status < 500) return said(reply, status, 'invalid', '请求的格式不对，请刷新页面后重试')
  const number = `E-${crypto.randomUUID().slice(0, 8)}`
  log.error({ err: error, number, url: request.url }, 'bug')
  return said(reply, 500, 'bug', `系统出错，您填写的内容仍在页面上。编号${number}，可把编号告诉系统管理员`)
}

const said = (reply: FastifyReply, status: number, kind: string, message: string) =>
  reply.status(status).send({ kind, reasons: [{ code: kind, message }] })

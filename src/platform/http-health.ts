import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, register } from 'prom-client'

export interface Health {
  /** Undefined when requests can be served; otherwise why not, in Chinese. */
  unready(): Promise<string | undefined>
}

export function healthRoutes(app: FastifyInstance, health: Health): void {
  if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics({ register })
  app.get('/healthz', { schema: { hide: true } }, () => ({ ok: true }))
  app.get('/readyz', { schema: { hide: true } }, async (_, reply) => {
    const reason = await health.unready()
    return reason ? reply.status(503).send({ ok: false, reason }) : { ok: true }
  })
  app.get('/metrics', { schema: { hide: true } }, async (_, reply) =>
    reply.header('content-type', register.contentType).send(await register.metrics()),
  )
}

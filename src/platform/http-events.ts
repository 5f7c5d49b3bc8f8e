/** Server-sent events: which operation was performed in the reader's county, ids only; screens then ask again through the door. */
import type { FastifyInstance } from 'fastify'
import { countyOf } from '#kernel/permission.ts'
import { Refusal } from '#kernel/refusal.ts'
import { sessionCookie, type HttpParts } from './http.ts'

export interface CommittedEvent {
  county: string
  operation: string
  entryId: string
}

export class Listeners {
  readonly #all = new Set<(event: CommittedEvent) => void>()
  add(listener: (event: CommittedEvent) => void): () => void {
    this.#all.add(listener)
    return () => void this.#all.delete(listener)
  }
  tell(event: CommittedEvent): void {
    for (const listener of this.#all) listener(event)
  }
}

const keepAlive = 25_000

export function eventRoute(app: FastifyInstance, { actorOf, listeners }: HttpParts): void {
  app.get('/api/events', { schema: { hide: true } }, async (request, reply) => {
    const token = request.cookies[sessionCookie]
    const actor = token ? await actorOf(token) : undefined
    if (!actor) throw new Refusal('unauthenticated', [{ code: 'sign_in', message: '请先登录' }])
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' })
    raw.write(': open\n\n')
    const county = countyOf(actor)
    const forget = listeners.add((event) => {
      if (event.county === county)
        raw.write(`data: ${JSON.stringify({ answers: [event.operation.split('.')[0], 'duties'] })}\n\n`)
    })
    const timer = setInterval(() => raw.write(': still here\n\n'), keepAlive)
    raw.on('close', () => {
      clearInterval(timer)
      forget()
    })
  })
}

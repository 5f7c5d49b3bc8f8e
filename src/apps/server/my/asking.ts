/** What every route of /my stands on: who asks, what he sent, and the one door through which it goes. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OutputOf } from '#kernel/contract.ts'
import type { Actor } from '#kernel/permission.ts'
import type { Mine, Part, portal } from '#modules/portal/contract.ts'
import type { Log } from '#platform/log.ts'
import { type Installation, perform } from '#platform/perform.ts'
import type { Frame } from './pages.ts'

export interface MyParts {
  installation: Installation
  /** Who holds a session of the own view; looked at anew each time. */
  ownActorOf(token: string): Promise<Actor | undefined>
  secureCookies: boolean
  log: Log
}

export interface Exchange {
  request: FastifyRequest
  reply: FastifyReply
}

export const myCookie = 'gongyang_my'
export const bigCookie = 'gongyang_my_big'
export const hidden = { schema: { hide: true } } as const

export const cookieOf = ({ secureCookies }: MyParts) =>
  ({ path: '/my', httpOnly: true, sameSite: 'strict', secure: secureCookies }) as const

export const frameOf = (request: FastifyRequest): Frame => ({
  big: request.cookies[bigCookie] === '1',
  here: request.method === 'GET' ? request.url : '/my',
})

export const text = (request: FastifyRequest, name: string): string => {
  const { body } = request
  if (typeof body !== 'object' || body === null || !(name in body)) return ''
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : ''
}

export const asked = (request: FastifyRequest, name: string): string =>
  new URL(request.url, 'http://localhost').searchParams.get(name) ?? ''

export async function actorOf(parts: MyParts, request: FastifyRequest): Promise<Actor | undefined> {
  const token = request.cookies[myCookie]
  return token ? parts.ownActorOf(token) : undefined
}

/** To the door; whoever had something open is told there that it is over. */
export const toDoor = ({ request, reply }: Exchange, why: 'over' | 'unsent' = 'over') =>
  reply.redirect(request.cookies[myCookie] ? `/my?over=${why}` : '/my', 303)

type Name = keyof typeof portal.operations
type Answer<N extends Name> = OutputOf<(typeof portal.operations)[N]>

interface Asked {
  input: object
  actor: Actor | undefined
  requestId?: string
  session?: (token: string | null) => void
}

export async function ask<N extends Name>(parts: MyParts, name: N, { requestId, ...rest }: Asked): Promise<Answer<N>> {
  const output = await perform(parts.installation, {
    operation: `portal.${name}`,
    requestId: requestId ?? crypto.randomUUID(),
    client: 'own-view',
    ...rest,
  })
  return output as Answer<N>
}

export const mineOf = (parts: MyParts, actor: Actor, part: Part): Promise<Mine> =>
  ask(parts, 'mine', { input: { part }, actor })

/** Of one actor: the same words sent by another are another's. */
export function requestIdOf(actor: Actor, request: FastifyRequest): string {
  const given = text(request, 'request')
  if (!/^[\w-]{8,60}$/.test(given)) return crypto.randomUUID()
  return `my:${createHash('sha256').update(`${actor.accountId} ${given}`).digest('hex')}`
}

export const send = (reply: FastifyReply, page: string, status = 200) =>
  reply.status(status).type('text/html; charset=utf-8').send(page)

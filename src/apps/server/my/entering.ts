/** The door of /my: in with a slip, out with one press; whoever stands there again is told why. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/permission.ts'
import { Refusal } from '#kernel/refusal.ts'
import { portalSettings } from '#modules/portal/words.ts'
import { nobody } from '#platform/perform.ts'
import {
  actorOf,
  ask,
  asked,
  cookieOf,
  type Exchange,
  frameOf,
  hidden,
  myCookie,
  type MyParts,
  send,
  text,
} from './asking.ts'
import { signInPage } from './pages.ts'

export async function door(parts: MyParts, { request, reply }: Exchange, refusal?: Refusal) {
  const counties = await ask(parts, 'counties', { input: {}, actor: undefined })
  if (request.cookies[myCookie]) void reply.clearCookie(myCookie, cookieOf(parts))
  const typed = { county: text(request, 'county') || asked(request, 'county'), number: text(request, 'number') }
  const fault = refusal && { reasons: refusal.reasons.map(({ message }) => message) }
  const said = fault ? undefined : saidAtDoor(request)
  const page = signInPage(counties, { typed, fault, said, frame: frameOf(request) })
  return send(reply, page, refusal?.status ?? 200)
}

function saidAtDoor(request: FastifyRequest): string | undefined {
  const over = asked(request, 'over') || request.cookies[myCookie]
  const why = `刚才的查看已经结束：${portalSettings.idleMinutes}分钟没有点，或者凭条停用、监护终止了。`
  if (over === 'unsent') return `${why}刚才写的没有送出，请再填一次凭条，进去后重新写。`
  if (over) return `${why}要接着看，请再填一次。`
  return asked(request, 'left') ? '已经退出，这部手机上看不到刚才的内容了。别人要看，请填他自己的凭条。' : undefined
}

export function sessionRoutes(app: FastifyInstance, parts: MyParts): void {
  const limited = { ...hidden, config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }
  app.post('/my/sign-in', limited, async (request, reply) => {
    const [county, number, code] = [text(request, 'county'), text(request, 'number'), text(request, 'code')]
    const actor = await visitorOf(parts, county)
    let opened: string | null = null
    try {
      await ask(parts, 'signIn', { input: { county, number, code }, actor, session: (token) => void (opened = token) })
    } catch (refusal) {
      if (refusal instanceof Refusal) return door(parts, { request, reply }, refusal)
      throw refusal
    }
    if (opened) void reply.setCookie(myCookie, opened, cookieOf(parts))
    return reply.redirect('/my', 303)
  })
  app.post('/my/sign-out', hidden, async (request, reply) => {
    const actor = await actorOf(parts, request)
    if (actor) await ask(parts, 'leave', { input: {}, actor })
    void reply.clearCookie(myCookie, cookieOf(parts))
    return reply.redirect('/my?left=1', 303)
  })
}

/** Nobody yet, but in a county: its record keeps who tried. */
async function visitorOf(parts: MyParts, county: string): Promise<Actor> {
  const counties = await ask(parts, 'counties', { input: {}, actor: undefined })
  if (!counties.some(({ code }) => code === county)) return nobody
  return { ...nobody, scope: { kind: 'none', counties: [county], ids: [] } }
}

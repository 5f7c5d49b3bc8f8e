/** /my: the own view of supported persons and guardians. Every deed goes through the one door under its own session. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OutputOf } from '#kernel/contract.ts'
import type { Actor } from '#kernel/permission.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { type Mine, Part, portal } from '#modules/portal/contract.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import type { Log } from '#platform/log.ts'
import { type Installation, nobody, perform } from '#platform/perform.ts'
import { requestForms, type Typed, withdrawPage } from './forms.ts'
import { type Frame, messagePage, partPage, signInPage } from './pages.ts'

export interface MyParts {
  installation: Installation
  /** Who holds a session of the own view; looked at anew each time. */
  ownActorOf(token: string): Promise<Actor | undefined>
  secureCookies: boolean
  log: Log
}

export const myCookie = 'gongyang_my'
const bigCookie = 'gongyang_my_big'
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

const hidden = { schema: { hide: true } } as const
const foreign = { code: 'foreign', message: '请在“我的救助”网页里填写和送出，不要从别处打开' }

/** The cookie is never sent along from elsewhere (same-site); and whoever sends it all the same must come from this page. */
function isOurs(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin, host } = request.headers
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
}

const frameOf = (request: FastifyRequest): Frame => ({
  big: request.cookies[bigCookie] === '1',
  here: request.method === 'GET' ? request.url : '/my',
})

const text = (request: FastifyRequest, name: string): string => {
  const { body } = request
  if (typeof body !== 'object' || body === null || !(name in body)) return ''
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : ''
}

const asked = (request: FastifyRequest, name: string): string =>
  new URL(request.url, 'http://localhost').searchParams.get(name) ?? ''

async function actorOf(parts: MyParts, request: FastifyRequest): Promise<Actor | undefined> {
  const token = request.cookies[myCookie]
  return token ? parts.ownActorOf(token) : undefined
}

type Name = keyof typeof portal.operations
type Answer<N extends Name> = OutputOf<(typeof portal.operations)[N]>

interface Asked {
  input: object
  actor: Actor | undefined
  requestId?: string
  session?: (token: string | null) => void
}

async function ask<N extends Name>(parts: MyParts, name: N, { requestId, ...rest }: Asked): Promise<Answer<N>> {
  const output = await perform(parts.installation, {
    operation: `portal.${name}`,
    requestId: requestId ?? crypto.randomUUID(),
    client: 'own-view',
    ...rest,
  })
  return output as Answer<N>
}

/** Of one actor: the same words sent by another are another's. */
function requestIdOf(actor: Actor, request: FastifyRequest): string {
  const given = text(request, 'request')
  if (!/^[\w-]{8,60}$/.test(given)) return crypto.randomUUID()
  return `my:${createHash('sha256').update(`${actor.accountId} ${given}`).digest('hex')}`
}

const send = (reply: FastifyReply, page: string, status = 200) =>
  reply.status(status).type('text/html; charset=utf-8').send(page)

function lookingRoutes(app: FastifyInstance, parts: MyParts): void {
  app.get('/my', hidden, async (request, reply) => {
    const actor = await actorOf(parts, request)
    if (!actor) return signIn(parts, reply, { request })
    return send(reply, partPage({ mine: await mineOf(parts, actor, 'home'), frame: frameOf(request) }))
  })
  app.get<{ Params: { part: string } }>('/my/:part', hidden, async (request, reply) => {
    const wanted = partOf(request.params.part)
    const actor = await actorOf(parts, request)
    if (!actor) return reply.redirect('/my', 303)
    const mine = await mineOf(parts, actor, wanted)
    return send(reply, shown(mine, request))
  })
  app.get<{ Params: { part: string } }>('/my/:part/print', hidden, async (request, reply) => {
    const wanted = partOf(request.params.part)
    const actor = await actorOf(parts, request)
    if (!actor) return reply.redirect('/my', 303)
    const { ticket, name } = await ask(parts, 'printMine', { input: { part: wanted }, actor })
    const file = await redeemTicket(parts.installation, actor, createHash('sha256').update(ticket).digest())
    if (!file) return refuse('not_found', 'ticket', '没有打印出来，请再点一次')
    return reply
      .type(file.mediaType)
      .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
      .send(Buffer.from(file.bytes))
  })
  app.get('/my/type', hidden, (request, reply) => {
    const to = asked(request, 'to')
    const big = asked(request, 'size') === 'big' ? '1' : '0'
    void reply.setCookie(bigCookie, big, {
      path: '/my',
      sameSite: 'strict',
      httpOnly: true,
      secure: parts.secureCookies,
    })
    return reply.redirect(/^\/my(?:[/?][\w/?=&-]*)?$/.test(to) ? to : '/my', 303)
  })
}

function partOf(word: string): Part {
  const known = Part.safeParse(word)
  return known.success ? known.data : refuse('not_found', 'page', '没有这一页')
}

const mineOf = (parts: MyParts, actor: Actor, part: Part): Promise<Mine> =>
  ask(parts, 'mine', { input: { part }, actor })

const numberForm = /^(?:GZ|TS|CH)-\d{4}-\d{4,}$/

function shown(mine: Mine, request: FastifyRequest): string {
  const done = asked(request, 'done')
  const said = numberForm.test(done) ? `已经收到，编号${done}。请记下编号，答复会写在“我要反映”这一页。` : undefined
  const forms = mine.sheet.part === 'requests' ? requestForms({ mine, requestId: crypto.randomUUID() }) : undefined
  return partPage({ mine, frame: frameOf(request), said, forms })
}

async function signIn(
  parts: MyParts,
  reply: FastifyReply,
  { request, refusal }: { request: FastifyRequest; refusal?: Refusal },
) {
  const counties = await ask(parts, 'counties', { input: {}, actor: undefined })
  const typed = { county: text(request, 'county') || asked(request, 'county'), number: text(request, 'number') }
  const fault = refusal && { reasons: refusal.reasons.map(({ message }) => message) }
  return send(reply, signInPage(counties, { typed, fault, frame: frameOf(request) }), refusal?.status ?? 200)
}

function sessionRoutes(app: FastifyInstance, parts: MyParts): void {
  const cookie = { path: '/my', httpOnly: true, sameSite: 'strict', secure: parts.secureCookies } as const
  const limited = { ...hidden, config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }
  app.post('/my/sign-in', limited, async (request, reply) => {
    const [county, number, code] = [text(request, 'county'), text(request, 'number'), text(request, 'code')]
    const actor = await visitorOf(parts, county)
    let opened: string | null = null
    try {
      await ask(parts, 'signIn', { input: { county, number, code }, actor, session: (token) => void (opened = token) })
    } catch (refusal) {
      if (refusal instanceof Refusal) return signIn(parts, reply, { request, refusal })
      throw refusal
    }
    if (opened) void reply.setCookie(myCookie, opened, cookie)
    return reply.redirect('/my', 303)
  })
  app.post('/my/sign-out', hidden, async (request, reply) => {
    const actor = await actorOf(parts, request)
    if (actor) await ask(parts, 'leave', { input: {}, actor })
    void reply.clearCookie(myCookie, cookie)
    return reply.redirect('/my', 303)
  })
}

/** Nobody yet, but in a county: its record keeps who tried. */
async function visitorOf(parts: MyParts, county: string): Promise<Actor> {
  const counties = await ask(parts, 'counties', { input: {}, actor: undefined })
  if (!counties.some(({ code }) => code === county)) return nobody
  return { ...nobody, scope: { kind: 'none', counties: [county], ids: [] } }
}

function raisingRoutes(app: FastifyInstance, parts: MyParts): void {
  app.post('/my/correction', hidden, (request, reply) => {
    const [topic, entry, wrong, wanted] = ['topic', 'entry', 'wrong', 'wanted'].map((name) => text(request, name))
    return raised(
      parts,
      { name: 'askCorrection', form: 'correction', input: { topic, entry, wrong, wanted } },
      { request, reply },
    )
  })
  app.post('/my/complaint', hidden, (request, reply) => {
    const input = {
      words: text(request, 'words'),
      accused: text(request, 'accused'),
      accusedUnitId: text(request, 'accusedUnitId') || null,
    }
    return raised(parts, { name: 'complain', form: 'complaint', input }, { request, reply })
  })
  app.get('/my/withdraw', hidden, async (request, reply) => {
    const actor = await actorOf(parts, request)
    if (!actor) return reply.redirect('/my', 303)
    const { sheet } = await mineOf(parts, actor, 'consents')
    const wanted = sheet.sections.flatMap(({ items }) => items).find(({ id }) => id === asked(request, 'consent'))
    if (!wanted || wanted.deed !== 'withdraw') return refuse('not_found', 'consent', '没有找到可以撤回的同意')
    return send(reply, withdrawPage(wanted, { requestId: crypto.randomUUID(), frame: frameOf(request) }))
  })
  app.post('/my/withdraw', hidden, async (request, reply) => {
    const actor = await actorOf(parts, request)
    if (!actor) return reply.redirect('/my', 303)
    const input = { consentId: text(request, 'consent') }
    const { number } = await ask(parts, 'withdraw', { input, actor, requestId: requestIdOf(actor, request) })
    return reply.redirect(`/my/requests?done=${number}`, 303)
  })
}

interface Raising {
  name: 'askCorrection' | 'complain'
  form: string
  input: object
}

interface Exchange {
  request: FastifyRequest
  reply: FastifyReply
}

async function raised(parts: MyParts, { name, form, input }: Raising, { request, reply }: Exchange) {
  const actor = await actorOf(parts, request)
  if (!actor) return reply.redirect('/my', 303)
  try {
    const { number } = await ask(parts, name, { input, actor, requestId: requestIdOf(actor, request) })
    return reply.redirect(`/my/requests?done=${number}`, 303)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const mine = await mineOf(parts, actor, 'requests')
    const typed: Typed = {
      ...Object.fromEntries(Object.entries(input).map(([key, value]) => [key, String(value ?? '')])),
      form,
    }
    const fault = { reasons: error.reasons.map(({ message }) => message) }
    const forms = requestForms({ mine, requestId: crypto.randomUUID(), typed, fault })
    return send(reply, partPage({ mine, frame: frameOf(request), forms }), error.status)
  }
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

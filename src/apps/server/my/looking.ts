/** Looking at one's own pages, on the screen and on paper, in small and in large type. */
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '#kernel/refusal.ts'
import { type Mine, Part } from '#modules/portal/contract.ts'
import { redeemTicket } from '#platform/file-rows.ts'
import {
  actorOf,
  ask,
  asked,
  bigCookie,
  cookieOf,
  frameOf,
  hidden,
  mineOf,
  type MyParts,
  send,
  toDoor,
} from './asking.ts'
import { door } from './entering.ts'
import { requestForms } from './forms.ts'
import { partPage } from './pages.ts'

export function lookingRoutes(app: FastifyInstance, parts: MyParts): void {
  app.get('/my', hidden, async (request, reply) => {
    const actor = await actorOf(parts, request)
    if (!actor) return door(parts, { request, reply })
    return send(reply, partPage({ mine: await mineOf(parts, actor, 'home'), frame: frameOf(request) }))
  })
  app.get<{ Params: { part: string } }>('/my/:part', hidden, async (request, reply) => {
    const wanted = partOf(request.params.part)
    const actor = await actorOf(parts, request)
    if (!actor) return toDoor({ request, reply })
    const mine = await mineOf(parts, actor, wanted)
    return send(reply, shown(mine, request))
  })
  app.get<{ Params: { part: string } }>('/my/:part/print', hidden, async (request, reply) => {
    const wanted = partOf(request.params.part)
    const actor = await actorOf(parts, request)
    if (!actor) return toDoor({ request, reply })
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
    void reply.setCookie(bigCookie, asked(request, 'size') === 'big' ? '1' : '0', cookieOf(parts))
    return reply.redirect(/^\/my(?:[/?][\w/?=&-]*)?$/.test(to) ? to : '/my', 303)
  })
}

function partOf(word: string): Part {
  const known = Part.safeParse(word)
  return known.success ? known.data : refuse('not_found', 'page', '没有这一页')
}

const numberForm = /^(?:GZ|TS|CH)-\d{4}-\d{4,}$/

function shown(mine: Mine, request: FastifyRequest): string {
  const done = asked(request, 'done')
  const said = numberForm.test(done) ? `已经收到，编号${done}。请记下编号，答复会写在“我要反映”这一页。` : undefined
  const forms = mine.sheet.part === 'requests' ? requestForms({ mine, requestId: crypto.randomUUID() }) : undefined
  return partPage({ mine, frame: frameOf(request), said, forms })
}

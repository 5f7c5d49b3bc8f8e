/** Saying that something is wrong, complaining, and taking a consent back. */
import type { FastifyInstance } from 'fastify'
import { Refusal, refuse } from '#kernel/refusal.ts'
import {
  actorOf,
  ask,
  asked,
  type Exchange,
  frameOf,
  hidden,
  mineOf,
  type MyParts,
  requestIdOf,
  send,
  text,
  toDoor,
} from './asking.ts'
import { requestForms, type Typed, withdrawPage } from './forms.ts'
import { partPage } from './pages.ts'

export function raisingRoutes(app: FastifyInstance, parts: MyParts): void {
  app.post('/my/correction', hidden, (request, reply) => {
    const [topic, entry, wrong, wanted] = ['topic', 'entry', 'wrong', 'wanted'].map((name) => text(request, name))
    const input = { topic, entry, wrong, wanted }
    return raised(parts, { name: 'askCorrection', form: 'correction', input }, { request, reply })
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
    if (!actor) return toDoor({ request, reply })
    const { sheet } = await mineOf(parts, actor, 'consents')
    const wanted = sheet.sections.flatMap(({ items }) => items).find(({ id }) => id === asked(request, 'consent'))
    if (!wanted || wanted.deed !== 'withdraw') return refuse('not_found', 'consent', '没有找到可以撤回的同意')
    return send(reply, withdrawPage(wanted, { requestId: crypto.randomUUID(), frame: frameOf(request) }))
  })
  app.post('/my/withdraw', hidden, async (request, reply) => {
    const actor = await actorOf(parts, request)
    if (!actor) return toDoor({ request, reply })
    const input = { consentId: text(request, 'consent') }
    const { number } = await ask(parts, 'withdraw', { input, actor, requestId: requestIdOf(actor, request) })
    return reply.redirect(`/my/requests?done=${number}`, 303)
  })
}

interface Raising {
  name: 'askCorrection' | 'complain'
  form: 'correction' | 'complaint'
  input: object
}

async function raised(parts: MyParts, { name, form, input }: Raising, { request, reply }: Exchange) {
  const actor = await actorOf(parts, request)
  if (!actor) return toDoor({ request, reply }, 'unsent')
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

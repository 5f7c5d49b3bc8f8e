/** One request to the one door. What is lost on the way is sent again under the same request id, so nothing is done twice. */
import * as z from 'zod'
import { Reason, Refusal, type RefusalKind } from '#kernel/refusal.ts'
import { sessionIsAlive, signedInAgain } from './session.ts'
import { watched } from './store.ts'

/** True while a request cannot get through; the frame says so in a strip (screens 5.5). */
export const networkDown = watched(false)

const kinds = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'invalid',
  'refused',
  'too_large',
  'too_many',
  'unavailable',
] as const satisfies readonly RefusalKind[]

const RefusedAnswer = z.object({ kind: z.enum(kinds), reasons: z.array(Reason) })

/** Seconds between attempts; together a minute and a half, then the user decides. */
const pauses = [1, 2, 4, 8, 15, 30, 30]

export interface Sending {
  operation: string
  body: string
  requestId: string
  /** An operation open to whoever asks: its 401 is an answer ('密码不正确'), not the end of a session. */
  open?: boolean | undefined
}

export async function post(sending: Sending): Promise<unknown> {
  const response = await sentThrough(sending)
  const answer = await answerOf(response)
  if (response.ok) return answer
  if (response.status === 401 && !sending.open && sessionIsAlive()) {
    await signedInAgain()
    return post(sending)
  }
  throw refusalOf(response.status, answer, sending.requestId)
}

async function sentThrough(sending: Sending): Promise<Response> {
  for (const pause of pauses) {
    try {
      const response = await send(sending)
      networkDown.set(false)
      return response
    } catch {
      networkDown.set(true)
    }
    await untilNextTry(pause)
  }
  throw new Refusal('unavailable', [
    { code: 'network', message: '网络断开，没有送到。内容已存在本机，网络恢复后请再点一次，不会重复办理。' },
  ])
}

function send({ operation, body, requestId }: Sending): Promise<Response> {
  return fetch(`/api/${operation}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'request-id': requestId },
  })
}

/** Waits, or goes on at once when the browser says the network is back. */
function untilNextTry(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      globalThis.removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, seconds * 1000)
    globalThis.addEventListener('online', go)
  })
}

async function answerOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

export function refusalOf(status: number, answer: unknown, requestId: string): Refusal {
  const read = RefusedAnswer.safeParse(answer)
  if (read.success) return new Refusal(read.data.kind, read.data.reasons)
  if (status === 401) return new Refusal('unauthenticated', [{ code: 'unauthenticated', message: '请先登录。' }])
  const number = requestId.slice(-8).toUpperCase()
  return new Refusal('unavailable', [
    { code: 'fault', message: `系统出错，您的内容已保存。编号${number}，可把编号告诉系统管理员，也可以稍后重试。` },
  ])
}

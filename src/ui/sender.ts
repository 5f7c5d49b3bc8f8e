/** Gives a command its request id: a double click is one request, and a second try after a lost answer is still the same one. */
import { Refusal } from '#kernel/refusal.ts'

type State = 'under_way' | 'answered' | 'lost'

interface Sent<T> {
  body: string
  requestId: string
  state: State
  answer: Promise<T>
}

export function senderOf<T>(send: (body: string, requestId: string) => Promise<T>): (body: string) => Promise<T> {
  let last: Sent<T> | undefined
  return (body) => {
    const same = last?.body === body ? last : undefined
    if (same?.state === 'under_way') return same.answer
    const requestId = same?.state === 'lost' ? same.requestId : crypto.randomUUID()
    const sent: Sent<T> = { body, requestId, state: 'under_way', answer: send(body, requestId) }
    last = sent
    sent.answer.then(
      () => {
        sent.state = 'answered'
      },
      (error: unknown) => {
        sent.state = error instanceof Refusal && error.kind !== 'unavailable' ? 'answered' : 'lost'
      },
    )
    return sent.answer
  }
}

import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { senderOf } from './sender.ts'

/** A line that answers, refuses or loses, as told; it keeps what reached it. */
function line() {
  const requestIds: string[] = []
  const answers: Array<() => Promise<string>> = []
  const send = (_: string, requestId: string) => {
    requestIds.push(requestId)
    return (answers.shift() ?? (() => Promise.resolve('done')))()
  }
  return { requestIds, answers, send: senderOf(send) }
}

test('a double click is one request', async () => {
  const { requestIds, send } = line()
  const [first, second] = await Promise.all([send('{"a":1}'), send('{"a":1}')])
  expect([first, second]).toEqual(['done', 'done'])
  expect(requestIds).toHaveLength(1)
})

test('the same deed done again later is a new request', async () => {
  const { requestIds, send } = line()
  await send('{}')
  await send('{}')
  expect(new Set(requestIds).size).toBe(2)
})

test('after a lost answer the next try carries the same request id, so nothing is done twice', async () => {
  const { requestIds, answers, send } = line()
  answers.push(() => Promise.reject(new Refusal('unavailable', [{ code: 'network', message: '网络断开' }])))
  await expect(send('{}')).rejects.toThrow('网络断开')
  await send('{}')
  expect(requestIds[0]).toBe(requestIds[1])
})

test('after a refusal the next try is a new request', async () => {
  const { requestIds, answers, send } = line()
  answers.push(() => Promise.reject(new Refusal('refused', [{ code: 'x', message: '不行' }])))
  await expect(send('{}')).rejects.toThrow('不行')
  await send('{}')
  expect(requestIds[0]).not.toBe(requestIds[1])
})

test('changed input is a new request, even after a lost answer', async () => {
  const { requestIds, answers, send } = line()
  answers.push(() => Promise.reject(new TypeError('Failed to fetch')))
  await expect(send('{"a":1}')).rejects.toThrow('Failed to fetch')
  await send('{"a":2}')
  expect(requestIds[0]).not.toBe(requestIds[1])
})

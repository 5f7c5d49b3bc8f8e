/** A thread with the users in it, so that asking does not take the server's time: each asks again once he is answered. */
import http from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import pg from 'pg'

export interface HttpLoad {
  kind: 'http'
  port: number
  tokens: string[]
  /** What a page asks for at once when it opens; it is there when the last of it is. */
  pages: { path: string; body: string }[][]
  seconds: number
  pause: number
}

export interface SqlLoad {
  kind: 'sql'
  config: pg.ClientConfig
  users: number
  /** Connections that the users share, as many as the server has. */
  connections: number
  /** The statements of each, one after the other. */
  asks: { text: string; values: unknown[] }[][]
  seconds: number
  pause: number
}

export type Load = HttpLoad | SqlLoad

export interface Timed {
  ask: number
  milliseconds: number
}

/** Runs the load in a thread of its own. */
export function usersAtOnce(load: Load): Promise<Timed[]> {
  const worker = new Worker(new URL(import.meta.url), { workerData: 'users' })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (answer: { timed?: Timed[]; fault?: string }) => {
      void worker.terminate()
      if (answer.timed) resolve(answer.timed)
      else reject(new Error(answer.fault))
    })
    worker.postMessage(load)
  })
}

interface Turns {
  users: number
  asks: number
  seconds: number
  /** Milliseconds for which a user reads what he was answered; 0 asks again at once. */
  pause: number
}

/** Every user goes through all asks, each beginning at another. */
async function run({ users, asks, seconds, pause }: Turns, one: (user: number, ask: number) => Promise<void>) {
  const timed: Timed[] = []
  const end = performance.now() + seconds * 1000
  const user = async (number: number) => {
    await wait((pause * number) / users)
    for (let turn = number * 7; performance.now() < end; turn += 1) {
      const ask = turn % asks
      const from = performance.now()
      await one(number, ask)
      timed.push({ ask, milliseconds: performance.now() - from })
      if (pause > 0) await wait(pause)
    }
  }
  await Promise.all(Array.from({ length: users }, (_, number) => user(number)))
  return timed
}

function post(agent: http.Agent, port: number, token: string, ask: HttpLoad['pages'][number][number]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const request = http.request({
    agent,
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: ask.path,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(ask.body),
      cookie: `gongyang=${token}`,
    },
  })
  request.on('error', reject)
  request.on('response', (response) => {
    const pieces: Buffer[] = []
    response.on('data', (piece: Buffer) => pieces.push(piece))
    response.on('end', () =>
      response.statusCode === 200
        ? resolve()
        : reject(new Error(`${response.statusCode}: ${Buffer.concat(pieces).toString()}`)),
    )
  })
  request.end(ask.body)
  return promise
}

async function overHttp({ port, tokens, pages, seconds, pause }: HttpLoad): Promise<Timed[]> {
  const widest = Math.max(...pages.map((asks) => asks.length))
  const agent = new http.Agent({ keepAlive: true, maxSockets: tokens.length * widest })
  const timed = await run({ users: tokens.length, asks: pages.length, seconds, pause }, async (user, page) => {
    await Promise.all((pages[page] ?? []).map((ask) => post(agent, port, tokens[user] ?? '', ask)))
  })
  agent.destroy()
  return timed
}

async function overSql({ config, users, connections, asks, seconds, pause }: SqlLoad): Promise<Timed[]> {
  const pool = new pg.Pool({ ...config, max: connections })
  const timed = await run({ users, asks: asks.length, seconds, pause }, async (_, ask) => {
    for (const { text, values } of asks[ask] ?? []) await pool.query(text, values)
  })
  await pool.end()
  return timed
}

if (!isMainThread)
  parentPort?.once('message', (load: Load) => {
    const running = load.kind === 'http' ? overHttp(load) : overSql(load)
    running.then(
      (timed) => parentPort?.postMessage({ timed }),
      (error: unknown) => parentPort?.postMessage({ fault: String(error) }),
    )
  })

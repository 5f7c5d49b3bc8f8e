/** Whoever asked has gone away: what the database still works on for him is cancelled, before the connection goes to the next. */
import { connect } from 'node:net'

/** What pg keeps of a connection; the key came with it from the server and is good for nothing else. */
interface Cancellable {
  readonly host?: string
  readonly port?: number
  readonly processID?: number
  readonly secretKey?: number
}

const cancelCode = 80_877_102

/** Resolves when the server has taken note: from then on it cannot meet a later statement of another request. */
export function cancelStatement(client: object): Promise<void> {
  const { host, port = 5432, processID, secretKey } = client as Cancellable
  if (!host || processID === undefined || typeof secretKey !== 'number') return Promise.resolve()
  const message = Buffer.alloc(16)
  message.writeInt32BE(16, 0)
  message.writeInt32BE(cancelCode, 4)
  message.writeInt32BE(processID, 8)
  message.writeInt32BE(secretKey, 12)
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
  return new Promise((resolve) => {
    socket.once('error', () => resolve())
    socket.once('close', () => resolve())
    socket.resume()
    socket.end(message)
  })
}

/** Runs `work`; when the signal comes, cancels what the connection is doing and still waits for both to end. */
export async function unlessAbandoned<T>(
  signal: AbortSignal | undefined,
  client: object | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!signal) return work()
  signal.throwIfAborted()
  let cancelling: Promise<void> | undefined
  const cancel = () => {
    if (client) cancelling = cancelStatement(client)
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await work()
  } finally {
    signal.removeEventListener('abort', cancel)
    await cancelling
  }
}

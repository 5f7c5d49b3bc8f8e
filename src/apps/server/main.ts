/** The server: HTTP, worker and sequencer in one process. */
import closeWithGrace from 'close-with-grace'
import { Refusal } from '#kernel/refusal.ts'
import { serving } from './serve.ts'

const server = serving()
// Before anything is begun: a start takes up to a minute, and stopping it must leave no database behind either.
const grace = closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
  if (err) server.failed(err)
  await server.stop()
})
try {
  await server.start()
} catch (error) {
  grace.uninstall()
  await server.stop()
  if (!(error instanceof Refusal)) throw error
  // Whoever started it reads one sentence, not where in the program it was thrown.
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

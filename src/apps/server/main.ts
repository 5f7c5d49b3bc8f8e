/** The server: HTTP, worker and sequencer in one process. */
import closeWithGrace from 'close-with-grace'
import { Refusal } from '#kernel/refusal.ts'
import { serving } from './serve.ts'

const server = serving()
/**
 * One wish to stop may reach us several times: a terminal and systemd tell the whole group, and npm, the shell and our starter
 * pass it on. To the library the second would mean "drop everything", and the database would be left running.
 */
const told = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const
// Before anything is begun: a start takes up to a minute, and stopping it must leave no database behind either.
const grace = closeWithGrace({ delay: 20_000, logger: false, skip: [...told] }, async ({ err }) => {
  if (err) server.failed(err)
  await server.stop()
})
let stopping = false
for (const signal of told)
  process.on(signal, () => {
    if (!stopping) grace.close()
    stopping = true
  })
try {
  await server.start()
} catch (error) {
  stopping = true
  grace.uninstall()
  await server.stop()
  if (!(error instanceof Refusal)) throw error
  // Whoever started it reads one sentence, not where in the program it was thrown.
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

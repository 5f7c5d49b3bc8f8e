/** The server: HTTP, worker and sequencer in one process. */
import closeWithGrace from 'close-with-grace'
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
  throw error
}

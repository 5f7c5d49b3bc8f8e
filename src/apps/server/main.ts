/** The server: HTTP, worker and sequencer in one process. */
import closeWithGrace from 'close-with-grace'
import { serve } from './serve.ts'

const serving = serve()
// Before anything is awaited: a start takes up to a minute, and stopping it must leave no database behind either.
const grace = closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
  if (err) serving.failed(err)
  await serving.stop()
})
try {
  await serving.started
} catch (error) {
  grace.uninstall()
  await serving.stop()
  throw error
}

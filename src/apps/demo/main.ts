/** Makes the demonstration and ends: forked by the server, whose database it joins. */
import { readConfig } from '#platform/config.ts'
import { assemble } from '../assemble.ts'
import { ensureDemo } from './ensure.ts'

// Without the server that began it nobody looks after it; the next start takes it up again.
const leave = () => process.exit(1)
process.once('disconnect', leave)
const application = await assemble(readConfig(process.env), { background: false })
try {
  await ensureDemo(application, (line) => void process.stdout.write(`${line}\n`))
} finally {
  await application.close()
}
process.off('disconnect', leave)
process.disconnect?.()

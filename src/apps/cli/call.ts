import { randomUUID } from 'node:crypto'
import { readConfig } from '#platform/config.ts'
import { refuse } from '#kernel/refusal.ts'
import { perform } from '#platform/perform.ts'
import { inWireForm } from '#platform/wire.ts'
import { numberAll } from '#platform/record/sequencing.ts'
import { ensureDemo } from '../demo/ensure.ts'
import { assemble, type Application } from '../assemble.ts'

/** An application for one command: joins the database of a running server on the same folder, or starts it and stops it again. */
export async function withApplication<T>(run: (application: Application) => Promise<T>): Promise<T> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env })
  const application = await assemble(config, { background: false })
  try {
    if (config.demo) await ensureDemo(application, () => {})
    return await run(application)
  } finally {
    await numberAll(application.pool).catch(() => {})
    await application.close()
  }
}

export async function callCommand(
  operation: string,
  input: string | undefined,
  options: { as: string; requestId?: string },
) {
  const wanted = parsed(input)
  const output = await withApplication(async (application) => {
    const actor = await application.actorNamed(options.as)
    if (!actor) return refuse('not_found', 'account', `没有账号“${options.as}”`)
    return perform(application.installation, {
      operation,
      input: wanted,
      actor,
      requestId: options.requestId ?? randomUUID(),
      client: 'program',
    })
  })
  process.stdout.write(`${JSON.stringify(inWireForm(output))}\n`)
}

function parsed(input: string | undefined): unknown {
  if (!input) return {}
  try {
    return JSON.parse(input)
  } catch {
    return refuse('invalid', 'json', '第二个参数应是JSON，如 \'{"month":"2023-08"}\'')
  }
}

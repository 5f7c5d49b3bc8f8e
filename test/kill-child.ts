/** An installation in a process of its own, to be killed: `node kill-child.ts <data folder>`; says 'ready' and works until then. */
import { readConfig } from '#platform/config.ts'
import { perform } from '#platform/perform.ts'
import { readRoleTable } from '#modules/access/index.ts'
import { assemble } from '#apps/assemble.ts'
import type { Instant } from '#kernel/calendar.ts'

const [dataDir = ''] = process.argv.slice(2)
const config = readConfig({ DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: process.env['KILL_LOG'] ?? 'silent', POOL: '4' })
const application = await assemble(config, { now: () => '2023-09-06T02:00:00.000Z' as Instant })
const operations = (await readRoleTable()).get('county-clerk') ?? new Set<string>()
interface Asked {
  operation: string
  input: unknown
  requestId: string
}

process.stdout.write('ready\n')

process.on('message', (asked: Asked) => void answer(asked))

async function answer({ operation, input, requestId }: Asked): Promise<void> {
  const actor = {
    accountId: 'test-clerk',
    name: '经办（测试）',
    role: 'county-clerk',
    organisationId: null,
    scope: { kind: 'county' as const, counties: ['371522'], ids: [] },
    operations,
  }
  const request = { operation, input, actor, requestId }
  const outcome = await perform(application.installation, request).then(
    (done) => ({ done }),
    (error: unknown) => ({ error: String(error) }),
  )
  process.send?.(JSON.stringify(outcome, (_, each) => (typeof each === 'bigint' ? String(each) : each)))
}

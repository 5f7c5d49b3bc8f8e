/**
 * The product with a clock that is told: each line on standard input is a moment to which it moves, and the answer is the
 * same line once that moment's nightly work is done. For walks that take months.
 */
import { createInterface } from 'node:readline'
import { type Instant, instant } from '#kernel/calendar.ts'
import { assemble } from '#apps/assemble.ts'
import { ensureDemo } from '#apps/demo/ensure.ts'
import { makeSampleDistrict } from '#apps/demo/sample-district.ts'
import { appOf } from '#apps/server/serve.ts'
import { readConfig } from '#platform/config.ts'
import { performNightly } from '#platform/worker.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)
const clock: { now: Instant } = { now: instant(new Date().toISOString()) }

const application = await assemble(readConfig(process.env), { now: () => clock.now })
await ensureDemo(application, say, [{ title: '示例区', make: makeSampleDistrict }])
const app = await appOf(application)
say(`供养已启动：${await app.listen({ port: 0, host: '127.0.0.1' })}`)

// Until whoever walks closes it, or is gone.
for await (const line of createInterface({ input: process.stdin })) {
  clock.now = instant(line)
  await performNightly(application.installation, application.log)
  say(`现在是${line}`)
}
await app.close()
await application.close()

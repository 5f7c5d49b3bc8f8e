import { checks } from './checks.mjs'
import { count } from './count.mjs'
import { countJourneys } from './journeys.mjs'
import { commandOf } from './run.mjs'
import { makeTools } from './tools.mjs'

const vitest = (node, args) => count(node, [commandOf('vitest'), 'run', ...args])

/** `npm test -- src/kernel`: only the tests named, without checks and journeys. */
export async function testSome(node, args) {
  const { failed } = await vitest(node, args)
  return failed === 0 ? 0 : 1
}

/** Everything, in one go and to the end; a failed check, or screens that cannot be built, count as a failed test. The last line is the plain sum. */
export async function testAll(node, screens) {
  // Before the tests: those of printed sheets turn PDF into pictures. The journeys say so if it cannot be had.
  makeTools()
  const faults = [...(screens === 0 ? [] : ['生成页面']), ...(await checks(node))]
  const checked = { passed: 0, failed: faults.length, faults }
  const tested = await vitest(node, [])
  const walked = await countJourneys(node, [])
  const parts = [checked, tested, walked]
  for (const fault of parts.flatMap((part) => part.faults)) process.stdout.write(`没有通过：${fault}\n`)
  const sum = (field) => parts.reduce((total, part) => total + part[field], 0)
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`)
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
}

import { say } from './say.mjs'
import { goOnSeeing } from './run.mjs'

/** The closing line of our reporters, scripts/closing-line*.ts. */
const closing = /^(\d+) passed, (\d+) failed/
const named = 'not passed: '

/**
 * Runs one runner and reads its closing line. An exit code without a failed test (an error outside of a test, a crash)
 * and a run without any test are failures too: a green line must mean that something was tried. `faults`: what failed, by
 * name, to be said again at the end of a long run.
 */
export async function count(node, args, more) {
  let seen = { passed: 0, failed: 0 }
  const faults = []
  const see = (line) => {
    const found = closing.exec(line)
    if (line.startsWith(named)) faults.push(line.slice(named.length))
    if (found) seen = { passed: Number(found[1]), failed: Number(found[2]) }
  }
  const code = await goOnSeeing(node, args, see, more)
  if (seen.passed + seen.failed === 0) say('没有一个测试运行过，按失败计')
  if (code !== 0 && faults.length === 0) faults.push(`${args[0]}：退出码 ${code}`)
  const broken = code !== 0 || seen.passed + seen.failed === 0
  return { passed: seen.passed, failed: Math.max(seen.failed, broken ? 1 : 0), faults }
}

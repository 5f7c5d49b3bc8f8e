import { say } from './say.mjs'
import { commandOf, goOn } from './run.mjs'

/** In the order of how fast they say no. */
const steps = [
  { title: '格式', command: () => [commandOf('@biomejs/biome', 'biome'), 'format'] },
  { title: '规则', command: () => [commandOf('oxlint'), '--type-aware', '--deny-warnings'] },
  { title: '类型', command: () => [commandOf('typescript', 'tsc'), '--noEmit'] },
  { title: '纯净', command: () => [commandOf('typescript', 'tsc'), '-p', 'tsconfig.pure.json'] },
]

/** Runs all of them, so that one run shows every fault; answers the titles of those that failed. */
export async function checks(node) {
  const failed = []
  for (const { title, command } of steps) {
    say(`检查：${title}`)
    if ((await goOn(node, command())) !== 0) failed.push(`检查：${title}`)
  }
  return failed
}

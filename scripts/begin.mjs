// Every npm script begins here, on whatever Node (18 or newer) is at hand, in plain JavaScript: what the platform needs
// is made ready, then the work goes on under the pinned Node. What cannot be made ready is one line of what to type.
import { makeLinks, makePackages } from './begin/packages.mjs'
import { oldestNode, pinnedNode } from './begin/node.mjs'
import { checks } from './begin/checks.mjs'
import { goOn, root } from './begin/run.mjs'
import { makeScreens } from './begin/screens.mjs'
import { giveUp } from './begin/say.mjs'
import { testAll, testSome } from './begin/tests.mjs'
import { journeys } from './begin/journeys.mjs'

process.chdir(root)

const [name = '', ...args] = process.argv.slice(2)

/** What each npm script needs and does. `develop`: it needs the tools that `npm ci --omit=dev` leaves out. */
const scripts = {
  start: { screens: true, run: (node) => goOn(node, ['src/apps/server/main.ts', ...args]) },
  gongyang: { run: (node) => goOn(node, ['src/apps/cli/main.ts', ...args]) },
  bench: { run: (node) => goOn(node, ['bench/main.ts', ...args]) },
  build: { develop: true, run: (node) => makeScreens(node, { always: true }) },
  check: { develop: true, run: async (node) => (await checks(node)).length },
  test: {
    develop: true,
    screens: true,
    run: (node, screens) => (args.length > 0 ? testSome(node, args) : testAll(node, screens)),
  },
  journeys: { develop: true, screens: true, run: (node) => journeys(node, args) },
  'db:types': { develop: true, run: (node) => goOn(node, ['scripts/generate-tables.ts', ...args]) },
}

const script = scripts[name]
if (!script) giveUp(`没有 "${name}" 这个命令。可用：${Object.keys(scripts).join('、')}`)
oldestNode()
makePackages({ develop: script.develop === true })
makeLinks()
const node = pinnedNode()
const screens = script.screens ? await makeScreens(node, { always: false }) : 0
// A broken screen ends a start at once; a test run reports it among its failures.
process.exitCode = screens !== 0 && name !== 'test' ? screens : await script.run(node, screens)

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const scripts = resolve(import.meta.dirname, '../scripts')

/** Runs a few lines of the beginning in a Node of their own, as npm does. */
function run(lines: string) {
  return spawnSync(process.execPath, ['--input-type=module', '-e', lines], {
    encoding: 'utf8',
    cwd: resolve(scripts, '..'),
  })
}

function counted(program: string): unknown {
  const lines = `import { count } from '${scripts}/begin/count.mjs'
    const sum = await count(process.execPath, ['-e', ${JSON.stringify(program)}])
    process.stdout.write('\\n' + JSON.stringify(sum))`
  return JSON.parse(run(lines).stdout.split('\n').at(-1) ?? '')
}

test('the sum of a run is read from its closing line', () => {
  expect(counted(`console.log('12 passed, 0 failed, 0 skipped')`)).toMatchObject({ passed: 12, failed: 0, faults: [] })
  expect(counted(`console.log('12 passed, 3 failed, 0 skipped'); process.exitCode = 1`)).toMatchObject({
    passed: 12,
    failed: 3,
  })
})

test('what failed is known by name at the end of a long run', () => {
  const lines = `console.log('not passed: a.test.ts › a sentence'); console.log('2 passed, 1 failed, 0 skipped'); process.exitCode = 1`
  expect(counted(lines)).toEqual({ passed: 2, failed: 1, faults: ['a.test.ts › a sentence'] })
})

test('a run without any test has failed', () => {
  expect(counted('')).toMatchObject({ passed: 0, failed: 1 })
  expect(counted(`console.log('0 passed, 0 failed, 0 skipped')`)).toMatchObject({ passed: 0, failed: 1 })
})

test('a run that breaks outside of its tests has failed, though each of them passed', () => {
  expect(counted(`console.log('12 passed, 0 failed, 0 skipped'); process.exitCode = 1`)).toMatchObject({
    passed: 12,
    failed: 1,
  })
})

test('the exit code of the program is the exit code of the script', () => {
  const { status } = run(`import { goOn } from '${scripts}/begin/run.mjs'
    process.exitCode = await goOn(process.execPath, ['-e', 'process.exitCode = 7'])`)
  expect(status).toBe(7)
})

test('SIGTERM reaches the program, which ends in its own time and with its own exit code', async () => {
  const program = `process.on('SIGTERM', () => setTimeout(() => process.exit(5), 100)); console.log('up'); setInterval(() => {}, 1000)`
  const lines = `import { goOn } from '${scripts}/begin/run.mjs'
    process.exitCode = await goOn(process.execPath, ['-e', ${JSON.stringify(program)}])`
  const child = spawn(process.execPath, ['--input-type=module', '-e', lines], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect(code).toBe(5)
})

test('an unknown command is answered with those there are, and nothing is installed for it', () => {
  const { status, stderr } = spawnSync(process.execPath, [`${scripts}/begin.mjs`, 'strat'], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/没有 "strat" 这个命令。可用：start、/)
})

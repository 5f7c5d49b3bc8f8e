import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Type stripping is what the pinned Node does by itself; the warning is for older 24s found on the machine. */
const options = ['--disable-warning=ExperimentalWarning']

/** The file behind a package's command, so that it runs under the pinned Node and not under what `env node` finds. */
export function commandOf(name, command = name) {
  const folder = join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

export function environment(node) {
  return { ...process.env, PATH: `${dirname(resolve(node))}${delimiter}${process.env.PATH ?? ''}` }
}

/** Ctrl-C on a terminal reaches the program by itself; a second SIGINT would tell it to drop everything. */
function forwarded(signal, child) {
  return () => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    child.kill(signal)
  }
}

/**
 * npm puts a shell between itself and us, and a SIGTERM to npm ends that shell without a word to us. So that `kill` of
 * npm ends the server too: when our parent is gone, the program is told to stop.
 */
function watchParent(child) {
  const parent = process.ppid
  const look = () => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }
  const watch = process.env.npm_lifecycle_event ? setInterval(look, 200) : undefined
  return watch
}

function exitCodeOf(child) {
  const watch = watchParent(child)
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, forwarded(signal, child)])
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return new Promise((done) => {
    const end = (code) => {
      clearInterval(watch)
      for (const [signal, handler] of handlers) process.off(signal, handler)
      done(code)
    }
    child.on('error', () => end(127))
    child.on('close', (code, signal) => end(code ?? 128 + constants.signals[signal]))
  })
}

/** Runs under the pinned Node with our own input and output, and answers its exit code. */
export function goOn(node, args, more = {}) {
  return exitCodeOf(spawn(node, [...options, ...args], { stdio: 'inherit', env: { ...environment(node), ...more } }))
}

/** The same, and shows each line of its output to `see` on the way. */
export function goOnSeeing(node, args, see, more = {}) {
  const colour = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {}
  const env = { ...environment(node), ...colour, ...more }
  const child = spawn(node, [...options, ...args], { stdio: ['inherit', 'pipe', 'inherit'], env })
  let rest = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text) => {
    process.stdout.write(text)
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(see)
  })
  return exitCodeOf(child)
}

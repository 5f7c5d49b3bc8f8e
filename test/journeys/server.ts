/** One product for all walks: the real server on the pinned Node, with demonstration data in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const root = resolve(import.meta.dirname, '../..')
const READY_WITHIN_MS = 180_000

/** Playwright calls it before the first walk and the answer after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongyang-journeys-'))
  // Under root the database runs as another user, who must be able to pass through.
  chmodSync(dataDir, 0o711)
  const server = start(dataDir)
  const letGo = endWithUs(server, dataDir)
  const end = async () => {
    letGo()
    await stop(server)
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    // The workers are started after this and inherit it.
    process.env['GONGYANG_URL'] = await addressOf(server)
    process.env['GONGYANG_DATA'] = dataDir
  } catch (error) {
    await end()
    throw error
  }
  return end
}

/** Whoever ends Playwright ends the server too; the answer takes the watch off again. */
function endWithUs(server: ChildProcess, dataDir: string): () => void {
  const onExit = () => void server.kill('SIGTERM')
  const onSignal = (signal: NodeJS.Signals) => {
    void stop(server).then(() => {
      rmSync(dataDir, { recursive: true, force: true })
      process.removeListener('exit', onExit)
      for (const each of signals) process.removeListener(each, onSignal)
      process.kill(process.pid, signal)
    })
  }
  process.once('exit', onExit)
  for (const each of signals) process.once(each, onSignal)
  return () => {
    process.removeListener('exit', onExit)
    for (const each of signals) process.removeListener(each, onSignal)
  }
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

function start(dataDir: string): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'DATABASE_URL' && name !== 'KEYS_DIR')
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/apps/server/main.ts'], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), PORT: '0', DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Waits for the line that names the address; what came before is the reason when it never comes. */
function addressOf(server: ChildProcess): Promise<string> {
  const said: string[] = []
  return new Promise((found, failed) => {
    const give = (why: string) => failed(new Error(`the server did not start: ${why}\n${said.join('\n')}`))
    const timer = setTimeout(() => give('no address in three minutes'), READY_WITHIN_MS)
    const look = (line: string) => {
      said.push(line)
      const address = /供养已启动：(http\S+)/.exec(line)?.[1]
      if (!address) return
      clearTimeout(timer)
      found(address)
    }
    for (const stream of [server.stdout, server.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => (look(line), tell(line)))
    server.once('exit', (code) => give(`it ended with ${code}`))
  })
}

const tell = (line: string) => void process.stderr.write(`server: ${line}\n`)

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  await gone
}

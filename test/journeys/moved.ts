/** Months in one walk: a product of its own, whose clock goes where the walk says, and a browser that goes along. */
import type { Page } from '@playwright/test'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { addDays, dayOf, instant, type PlainDate } from '#kernel/calendar.ts'
import { enter, forgetSessions } from './walk.ts'

export interface Moved {
  /** The day it is there. */
  today(): PlainDate
  /** Days on, to ten in the morning of China; the nights between are not made up one by one. */
  pass(days: number): Promise<void>
  enter(page: Page, account: string, address?: string): Promise<void>
  end(): Promise<void>
}

const root = resolve(import.meta.dirname, '../..')

export async function movedProduct(): Promise<Moved> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongyang-moved-'))
  chmodSync(dataDir, 0o711)
  const server = start(dataDir)
  const lines = createInterface({ input: server.stdout ?? process.stdin })
  const shared = process.env['GONGYANG_URL'] ?? ''
  let now = instant(new Date().toISOString())
  const [, address = ''] = await said(server, lines, /供养已启动：(http\S+)/)
  process.env['GONGYANG_URL'] = address
  forgetSessions()
  const today = () => dayOf(now)
  return {
    today,
    async pass(days) {
      now = instant(`${addDays(today(), days)}T10:00:00+08:00`)
      server.stdin?.write(`${now}\n`)
      await said(server, lines, new RegExp(`现在是${now.replaceAll('+', '\\+')}`))
      forgetSessions()
    },
    async enter(page, account, place) {
      await page.clock.setSystemTime(now)
      await enter(page, account, place)
    },
    async end() {
      process.env['GONGYANG_URL'] = shared
      forgetSessions()
      const gone = once(server, 'exit')
      server.stdin?.end()
      await gone
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function start(dataDir: string): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'DATABASE_URL' && name !== 'KEYS_DIR')
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'test/journeys/moving-clock.ts'], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), DATA_DIR: dataDir, DEMO: '1', LOG_LEVEL: 'warn' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** The line that says so; a server that ends before it does is the fault. */
function said(server: ChildProcess, lines: Interface, what: RegExp): Promise<RegExpExecArray> {
  return new Promise((found, failed) => {
    const ended = () => failed(new Error(`the server ended before it said ${what.source}`))
    const look = (line: string) => {
      const match = what.exec(line)
      if (!match) return
      lines.off('line', look)
      server.off('exit', ended)
      found(match)
    }
    lines.on('line', look)
    server.once('exit', ended)
  })
}

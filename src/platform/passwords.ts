/** Passwords of our own database roles: made at the first start, kept beside the keys, never in a backup. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { Passwords } from './database/prepare.ts'

const Kept = z.object({ login: z.string().min(16), worker: z.string().min(16) })

export async function databasePasswords(keysDir: string): Promise<Passwords> {
  const file = path.join(keysDir, 'database.json')
  const read = () => readFile(file, 'utf8').then((text) => Kept.parse(JSON.parse(text)))
  const made = { login: randomBytes(24).toString('base64url'), worker: randomBytes(24).toString('base64url') }
  await mkdir(keysDir, { recursive: true, mode: 0o700 })
  try {
    await writeFile(file, JSON.stringify(made), { flag: 'wx', mode: 0o600, flush: true })
    return made
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return read()
    throw error
  }
}

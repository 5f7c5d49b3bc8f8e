/** The environment, parsed once. */
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import { Instant } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { usableDataDir } from './database/supervisor.ts'

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().optional(),
  /** Wins over the embedded PostgreSQL. */
  DATABASE_URL: z.string().optional(),
  DEMO: z.enum(['0', '1']).default('1'),
  /** Where the keys lie; outside the backup's set. */
  KEYS_DIR: z.string().optional(),
  POOL: z.coerce.number().int().min(2).max(100).default(10),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** 1 behind a reverse proxy that ends TLS: cookies are then marked Secure. */
  SECURE_COOKIES: z.enum(['0', '1']).default('0'),
  /** Entries of the record up to this moment were dated ahead by a clock that went wrong; looked into, and let be. */
  CLOCK_ACCEPTED: Instant.optional(),
})

export interface Config {
  port: number
  host: string
  dataDir: string
  keysDir: string
  databaseUrl: string | undefined
  demo: boolean
  pool: number
  logLevel: z.infer<typeof Environment>['LOG_LEVEL']
  secureCookies: boolean
  scratchDir: string
  clockAccepted: Instant | undefined
}

export function readConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(present)
  if (!parsed.success)
    refuse(
      'invalid',
      'settings',
      `设置有误：${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('；')}`,
    )
  const { data } = parsed
  // Root's home is closed to the database's own user; only the default place gives way, a named one is refused in words.
  const dataDir = data.DATA_DIR ? path.resolve(data.DATA_DIR) : usableDataDir(path.resolve('data'))
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir,
    keysDir: path.resolve(data.KEYS_DIR ?? path.join(dataDir, 'keys')),
    databaseUrl: data.DATABASE_URL,
    demo: data.DEMO === '1',
    pool: data.POOL,
    logLevel: data.LOG_LEVEL,
    secureCookies: data.SECURE_COOKIES === '1',
    scratchDir: tmpdir(),
    clockAccepted: data.CLOCK_ACCEPTED,
  }
}

/** A PostgreSQL that plays a county's own server: reached by TCP with a password, its DBA's alone. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from '#platform/database/embedded/binaries.ts'
import { dataFolder, makeFolders } from '#platform/database/embedded/folder.ts'
import { serverUser } from '#platform/database/embedded/server-user.ts'

export interface TcpServer {
  readonly host: string
  readonly port: number
  /** As the server's DBA. */
  ask(sql: string, database?: string): Promise<Record<string, unknown>[]>
  url(user: string, password: string, database: string): string
  stop(): Promise<void>
}

const dba = { user: 'postgres', password: 'dba 口令' }
const host = '127.0.0.1'

export async function tcpServer(): Promise<TcpServer> {
  const root = mkdtempSync(path.join(tmpdir(), 'gy-tcp-'))
  const folder = dataFolder(root)
  const user = serverUser(folder.cluster)
  makeFolders(folder, user)
  const { initdb, postgres } = findBinaries(folder, user)
  const as = user.other ? { uid: user.uid, gid: user.gid } : {}
  const env = { HOME: folder.socket, PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }
  const passwordFile = path.join(folder.socket, 'password')
  writeFileSync(passwordFile, dba.password)
  if (user.other) chownSync(passwordFile, user.uid, user.gid)
  const cluster = path.join(folder.socket, 'cluster')
  const initdbArguments = ['-D', cluster, '-U', dba.user, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  const made = spawnSync(initdb, [...initdbArguments, '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'], {
    ...as,
    env,
    cwd: folder.socket,
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(made.stderr)
  const port = await freePort()
  const settings = [`listen_addresses=${host}`, 'unix_socket_directories=', 'fsync=off', 'max_connections=60']
  const server = spawn(postgres, ['-D', cluster, '-p', String(port), ...settings.flatMap((each) => ['-c', each])], {
    ...as,
    env,
    cwd: cluster,
    stdio: 'ignore',
  })
  const gone = once(server, 'exit')
  async function ask(sql: string, database = 'postgres') {
    const client = new pg.Client({ host, port, ...dba, database })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    if (await ask('select 1').catch(() => Date.now() > end)) break
  }
  return {
    host,
    port,
    ask,
    url: (name, password, database) =>
      `postgres://${encodeURIComponent(name)}:${encodeURIComponent(password)}@${host}:${port}/${database}`,
    async stop() {
      server.kill('SIGINT')
      await gone
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const listening = createServer().listen(0, host)
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  listening.close()
  await once(listening, 'close')
  return port
}

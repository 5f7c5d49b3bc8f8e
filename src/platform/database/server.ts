/** A server of the county's own: what it must be, said in words before anything is written to it. */
import pg from 'pg'
import { Refusal, refuse, requireNone, type Reason } from '#kernel/refusal.ts'
import { administered } from './roles.ts'

export interface Server {
  /** 150018 */
  version: number
  encoding: string
  database: string
  user: string
  /** Of those that we need. */
  extensions: readonly string[]
}

const oldest = 150_000
const patience = 15_000
export const extensions = ['btree_gist', 'pgcrypto']

export function objectionsToServer({ version, encoding, database, extensions: there }: Server): Reason[] {
  const reasons: Reason[] = []
  if (version < oldest)
    reasons.push({
      code: 'server_version',
      message: `这台PostgreSQL是${Math.floor(version / 10_000)}版，需要15或更高。请由数据库管理员升级，或不设DATABASE_URL、使用随程序安装的数据库`,
    })
  if (encoding !== 'UTF8')
    reasons.push({
      code: 'server_encoding',
      message: `数据库${database}的编码是${encoding}，须为UTF8，否则存不下生僻字。请另建数据库：create database ${database} template template0 encoding 'UTF8' locale 'C.UTF-8'`,
    })
  const missing = extensions.filter((name) => !there.includes(name))
  if (missing.length > 0)
    reasons.push({
      code: 'server_extensions',
      message: `服务器上没有扩展${missing.join('、')}。它们随PostgreSQL发布，常在软件包postgresql-contrib里，请由数据库管理员安装后重新启动`,
    })
  return reasons
}

/** Member by member, because a connection string wins over the members beside it: nobody could sign in as another user. */
export function addressOf(url: string): pg.ClientConfig {
  try {
    // pg itself reads it, with PGHOST and its kin for what is missing.
    const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url })
    return { host, port, ...(user ? { user } : {}), ...(password ? { password } : {}), database, ssl }
  } catch {
    return refuse(
      'unavailable',
      'database_url',
      'DATABASE_URL写得不对，应为 postgres://用户:口令@主机:端口/数据库；口令里的特殊字符须转写，如 @ 写作 %40',
    )
  }
}

/** Refuses a DATABASE_URL that cannot be reached or does not do. */
export async function requireServer(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: patience })
  client.on('error', () => {})
  try {
    await client.connect()
    requireNone(objectionsToServer(await lookAt(client)))
  } catch (error) {
    throw asServerRefusal(error)
  } finally {
    await client.end().catch(() => {})
  }
}

async function lookAt(client: pg.Client): Promise<Server> {
  const found = await client.query<Server>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding, current_database() as database,
       current_user::text as user, array(select name::text from pg_available_extensions where name = any ($1)) as extensions`,
    [extensions],
  )
  const server = found.rows[0]
  if (!server) throw new Error('the server did not say what it is')
  return server
}

const byDba = '请由数据库管理员执行 gongyang roles 打印的SQL'

/** By PostgreSQL's code or the operating system's; the address may hold a password and is not repeated. */
const words: Readonly<Record<string, string>> = {
  '28P01': `数据库不接受这个用户名和口令。请核对DATABASE_URL；若是gongyang_login或gongyang_worker，${byDba}`,
  '28000': '数据库不准这个用户从本机登录。请由数据库管理员在pg_hba.conf中加上本机地址，或核对是否须加 ?sslmode=require',
  '3D000': `DATABASE_URL所写的数据库不存在。请由数据库管理员建立：create database 名称 template template0 encoding 'UTF8' locale 'C.UTF-8' owner 用户`,
  '53300': '数据库服务器的连接已满。请由数据库管理员调高max_connections，或把POOL改小',
  '57P03': '数据库服务器正在启动或停止，请稍候再试',
  ECONNREFUSED: '连不上数据库服务器：该地址和端口没有PostgreSQL在听。请核对DATABASE_URL的主机和端口',
  ENOTFOUND: '连不上数据库服务器：找不到这个主机名。请核对DATABASE_URL',
  EHOSTUNREACH: '连不上数据库服务器：网络不通。请核对DATABASE_URL的主机和防火墙',
  ETIMEDOUT: '连不上数据库服务器：等待超时。请核对DATABASE_URL的主机和防火墙',
}

export function asServerRefusal(error: unknown): unknown {
  const code = codeOf(error)
  const message = words[code]
  return message ? Object.assign(new Refusal('unavailable', [{ code, message }]), { cause: error }) : error
}

function codeOf(error: unknown): string {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error
  if (!(inner instanceof Error)) return ''
  if ('code' in inner) return String(inner.code)
  return inner.message === 'timeout expired' ? 'ETIMEDOUT' : ''
}

/** What stands here: roles that a DBA made count as much as those that we make. */
export async function makeRoles(client: pg.ClientBase, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement).catch(passDenied)
  const found = await client.query<{ role: string; there: boolean }>(
    `select role, exists (select from pg_roles r where r.rolname = role and pg_has_role(current_user, r.oid, 'usage')) as there from unnest($1::text[]) role`,
    [administered],
  )
  const missing = found.rows.filter(({ there }) => !there).map(({ role }) => role)
  if (missing.length === 0) return
  const message = `DATABASE_URL的用户不能建立数据库角色，也不是${missing.join('、')}的成员。请由数据库管理员给它CREATEROLE，或${byDba.slice(1)}`
  requireNone([{ code: 'roles', message }])
}

const denied = '42501'

function passDenied(error: unknown): void {
  if (codeOf(error) !== denied) throw error
}

/** A database that belongs to somebody else refuses us its schema and its extensions. */
export async function makeGround(client: pg.ClientBase, statements: readonly string[]): Promise<void> {
  for (const statement of statements)
    await client.query(statement).catch((error: unknown) => {
      if (codeOf(error) !== denied) throw error
      const message = `DATABASE_URL的用户不是这个数据库的所有者，不能办理“${statement}”。请由数据库管理员执行：alter database 名称 owner to 用户`
      throw Object.assign(new Refusal('unavailable', [{ code: 'not_owner', message }]), { cause: error })
    })
}

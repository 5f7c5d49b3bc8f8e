/** One table as COPY text: out to a packed file, in from it, or only hashed; counted and hashed on the way. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { refuse } from '#kernel/refusal.ts'
import type { BackupTable } from './manifest.ts'
import type { OurTable } from './tables.ts'

/** What the text depends on; both sides of a comparison must say the same. */
export const textSettings = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO'`,
  `set local intervalstyle = 'iso_8601'`,
  `set local extra_float_digits = 1`,
  `set local bytea_output = 'hex'`,
  `set local client_encoding = 'UTF8'`,
]

export interface Sum {
  rows: number
  sha256: string
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')

const rowsInOrder = ({ name, columns, order }: OurTable) =>
  copyTo(`copy (select ${quoted(columns)} from ${name} order by ${order}) to stdout`)

const lineFeed = 10

/** A line feed within a value is written as \n, so line feeds are rows. */
function summing(): { stream: Transform; sum: () => Sum } {
  const hash = createHash('sha256')
  let rows = 0
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) rows += 1
      done(null, chunk)
    },
  })
  return { stream, sum: () => ({ rows, sha256: hash.digest('hex') }) }
}

export async function copyOut(client: pg.ClientBase, table: OurTable, file: string): Promise<Sum> {
  const { stream, sum } = summing()
  const output = createWriteStream(file, { mode: 0o600, flush: true })
  await pipeline(client.query(rowsInOrder(table)), stream, createGzip({ level: 3 }), output)
  return sum()
}

/** The table as it now stands in the database. */
export async function sumOf(client: pg.ClientBase, table: OurTable): Promise<Sum> {
  const { stream, sum } = summing()
  await pipeline(client.query(rowsInOrder(table)), stream, new Writable({ write: (_chunk, _, done) => done() }))
  return sum()
}

/** Refuses, naming the table, what is not what the manifest says. */
export async function copyIn(client: pg.ClientBase, table: BackupTable, file: string): Promise<void> {
  const { stream, sum } = summing()
  try {
    const target = client.query(copyFrom(`copy ${table.name} (${quoted(table.columns)}) from stdin`))
    await pipeline(createReadStream(file), createGunzip(), stream, target)
  } catch (error) {
    refuseTable(table.name, `读不出或装不进数据库（${error instanceof Error ? error.message : String(error)}）`)
  }
  requireSame(table, sum(), '备份里')
}

export function requireSame(table: BackupTable, sum: Sum, where: string): void {
  if (sum.rows !== table.rows) refuseTable(table.name, `清单记${table.rows}行，${where}是${sum.rows}行`)
  if (sum.sha256 !== table.sha256) refuseTable(table.name, `${where}的内容与清单的校验值不符`)
}

function refuseTable(table: string, what: string): never {
  const message = `备份的表 ${table} 不对：${what}。备份已损坏或被改动，没有恢复任何内容；请换一份备份`
  refuse('invalid', 'table_changed', message)
}

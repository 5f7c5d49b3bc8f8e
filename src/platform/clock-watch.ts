/** The record goes forward only: when the machine's clock stands before its last entry, nothing is saved until it is set right. */
import { sql, type Kysely } from 'kysely'
import { instant, type Instant, momentText } from '#kernel/calendar.ts'
import { enter } from './perform.ts'

export interface ClockWatch {
  /** Why nothing may be saved; undefined when time goes on. Asked at every command, so it does not wait for the database. */
  refused(): string | undefined
  /** Asks the database for the last entry. */
  look(): Promise<void>
}

interface Watching {
  kysely: Kysely<unknown>
  now(): Instant
  /** Entries up to this moment are known to be dated ahead: whoever runs the server has looked into it. */
  accepted?: Instant | undefined
}

/** A synchronised clock may step back so far, and several servers differ by less. */
const toleratedMs = 60_000
const askedEvery = 30_000

export function clockWatch({ kysely, now, accepted }: Watching): ClockWatch {
  let last: Instant | undefined
  let asked = 0
  async function look(): Promise<void> {
    asked = Date.now()
    const found = await lastEntry(kysely, accepted)
    if (found && (!last || found > last)) last = found
  }
  return {
    look,
    refused() {
      if (Math.abs(Date.now() - asked) > askedEvery) look().catch(() => {})
      const at = now()
      if (!last || Date.parse(last) - Date.parse(at) <= toleratedMs) {
        if (!last || at > last) last = at
        return undefined
      }
      return (
        `服务器时间是${momentText(at)}，早于留痕的最近一条（${momentText(last)}）。时间只应向前，暂停保存，已填内容请勿关闭页面。` +
        `请系统管理员校准服务器时间；如确系此前时钟走快，请查明后设置CLOCK_ACCEPTED=${last}再启动`
      )
    },
  }
}

async function lastEntry(kysely: Kysely<unknown>, accepted: Instant | undefined): Promise<Instant | undefined> {
  return kysely.transaction().execute(async (transaction) => {
    await enter(transaction, { kind: 'none', counties: ['000000'], ids: [] })
    const found = await sql<{ code: string }>`select distinct county_code as code from access.area_view
      where county_code is not null`.execute(transaction)
    const counties = ['000000', ...found.rows.map(({ code }) => code)]
    await enter(transaction, { kind: 'counties', counties, ids: [] })
    const { rows } = await sql<{
      at: Instant | null
    }>`select max(newest.at) as at from unnest(${counties}::text[]) as county
      cross join lateral (select e.at from record.entry_view e where e.county_code = county
        and e.at > coalesce(${accepted ?? null}::timestamptz, '-infinity') order by e.at desc limit 1) newest`.execute(
      transaction,
    )
    const at = rows[0]?.at
    return at ? instant(at) : undefined
  })
}

/** 个人账合计 ＝ 银行专户: the persons' balances against the bank's, day by day (C-14, F-26). */
import { sql } from 'kysely'
import { dateText, type Instant, type PlainDate } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { custody } from './contract.ts'
import { earliestDay, ledgerBalance } from './rules.ts'
import { askedOn, claimed, db, findHome, homeNames, inCounty } from './stored.ts'

export const balanceReading = part(custody, {
  /** Of homes with accounts or with a line of the bank; the county sees no person here, but every sum. */
  async balances(context) {
    const { basis } = await askedOn(context, context.today)
    return { homes: await balancesOf(context), citations: basis.booking }
  },

  async recordBank(context, { homeId, on, balanceFen, reference, words, fileId }) {
    const home = await findHome(context, homeId)
    if (on > context.today) refuse('refused', 'on', `${dateText(on)}还没有到，应是对账单的日期。请核对日期`)
    const earliest = await firstAccountOn(context, homeId)
    if (on < earliest)
      refuse(
        'refused',
        'on',
        `${dateText(on)}早于本机构最早开户的${dateText(earliest)}，那时还没有代管资金。请核对对账单的日期`,
      )
    await db(context)
      .insertInto('custody.bankBalance')
      .values({
        countyCode: context.county,
        id: context.newId(),
        organisationId: homeId,
        townshipId: home.townshipId,
        onDay: on,
        balanceFen,
        reference,
        words,
        fileId: await claimed(context, fileId),
        madeBy: context.actor.accountId,
        madeName: context.actor.name,
        at: context.now,
        entryId: context.entryId,
      })
      .execute()
    const [latest] = await linesOf(context, homeId)
    return { differenceFen: latest?.differenceFen ?? 0n }
  },

  async bankLines(context, { homeId }) {
    await findHome(context, homeId)
    const rows = await linesOf(context, homeId)
    context.shows({ homeId }, rows.length)
    return { rows }
  },
})

async function firstAccountOn(context: Context, homeId: string): Promise<PlainDate> {
  const { first } = await db(context)
    .selectFrom('custody.account')
    .select(({ fn }) => fn.min('openedOn').as('first'))
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', homeId)
    .executeTakeFirstOrThrow()
  return first ?? earliestDay(context.today)
}

interface Line {
  id: string
  on: PlainDate
  balanceFen: bigint
  bookFen: bigint
  reference: string
  words: string
  madeName: string
  at: Instant
}

async function linesOf(context: Context, homeId: string) {
  const { rows } = await sql<Line>`
    select k.id, k.on_day as "on", k.balance_fen, k.reference, k.words, k.made_name, k.at,
      ${bookUntil(context.county, 'k.organisation_id', 'k.on_day')} as book_fen
    from custody.bank_balance k where k.county_code = ${context.county} and k.organisation_id = ${homeId}
    order by k.on_day desc, k.at desc, k.id desc limit 200`.execute(context.transaction)
  return rows.map((row) => ({ ...row, differenceFen: ledgerBalance([row.bookFen], row.balanceFen).difference }))
}

interface Balance {
  homeId: string
  accounts: number
  bookFen: bigint
  bankFen: bigint | null
  bankOn: PlainDate | null
  bookOnDayFen: bigint | null
}

export async function balancesOf(context: Context) {
  const { rows } = await sql<Balance>`
    with home as (
      select a.organisation_id as id, count(*) filter (where a.status <> 'settled')::int as accounts, sum(a.balance_fen)::bigint as book
      from custody.account a where a.county_code = ${context.county} group by a.organisation_id)
    select h.id as home_id, h.accounts, h.book as book_fen, b.balance_fen as bank_fen, b.on_day as bank_on,
      case when b.on_day is not null then ${bookUntil(context.county, 'h.id', 'b.on_day')} end as book_on_day_fen
    from home h left join lateral (
      select k.balance_fen, k.on_day from custody.bank_balance k where k.county_code = ${context.county} and k.organisation_id = h.id
      order by k.on_day desc, k.at desc, k.id desc limit 1) b on true
    order by h.id`.execute(context.transaction)
  const homes = await inCounty(context, () => homeNames(context))
  return rows.map((row) => ({
    ...row,
    home: homes.get(row.homeId) ?? '',
    differenceFen: row.bankFen === null || row.bookOnDayFen === null ? null : row.bookOnDayFen - row.bankFen,
  }))
}

/** What the book of a home said at the end of a day. */
export const bookUntil = (county: string, home: 'h.id' | 'k.organisation_id', day: 'b.on_day' | 'k.on_day') =>
  sql`(select coalesce(sum(case e.direction when 'in' then e.amount_fen else -e.amount_fen end), 0)::bigint
    from custody.entry e
    where e.county_code = ${county} and e.organisation_id = ${sql.raw(home)} and e.on_day <= ${sql.raw(day)})`

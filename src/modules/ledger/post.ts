/** Writing postings: the one way money is entered in the books. */
import { monthOf, type PlainDate } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { type Account, type Earmark, earmarkText } from './words.ts'

const db = tablesOf<'ledger'>()

export interface Entry {
  earmark: Earmark
  debit: Account
  credit: Account
  amountFen: bigint
  summary: string
  /** The line the posting stands for. */
  source: { table: string; id: string }
  on?: PlainDate
  organisationId?: string | null
  personId?: string | null
  voucherNo?: string
  checkedName?: string
}

/** Posts all entries or none; where a pot would fall below nought it says by how much. */
export async function post(context: Context, entry: Entry | readonly Entry[]): Promise<void> {
  const entries: readonly Entry[] = 'length' in entry ? entry : [entry]
  await requireCover(context, entries)
  const rows = entries.map(({ source, on = context.today, summary, ...rest }) => ({
    ...rest,
    countyCode: context.county,
    id: context.newId(),
    month: monthOf(on),
    postedOn: on,
    postedAt: context.now,
    summary: Array.from(summary).slice(0, 200).join(''),
    sourceTable: source.table,
    sourceId: source.id,
    madeBy: context.actor.accountId,
    madeName: context.actor.name,
    entryId: context.entryId,
  }))
  for (let at = 0; at < rows.length; at += 1000)
    await db(context)
      .insertInto('ledger.posting')
      .values(rows.slice(at, at + 1000))
      .execute()
}

/** The database refuses as well; this says it in money. Pots are locked in one order, so that two batches take turns. */
async function requireCover(context: Context, entries: readonly Entry[]): Promise<void> {
  const needed = new Map<Earmark, bigint>()
  for (const { earmark, debit, credit, amountFen } of entries) {
    const change = debit === 'pot' ? amountFen : credit === 'pot' ? -amountFen : 0n
    needed.set(earmark, (needed.get(earmark) ?? 0n) + change)
  }
  for (const [earmark, change] of [...needed].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (change >= 0n) continue
    const short = -change - (await balanceOf(context, earmark))
    if (short > 0n)
      refuse(
        'refused',
        'pot_short',
        `${earmarkText[earmark]}资金余额不足：差${yuanText(short)} 元。请财政先拨入并登记，再办理`,
      )
  }
}

/** What is in a pot, locked until the transaction ends. */
export async function balanceOf(context: Context, earmark: Earmark): Promise<bigint> {
  const pot = await db(context)
    .selectFrom('ledger.pot')
    .select('balanceFen')
    .where('countyCode', '=', context.county)
    .where('earmark', '=', earmark)
    .forUpdate()
    .executeTakeFirst()
  return pot?.balanceFen ?? 0n
}

/** Balances, flow and the pooled care money. */
import { lastDay, type PlainMonth } from '#kernel/calendar.ts'
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { Earmark, ledger, type Pot } from './contract.ts'
import { categoryText } from './rules.ts'

const db = tablesOf<'ledger', 'settlement'>()
const most = 1001

export const reading = part(ledger, {
  async pots(context, { month }) {
    const policy = await context.policyOn(lastDay(month))
    const pooling = policy.find<{ pooled: boolean }>('payment.care.pooling')
    const denied = policy.find<string[]>('expense.support.deny')
    return {
      pots: await potsOf(context, month),
      pool: pooling?.value.pooled ? { ...(await poolOf(context)), citations: pooling.citations } : null,
      denied: denied
        ? { categories: denied.value.map((code) => categoryText[code] ?? code), citations: denied.citations }
        : null,
    }
  },

  async postings(context, { month, earmark, sourceTable, sourceId, page, pageSize }) {
    const query = db(context)
      .selectFrom('ledger.posting')
      .where('countyCode', '=', context.county)
      .$if(month !== undefined, (asked) => asked.where('month', '=', month ?? ''))
      .$if(earmark !== undefined, (asked) => asked.where('earmark', '=', earmark ?? 'care'))
      .$if(sourceTable !== undefined, (asked) => asked.where('sourceTable', '=', sourceTable ?? ''))
      .$if(sourceId !== undefined, (asked) => asked.where('sourceId', '=', sourceId ?? ''))
    const rows = await query
      .selectAll()
      .orderBy('postedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const total = await query.select('id').limit(most).execute()
    context.shows({ month, earmark, sourceTable, sourceId }, rows.length)
    return { rows, total: total.length, at: context.now }
  },
})

async function potsOf(context: Context, month: PlainMonth): Promise<Pot[]> {
  const sums = await sql<{ earmark: Earmark; before: string; coming: string; going: string }>`
    select earmark,
      coalesce(sum(case when debit = 'pot' then amount_fen when credit = 'pot' then -amount_fen else 0 end) filter (where month < ${month}), 0)::text as before,
      coalesce(sum(amount_fen) filter (where month = ${month} and debit = 'pot'), 0)::text as coming,
      coalesce(sum(amount_fen) filter (where month = ${month} and credit = 'pot'), 0)::text as going
    from ledger.posting where county_code = ${context.county} group by earmark`.execute(context.transaction)
  return Earmark.options.map((earmark) => {
    const sum = sums.rows.find((row) => row.earmark === earmark)
    const [before, coming, going] = [BigInt(sum?.before ?? 0), BigInt(sum?.coming ?? 0), BigInt(sum?.going ?? 0)]
    return { earmark, beforeFen: before, inFen: coming, outFen: going, balanceFen: before + coming - going }
  })
}

/** Care fees of all persons put together, against what went to the providers (C-13). */
async function poolOf(context: Context) {
  const [sums, flow] = await Promise.all([
    sql<{ accrued: string }>`select coalesce(sum(base_fen), 0)::text as accrued from settlement.statement_view
      where county_code = ${context.county} and status = 'finance_approved' and final`.execute(context.transaction),
    sql<{ paid: string; bounced: string; returned: string }>`select
        coalesce(sum(amount_fen) filter (where debit = 'bank' and credit = 'pot'), 0)::text as paid,
        coalesce(sum(amount_fen) filter (where debit = 'pot' and credit = 'bank'), 0)::text as bounced,
        coalesce(sum(amount_fen) filter (where debit = 'budget' and credit = 'pot'), 0)::text as returned
      from ledger.posting where county_code = ${context.county} and earmark = 'care'
        and (organisation_id is not null or source_table = 'ledger.voucher')`.execute(context.transaction),
  ])
  const accruedFen = BigInt(sums.rows[0]?.accrued ?? 0)
  const { paid = '0', bounced = '0', returned = '0' } = flow.rows[0] ?? {}
  const [paidFen, bouncedFen, returnedFen] = [BigInt(paid), BigInt(bounced), BigInt(returned)]
  return {
    accruedFen,
    paidFen,
    bouncedFen,
    returnedFen,
    balanceFen: accruedFen - paidFen - returnedFen + bouncedFen,
  }
}

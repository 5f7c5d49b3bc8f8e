/** Balances, flow and the pooled care money. */
import { sql } from 'kysely'
import type * as z from 'zod'
import { lastDay, monthText, type PlainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { accountText, Earmark, earmarkText, flowText, ledger, type Pot } from './contract.ts'
import { categoryText } from './rules.ts'

const db = tablesOf<'ledger', 'settlement'>()
const most = 1001
const mostInFile = 20_000

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

  async postings(context, { page, pageSize, ...wanted }) {
    const rows = await postingRows(context, wanted, { limit: pageSize, offset: (page - 1) * pageSize })
    const total = await chosen(context, wanted).select('id').limit(most).execute()
    const sum = await chosen(context, wanted)
      .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>('amountFen'), sql<bigint>`0`).as('fen'))
      .executeTakeFirstOrThrow()
    context.shows(wanted, rows.length)
    return { rows, total: total.length, sumFen: BigInt(sum.fen), at: context.now }
  },

  async exportPostings(context, { format, ...wanted }) {
    const rows = await postingRows(context, wanted, { limit: mostInFile, offset: 0 })
    const note = `${sentence(wanted)} · ${rows.length}笔${rows.length === mostInFile ? '（只列最近的，请缩小范围）' : ''}`
    return giveList(context, { title: '资金流水', note, ...sheetOf(rows) }, format)
  },
})

type Wanted = Omit<z.infer<typeof ledger.operations.exportPostings.input>, 'format'>

const sentence = ({ month, earmark, flow, text }: Wanted): string =>
  [month && monthText(month), earmark && earmarkText[earmark], flow && flowText[flow], text && `含“${text}”`]
    .filter(Boolean)
    .join('；') || '全部'

function chosen(context: Context, { month, earmark, flow, text, sourceTable, sourceId }: Wanted) {
  return db(context)
    .selectFrom('ledger.posting')
    .where('countyCode', '=', context.county)
    .$if(month !== undefined, (asked) => asked.where('month', '=', month ?? ''))
    .$if(earmark !== undefined, (asked) => asked.where('earmark', '=', earmark ?? 'care'))
    .$if(flow !== undefined, (asked) => asked.where(flow === 'in' ? 'debit' : 'credit', '=', 'pot'))
    .$if(text !== '', (asked) =>
      asked.where((eb) =>
        eb.or([eb(sql`position(${text} in summary)`, '>', 0), eb(sql`position(${text} in voucher_no)`, '>', 0)]),
      ),
    )
    .$if(sourceTable !== undefined, (asked) => asked.where('sourceTable', '=', sourceTable ?? ''))
    .$if(sourceId !== undefined, (asked) => asked.where('sourceId', '=', sourceId ?? ''))
}

const postingRows = (context: Context, wanted: Wanted, { limit, offset }: { limit: number; offset: number }) =>
  chosen(context, wanted)
    .selectAll()
    .orderBy('postedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()

function sheetOf(rows: Awaited<ReturnType<typeof postingRows>>) {
  return {
    columns: [
      { title: '日期', width: 11 },
      { title: '摘要', width: 40 },
      { title: '借', width: 14 },
      { title: '贷', width: 14 },
      { title: '金额（元）', width: 14, format: 'money' as const },
      { title: '专项', width: 10 },
      { title: '凭证号', width: 12 },
      { title: '制单', width: 9 },
      { title: '复核', width: 9 },
    ],
    rows: rows.map((row) => [
      row.postedOn,
      row.summary,
      accountText[row.debit],
      accountText[row.credit],
      row.amountFen,
      earmarkText[row.earmark],
      row.voucherNo,
      row.madeName,
      row.checkedName,
    ]),
  }
}

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

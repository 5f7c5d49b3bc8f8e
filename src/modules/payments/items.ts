/** The lines of a batch: found by name, amount and state, who stands behind one, and the list as a file (screens 4.15). */
import { sql } from 'kysely'
import { monthText, plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { giveList } from '#platform/list-file.ts'
import { part } from '#platform/module.ts'
import { type Item, type ItemPerson, payments } from './contract.ts'
import { signaturesOf } from './signatures.ts'
import { adviceFor, type ItemStatus, itemText, payeeText, purposeText } from './words.ts'

const db = tablesOf<'payments'>()
/** More than a county has persons: a file takes all of them or says that it does not. */
const mostInFile = 20_000

export const itemsPart = part(payments, {
  async items(context, { page, pageSize, ...wanted }) {
    await oneBatch(context, wanted.batchId)
    const rows = await itemRows(context, wanted, { limit: pageSize, offset: (page - 1) * pageSize })
    const sums = await sql<{ count: number; fen: string }>`
      select count(*)::int as count, coalesce(sum(i.amount_fen), 0)::text as fen
      from payments.item i where ${chosen(context, wanted)}`.execute(context.transaction)
    context.shows(wanted, rows.length)
    return { rows, total: sums.rows[0]?.count ?? 0, sumFen: BigInt(sums.rows[0]?.fen ?? 0), at: context.now }
  },

  async itemPersons(context, { batchId, itemId }) {
    await oneBatch(context, batchId)
    const found = await sql<ItemPerson>`
      select s.person_id, person.name, coalesce(t.name, '') as township, s.month, s.purpose, s.amount_fen, s.reason
      from payments.share s
      join persons.person_view person on person.county_code = s.county_code and person.id = s.person_id
      left join access.area_view t on t.id = s.township_id
      where s.county_code = ${context.county} and s.batch_id = ${batchId} and s.item_id = ${itemId} and s.dropped_reason is null
      order by t.sort_order, person.name_sort, s.month, s.sequence limit 5000`.execute(context.transaction)
    context.shows({ batchId, itemId }, found.rows.length)
    const masked = context.actor.role === 'finance'
    return found.rows.map((row) => (masked ? { ...row, name: shortened(row.name) } : row))
  },

  async itemPlace(context, { itemId }) {
    const found = await db(context)
      .selectFrom('payments.item')
      .select(['batchId', 'lineNo', 'payee', 'personId', 'amountFen'])
      .where('countyCode', '=', context.county)
      .where('id', '=', itemId)
      .executeTakeFirst()
    if (!found) return refuse('not_found', 'item', '没有找到这一笔发放，或不在您的辖区')
    const { personId, payee, ...line } = found
    if (personId) context.concerns(personId)
    return { ...line, payee: context.actor.role === 'finance' && personId ? shortened(payee) : payee }
  },

  async exportItems(context, { format, ...wanted }) {
    const batch = await oneBatch(context, wanted.batchId)
    const rows = await itemRows(context, wanted, { limit: mostInFile, offset: 0 })
    for (const { personId } of rows) if (personId) context.concerns(personId)
    const sumFen = rows.reduce((sum, { amountFen }) => sum + amountFen, 0n)
    const title = `${monthText(plainMonth(batch.month))}${purposeText[batch.purpose]}费发放明细表`
    const note = `批次${batch.number} · ${sentence(wanted)} · ${rows.length}笔 · 合计${yuanText(sumFen)} 元`
    const signatures = await signaturesOf(context, batch)
    return giveList(context, { ...sheetOf(rows, sumFen), title, note, signatures }, format)
  },
})

interface Wanted {
  batchId: string
  status?: ItemStatus | undefined
  text: string
  amountFen?: bigint | undefined
}

const sentence = ({ status, text, amountFen }: Wanted): string =>
  [
    status ? itemText[status] : '',
    text ? `收款方含“${text}”` : '',
    amountFen === undefined ? '' : `金额${yuanText(amountFen)} 元`,
  ]
    .filter(Boolean)
    .join('；') || '全部'

const chosen = (context: Context, { batchId, status, text, amountFen }: Wanted) =>
  sql`i.county_code = ${context.county} and i.batch_id = ${batchId}
    and ${status ? sql`i.status = ${status}` : sql`i.status <> 'dropped'`}
    and ${text ? sql`(position(${text} in i.payee) > 0 or position(${text} in i.holder) > 0)` : sql`true`}
    and ${amountFen === undefined ? sql`true` : sql`i.amount_fen = ${amountFen}`}`

async function itemRows(
  context: Context,
  wanted: Wanted,
  { limit, offset }: { limit: number; offset: number },
): Promise<Item[]> {
  const found = await sql<Omit<Item, 'advice'>>`
    select i.id, i.line_no, i.purpose, i.person_id, i.organisation_id, coalesce(t.name, '') as township, i.payee, i.payee_kind, i.holder,
      i.bank, i.account_masked, i.amount_fen, i.statement_id, a.statement_number, i.status, i.paid_on, i.bank_reason, i.reissue_of,
      (select count(distinct s.person_id)::int from payments.share s where s.county_code = i.county_code and s.item_id = i.id and s.dropped_reason is null) as persons,
      (select b.number from payments.item n join payments.batch b on b.county_code = n.county_code and b.id = n.batch_id
        where n.county_code = i.county_code and n.reissue_of = i.id and n.status <> 'dropped') as reissued_in
    from payments.item i
    left join access.area_view t on t.id = i.township_id
    left join payments.application a on a.county_code = i.county_code and a.id = i.application_id
    where ${chosen(context, wanted)} order by i.line_no limit ${limit} offset ${offset}`.execute(context.transaction)
  const masked = context.actor.role === 'finance'
  return found.rows.map((row) => ({
    ...row,
    ...(masked && row.personId ? { payee: shortened(row.payee), holder: shortened(row.holder) } : {}),
    advice: row.status === 'returned' ? adviceFor(row.bankReason) : '',
  }))
}

function sheetOf(rows: readonly Item[], sumFen: bigint) {
  const columns = [
    { title: '序号', width: 6, format: 'integer' as const },
    { title: '收款方', width: 20 },
    { title: '乡镇（街道）', width: 14 },
    { title: '类型', width: 12 },
    { title: '账户', width: 12 },
    { title: '人数', width: 7, format: 'integer' as const },
    { title: '金额（元）', width: 14, format: 'money' as const },
    { title: '银行结果', width: 18 },
    { title: '原因', width: 30 },
  ]
  return {
    columns,
    rows: rows.map((row) => [
      row.lineNo,
      row.payee,
      row.township,
      payeeText[row.payeeKind],
      `尾号${row.accountMasked.slice(-4)}`,
      row.persons,
      row.amountFen,
      `${itemText[row.status]}${row.paidOn ? ` ${row.paidOn}` : ''}`,
      row.reissuedIn ? `已在${row.reissuedIn}重发` : row.bankReason,
    ]),
    total: ['合计', '', '', '', '', '', sumFen, '', ''],
  }
}

/** 张**: finance checks sums, not persons (screens 5.19). */
export const shortened = (name: string): string => `${Array.from(name)[0] ?? ''}**`

export async function oneBatch(context: Context, batchId: string) {
  const batch = await db(context)
    .selectFrom('payments.batch')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', batchId)
    .executeTakeFirst()
  return batch ?? refuse('not_found', 'batch', '没有找到这个发放批次，或不在您的辖区')
}

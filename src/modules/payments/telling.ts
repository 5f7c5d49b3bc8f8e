/** Everybody is told of each payment made for him (AH-2.1.1f); the care fee that goes to a provider as well. */
import { dateText, type PlainDate, type PlainMonth, monthText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { sql } from 'kysely'
import { tell } from '#modules/notices/index.ts'
import type { Context } from '#platform/context.ts'
import { type PayeeKind, purposeText } from './words.ts'

interface Paid {
  id: string
  personId: string
  townshipId: string
  villageId: string | null
  name: string
  month: PlainMonth
  purpose: 'care' | 'living'
  reason: string
  amountFen: bigint
  paidOn: PlainDate
  payee: string
  payeeKind: PayeeKind
  accountMasked: string
  itemId: string
  toldBefore: boolean
}

export async function tellPaid(context: Context, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return
  const paid =
    await sql<Paid>`select s.id, s.person_id, s.township_id, p.village_id, p.name, s.month, s.purpose, s.reason, s.amount_fen, i.paid_on,
      i.payee, i.payee_kind, i.account_masked, i.id as item_id, exists (select from notices.notice_view n
        where n.county_code = s.county_code and n.source_table = 'payments.share' and n.source_id = s.id) as told_before
    from payments.share s
    join payments.item i on i.county_code = s.county_code and i.id = s.item_id
    join persons.person_view p on p.county_code = s.county_code and p.id = s.person_id
    where s.county_code = ${context.county} and s.item_id = any(${itemIds}::uuid[]) and s.dropped_reason is null
      and p.status not in ('ended', 'archived')`.execute(context.transaction)
  await tell(
    context,
    paid.rows.map((row) => ({
      personId: row.personId,
      townshipId: row.townshipId,
      villageId: row.villageId,
      addressee: row.name,
      title: '本人账目告知单',
      // Told before and given back by the bank since (退票): told again, or the first account would stand.
      text: row.toldBefore ? `此前告知的这笔钱被银行退回，现已重新发放。\n${noticeOf(row)}` : noticeOf(row),
      source: { table: row.toldBefore ? `payments.share#${row.itemId}` : 'payments.share', id: row.id },
      month: row.month,
    })),
  )
}

/** What, how much, where to, when, why; no word of level or illness. */
export function noticeOf(
  row: Omit<Paid, 'id' | 'personId' | 'townshipId' | 'villageId' | 'itemId' | 'toldBefore'>,
): string {
  const what = `${monthText(row.month)}${purposeText[row.purpose]}费${yuanText(row.amountFen)}元`
  const why = row.reason ? `这是${row.reason}。` : ''
  return `${what}，已于${dateText(row.paidOn)}${whereTo(row)}。\n${why}这笔钱是给您的，别人未经您同意不能领取或支配。`
}

function whereTo({ payeeKind, payee, accountMasked }: Pick<Paid, 'payeeKind' | 'payee' | 'accountMasked'>): string {
  const tail = `（尾号${accountMasked.slice(-4)}）`
  if (payeeKind === 'person') return `发到您本人的账户${tail}`
  if (payeeKind === 'relative') return `按您的书面同意发到${payee}的账户${tail}`
  if (payeeKind === 'provider_account') return `付给照料您的${payee}，用于购买您的照料服务`
  return `付给您居住的${payee}，用于您的生活和照料`
}

/** Vouchers that finance enters by hand; entered by one, posted by another. */
import { sql } from 'kysely'
import { yuanText } from '#kernel/money.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { KeptRefusal } from '#platform/perform.ts'
import { type Earmark, earmarkText, ledger, type VoucherKind, voucherText } from './contract.ts'
import { post } from './post.ts'
import { categoryText, objectionsToExpense } from './rules.ts'

const db = tablesOf<'ledger'>()
const most = 1001

export const vouchers = part(ledger, {
  async vouchers(context, { month, onlyToCheck, kind, earmark, text, page, pageSize }) {
    const query = db(context)
      .selectFrom('ledger.voucher')
      .where('countyCode', '=', context.county)
      .$if(month !== undefined, (asked) =>
        asked.where((eb) => eb(eb.fn('to_char', ['onDay', eb.val('YYYY-MM')]), '=', month ?? '')),
      )
      .$if(kind !== undefined, (asked) => asked.where('kind', '=', kind ?? 'spent'))
      .$if(earmark !== undefined, (asked) => asked.where('earmark', '=', earmark ?? 'care'))
      .$if(text !== '', (asked) =>
        asked.where((eb) =>
          eb.or([eb(sql`position(${text} in number)`, '>', 0), eb(sql`position(${text} in words)`, '>', 0)]),
        ),
      )
      .$if(onlyToCheck, (asked) => asked.where('checkedBy', 'is', null).where('refusedReason', '=', ''))
    const rows = await query
      .selectAll()
      .orderBy('madeAt', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const total = await query.select('id').limit(most).execute()
    context.shows({ month, onlyToCheck, kind, earmark, text }, rows.length)
    const mine = context.actor.accountId
    return { rows: rows.map((row) => ({ ...row, mine: row.madeBy === mine })), total: total.length, at: context.now }
  },

  async mayUse(context, { earmark, category }) {
    const reasons = objections(await context.policyOn(context.today), earmark, category)
    return { ok: reasons.length === 0, reasons }
  },

  async enter(context, input) {
    if (input.kind === 'spent') await requireLawfulUse(context, input)
    else if (input.category) refuse('invalid', 'category', '只有支出才填支出项目，拨入和缴回请留空')
    if (input.onDay > context.today) refuse('invalid', 'onDay', '凭证日期不能晚于今天')
    if (input.fileId) await claimFile(context, input.fileId, 'ledger.voucher')
    const id = context.newId()
    const made = { madeBy: context.actor.accountId, madeName: context.actor.name, madeAt: context.now }
    await db(context)
      .insertInto('ledger.voucher')
      .values({ ...input, countyCode: context.county, id, ...made })
      .execute()
    return { voucherId: id }
  },

  async check(context, { voucherId, confirm, reason }) {
    const found = await toCheck(context, voucherId)
    if (found.madeBy === context.actor.accountId)
      refuse('refused', 'same_person', '这张凭证由您登记；制单和复核应由两人办理。请由另一人复核')
    if (!confirm && reason.length < 4) refuse('invalid', 'reason', '请填写不同意的原因，至少4个字')
    const checked = { checkedBy: context.actor.accountId, checkedName: context.actor.name, checkedAt: context.now }
    await db(context)
      .updateTable('ledger.voucher')
      .set(confirm ? checked : { refusedReason: reason })
      .where('countyCode', '=', context.county)
      .where('id', '=', voucherId)
      .execute()
    if (confirm) await postVoucher(context, found)
    return {}
  },
})

async function toCheck(context: Context, voucherId: string) {
  const found = await db(context)
    .selectFrom('ledger.voucher')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', voucherId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) return refuse('not_found', 'voucher', '没有找到这张凭证')
  if (found.checkedBy || found.refusedReason) refuse('conflict', 'checked', '这张凭证已经复核。请刷新页面')
  return found
}

const sides = {
  allotted: { debit: 'pot', credit: 'budget' },
  handed_back: { debit: 'budget', credit: 'pot' },
  spent: { debit: 'expense', credit: 'pot' },
} as const

type Found = Awaited<ReturnType<typeof toCheck>> & { kind: VoucherKind; earmark: Earmark }

async function postVoucher(context: Context, voucher: Found): Promise<void> {
  const { kind, earmark, amountFen, number, words, onDay, category, id } = voucher
  const use = category ? `用于${categoryText[category] ?? category}` : ''
  await post(context, {
    ...sides[kind],
    earmark,
    amountFen,
    on: onDay,
    summary: `${voucherText[kind]}${earmarkText[earmark]}资金${use}${words ? `：${words}` : ''}`,
    source: { table: 'ledger.voucher', id },
    voucherNo: number,
    checkedName: context.actor.name,
  })
}

/** Running money has no list; support money has the black list, the care fee the white list besides (A-32). */
function objections(policy: PolicyInForce, earmark: Earmark, category: string) {
  const source = earmark === 'care' ? ('care_fee' as const) : earmark
  return objectionsToExpense(
    { source, category },
    { careFeeAllows: policy.find('expense.care_fee.allow'), supportDenies: policy.find('expense.support.deny') },
  )
}

interface Use {
  earmark: Earmark
  category: string | null
  amountFen: bigint
}

/** The try is kept although it is refused: attempts are reported (BJ-11.8). */
async function requireLawfulUse(context: Context, { earmark, category, amountFen }: Use): Promise<void> {
  if (!category) return refuse('invalid', 'category', '请选择支出项目')
  const what = categoryText[category] ?? category
  const reasons = objections(await context.policyOn(context.today), earmark, category)
  if (reasons.length === 0) return
  const refusal = new Refusal('refused', [
    {
      code: 'use_refused',
      message: `${earmarkText[earmark]}资金不能用于“${what}”（${yuanText(amountFen)} 元）。`,
      citations: reasons.flatMap((reason) => reason.citations ?? []),
    },
    ...reasons,
  ])
  await db(context)
    .insertInto('ledger.refusedUse')
    .values({
      countyCode: context.county,
      id: context.newId(),
      earmark,
      category,
      amountFen,
      reason: refusal.message,
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
  throw new KeptRefusal(refusal)
}

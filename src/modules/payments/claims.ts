/** 追回: by name; never taken out of anybody else's money (payment.late_death, A-21). */
import { sql } from 'kysely'
import { addMonths, type Instant, monthOf, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import { refuse } from '#kernel/refusal.ts'
import { post } from '#modules/ledger/index.ts'
import { deathWithdrawn, personDied, personEnded, takenBack } from '#modules/persons/contract.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { giveList } from '#platform/list-file.ts'
import { on, part, type Reaction } from '#platform/module.ts'
import { type Claim, payments } from './contract.ts'
import type { Overpaid } from './due.ts'
import { type ClaimStatus, claimText, groundText, purposeText } from './words.ts'

const db = tablesOf<'payments', 'persons' | 'access'>()

export const claims = part(payments, {
  async claims(context, { status, page, pageSize }) {
    const rows = await claimRows(context, status, { limit: pageSize, offset: (page - 1) * pageSize })
    const all = await chosen(context, status)
      .select((eb) => [eb.fn.countAll<bigint>().as('count'), eb.fn.sum<string | null>('claim.amountFen').as('fen')])
      .executeTakeFirstOrThrow()
    context.shows({ status }, rows.length)
    return { rows, total: Number(all.count), sumFen: BigInt(all.fen ?? 0), at: context.now }
  },

  async exportClaims(context, { status, format }) {
    const rows = await claimRows(context, status, { limit: 20_000, offset: 0 })
    for (const { personId } of rows) context.concerns(personId)
    const sumFen = sumOf(rows.map(({ amountFen }) => amountFen))
    const note = `${status ? claimText[status] : '全部'} · ${rows.length}笔 · 合计${yuanText(sumFen)} 元`
    return giveList(context, { title: '追回款名单', note, ...claimSheet(rows, sumFen) }, format)
  },

  async decideClaim(context, { claimId, recovered, reason, voucherNo }) {
    if (recovered && !voucherNo) refuse('invalid', 'voucherNo', '请填写收回款项的凭证号')
    const decided = await db(context)
      .updateTable('payments.claim')
      .set({
        status: recovered ? 'recovered' : 'waived',
        decidedReason: reason,
        decidedBy: context.actor.accountId,
        decidedName: context.actor.name,
        decidedAt: context.now,
        voucherNo,
      })
      .where('countyCode', '=', context.county)
      .where('id', '=', claimId)
      .where('status', '=', 'open')
      .returningAll()
      .executeTakeFirst()
    if (!decided) return refuse('conflict', 'decided', '这笔追回款已经办理，或不在您的辖区。请刷新页面')
    context.concerns(decided.personId)
    const { purpose, amountFen, personId, month } = decided
    await post(context, {
      earmark: purpose,
      amountFen,
      debit: recovered ? 'pot' : 'expense',
      credit: 'claims',
      summary: `${recovered ? '收回' : '不予追回'}${month}${purposeText[purpose]}费：${reason}`,
      source: { table: 'payments.claim', id: claimId },
      personId,
      voucherNo,
    })
    return {}
  },
})

function chosen(context: Context, status: ClaimStatus | undefined) {
  return db(context)
    .selectFrom('payments.claim as claim')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'claim.countyCode').onRef('person.id', '=', 'claim.personId'),
    )
    .leftJoin('access.areaView as township', 'township.id', 'claim.townshipId')
    .where('claim.countyCode', '=', context.county)
    .$if(status !== undefined, (asked) => asked.where('claim.status', '=', status ?? 'open'))
}

async function claimRows(
  context: Context,
  status: ClaimStatus | undefined,
  { limit, offset }: { limit: number; offset: number },
): Promise<Claim[]> {
  const rows = await chosen(context, status)
    .selectAll('claim')
    .select(['person.name', 'township.name as township'])
    .orderBy('claim.openedAt', 'desc')
    .orderBy('claim.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map((row) => ({ ...row, month: plainMonth(row.month), township: row.township ?? '' }))
}

function claimSheet(rows: readonly Claim[], sumFen: bigint) {
  return {
    columns: [
      { title: '序号', width: 6, format: 'integer' as const },
      { title: '姓名', width: 10 },
      { title: '乡镇（街道）', width: 14 },
      { title: '月份', width: 10 },
      { title: '用途', width: 10 },
      { title: '原因', width: 12 },
      { title: '金额（元）', width: 12, format: 'money' as const },
      { title: '状态', width: 10 },
      { title: '说明', width: 36 },
    ],
    rows: rows.map((row, index) => [
      index + 1,
      row.name,
      row.township,
      row.month,
      purposeText[row.purpose],
      groundText[row.ground],
      row.amountFen,
      claimText[row.status],
      row.decidedReason || row.words,
    ]),
    total: ['合计', '', '', '', '', '', sumFen, '', ''],
    signatures: ['经办', '民政负责人', '财政'],
  }
}

interface Sent extends Overpaid {
  sequence: number
}

/** What has gone out for months that were not due becomes a claim of its own, once. */
export async function openClaims(context: Context, overpaid: readonly Overpaid[], ground?: 'death' | 'ended') {
  for (const each of overpaid) {
    const { count } = await db(context)
      .selectFrom('payments.claim')
      .select((eb) => eb.fn.countAll<bigint>().as('count'))
      .where('countyCode', '=', context.county)
      .where('personId', '=', each.personId)
      .where('month', '=', each.month)
      .where('purpose', '=', each.purpose)
      .executeTakeFirstOrThrow()
    await openClaim(context, { ...each, sequence: Number(count) }, ground ?? 'overpaid')
  }
}

async function openClaim(context: Context, sent: Sent, ground: 'death' | 'ended' | 'overpaid'): Promise<void> {
  const id = context.newId()
  const words = `${monthText(sent.month)}${purposeText[sent.purpose]}费多发${yuanText(sent.amountFen)} 元，逐人列明追回，不从别人的钱里扣。`
  await db(context)
    .insertInto('payments.claim')
    .values({ ...sent, countyCode: context.county, id, ground, words, openedAt: context.now })
    .execute()
  await post(context, {
    earmark: sent.purpose,
    amountFen: sent.amountFen,
    debit: 'claims',
    credit: 'expense',
    summary: words,
    source: { table: 'payments.claim', id },
    personId: sent.personId,
  })
}

/** The month of death is still due; from the next on nothing is (payment.late_death). */
async function claimAfter(
  context: Context,
  { personId, last }: { personId: string; last: PlainDate },
  ground: 'death' | 'ended',
) {
  // Lists are the county's: whoever reports a death for a township does not see all of them.
  await context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    const sent = await sql<Overpaid>`
      select s.person_id, (array_agg(s.township_id))[1] as township_id, s.month, s.purpose, (sum(s.amount_fen) - coalesce(max(c.fen), 0))::bigint as amount_fen
      from payments.share s
      join payments.item i on i.county_code = s.county_code and i.id = s.item_id and i.statement_id is null
      left join lateral (select sum(amount_fen) as fen from payments.claim c where c.county_code = s.county_code and c.person_id = s.person_id
        and c.month = s.month and c.purpose = s.purpose and c.status <> 'waived') c on true
      where s.county_code = ${context.county} and s.person_id = ${personId} and s.dropped_reason is null
        and i.status in ('exported', 'paid') and s.month >= ${addMonths(monthOf(last), 1)}
      group by s.person_id, s.month, s.purpose
      having sum(s.amount_fen) > coalesce(max(c.fen), 0)
      order by s.month`.execute(context.transaction)
    await openClaims(context, sent.rows, ground)
  })
}

interface Withdrawn {
  personIds: readonly string[]
  grounds: readonly ('death' | 'ended' | 'overpaid')[]
  /** Only what was opened at that moment: a list that is undone takes back what the list itself opened. */
  openedAt?: Instant
  /** Only of months since this one. */
  since?: string
  /** Only of these months. */
  months?: readonly string[]
  why: string
}

/** The death or the end was an error: what is still open of its claims falls away, told with its reason. */
export async function waiveClaims(
  context: Context,
  { personIds, grounds, openedAt, since, months, why }: Withdrawn,
): Promise<void> {
  const waived = await db(context)
    .updateTable('payments.claim')
    .set({
      status: 'waived',
      decidedReason: `${why}，照常发放`,
      decidedBy: context.actor.accountId,
      decidedName: context.actor.name,
      decidedAt: context.now,
    })
    .where('countyCode', '=', context.county)
    .where('personId', 'in', [...personIds])
    .where('ground', 'in', [...grounds])
    .$if(openedAt !== undefined, (some) => some.where('openedAt', '=', openedAt ?? context.now))
    .$if(since !== undefined, (some) => some.where('month', '>=', since ?? ''))
    .$if(months !== undefined, (some) => some.where('month', 'in', [...(months ?? [])]))
    .where('status', '=', 'open')
    .returning(['id', 'personId', 'purpose', 'amountFen', 'month'])
    .execute()
  for (const { id, personId, purpose, amountFen, month } of waived) {
    context.concerns(personId)
    await post(context, {
      earmark: purpose,
      amountFen,
      debit: 'expense',
      credit: 'claims',
      summary: `不予追回${month}${purposeText[purpose]}费：${why}`,
      source: { table: 'payments.claim', id },
      personId,
    })
  }
}

export const claimReactions: Reaction[] = [
  on(deathWithdrawn, (context, { personId }) =>
    waiveClaims(context, { personIds: [personId], grounds: ['death'], why: '撤销死亡报告' }),
  ),
  on(takenBack, (context, { personIds, publishedAt }) =>
    waiveClaims(context, { personIds, grounds: ['death', 'ended'], openedAt: publishedAt, why: '撤销导入' }),
  ),
  on(personDied, (context, { personId, diedOn }) => claimAfter(context, { personId, last: diedOn }, 'death')),
  on(personEnded, (context, { personId, endedOn, reason }) =>
    claimAfter(context, { personId, last: endedOn }, reason === 'death' ? 'death' : 'ended'),
  ),
]

/** 钱付给了谁: by month, how much, to whom, whether it arrived, and what was paid too much. */
import { addMonths, dateText, dayOf, lastDay, monthOf, monthText, plainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { citationText } from '#kernel/policy.ts'
import { sharesOfPerson } from '#modules/payments/index.ts'
import { payeeText, purposeText } from '#modules/payments/words.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Item, Section } from './contract.ts'
import { countyScope } from './known.ts'

const db = tablesOf<never, 'payments'>()

type Share = Awaited<ReturnType<typeof sharesOfPerson>>[number]

const monthsShown = 12

/** A share may be paid with others' to a home, whose line of the bank file is no person's: it is looked up by this person alone. */
export async function moneyPaid(context: Context, personId: string): Promise<Section[]> {
  const shares = await context.within(countyScope(context.county), () => sharesOfPerson(context, personId))
  const owed = await claimsOn(context, personId)
  const since = addMonths(monthOf(context.today), 1 - monthsShown)
  const shown = shares.filter(({ month, status }) => month >= since && status !== 'dropped')
  return [
    {
      title: '最近一年',
      note: '只写账户最后四位。钱没有到，或者到了别人手里，请在“我要反映”里告诉我们。',
      items: await itemsOf(context, shown),
      empty: '最近一年没有通过本系统发放的记录。',
    },
    {
      title: '多发了要退的钱',
      note: owed.length > 0 ? '只退您自己多领的，不替别人退。觉得不对的，请在“我要反映”里告诉我们。' : '',
      items: owed,
      empty: '没有要退的钱。',
    },
  ]
}

// Why in the words of whoever reads it; the clerk's words for the same are 'payments.groundText'.
const groundWords = {
  death: '去世以后还发了',
  ended: '终止供养以后还发了',
  overpaid: '当月多发了',
} as const
const claimWords = {
  open: '还没有退',
  recovered: '已经退回',
  waived: '不用退了',
} as const

/** Each claim by name, the open ones first; a decided one stays to be read (payment.late_death, A-21). */
async function claimsOn(context: Context, personId: string): Promise<Item[]> {
  const rows = await db(context)
    .selectFrom('payments.claimView')
    .select(['month', 'purpose', 'ground', 'amountFen', 'status', 'openedAt'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy((eb) => eb('status', '<>', 'open'))
    .orderBy('month', 'desc')
    .limit(60)
    .execute()
  return rows.map((row) => ({
    id: null,
    title: `${monthText(plainMonth(row.month))} ${purposeText[row.purpose]}`,
    lines: [
      { label: '多发了多少', value: `${yuanText(row.amountFen)}元` },
      { label: '为什么', value: groundWords[row.ground] },
      { label: '退了没有', value: claimWords[row.status] },
      { label: '哪天提出的', value: dateText(dayOf(row.openedAt)) },
    ],
    basis: '',
    deed: null,
  }))
}

const standards = { living: 'standard.living.rates', care: 'standard.care.rates' } as const

/** On which standard of its month each payment rests. */
async function itemsOf(context: Context, shares: readonly Share[]): Promise<Item[]> {
  const items: Item[] = []
  for (const share of shares) {
    const policy = await context.policyOn(lastDay(share.month))
    const citations = policy.find(standards[share.purpose])?.citations ?? []
    items.push({ ...itemOf(share), basis: [...new Set(citations.map(citationText))].join('；') })
  }
  return items
}

function itemOf(share: Share): Item {
  const reason = share.reason ? [{ label: '说明', value: share.reason }] : []
  return {
    id: null,
    title: `${monthText(share.month)} ${purposeText[share.purpose]}`,
    lines: [
      { label: '多少', value: `${yuanText(share.amountFen)}元` },
      { label: '付给谁', value: payeeWords(share) },
      { label: '到了没有', value: stateWords(share) },
      ...reason,
    ],
    basis: '',
    deed: null,
  }
}

function payeeWords({ payeeKind, payee, accountMasked }: Share): string {
  const who = payeeKind === 'person' ? payeeText.person : `${payeeText[payeeKind]}（${payee}）`
  return accountMasked ? `${who}，账户${accountMasked}` : who
}

function stateWords({ status, paidOn }: Share): string {
  if (status === 'paid') return paidOn ? `${dateText(paidOn)}已经到账` : '已经到账'
  if (status === 'exported') return '已经送银行，还没有回信'
  if (status === 'returned') return '银行退回来了，工作人员正在查原因、重新发'
  if (status === 'stopped') return '本人已经去世，不再发到原账户；应发的由继承人或遗产管理人领取'
  if (status === 'reissued') return '第一次被银行退回，已经重新发'
  return '正在审批，还没有发'
}

/** 钱付给了谁: by month, how much, to whom, and whether it arrived. */
import { addMonths, dateText, monthOf, monthText } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import { sharesOfPerson } from '#modules/payments/index.ts'
import { payeeText, purposeText } from '#modules/payments/words.ts'
import type { Context } from '#platform/context.ts'
import type { Item, Section } from './contract.ts'
import { countyScope } from './known.ts'

type Share = Awaited<ReturnType<typeof sharesOfPerson>>[number]

const monthsShown = 12

/** A share may be paid with others' to a home, whose line of the bank file is no person's: it is looked up by this person alone. */
export async function moneyPaid(context: Context, personId: string): Promise<Section[]> {
  const shares = await context.within(countyScope(context.county), () => sharesOfPerson(context, personId))
  const since = addMonths(monthOf(context.today), 1 - monthsShown)
  return [
    {
      title: '最近一年',
      note: '只写账户最后四位。钱没有到，或者到了别人手里，请在“我要反映”里告诉我们。',
      items: shares.filter(({ month, status }) => month >= since && status !== 'dropped').map(itemOf),
      empty: '最近一年没有通过本系统发放的记录。',
    },
  ]
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
  if (status === 'reissued') return '第一次被银行退回，已经重新发'
  return '正在审批，还没有发'
}

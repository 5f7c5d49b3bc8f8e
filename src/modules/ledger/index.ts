/** The ledger for the programs, and `post` for the modules that move money. */
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { implement, type Module, type WorkItem } from '#platform/module.ts'
import { ledger } from './contract.ts'
import { questions } from './questions.ts'
import { reading } from './reading.ts'
import { vouchers } from './vouchers.ts'

export { balanceOf, type Entry, post } from './post.ts'

const db = tablesOf<'ledger'>()

async function work(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'ledger.check')) return []
  const rows = await db(context)
    .selectFrom('ledger.voucher')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('checkedBy', 'is', null)
    .where('refusedReason', '=', '')
    .where('madeBy', '<>', context.actor.accountId)
    .limit(1001)
    .execute()
  if (rows.length === 0) return []
  const base = {
    kind: 'ledger.check',
    weight: 'money' as const,
    dueOn: null,
    citations: [],
    to: '/ledger?tab=vouchers&scope=check',
  }
  return [{ ...base, title: '复核资金凭证', object: `${rows.length}张凭证待另一人复核`, count: rows.length }]
}

export const ledgerModule: Module = {
  service: implement(ledger, { ...reading, ...vouchers }),
  questions,
  work,
  constraints: {
    pot_not_negative: '专项资金余额不足，不能支出。请财政先拨入并登记，再办理',
    posting_once: '这一笔已经入账，不能重复入账。请刷新后查看',
    voucher_number: '这个凭证号已经用过，请核对后换一个',
    voucher_two_persons: '制单和复核应由两人办理，请由另一人复核',
  },
}

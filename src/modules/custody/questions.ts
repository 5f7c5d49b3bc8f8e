/** Policy cases about residents' own money. */
import * as z from 'zod'
import { Capacity } from '#kernel/capacity.ts'
import { fenOfYuan, yuanOf } from '#kernel/money.ts'
import { type Questions, question } from '#kernel/question.ts'
import {
  ledgerBalance,
  type ManagerRule,
  objectionsToCollecting,
  objectionsToPayingOut,
  type PocketMoneyRule,
  propertyManager,
} from './rules.ts'

const yuan = z.string().transform(fenOfYuan)
const Consent = z.object({ by: z.string(), valid_on_day: z.boolean() })

const manager = question(z.object({ capacity: Capacity }), ({ capacity }, policy) => ({
  manager: propertyManager(capacity, policy.value<ManagerRule>('personal_funds.manager').value),
}))

const pocketMoney = question(
  z.object({ receiver: z.string(), consent: z.union([z.literal('none'), Consent]) }),
  ({ receiver, consent }, policy) => {
    const given = consent === 'none' ? null : { by: consent.by, validOnDay: consent.valid_on_day }
    const rule = policy.value<PocketMoneyRule>('personal_funds.pocket_money')
    const reasons = objectionsToCollecting(receiver, given, rule)
    return { allowed: reasons.length === 0, reasons }
  },
)

const ledger = question(z.object({ balances: z.array(yuan), bank: yuan }), ({ balances, bank }) => {
  const { ok, difference } = ledgerBalance(balances, bank)
  return { ok, difference: yuanOf(difference) }
})

const entry = question(z.object({ balance: yuan, out: yuan }), ({ balance, out }) => {
  const reasons = objectionsToPayingOut(balance, out)
  return { allowed: reasons.length === 0, reasons }
})

export const questions: Questions = {
  'custody.manager': manager,
  'custody.pocket_money': pocketMoney,
  'custody.ledger': ledger,
  'custody.ledger_entry': entry,
}

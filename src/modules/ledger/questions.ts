/** Policy cases about expenses and funds. */
import * as z from 'zod'
import { fenOfYuan, yuanOf } from '#kernel/money.ts'
import { type Questions, question } from '#kernel/question.ts'
import { type ManagementFee, managementFee, MoneySource, objectionsToExpense, paidFromSupportMoney } from './rules.ts'

const check = question(z.object({ source: MoneySource, category: z.string() }), (given, policy) => {
  const reasons = objectionsToExpense(given, {
    careFeeAllows: policy.find<string[]>('expense.care_fee.allow'),
    supportDenies: policy.find<string[]>('expense.support.deny'),
  })
  return { allowed: reasons.length === 0, reasons }
})

const fee = question(
  z.object({ annual: z.string().transform(fenOfYuan), resident_months: z.int().nonnegative() }),
  ({ annual, resident_months }, policy) => {
    const rule = policy.value<ManagementFee>('funding.management_fee').value
    return {
      fee: yuanOf(managementFee(annual, resident_months, rule.months_of)),
      from_support_money: paidFromSupportMoney('service_management'),
    }
  },
)

export const questions: Questions = { 'expense.check': check, 'funding.management_fee': fee }

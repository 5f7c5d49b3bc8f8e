/** What money may be spent on: white list for the care fee, black list for all support money (A-32, C-30). */
import * as z from 'zod'
import { divideHalfUp, sumOf } from '#kernel/money.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

/** 基本生活费、照料护理费合称救助供养费；运转经费和服务管理费是另外的钱（A-33）。 */
export const MoneySource = z.enum(['support', 'living', 'care_fee', 'running', 'service_management'])
export type MoneySource = z.infer<typeof MoneySource>
const supportSources: ReadonlySet<MoneySource> = new Set(['support', 'living', 'care_fee'])

export const categoryText: Record<string, string> = {
  care_supplies: '护理用品',
  care_services: '护理服务',
  rehabilitation: '康复训练',
  hospital_company: '住院陪护',
  dispersed_care_purchase: '购买分散供养照料服务',
  office_costs: '办公费',
  running_costs: '水电运转费',
  repair_and_building: '房屋维修建设',
  food: '伙食',
}
const textOf = (category: string): string => categoryText[category] ?? category

export interface SpendingRules {
  /** expense.care_fee.allow */
  careFeeAllows: PolicyValue<string[]> | undefined
  /** expense.support.deny */
  supportDenies: PolicyValue<string[]> | undefined
}

export interface Expense {
  source: MoneySource
  category: string
}

/** Why an expense may not be paid from its source; where both lists apply the stricter decides. */
export function objectionsToExpense(expense: Expense, rules: SpendingRules): Reason[] {
  const reasons: Reason[] = []
  const what = textOf(expense.category)
  const allows = rules.careFeeAllows
  if (expense.source === 'care_fee' && allows && !allows.value.includes(expense.category)) {
    const list = allows.value.map(textOf).join('、')
    reasons.push(
      reasonBy(
        allows,
        'not_on_white_list',
        `“${what}”不得从照料护理费列支；照料护理费只用于${list}。请改从其他经费列支`,
      ),
    )
  }
  const denies = rules.supportDenies
  if (supportSources.has(expense.source) && denies?.value.includes(expense.category)) {
    reasons.push(reasonBy(denies, 'on_black_list', `“${what}”不得从救助供养费列支。请改从机构运转等经费列支`))
  }
  return reasons
}

export interface CareFeeUse {
  received: bigint
  spent: bigint
  left: bigint
  /** Spent on what the lists do not allow; must be nought. */
  misspent: bigint
  ok: boolean
}

/** Care fee spent against care fee received (C-30). */
export function careFeeUse(
  received: bigint,
  expenses: readonly { category: string; fen: bigint }[],
  rules: SpendingRules,
): CareFeeUse {
  const spent = sumOf(expenses.map((expense) => expense.fen))
  const wrong = expenses.filter(
    ({ category }) => objectionsToExpense({ source: 'care_fee', category }, rules).length > 0,
  )
  const misspent = sumOf(wrong.map((expense) => expense.fen))
  return { received, spent, left: received - spent, misspent, ok: misspent === 0n && spent <= received }
}

/** funding.management_fee */
export interface ManagementFee {
  /** Yuan a person and year, or 'none' until it is set. */
  amount: string
  months_of: number
}

/** Service management fee for a person's months of residence, rounded once per person and year (C-17). */
export const managementFee = (annual: bigint, residentMonths: number, monthsOfYear: number): bigint =>
  divideHalfUp(annual * BigInt(residentMonths), BigInt(monthsOfYear))

/** The fee is money of its own and never taken from support money. */
export const paidFromSupportMoney = (source: MoneySource): boolean => supportSources.has(source)

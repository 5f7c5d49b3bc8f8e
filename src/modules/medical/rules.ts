/** Who bears a hospital bill, the premium and the company at the bedside (C-15, C-16). */
import { divideHalfUp } from '#kernel/money.ts'

/** medical.assistance_ratio, medical.premium_subsidy; 'none' until province or city set it. */
export interface MedicalShare {
  percent: number | 'none'
}

/** medical.deductible, medical.annual_cap */
export interface MedicalLimit {
  applied: boolean
  /** Yuan, where one is applied. */
  amount?: string
}

export interface HospitalBill {
  total: bigint
  /** 政策范围内 */
  inScope: bigint
  basicInsurance: bigint
  seriousIllness: bigint
}

export interface AssistanceTerms {
  percent: number
  /** Fen, null where none is applied. */
  deductible: bigint | null
  /** What is left of the yearly cap in fen, null where none is applied. */
  capLeft: bigint | null
}

export interface BillShares {
  /** 政策范围内个人负担 */
  inScopePersonal: bigint
  assistance: bigint
  personPays: bigint
}

/** Insurance first, then assistance on what is left in scope; the rest is the person's. */
export function billShares(bill: HospitalBill, terms: AssistanceTerms): BillShares {
  const inScopePersonal = notBelowNought(bill.inScope - bill.basicInsurance - bill.seriousIllness)
  const assisted = notBelowNought(inScopePersonal - (terms.deductible ?? 0n))
  const full = divideHalfUp(assisted * BigInt(terms.percent), 100n)
  const assistance = terms.capLeft === null ? full : least(full, notBelowNought(terms.capLeft))
  return { inScopePersonal, assistance, personPays: bill.total - bill.inScope + inScopePersonal - assistance }
}

export interface PremiumShares {
  subsidy: bigint
  personPays: bigint
}

export function premiumShares(contribution: bigint, percent: number): PremiumShares {
  const subsidy = divideHalfUp(contribution * BigInt(percent), 100n)
  return { subsidy, personPays: contribution - subsidy }
}

export interface CompanyShares {
  cost: bigint
  fromCareFee: bigint
  topUp: bigint
}

/** Company in hospital: the person's own care fee first, the township tops up the rest. */
export function companyShares(days: number, pricePerDay: bigint, availableCareFee: bigint): CompanyShares {
  const cost = BigInt(days) * pricePerDay
  const fromCareFee = least(cost, notBelowNought(availableCareFee))
  return { cost, fromCareFee, topUp: cost - fromCareFee }
}

const least = (left: bigint, right: bigint): bigint => (left < right ? left : right)
const notBelowNought = (fen: bigint): bigint => (fen < 0n ? 0n : fen)

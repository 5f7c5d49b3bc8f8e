/** How far a round of evaluation has come, which half-year it belongs to, and what a veto needs (C-22, C-23). */
import { addMonths, daysBetween, firstDay, lastDay, monthOf, plainMonth, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { percentText } from '#kernel/ratio.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

// Other modules and screens come in by this file.
export * from './form.ts'

export interface Coverage {
  /** Whole per cent, rounded down: 100 only when nobody is left out. */
  percent: number
  percentText: string
  complete: boolean
}

export function coverageOf(done: number, all: number): Coverage {
  const percent = all === 0 ? 100 : Math.floor((done * 100) / all)
  return { percent, percentText: percentText(done, all), complete: done >= all }
}

export interface Pace {
  days: number
  /** Persons a day, rounded up. */
  perDay: number
}

/** What a round asks of each day from its first to its last, both counted. */
export function paceOf(persons: number, starts: PlainDate, due: PlainDate): Pace {
  const days = Math.max(1, daysBetween(starts, due) + 1)
  return { days, perDay: Math.ceil(persons / days) }
}

export interface Period {
  from: PlainDate
  to: PlainDate
}

/** The calendar half-year of a day (A-26). */
export function halfYearOf(day: PlainDate): Period {
  const first = plainMonth(`${day.slice(0, 4)}-${monthOf(day) < `${day.slice(0, 4)}-07` ? '01' : '07'}`)
  return { from: firstDay(first), to: lastDay(addMonths(first, 5)) }
}

/** evaluation.veto_classes */
export interface VetoRule {
  classes: string[]
  /** The printed list ends with 等 (A-49). */
  open_ended: boolean
  effect: string
  needs: string[]
}

export type VetoDecidable = 'yes' | 'with_legal_review' | 'no'

/** Whether something may be decided as a veto: a printed class, or another one after legal review. */
export function vetoDecidable(cause: string, rule: VetoRule): VetoDecidable {
  if (rule.classes.includes(cause)) return 'yes'
  return rule.open_ended ? 'with_legal_review' : 'no'
}

export interface VetoCase {
  cause: string
  /** Of the rule's needs, those that are there: proof, hearing. */
  has: readonly string[]
  legallyReviewed: boolean
}

const needText: Record<string, string> = { proof: '证据', hearing: '听取服务机构意见的记录' }

/** Why a veto cannot be decided yet. */
export function objectionsToVeto(veto: VetoCase, rule: PolicyValue<VetoRule>): Reason[] {
  const decidable = vetoDecidable(veto.cause, rule.value)
  if (decidable === 'no') {
    return [reasonBy(rule, 'veto_class', '事由不在一票否决情形之内。请按一般问题扣减或整改')]
  }
  const reasons = rule.value.needs
    .filter((need) => !veto.has.includes(need))
    .map((need) => reasonBy(rule, need, `还没有${needText[need] ?? need}；一票否决前必须具备。请补齐`))
  if (decidable === 'with_legal_review' && !veto.legallyReviewed) {
    reasons.push(reasonBy(rule, 'legal_review', '事由属“等”其他情形；须经法制审核。请先送法制审核'))
  }
  return reasons
}

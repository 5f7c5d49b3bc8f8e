/** What the fields of a case's letters hold: reasons one by one with their clause, the decision, and how to appeal. Pure. */
import { addDays, dateText, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import { type LetterReason, type LetterValues, linesOf, reasonLines } from '#kernel/letter.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import type { Term } from '#kernel/working-days.ts'
import { supportModeText, type SupportMode } from '#kernel/self-care.ts'
import { appealLines } from '#modules/documents/rules.ts'
import { verdictOfConfirmed } from './departures.ts'
import { type Condition, groundsOf, type Reasoning } from './reasoning.ts'
import { verdictText } from './words.ts'

export interface LetterCase {
  name: string
  number: string
  receivedOn: PlainDate
  acceptedOn: PlainDate | null
  toldOn: PlainDate | null
  decidedOn: PlainDate | null
  decisionNo: string
  supportFrom: PlainDate | null
  /** 莘县人民政府: whom a reconsideration is asked of. */
  government: string
}

const clausesOf = (citations: readonly Citation[]): string =>
  [...new Set(citations.map(citationText))].join('；') || '本系统默认'

const reasonOf = (
  { title, verdict, lines, ...cited }: Condition,
  said: string = verdictText[verdict],
): LetterReason => {
  const { clauses, numbers } = groundsOf(cited)
  const quote = clauses.find((each) => each.quote)?.quote
  return {
    text: `${title}：${said}。${lines.join('；')}`,
    clause: `${clausesOf(clauses)}${numbers.length > 0 ? `；标准数额出自${clausesOf(numbers)}` : ''}`,
    ...(quote ? { words: quote } : {}),
  }
}

const applied = ({ name, receivedOn, number }: LetterCase): Record<string, string> => ({
  申请人: name,
  申请日期: dateText(receivedOn),
  案件号: number,
})

const appeal = (policy: PolicyInForce, government: string) =>
  linesOf(appealLines(policy, { paper: '本文书', to: government }))

export function acceptanceValues(given: LetterCase, policy: PolicyInForce): LetterValues {
  const term = policy.value<Term>('recognition.township_review_term')
  return {
    ...applied(given),
    受理日期: dateText(given.acceptedOn ?? given.receivedOn),
    审核期限: `${term.value.count}个工作日`,
    审核期限依据: clausesOf(term.citations),
  }
}

export function supplementValues(
  given: LetterCase,
  missing: readonly { title: string; help: string }[],
  policy: PolicyInForce,
): LetterValues {
  const clause = clausesOf(policy.value('recognition.missing_papers_notice').citations)
  const item = ({ title, help }: { title: string; help: string }, index: number) =>
    `${index + 1}．${title}${help ? `（${help}）` : ''}（依据：${clause}）`
  return { ...applied(given), 缺项数: String(missing.length), 缺少的材料: linesOf(missing.map(item)) }
}

/** Confirmed by the crossing rule alone: no condition was looked into, so none is told (JL-5c). */
export interface Crossed {
  text: string
  citations: readonly Citation[]
}

function crossedReason({ text, citations }: Crossed): LetterReason {
  const quote = citations.find((each) => each.quote)?.quote
  return { text: text.replace(/。$/, ''), clause: clausesOf(citations), ...(quote ? { words: quote } : {}) }
}

export function confirmationValues(
  given: LetterCase,
  decided: { mode: SupportMode; levelText: string; reason: string; departures: readonly string[] },
  { reasoning, policy, crossed }: { reasoning: Reasoning; policy: PolicyInForce; crossed?: Crossed | undefined },
): LetterValues {
  const from = given.supportFrom ?? addDays(given.decidedOn ?? given.receivedOn, 1)
  return {
    ...applied(given),
    理由和依据: reasonLines(
      crossed
        ? [crossedReason(crossed)]
        : reasoning.conditions.map((each) => reasonOf(each, verdictOfConfirmed(each, decided.reason))),
    ),
    供养起始月份: monthText(monthOf(from)),
    起始依据: clausesOf(policy.value('recognition.support_starts').citations),
    供养方式: supportModeText[decided.mode],
    自理能力: decided.levelText,
    说明: [decided.reason.replace(/。$/, ''), ...decided.departures].filter((text) => text !== '').join('；'),
    权利告知: appeal(policy, given.government),
  }
}

export const withdrawalValues = (given: LetterCase, on: PlainDate, reason: string): LetterValues => ({
  ...applied(given),
  撤回日期: dateText(on),
  撤回情况: reason.replace(/。$/, ''),
})

export function refusalValues(
  given: LetterCase,
  reason: string,
  { reasoning, policy }: { reasoning: Reasoning; policy: PolicyInForce },
): LetterValues {
  const unmet = reasoning.conditions.filter(({ verdict }) => verdict !== 'met')
  return {
    ...applied(given),
    理由和依据: reasonLines(unmet.map((each) => reasonOf(each))),
    不予认定理由: reason.replace(/。$/, ''),
    权利告知: appeal(policy, given.government),
  }
}

/** What the notices of a case say: reasons one by one with their clause, the decision, and how to appeal. Pure. */
import { addDays, dateText, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import type { Term } from '#kernel/working-days.ts'
import { supportModeText, type SelfCareLevel, type SupportMode } from '#kernel/self-care.ts'
import type { LetterPaper, LetterReason } from '#platform/documents/paper.ts'
import type { Condition, Reasoning } from './reasoning.ts'
import { verdictText } from './words.ts'

export type Letter = Pick<LetterPaper, 'title' | 'number' | 'facts' | 'reasons' | 'decision' | 'appeal' | 'issuedOn'>

export interface LetterCase {
  name: string
  number: string
  receivedOn: PlainDate
  acceptedOn: PlainDate | null
  toldOn: PlainDate | null
  decidedOn: PlainDate | null
  decisionNo: string
  supportFrom: PlainDate | null
  bureau: string
}

const clausesOf = (citations: readonly Citation[]): string =>
  [...new Set(citations.map(citationText))].join('；') || '本系统默认'

const reasonOf = ({ title, verdict, lines, citations }: Condition): LetterReason => {
  const quote = citations.find((each) => each.quote)?.quote
  return {
    text: `${title}：${verdictText[verdict]}。${lines.join('；')}`,
    clause: clausesOf(citations),
    ...(quote ? { words: quote } : {}),
  }
}

const applied = ({ name, receivedOn, number }: LetterCase): string =>
  `${name}于${dateText(receivedOn)}提出特困人员救助供养申请（案件号${number}）。`

/** 行政复议 and 行政诉讼, with the terms that the policy of the decision's day sets. */
export function appealLines(policy: PolicyInForce, bureau: string): string[] {
  const reconsideration = policy.find<Term>('appeal.reconsideration_term')
  const litigation = policy.find<Term>('appeal.litigation_term')
  const ways = [
    ...(reconsideration
      ? [
          `自收到本文书之日起${reconsideration.value.count}日内向${bureau}的本级人民政府申请行政复议（依据：${clausesOf(reconsideration.citations)}）`,
        ]
      : []),
    ...(litigation
      ? [
          `自收到本文书之日起${litigation.value.count}个月内依法向人民法院提起行政诉讼（依据：${clausesOf(litigation.citations)}）`,
        ]
      : []),
  ]
  return ways.length > 0
    ? [`对本决定不服的，可以${ways.join('，也可以')}。`]
    : ['对本决定不服的，可以依法申请行政复议或者提起行政诉讼。']
}

export function acceptanceLetter(given: LetterCase, policy: PolicyInForce): Letter {
  const term = policy.value<Term>('recognition.township_review_term')
  const on = given.acceptedOn ?? given.receivedOn
  return {
    title: '受理通知书',
    number: given.number,
    facts: [applied(given), `申请材料已齐，自${dateText(on)}受理。`],
    reasons: [],
    decision: [
      `我单位将自受理次日起${term.value.count}个工作日内调查核实并提出初审意见（依据：${clausesOf(term.citations)}）。调查人员会到家中了解情况，请予配合。`,
    ],
    appeal: ['办理进度可以随时询问。'],
    issuedOn: on,
  }
}

export function supplementLetter(
  given: LetterCase,
  missing: readonly { title: string; help: string }[],
  policy: PolicyInForce,
): Letter {
  const rule = policy.value('recognition.missing_papers_notice')
  return {
    title: '一次性告知书',
    number: given.number,
    facts: [applied(given), `经核对，还缺以下${missing.length}项材料，现一次性告知：`],
    reasons: missing.map(({ title, help }) => ({
      text: `${title}${help ? `（${help}）` : ''}`,
      clause: clausesOf(rule.citations),
    })),
    decision: ['请补齐后交回。材料交齐的次日起开始计算办理期限；自己不便办理的，可请村（居）或我单位协助。'],
    appeal: ['您坚持现在提交的，我单位照样收下并注明。'],
    issuedOn: given.toldOn ?? given.receivedOn,
  }
}

export function confirmationLetter(
  given: LetterCase,
  decided: { mode: SupportMode; level: SelfCareLevel; levelText: string; reason: string },
  { reasoning, policy }: { reasoning: Reasoning; policy: PolicyInForce },
): Letter {
  const from = given.supportFrom ?? addDays(given.decidedOn ?? given.receivedOn, 1)
  const starts = policy.value('recognition.support_starts')
  return {
    title: '特困人员救助供养确认书',
    number: given.decisionNo,
    facts: [applied(given)],
    reasons: reasoning.conditions.map(reasonOf),
    decision: [
      `经审核，确认${given.name}为特困人员，自${monthText(monthOf(from))}起给予救助供养（依据：${clausesOf(starts.citations)}）。供养方式：${supportModeText[decided.mode]}；生活自理能力：${decided.levelText}。`,
      ...(decided.reason ? [`说明：${decided.reason}`] : []),
    ],
    appeal: appealLines(policy, given.bureau),
    issuedOn: given.decidedOn ?? given.receivedOn,
  }
}

export function refusalLetter(
  given: LetterCase,
  reason: string,
  { reasoning, policy }: { reasoning: Reasoning; policy: PolicyInForce },
): Letter {
  const unmet = reasoning.conditions.filter(({ verdict }) => verdict !== 'met')
  return {
    title: '不予认定告知书',
    number: given.decisionNo,
    facts: [applied(given)],
    reasons: unmet.map(reasonOf),
    decision: [
      `经审核，决定不予认定为特困人员。理由：${reason.replace(/。$/, '')}。`,
      '生活确有困难的，可以申请最低生活保障或者临时救助。',
    ],
    appeal: appealLines(policy, given.bureau),
    issuedOn: given.decidedOn ?? given.receivedOn,
  }
}

/** What the fields of a change's notices hold: facts, reasons each with its clause, the decision, and how to appeal. Pure. */
import { dateText, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import { type LetterKind, type LetterReason, type LetterValues, linesOf, reasonLines } from '#kernel/letter.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import { appealLines } from '#modules/documents/rules.ts'
import { endReasonText } from '#modules/persons/words.ts'
import { changeKind, endKind, keptKind, movedKind, reduceKind, resumeKind, suspendKind } from './letter-kinds.ts'
import { type ChangeKind, kindText } from './words.ts'

export interface LetterChange {
  kind: ChangeKind
  reason: string
  name: string
  facts: string
  verified: string
  verifiedOn: PlainDate | null
  heardOn: PlainDate | null
  heardWords: string
  hearingNote: string
  publicOn: PlainDate | null
  publicUntil: PlainDate | null
  /** An objection to the notice that proved right. */
  objectedOn: PlainDate | null
  decidedWords: string
  kept: boolean
  from: PlainDate | null
  /** 调减到…, 自…至…. */
  wanted: readonly { label: string; text: string }[]
  openFen: string
  /** The last month that was due, and since when he was paused: as he stood, not as the rule alone would have it. */
  lastMonth: string
  pausedFrom: PlainDate | null
  /** 莘县人民政府: whom a reconsideration is asked of. */
  government: string
  /** 他所在的村（居）. */
  village: string
  /** Words and monthly care money of the level before and the one after; empty where none is set. */
  level: { before: string; after: string; moneyBefore: string; moneyAfter: string }
}

const clausesOf = (citations: readonly Citation[]): string =>
  [...new Set(citations.map(citationText))].join('；') || '本系统默认'

const ended = (text: string): string => (text === '' || /[。！？]$/.test(text) ? text : `${text}。`)

const kinds: Partial<Record<ChangeKind, LetterKind>> = {
  end: endKind,
  reduce: reduceKind,
  suspend: suspendKind,
  resume: resumeKind,
  moved_away: movedKind,
}

/** 终止、调减、暂停、恢复, and the one that says that nothing changes. */
export const noticeKind = ({ kind, kept }: Pick<LetterChange, 'kind' | 'kept'>): LetterKind =>
  kept ? keptKind : (kinds[kind] ?? changeKind)

export function noticeValues(change: LetterChange, policy: PolicyInForce): LetterValues {
  const { from, wanted, kind } = change
  return {
    救助对象: change.name,
    事实和经过: linesOf(factsOf(change)),
    理由和依据: reasonLines(reasonsOf(change, policy)),
    决定意见: ended(change.decidedWords),
    变更事项: kindText[kind],
    调整内容: wanted.map(({ label, text }) => `${label}${text}`).join('，'),
    停发月份: from ? monthText(monthOf(from)) : '',
    末发月份: change.lastMonth,
    暂停说明: change.pausedFrom ? `终止前自${dateText(change.pausedFrom)}起已暂停供养，暂停的月份不发。` : '',
    执行月份: from ? monthText(monthOf(from)) : '',
    接续起日: from ? dateText(from) : '',
    恢复起日: from ? `，自${dateText(from)}起` : '',
    多发金额: change.openFen,
    原等级: change.level.before || '原等级',
    费用变化: moneyLine(change.level),
    权利告知: linesOf(appealLines(policy, { paper: '本告知书', to: change.government })),
  }
}

const moneyLine = ({ moneyBefore, moneyAfter }: LetterChange['level']): string =>
  moneyBefore && moneyAfter ? `照料护理标准由每月${moneyBefore}元调整为每月${moneyAfter}元。` : ''

function factsOf(change: LetterChange): string[] {
  const { verifiedOn, heardOn, heardWords, hearingNote, publicOn, publicUntil, verified, objectedOn } = change
  return [
    `事由：${ended(change.facts)}`,
    ...(verifiedOn ? [`${dateText(verifiedOn)}经核实：${ended(verified)}`] : []),
    ...(heardOn ? [`${dateText(heardOn)}听取了您的意见：“${heardWords}”`] : []),
    ...(hearingNote ? [hearingNote] : []),
    // Who objected stays with the case.
    ...(objectedOn ? [`公示期间，${dateText(objectedOn)}收到异议，经核查，异议成立。`] : []),
    ...(publicOn && publicUntil
      ? [
          `${dateText(publicOn)}至${dateText(publicUntil)}在${change.village || '您所在的村（居）或者机构'}公示，期满无异议。`,
        ]
      : []),
  ]
}

function reasonsOf({ kind, reason, kept, level }: LetterChange, policy: PolicyInForce): LetterReason[] {
  if (kept) return []
  const said = (key: string, text: string): LetterReason[] => {
    const value = policy.find(key)
    const quote = value?.citations.find((each) => each.quote)?.quote
    return value ? [{ text, clause: clausesOf(value.citations), ...(quote ? { words: quote } : {}) }] : []
  }
  if (kind === 'end')
    return [
      ...said('exit.reasons', `终止的情形：${endReasonText[reason] ?? reason}`),
      ...said('exit.hearing_required', '终止前听取意见，书面告知理由'),
      ...said('exit.support_stops', '停发的起始月份'),
    ]
  if (kind !== 'reduce') return []
  return [
    ...said(
      'assessment.change_term',
      `自理能力发生变化，由${level.before || '原等级'}变为${level.after}，相应调整档次`,
    ),
    ...said('assessment.levels', `${level.after}的认定标准`),
    ...said('exit.hearing_required', '调减前听取意见，书面告知理由'),
  ]
}

interface CorrectedChange {
  government: string
  kind: ChangeKind
  name: string
  decisionNo: string
  decidedOn: PlainDate
  fromOn: PlainDate
  words: string
  /** What the proposal says it rests on. */
  said: Readonly<Record<string, string>>
}

export function correctedValues(change: CorrectedChange, policy: PolicyInForce): LetterValues {
  const { kind, decisionNo, decidedOn, fromOn, said } = change
  const paper = said['文号'] ? `（${said['文号']}）` : ''
  return {
    救助对象: change.name,
    原决定: `${decisionNo}（${dateText(decidedOn)}）${kindText[kind]}救助供养的决定`,
    纠正的由来: `${said['由来'] ?? ''}${paper}`,
    决定意见: ended(change.words),
    恢复起日: dateText(fromOn),
    补发说明: '其间停发、少发的，在以后月份补发；因原决定提出的追回款不再追回，已经收回的一并补发。',
    权利告知: linesOf(appealLines(policy, { paper: '本告知书', to: change.government })),
  }
}

/** What the notices of a change say: facts, reasons each with its clause, the decision, and how to appeal. Pure. */
import { addDays, dateText, monthOf, monthText, type PlainDate } from '#kernel/calendar.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import type { Term } from '#kernel/working-days.ts'
import { endReasonText } from '#modules/persons/words.ts'
import type { LetterPaper, LetterReason } from '#platform/documents/paper.ts'
import { type ChangeKind, kindText } from './words.ts'

export interface LetterChange {
  kind: ChangeKind
  reason: string
  number: string
  name: string
  facts: string
  verified: string
  verifiedOn: PlainDate | null
  heardOn: PlainDate | null
  heardWords: string
  hearingNote: string
  publicOn: PlainDate | null
  publicUntil: PlainDate | null
  decisionNo: string
  decidedOn: PlainDate
  decidedWords: string
  kept: boolean
  from: PlainDate | null
  /** 调减到…, 自…至…. */
  wanted: readonly { label: string; text: string }[]
  openFen: string
}

export type Letter = Pick<
  LetterPaper,
  'title' | 'number' | 'to' | 'facts' | 'reasons' | 'decision' | 'appeal' | 'issuedOn'
>

const clausesOf = (citations: readonly Citation[]): string =>
  [...new Set(citations.map(citationText))].join('；') || '本系统默认'

const ended = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`)

/** 终止、调减、暂停、恢复的告知书, and the one that says that nothing changes. */
export function noticeLetter(change: LetterChange, policy: PolicyInForce): Letter {
  const { kind, kept, name, number, decisionNo, decidedOn } = change
  const title = kept ? `不予${kindText[kind]}告知书` : titleOf(kind)
  return {
    title,
    number: decisionNo || number,
    to: name,
    facts: factsOf(change),
    reasons: reasonsOf(change, policy),
    decision: kept ? [`${ended(change.decidedWords)}决定不予${kindText[kind]}，原供养不变。`] : decisionOf(change),
    appeal: appealLines(policy),
    issuedOn: decidedOn,
  }
}

const titleOf = (kind: ChangeKind): string =>
  kind === 'end' ? '终止特困人员救助供养告知书' : `特困人员救助供养${kindText[kind]}告知书`

function factsOf(change: LetterChange): string[] {
  const { verifiedOn, heardOn, heardWords, hearingNote, publicOn, publicUntil, verified } = change
  return [
    `事由：${ended(change.facts)}`,
    ...(verifiedOn ? [`${dateText(verifiedOn)}经核实：${ended(verified)}`] : []),
    ...(heardOn ? [`${dateText(heardOn)}听取了你的意见：“${heardWords}”`] : []),
    ...(hearingNote ? [hearingNote] : []),
    ...(publicOn && publicUntil
      ? [`${dateText(publicOn)}至${dateText(publicUntil)}在你所在的村（居）或者机构公示，期满无异议。`]
      : []),
  ]
}

function reasonsOf({ kind, reason, kept }: LetterChange, policy: PolicyInForce): LetterReason[] {
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
  return kind === 'reduce' ? said('exit.hearing_required', '调减前听取意见，书面告知理由') : []
}

function decisionOf({ kind, from, wanted, decidedWords, openFen }: LetterChange): string[] {
  const since = from ? monthText(monthOf(from)) : ''
  const last = from ? monthText(monthOf(addDays(from, -1))) : ''
  const asked = wanted.map(({ label, text }) => `${label}${text}`).join('，')
  const words: Partial<Record<ChangeKind, string[]>> = {
    end: [
      `决定终止救助供养，自${since}起停发，基本生活费、照料护理费各发至${last}。`,
      ...(openFen ? [`终止以后已经多发的${openFen} 元，请予退回，由乡镇（街道）与你联系。`] : []),
      '生活仍有困难的，可以申请最低生活保障或者临时救助。',
    ],
    reduce: [`决定${asked}，自${since}起执行。`],
    suspend: [`决定暂停救助供养，${asked}。暂停的原因消除后，恢复供养。`],
    resume: [`决定恢复救助供养${from ? `，自${dateText(from)}起` : ''}。`],
    moved_away: [`你的救助供养自${from ? dateText(from) : ''}起由迁入地接续，${asked}。本县供养至前一日止，中间不断。`],
  }
  return [ended(decidedWords), ...(words[kind] ?? [`决定${kindText[kind]}。`])]
}

/** 行政复议 and 行政诉讼, with the terms that law sets on the day of the decision. */
export function appealLines(policy: PolicyInForce): string[] {
  const reconsideration = policy.find<Term>('appeal.reconsideration_term')
  const litigation = policy.find<Term>('appeal.litigation_term')
  const ways = [
    ...(reconsideration
      ? [
          `自收到本告知书之日起${reconsideration.value.count}日内向本级人民政府申请行政复议（依据：${clausesOf(reconsideration.citations)}）`,
        ]
      : []),
    ...(litigation
      ? [
          `自收到本告知书之日起${litigation.value.count}个月内依法向人民法院提起行政诉讼（依据：${clausesOf(litigation.citations)}）`,
        ]
      : []),
  ]
  return ways.length > 0
    ? [`对本决定不服的，可以${ways.join('，也可以')}。`]
    : ['对本决定不服的，可以依法申请行政复议或者提起行政诉讼。']
}

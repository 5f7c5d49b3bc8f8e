/** The way of a finding from clue to decision, and what it costs. Pure. */
import { addDays, addMonths, dateText, monthText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { divideHalfUp, yuanText } from '#kernel/money.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import { endOfTerm, type Term, type TermEnd, type WorkingCalendar } from '#kernel/working-days.ts'
import {
  statusText,
  type ClauseRule,
  type FindingKind,
  type FindingStatus,
  type Proposal,
  type Verdict,
} from './contract.ts'

const stepNames = ['verify', 'notify', 'state', 'decide'] as const
export type StepName = (typeof stepNames)[number]

/** Every step, from which states it may be taken and whose it is (SX-4.5.2e, A-20). */
export const steps: Readonly<
  Record<StepName, { title: string; from: readonly FindingStatus[]; by: 'county' | 'provider' }>
> = {
  verify: { title: '核实', from: ['clue'], by: 'county' },
  notify: { title: '通知机构申辩', from: ['verified'], by: 'county' },
  state: { title: '陈述申辩', from: ['notified', 'heard'], by: 'provider' },
  // A clue that proves nothing is dismissed from where it stands; everything else after the provider was heard.
  decide: { title: '认定', from: ['clue', 'verified', 'notified', 'heard'], by: 'county' },
}

export function objectionsToStep(status: FindingStatus, step: StepName): Reason[] {
  const { from, title } = steps[step]
  if (from.includes(status)) return []
  const next = stepNames.filter((each) => steps[each].from.includes(status))
  const can = next.length > 0 ? `现在可以：${next.map((each) => steps[each].title).join('、')}` : '已有决定，不能再改'
  return [{ code: 'wrong_state', message: `问题${statusText[status]}，不能${title}。${can}` }]
}

/** Words on what happens when the provider says nothing; they stand in the notice. */
export const silenceText = (due: PlainDate): string =>
  `请于${dateText(due)}前陈述申辩。到期未陈述的，视为放弃，自${dateText(addDays(due, 1))}起可以依现有材料作出决定`

export function hearingTerm(policy: PolicyInForce, calendar: WorkingCalendar, from: PlainDate) {
  const { value, citations } = policy.value<Term>('finding.hearing_term')
  const end: TermEnd = endOfTerm(calendar, from, value)
  return { due: end.due, estimated: end.estimated, term: value, citations }
}

/** First day on which a decision may be taken; undefined while the provider was not told. */
export function decidableFrom(
  finding: { status: FindingStatus; hearingDueOn: PlainDate | null },
  today: PlainDate,
): PlainDate | undefined {
  if (finding.status === 'heard') return today
  return finding.status === 'notified' && finding.hearingDueOn ? addDays(finding.hearingDueOn, 1) : undefined
}

export interface Deciding {
  status: FindingStatus
  recordedBy: string
  verifiedBy: string | null
  proposedBy: string | null
  hearingDueOn: PlainDate | null
  honest: boolean
  /** Fee of the service that was not given; bound of what an honest error may cost. */
  feeNotServed: bigint | null
}

export interface Decision {
  result: Verdict
  amountFen: bigint
  hasClause: boolean
}

interface Deed {
  by: string
  today: PlainDate
  citations: Citation[]
}

/** Why this decision may not be taken now: state, hearing, other person, clause, amount. */
export function objectionsToDeciding(finding: Deciding, decision: Decision, deed: Deed): Reason[] {
  const state = objectionsToStep(finding.status, 'decide')
  if (state.length > 0) return state
  return [
    ...objectionsToDecider(finding, deed),
    ...objectionsToHearing(finding, decision, deed),
    ...objectionsToAmount(finding, decision, deed),
  ]
}

function objectionsToDecider(finding: Deciding, { by }: Deed): Reason[] {
  if (finding.recordedBy === by) return [{ code: 'same_person', message: '您是本项发现的记录人，须由他人决定。' }]
  if (finding.verifiedBy === by || finding.proposedBy === by)
    return [{ code: 'same_person', message: '您核实或提出了本项扣减，须由他人决定。' }]
  return []
}

function objectionsToHearing(finding: Deciding, decision: Decision, { today, citations }: Deed): Reason[] {
  if (decision.result === 'dismissed') return []
  if (finding.status === 'clue')
    return [
      { code: 'not_verified', message: '问题还没有核实，不能认定成立。请先核实；查无实据的请认定“不成立”', citations },
    ]
  if (finding.status === 'verified')
    return [{ code: 'not_heard', message: '还没有通知服务机构申辩，不能认定成立。请先通知机构申辩', citations }]
  const { hearingDueOn } = finding
  if (finding.status === 'notified' && hearingDueOn && today <= hearingDueOn)
    return [
      {
        code: 'hearing_runs',
        message: `申辩期至${monthDay(hearingDueOn)}，今天还不能决定。${monthDay(addDays(hearingDueOn, 1))}起可决定`,
        citations,
      },
    ]
  return []
}

function objectionsToAmount(
  finding: Deciding,
  { result, amountFen, hasClause }: Decision,
  { citations }: Deed,
): Reason[] {
  const reasons: Reason[] = []
  if (result === 'dismissed' && amountFen > 0n)
    reasons.push({ code: 'dismissed_costs_nothing', message: '认定不成立的不能扣减。请把扣减金额改为0' })
  if (amountFen < 0n) reasons.push({ code: 'amount_negative', message: '扣减金额不能小于0。请改金额' })
  if (result !== 'dismissed' && amountFen > 0n && !hasClause)
    reasons.push({ code: 'no_clause', message: '没有对应的合同条款，不能扣减。请选择条款，或扣减0元', citations })
  const bound = finding.feeNotServed ?? 0n
  if (finding.honest && result !== 'dismissed' && amountFen > bound)
    reasons.push({
      code: 'honest_error',
      message: `机构自报的差错只扣未提供的服务，最多${yuanText(bound)}元。请改金额`,
    })
  return reasons
}

const monthDay = (day: PlainDate): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

export interface Costing {
  /** Monthly fee of the person at the level of the roster; of all persons of the township when no person is named. */
  fee: bigint | null
  visits: number | undefined
  honest: boolean
  citations: Citation[]
}

/** What the clause makes of a finding; nothing beyond the service not given for an honest error (SX-5.5c). */
export function proposedDeduction(rule: ClauseRule | null, { fee, visits, honest, citations }: Costing): Proposal {
  if (!rule) return { fen: 0n, basis: '条款没有写明扣减办法，请由县填写金额并写明理由', citations: [] }
  const proposal = byClause(rule, fee, visits)
  if (!honest) return { ...proposal, citations }
  const bound = fee ?? 0n
  const fen = proposal.fen < bound ? proposal.fen : bound
  return { fen, basis: `${proposal.basis}；机构自报的差错只扣未提供的服务`, citations }
}

function byClause(rule: ClauseRule, fee: bigint | null, visits: number | undefined): Omit<Proposal, 'citations'> {
  switch (rule.kind) {
    case 'fixed':
      return { fen: rule.fen, basis: `条款定额${yuanText(rule.fen)}元` }
    case 'person_month':
      return { fen: fee ?? 0n, basis: `本人一个月的照料费${yuanText(fee ?? 0n)}元` }
    case 'per_visit': {
      const times = visits ?? 1
      return { fen: rule.fen * BigInt(times), basis: `少服务${times}次，每次${yuanText(rule.fen)}元` }
    }
    case 'percent':
      return {
        fen: divideHalfUp((fee ?? 0n) * BigInt(rule.percent), 100n),
        basis: `照料费${yuanText(fee ?? 0n)}元的${rule.percent}%`,
      }
  }
}

/** The month in whose settlement a deduction stands: its own, or the next one that is neither approved nor closed. */
export function settlingMonth(about: PlainMonth, done: ReadonlySet<string>): PlainMonth {
  let month = about
  while (done.has(month)) month = addMonths(month, 1)
  return month
}

export interface SelfReport {
  /** Earliest finding by others about the same provider, person and month. */
  foundEarlier: boolean
}

/** Told before anybody found it: an honest error. What was already found cannot be made one by telling it. */
export const isHonest = ({ foundEarlier }: SelfReport): boolean => !foundEarlier

/** Whole hours between knowing and telling. */
export const delayHours = (knownAt: string, reportedAt: string): number =>
  Math.floor((Date.parse(reportedAt) - Date.parse(knownAt)) / 3_600_000)

export const numberText = (month: string, no: number): string => `${month}-${String(no).padStart(3, '0')}`

/** '2023年8月第3号问题' for papers. */
export const findingName = (month: PlainMonth, no: number): string => `${monthText(month)}第${no}号问题`

const kindsOfCodes: readonly [FindingKind, readonly string[]][] = [
  [
    'false_record',
    ['died', 'in_hospital', 'away', 'in_home', 'two_places', 'too_fast', 'photo_used', 'overlap', 'future'],
  ],
  ['poor_quality', ['too_short', 'same_length']],
  ['late_record', ['late']],
]

/** What a doubtful visit is a clue of; the weightiest of its reasons counts. */
export const kindOfVisit = (codes: readonly string[]): FindingKind =>
  kindsOfCodes.find(([, of]) => codes.some((code) => of.includes(code)))?.[0] ?? 'other'

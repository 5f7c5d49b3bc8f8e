/** What an illness, a transfer to psychiatry or a death in a home must be followed by. */
import { addMilliseconds, type Instant, momentText } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

/** incident.terms: numbers for 及时, 同时 and 第一时间, which the documents leave open. */
export interface IncidentTerms {
  contact_minutes: number
  remind_hours: number
  escalate_hours: number
  approval_after_emergency_hours: number
}

const minute = 60_000
const hour = 60 * minute

/** How long something took, in whole minutes; negative when it came before (C-25). */
export const minutesBetween = (from: Instant, to: Instant): number =>
  Math.floor((Date.parse(to) - Date.parse(from)) / minute)

export interface ContactNotice {
  due: Instant
  onTime: boolean
}

/** The emergency contact is told with the transfer; not yet told counts as told now. */
export function contactNotice(transfer: Instant, notified: Instant, terms: IncidentTerms): ContactNotice {
  const due = addMilliseconds(transfer, terms.contact_minutes * minute)
  return { due, onTime: notified <= due }
}

export type ReportUrgency = 'in_time' | 'remind' | 'escalate'

/** How urgent a report of a death, infection or abuse has become since its discovery. */
export function reportUrgency(discovered: Instant, now: Instant, terms: IncidentTerms): ReportUrgency {
  if (now > addMilliseconds(discovered, terms.escalate_hours * hour)) return 'escalate'
  return now > addMilliseconds(discovered, terms.remind_hours * hour) ? 'remind' : 'in_time'
}

/** incident.suspected_mental_disorder */
export interface PsychiatricRule {
  approval_before_transfer: string
  hospital: string
}

export interface PsychiatricTransfer {
  at: Instant
  approvedAt: Instant | null
  emergency: boolean
  emergencyReason: string
}

/** Why a transfer to psychiatry is not lawful as it stands on the moment given. */
export function objectionsToPsychiatricTransfer(
  transfer: PsychiatricTransfer,
  rule: PolicyValue<PsychiatricRule>,
  now: Instant,
  terms: PolicyValue<IncidentTerms>,
): Reason[] {
  const { at, approvedAt } = transfer
  if (approvedAt !== null && approvedAt <= at) return []
  if (!transfer.emergency) {
    return [
      reasonBy(rule, 'approval_missing', '转送精神科前没有取得乡镇（街道）同意；应先经同意再送有资质的医院。请先报批'),
    ]
  }
  if (transfer.emergencyReason.trim() === '') {
    return [reasonBy(rule, 'emergency_reason', '紧急转送没有写明理由；应写明紧急情形。请补写理由')]
  }
  const due = addMilliseconds(at, terms.value.approval_after_emergency_hours * hour)
  if ((approvedAt ?? now) <= due) return []
  const message = `紧急转送后未在${terms.value.approval_after_emergency_hours}小时内（${momentText(due)}前）补批。请立即补批并说明逾期原因`
  const reason = reasonBy(rule, 'approval_late', message)
  return [{ ...reason, citations: [...rule.citations, ...terms.citations] }]
}

/** Every emergency transfer is reported, approved or not. */
export const mustReportTransfer = (transfer: Pick<PsychiatricTransfer, 'emergency'>): boolean => transfer.emergency

/** incident.body_disposal */
export interface BodyDisposalRule {
  without: 'death_certificate'
}

/** Why a body may not be disposed of. */
export function objectionsToBodyDisposal(
  certificateIssuer: string | null,
  rule: PolicyValue<BodyDisposalRule>,
  issuers: readonly string[],
): Reason[] {
  if (certificateIssuer === null) {
    return [
      reasonBy(rule, 'death_certificate_missing', '没有死亡证明，不得处理遗体。请先由医疗机构或公安机关出具死亡证明'),
    ]
  }
  if (issuers.length === 0 || issuers.includes(certificateIssuer)) return []
  const message = '死亡证明不是由医疗机构或公安机关出具，不得处理遗体。请补办死亡证明'
  return [reasonBy(rule, 'certificate_issuer', message)]
}

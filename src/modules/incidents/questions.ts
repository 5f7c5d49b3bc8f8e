/** Policy cases about incidents. */
import * as z from 'zod'
import { addMilliseconds, type Instant, instant } from '#kernel/calendar.ts'
import { type Questions, question } from '#kernel/question.ts'
import {
  type BodyDisposalRule,
  contactNotice,
  type IncidentTerms,
  mustReportTransfer,
  objectionsToBodyDisposal,
  objectionsToPsychiatricTransfer,
  type PsychiatricRule,
} from './rules.ts'

/** Cases write the clock in China: 2025-06-30T10:00. */
const LocalMoment = z.iso.datetime({ local: true }).transform((text): Instant => instant(`${text}+08:00`))
const hour = 3_600_000

const notify = question(
  z.object({ transfer: LocalMoment, notified: LocalMoment, contact: z.boolean() }),
  ({ transfer, notified, contact }, policy) => {
    if (!contact) return { on_time: true, no_contact_on_file: true }
    const notice = contactNotice(transfer, notified, policy.value<IncidentTerms>('incident.terms').value)
    return { on_time: notice.onTime, due: notice.due }
  },
)

/** 'none' or 'after_18_hours', counted from the transfer. */
const Approval = z.union([
  z.literal('none').transform(() => null),
  z.literal('before').transform(() => 0),
  z
    .string()
    .regex(/^after_\d+_hours$/)
    .transform((text) => Number(text.split('_')[1])),
])

const psychiatric = question(
  z.object({ approval: Approval, emergency: z.boolean(), reason: z.boolean().default(false) }),
  (given, policy) => {
    const at = instant(`${policy.on}T00:00:00+08:00`)
    const transfer = {
      at,
      approvedAt: given.approval === null ? null : addMilliseconds(at, given.approval * hour),
      emergency: given.emergency,
      emergencyReason: given.reason ? '已写明' : '',
    }
    const terms = policy.value<IncidentTerms>('incident.terms')
    const rule = policy.value<PsychiatricRule>('incident.suspected_mental_disorder')
    const reasons = objectionsToPsychiatricTransfer(transfer, rule, transfer.approvedAt ?? at, terms)
    return { allowed: reasons.length === 0, reported: mustReportTransfer(transfer), reasons }
  },
)

const bodyDisposal = question(z.object({ certificate: z.string() }), ({ certificate }, policy) => {
  const issuers = policy.find<{ certificate_from: string[] }>('incident.death')?.value.certificate_from ?? []
  const reasons = objectionsToBodyDisposal(
    certificate === 'none' ? null : certificate,
    policy.value<BodyDisposalRule>('incident.body_disposal'),
    issuers,
  )
  return { allowed: reasons.length === 0, reasons }
})

export const questions: Questions = {
  'incident.notify': notify,
  'incident.psychiatric': psychiatric,
  'incident.body_disposal': bodyDisposal,
}

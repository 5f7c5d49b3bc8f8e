/** What must follow a death, in which order, and until when. Pure. */
import { addDays, dateText, dayOf, type Instant, momentText, type PlainDate } from '#kernel/calendar.ts'
import type { Citation, PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import {
  type BodyDisposalRule,
  type IncidentTerms,
  minutesBetween,
  objectionsToBodyDisposal,
  reportUrgency,
} from '#modules/incidents/rules.ts'
import { type DeathAct, type DeathStatus, deathActText, delayText } from './words.ts'

export interface DeathFact {
  kind: DeathAct
  on: PlainDate
  by: string
  issuer: string
}

export interface DeathState {
  diedOn: PlainDate
  discoveredAt: Instant
  reportedAt: Instant
  status: DeathStatus
  receivedBy: string
  acts: readonly DeathFact[]
}

export interface DeathAsked {
  /** incident.body_disposal */
  disposal: PolicyValue<BodyDisposalRule> | undefined
  /** incident.death.certificate_from; empty where no document names them. */
  issuers: readonly string[]
  /** incident.terms */
  terms: PolicyValue<IncidentTerms> | undefined
  /** Accounts of his own money that a home has not settled. */
  unsettled?: Reason[]
  /** Clauses that each thing to be done rests on. */
  cited?: Partial<Record<DeathAct, Citation[]>>
}

/** Who may do a step, in the words of docs/roles.csv. */
const whoDoes: Partial<Record<DeathAct, string>> = {
  confirmed: '县级救助经办、县级救助负责人（另一人）',
  closed: '县级救助经办、县级救助负责人',
  money_settled: '院长、乡镇经办、县级救助经办',
  funeral_cost: '院长、乡镇经办、县级救助经办',
}
export const doerOf = (kind: DeathAct): string => whoDoes[kind] ?? '院长、村协理员、乡镇经办、县级救助经办'

export interface Doing {
  kind: DeathAct
  on: PlainDate
  by: string
  today: PlainDate
}

const actOf = (state: DeathState, kind: DeathAct): DeathFact | undefined =>
  state.acts.findLast((each) => each.kind === kind)

/** Every reason why something may not be entered of a death yet. */
export function objectionsToDeathAct(state: DeathState, doing: Doing, asked: DeathAsked): Reason[] {
  if (state.status !== 'open') {
    const how = state.status === 'closed' ? '已经结案' : '已经撤销'
    return [{ code: 'over', message: `这件死亡处理${how}，不能再登记。请刷新页面查看` }]
  }
  return [...ofTheDay(state, doing), ...ofTheHand(state, doing), ...ofTheOrder(state, doing, asked)]
}

function ofTheDay({ diedOn }: DeathState, { on, today, kind }: Doing): Reason[] {
  if (on > today) return [{ code: 'on', message: `${dateText(on)}还没有到，应登记已经办的日期。请核对日期` }]
  if (on < diedOn)
    return [
      {
        code: 'on',
        message: `${deathActText[kind]}的日期${dateText(on)}早于死亡日期${dateText(diedOn)}，先后颠倒。请核对日期`,
      },
    ]
  return []
}

function ofTheHand({ receivedBy }: DeathState, { kind, by }: Doing): Reason[] {
  if (by !== receivedBy) return []
  if (kind === 'confirmed') return [{ code: 'same_hand', message: '死亡报告由您登记，须由另一人核实。请由同事办理' }]
  if (kind === 'withdrawn')
    return [{ code: 'same_hand', message: '死亡报告由您登记，撤销须由另一人办理，两次都留存。请由同事办理' }]
  return []
}

function ofTheOrder(state: DeathState, doing: Doing, asked: DeathAsked): Reason[] {
  const before = (kind: DeathAct): Reason[] => {
    const earlier = actOf(state, kind)
    if (!earlier)
      return [
        {
          code: `${kind}_missing`,
          message: `还没有登记“${deathActText[kind]}”，不能登记“${deathActText[doing.kind]}”。请先办理`,
        },
      ]
    return doing.on < earlier.on
      ? [
          {
            code: 'on',
            message: `${deathActText[doing.kind]}的日期${dateText(doing.on)}早于${deathActText[kind]}的${dateText(earlier.on)}，先后颠倒。请核对日期`,
          },
        ]
      : []
  }
  if (doing.kind === 'disposal') return beforeDisposal(state, doing, asked)
  if (doing.kind === 'estate_handed') return before('estate_listed')
  // What is on file of the money decides, not what is said of it: a home may still keep some.
  if (doing.kind === 'money_settled') return asked.unsettled ?? []
  if (doing.kind === 'closed')
    return needed.flatMap((kind) => {
      if (kind === 'money_settled' && asked.unsettled?.length) return asked.unsettled
      return actOf(state, kind) ? [] : missing(kind, asked)
    })
  if (doing.kind !== 'withdrawn' || !(actOf(state, 'certificate') ?? actOf(state, 'disposal'))) return []
  return [
    {
      code: 'proven',
      message: '已取得死亡证明或已处理遗体，不是误报，不能撤销。日期有误的，请在本页办理“更正死亡日期”',
    },
  ]
}

/** What is missing, whose it is, where it is entered and on which clause it rests: all of it at once. */
function missing(kind: DeathAct, { cited }: DeathAsked): Reason[] {
  const title = deathActText[kind]
  const custody = kind === 'money_settled' ? '；代管的钱在“代管资金”结清' : ''
  const message = `还没有登记“${title}”，不能结案。由${doerOf(kind)}在本页“必须办的事”的“${title}”一步登记${custody}`
  const citations = cited?.[kind] ?? []
  return [{ code: `${kind}_missing`, message, ...(citations.length > 0 ? { citations } : {}) }]
}

/** F-46: no certificate, no disposal; and never a disposal before the certificate. */
function beforeDisposal(state: DeathState, { on }: Doing, asked: DeathAsked): Reason[] {
  const certificate = actOf(state, 'certificate')
  if (!asked.disposal) return []
  const reasons = objectionsToBodyDisposal(certificate?.issuer ?? null, asked.disposal, asked.issuers)
  if (certificate && on < certificate.on)
    reasons.push({
      code: 'on',
      message: `遗体处理日期${dateText(on)}早于取得死亡证明的${dateText(certificate.on)}；应先取得证明。请核对日期`,
      citations: asked.disposal.citations,
    })
  return reasons
}

/** Without these a case is not closed. */
export const needed: readonly DeathAct[] = [
  'confirmed',
  'certificate',
  'disposal',
  'money_settled',
  'estate_listed',
  'estate_handed',
]

/** Not asked for before closing, yet to be accounted for: the one who closes says why it stays undone. */
export const leftOpen = (state: Pick<DeathState, 'acts'>): DeathAct[] =>
  order.filter(
    (kind) =>
      kind !== 'reported' &&
      kind !== 'closed' &&
      !needed.includes(kind) &&
      !state.acts.some((act) => act.kind === kind),
  )

export interface Todo {
  kind: DeathAct
  state: 'done' | 'now' | 'waits' | 'free'
  due: PlainDate | null
  overdue: boolean
  waits: Reason[]
}

/** In the order of the page. Only funeral costs and the family may stay open. */
export const order: readonly DeathAct[] = [
  'reported',
  'confirmed',
  'certificate_asked',
  'certificate',
  'family_told',
  'disposal',
  'funeral_cost',
  'money_settled',
  'estate_listed',
  'estate_handed',
  'closed',
]

export function todosOf(state: DeathState, today: PlainDate, asked: DeathAsked): Todo[] {
  return order.map((kind) => {
    const act = actOf(state, kind)
    const waits = act
      ? []
      : objectionsToDeathAct(state, { kind, on: today, by: '', today }, asked).filter(({ code }) => code !== 'on')
    const due = kind === 'confirmed' || kind === 'certificate_asked' ? addDays(dayOf(state.reportedAt), 1) : null
    const open = act === undefined && state.status === 'open'
    const must = needed.includes(kind) || kind === 'closed' || kind === 'certificate_asked'
    return {
      kind,
      state: act ? 'done' : waits.length > 0 ? 'waits' : must ? 'now' : 'free',
      due: open ? due : null,
      overdue: open && due !== null && due < today,
      waits,
    }
  })
}

export interface Lateness {
  minutes: number
  /** 'in_time', 'remind', 'escalate' of incident.terms. */
  urgency: 'in_time' | 'remind' | 'escalate'
  text: string
}

/** A death before the recognition is believed only on its paper. */
export const certifies = (paperReference: string): boolean => paperReference.trim().length >= 4

/** C-25: from discovery to report, in whole minutes. */
export function latenessOf(
  { discoveredAt, reportedAt }: Pick<DeathState, 'discoveredAt' | 'reportedAt'>,
  terms: PolicyValue<IncidentTerms> | undefined,
): Lateness {
  const minutes = minutesBetween(discoveredAt, reportedAt)
  const urgency = terms ? reportUrgency(discoveredAt, reportedAt, terms.value) : 'in_time'
  const over = urgency === 'escalate' && terms ? `，超过${terms.value.escalate_hours}小时，已通知县民政局` : ''
  return { minutes, urgency, text: `发现至报告${delayText(minutes)}${over}` }
}

interface Reporting {
  diedOn: PlainDate
  discoveredAt: Instant
  reportedAt: Instant
}

/** Death, discovery, report, now: in this order. */
export function objectionsToReport({ diedOn, discoveredAt, reportedAt }: Reporting, now: Instant): Reason[] {
  const reasons: Reason[] = []
  if (dayOf(discoveredAt) < diedOn)
    reasons.push({
      code: 'discoveredAt',
      message: `发现时间${momentText(discoveredAt)}早于死亡日期${dateText(diedOn)}，先后颠倒。请核对`,
    })
  if (reportedAt < discoveredAt)
    reasons.push({
      code: 'reportedAt',
      message: `报告时间${momentText(reportedAt)}早于发现时间${momentText(discoveredAt)}，先后颠倒。请核对`,
    })
  if (reportedAt > now)
    reasons.push({ code: 'reportedAt', message: `报告时间${momentText(reportedAt)}晚于现在。请核对是否录错` })
  return reasons
}

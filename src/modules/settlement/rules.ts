/** What settlement may decide without a database: factor, whether a month may be settled, floors, sums that overlap. */
import { dateText, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import { divideUp, sumOf, yuanText } from '#kernel/money.ts'
import { type Citation, citationText, type PolicyInForce } from '#kernel/policy.ts'
import { Refusal, type Reason } from '#kernel/refusal.ts'
import type { Evaluation, FactorRule } from './month-input.ts'

interface Ratio {
  times: number
  of: number
}

/** The factor of the first band that holds the score, bounds included; without a table the default (A-20). */
export function factorFor(evaluation: Evaluation, rule: { value: FactorRule; citations: Citation[] }): Ratio {
  const { bands, whenNone } = rule.value
  if (!bands || evaluation.way === 'default_approved') return whenNone
  if (evaluation.way === 'words_only') {
    const message = '乡镇考评只有文字，没有得分，而本县按得分折算系数。请乡镇补报得分，再计算。'
    throw new Refusal('refused', [{ code: 'score_missing', message, citations: rule.citations }])
  }
  const held = bands.find((band) => band.from <= evaluation.score && evaluation.score <= band.to)
  if (held) return held.factor
  const message = `考评得分${scoreText(evaluation.score)}不在折算表的任何一档。请县里补全折算表，再计算。`
  throw new Refusal('refused', [{ code: 'score_outside_table', message, citations: rule.citations }])
}

/** 9250 hundredths → '92.5' */
export const scoreText = (score: number): string => String(score / 100)

export interface ReadyToSettle {
  month: PlainMonth
  today: PlainDate
  /** One entry for each township that uses the provider's service. */
  townships: { name: string; evaluation: 'received' | 'default_approved' | 'missing' }[]
  roster: 'draft' | 'locked' | 'sent' | 'acknowledged'
  accepted: boolean
  /** A provisional calculation shows figures; only a final one can be sent for approval. */
  final: boolean
  /** Findings not yet decided because the provider may still answer. */
  hearings: { finding: string; person: string | null; until: PlainDate }[]
  /** Persons on the roster without an agreement in force. */
  withoutAgreement: number
}

export function objectionsToSettle(ready: ReadyToSettle, policy: PolicyInForce): Reason[] {
  return [
    ...objectionsToRoster(ready),
    ...missingEvaluations(ready, policy),
    ...missingAcceptance(ready, policy),
    ...runningHearings(ready, policy),
    ...missingAgreements(ready, policy),
  ]
}

/** Allowed when nothing but warnings is left; `missing` names what is, for programs. */
export function maySettle(ready: ReadyToSettle, policy: PolicyInForce) {
  const reasons = objectionsToSettle(ready, policy)
  const blocking = reasons.filter((reason) => !reason.warning)
  return { allowed: blocking.length === 0, missing: blocking.map((reason) => reason.code), reasons }
}

function objectionsToRoster(ready: ReadyToSettle): Reason[] {
  if (ready.roster === 'draft') {
    return [{ code: 'roster_locked', message: '月度名册尚未锁定，锁定后才能结算。请先锁定名册。' }]
  }
  if (ready.roster === 'acknowledged') return []
  const message = '服务机构尚未签收月度名册，签收后才能结算。请发送名册或催签。'
  return [{ code: 'roster_acknowledged', message }]
}

function missingEvaluations(ready: ReadyToSettle, policy: PolicyInForce): Reason[] {
  const rule = policy.find<{ evaluation_required?: boolean }>('settlement.fee_basis')
  if (!rule?.value.evaluation_required) return []
  const missing = ready.townships.filter((township) => township.evaluation === 'missing')
  if (missing.length === 0) return []
  const sent = ready.townships.length - missing.length
  const message =
    `不能结算：${sent}/${ready.townships.length}个乡镇已送考评，${namesOf(missing.map((each) => each.name))}考评未送。` +
    '可选择：等待；或按本县默认办法计算（负责人批准，写明理由）。'
  return [{ code: 'evaluation', message, citations: rule.citations, count: missing.length }]
}

function missingAcceptance(ready: ReadyToSettle, policy: PolicyInForce): Reason[] {
  const rule = policy.find<boolean>('settlement.acceptance_required')
  if (!rule?.value || ready.accepted || !ready.final) return []
  const message = '县级验收未完成，验收通过后才能最终结算。请先通过本月验收。'
  return [{ code: 'acceptance', message, citations: rule.citations }]
}

/** A warning: the month may be settled, and what is decided later is deducted in a later month. */
function runningHearings(ready: ReadyToSettle, policy: PolicyInForce): Reason[] {
  const citations = policy.find('settlement.deduction')?.citations ?? []
  return ready.hearings
    .filter((hearing) => hearing.until >= ready.today)
    .map(({ finding, person, until }) => ({
      code: 'hearing_running',
      message:
        `问题${finding}${person ? `（${person}）` : ''}申辩期至${dateText(until)}，今天还不能决定。` +
        '可等待；或先结算，决定成立后在以后月份扣减。',
      citations,
      warning: true,
    }))
}

function missingAgreements(ready: ReadyToSettle, policy: PolicyInForce): Reason[] {
  if (ready.withoutAgreement === 0) return []
  const citations = policy.find('agreement.before_service')?.citations ?? []
  const message = `${ready.withoutAgreement}人没有生效协议（不计入，可继续）。`
  return [{ code: 'agreement', message, citations, warning: true, count: ready.withoutAgreement }]
}

const namesOf = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join('、')}等${names.length}个` : names.join('、')

export type AreaKind = 'urban' | 'rural'
export interface Standard {
  amount: bigint
  per: 'month' | 'year'
  kind: AreaKind | undefined
}

export interface Floor {
  ok: boolean | 'not_comparable'
  /** In the unit of the living standard. */
  minimum: bigint | undefined
  short: bigint
  reasons: Reason[]
}

/**
 * living ≥ dibao × times ÷ of (C-10), in integers, urban with urban and rural with rural, both in the living standard's
 * unit. Asked on every change of either standard.
 */
export function livingFloor(dibao: Standard, living: Standard, ratio: { value: Ratio; citations: Citation[] }): Floor {
  if (dibao.kind !== living.kind) {
    const message = '城市低保标准只能与城市供养标准比，农村与农村比。请选用同类标准。'
    const reasons = [{ code: 'not_comparable', message, citations: ratio.citations }]
    return { ok: 'not_comparable', minimum: undefined, short: 0n, reasons }
  }
  const { times, of } = ratio.value
  const up = living.per === 'year' && dibao.per === 'month' ? 12n : 1n
  const down = living.per === 'month' && dibao.per === 'year' ? 12n : 1n
  const minimum = divideUp(dibao.amount * BigInt(times) * up, BigInt(of) * down)
  const short = living.amount < minimum ? minimum - living.amount : 0n
  const message =
    `基本生活标准${yuanText(living.amount)}元，不低于低保标准的${times}/${of}应为${yuanText(minimum)}元，` +
    `差${yuanText(short)}元（${ratio.citations.map(citationText).join('、')}）。请提高标准后再保存。`
  const reasons = short > 0n ? [{ code: 'below_floor', message, citations: ratio.citations }] : []
  return { ok: short === 0n, minimum, short, reasons }
}

/** Drawn twice: the months in which a person stood in an exclusive scheme and here (C-12); who pays back is the pack's. */
export function overpaid(other: ReadonlyMap<PlainMonth, bigint>, supported: ReadonlySet<PlainMonth>) {
  const months = [...other].filter(([month]) => supported.has(month)).toSorted(([one], [two]) => (one < two ? -1 : 1))
  return { months: months.map(([month]) => month), amount: sumOf(months.map(([, amount]) => amount)) }
}

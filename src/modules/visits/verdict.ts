/** What is held of one visit, from the facts around it and the county's limits. Pure: the same facts give the same verdict. */
import { dateText, dayOf, daysBetween, type Instant, momentText, monthOf, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Confirmation, Point, Verdict } from './shapes.ts'
import { distanceText, metresBetween, type Position } from './distance.ts'
import { pointsOf, type EvidencePoints } from './points.ts'

export interface JudgedVisit {
  id: string
  organisationId: string
  personId: string
  carerId: string
  startedAt: Instant
  endedAt: Instant
  recordedAt: Instant
  position: Position | undefined
  accuracy: number | null
  services: readonly string[]
  contents: readonly string[]
  confirmation: Confirmation
  confirmedBy: string
  cardScanned: boolean
  photos: readonly string[]
}

export interface Days {
  from: PlainDate
  to: PlainDate | null
}

/** Another visit that bears on this one: of the same carer that day. */
export interface OtherVisit {
  id: string
  personId: string
  /** Undefined where this visit's provider may not know the person. */
  personName: string | undefined
  startedAt: Instant
  endedAt: Instant
  position: Position | undefined
}

export interface Facts {
  onRoster: boolean
  level: SelfCareLevel | undefined
  /** Agreements that hold or held with this provider; the latest signed one is named. */
  agreements: readonly (Days & { signedOn: PlainDate | null })[]
  diedOn: PlainDate | null
  endedOn: PlainDate | null
  withoutCapacity: boolean
  absences: readonly (Days & { kind: 'hospital' | 'leave' | 'away' })[]
  stays: readonly (Days & { home: string })[]
  dwelling: Position | undefined
  carer: (Days & { name: string; organisationId: string | null }) | undefined
  ofCarer: readonly OtherVisit[]
  /** Earlier visits of the same carer to the same person this month, latest first. */
  before: readonly Times[]
  /** First other use of one of the photos. */
  photoUsedOn: PlainDate | undefined
  correctedOn: PlainDate | undefined
  undone: string | undefined
  /** What the level asks for; undefined where the pack lists nothing. */
  asked: readonly string[] | undefined
}

export interface Limits {
  visit: PolicyValue<VisitLimits> | undefined
  agreementFirst: PolicyValue<boolean> | undefined
  evidence: PolicyValue<EvidencePoints> | undefined
}
export interface VisitLimits {
  minutes_at_least: number
  fence_metres: number
  speed_kmh: number
  record_within_days: number
}

export interface Judgement {
  verdict: Verdict
  reasons: Reason[]
  points: Point[]
  score: number
}

/** What a reason alone makes of a visit. */
type Weight = 'doubtful' | 'not_counted'
interface Objection {
  weight: Weight
  reason: Reason
}

export function verdictOf(visit: JudgedVisit, facts: Facts, limits: Limits): Judgement {
  const over = facts.undone ?? facts.correctedOn
  const found = over
    ? replaced(facts)
    : [
        ...aboutPerson(visit, facts, limits),
        ...aboutCarer(visit, facts, limits),
        ...aboutTime(visit, facts, limits),
        ...aboutProof(visit, facts, limits),
      ]
  const { points, score } = pointsOf(visit, facts, limits, new Set(found.map(({ reason }) => reason.code)))
  const objections = over ? found : [...found, ...weakness(score, limits.evidence)]
  const counted = objections.every(({ weight }) => weight === 'doubtful')
  const verdict = objections.length === 0 ? 'valid' : counted ? 'doubtful' : 'not_counted'
  const heavyFirst = objections.toSorted((one, other) => rank(one) - rank(other))
  return { verdict, reasons: heavyFirst.map(({ reason }) => reason), points, score }
}

const rank = ({ weight }: Objection) => (weight === 'not_counted' ? 0 : 1)

function objection(weight: Weight, code: string, message: string, value?: PolicyValue): Objection {
  return { weight, reason: { code, message, ...(value ? { citations: value.citations } : {}) } }
}

function replaced({ undone, correctedOn }: Facts): Objection[] {
  if (undone !== undefined) return [objection('not_counted', 'undone', `所在的导入已撤销：${undone}`)]
  return correctedOn
    ? [objection('not_counted', 'corrected', `已于${shortDay(correctedOn)}更正，以更正后的记录为准`)]
    : []
}

/** A person not on the provider's roster is none of its business: nothing else about him is said. */
function aboutPerson(visit: JudgedVisit, facts: Facts, limits: Limits): Objection[] {
  const day = dayOf(visit.startedAt)
  if (!facts.onRoster) return [objection('not_counted', 'not_on_roster', `不在${Number(monthOf(day).slice(5))}月名册`)]
  return [...aboutStanding(day, facts), ...aboutPlace(visit, facts), ...aboutAgreement(day, facts, limits)]
}

function aboutStanding(day: PlainDate, { diedOn, endedOn }: Facts): Objection[] {
  if (diedOn !== null && diedOn < day) return [objection('not_counted', 'died', `已于${shortDay(diedOn)}死亡`)]
  if (endedOn !== null && endedOn < day) return [objection('not_counted', 'ended', `已于${shortDay(endedOn)}终止供养`)]
  return []
}

const covers = ({ from, to }: Days, day: PlainDate) => from <= day && (to === null || day <= to)

/** Company in hospital is a service of its own; on the day of moving in or out one may well have been at home. */
function aboutPlace(visit: JudgedVisit, { absences, stays }: Facts): Objection[] {
  const day = dayOf(visit.startedAt)
  const company = visit.services.includes('hospital_company')
  const away = absences
    .filter((absence) => covers(absence, day) && !(absence.kind === 'hospital' && company))
    .map((absence) =>
      absence.kind === 'hospital'
        ? objection('doubtful', 'in_hospital', `当天住院（${daysText(absence)}）`)
        : objection('doubtful', 'away', `当天外出（${daysText(absence)}）`),
    )
  const inHome = stays
    .filter((stay) => covers(stay, day))
    .map((stay) => {
      const weight = stay.from === day || stay.to === day ? 'doubtful' : 'not_counted'
      return objection(weight, 'in_home', `当天在${stay.home}集中供养（${daysText(stay)}）`)
    })
  return [...away, ...inHome]
}

/** No service before the agreement (F-15); where the pack only advises it, the visit is doubtful. */
function aboutAgreement(day: PlainDate, { agreements }: Facts, { agreementFirst }: Limits): Objection[] {
  if (!agreementFirst?.value || agreements.some((agreement) => covers(agreement, day))) return []
  const signed = agreements.map(({ signedOn }) => signedOn).filter((on) => on !== null)
  const last = signed.toSorted().at(-1)
  const words = last ? `当天没有生效协议（${shortDay(last)}签订）` : '当天没有生效协议（尚未签订）'
  const weight = agreementFirst.force === 'must' ? 'not_counted' : 'doubtful'
  return [objection(weight, 'no_agreement', words, agreementFirst)]
}

function aboutCarer(visit: JudgedVisit, facts: Facts, { visit: limits }: Limits): Objection[] {
  const { carer } = facts
  const employed = carer && carer.organisationId === visit.organisationId && covers(carer, dayOf(visit.startedAt))
  const here = employed ? [] : [objection('doubtful', 'carer_not_here', '服务人员当天不是本机构登记的人员')]
  return [...here, ...clashes(visit, facts, limits), ...travel(visit, facts, limits)]
}

const minutesBetween = (from: Instant, to: Instant) => (Date.parse(to) - Date.parse(from)) / 60_000
const overlap = (one: Times, other: Times) => one.startedAt < other.endedAt && other.startedAt < one.endedAt
type Times = Pick<JudgedVisit, 'startedAt' | 'endedAt'>

/** Neighbours under one roof are one place: within the fence of each other no clash is seen. */
function clashes(visit: JudgedVisit, facts: Facts, limits: Limits['visit']): Objection[] {
  const here = visit.position ?? facts.dwelling
  return facts.ofCarer
    .filter((other) => overlap(visit, other))
    .flatMap((other) => {
      const times = `${clock(other.startedAt)}至${clock(other.endedAt)}`
      if (other.personId === visit.personId)
        return [objection('doubtful', 'overlap', `与同一服务人员的另一条记录重叠（${times}）`)]
      if (here && other.position && limits && metresBetween(here, other.position) <= limits.value.fence_metres)
        return []
      const whose = other.personName ? `${other.personName}家` : '其他服务对象家'
      return [objection('doubtful', 'two_places', `服务人员同时在另一处（${whose}，${times}）`)]
    })
    .slice(0, 1)
}

/** From the place before, never faster than a car there could be. */
function travel(visit: JudgedVisit, facts: Facts, limits: Limits['visit']): Objection[] {
  const here = visit.position ?? facts.dwelling
  const last = facts.ofCarer
    .filter((other) => other.endedAt <= visit.startedAt && other.personId !== visit.personId)
    .toSorted((one, other) =>
      one.endedAt === other.endedAt ? (one.id < other.id ? 1 : -1) : one.endedAt < other.endedAt ? 1 : -1,
    )[0]
  if (!limits || !here || !last?.position) return []
  const metres = metresBetween(last.position, here)
  const gap = minutesBetween(last.endedAt, visit.startedAt)
  const { speed_kmh, fence_metres } = limits.value
  if (metres <= fence_metres || metres * 60 <= gap * speed_kmh * 1000) return []
  return [objection('doubtful', 'too_fast', `与上一处相距${distanceText(metres)}，间隔${Math.floor(gap)}分钟`, limits)]
}

function aboutTime(visit: JudgedVisit, facts: Facts, { visit: limits }: Limits): Objection[] {
  const objections: Objection[] = []
  const minutes = Math.floor(minutesBetween(visit.startedAt, visit.endedAt))
  if (limits && minutes < limits.value.minutes_at_least)
    objections.push(
      objection('doubtful', 'too_short', `时长${minutes}分钟，少于规定的${limits.value.minutes_at_least}分钟`, limits),
    )
  if (visit.endedAt > visit.recordedAt)
    objections.push(
      objection(
        'not_counted',
        'future',
        `结束时间${momentText(visit.endedAt)}晚于收到的时间${momentText(visit.recordedAt)}，请核对手机时间`,
      ),
    )
  const [day, recorded] = [dayOf(visit.startedAt), dayOf(visit.recordedAt)]
  const late = daysBetween(day, recorded)
  if (limits && late > limits.value.record_within_days)
    objections.push(
      objection('doubtful', 'late', `${shortDay(recorded)}补录${shortDay(day)}的服务，晚${late}天`, limits),
    )
  return [...objections, ...alike(minutes, facts.before)]
}

/** Three visits of the same two, one after the other, as long to the minute (F-11). */
function alike(minutes: number, before: readonly Times[]): Objection[] {
  const [last, secondLast] = before
  if (!last || !secondLast) return []
  const same = [last, secondLast].every(
    (other) => Math.floor(minutesBetween(other.startedAt, other.endedAt)) === minutes,
  )
  const days = `${shortDay(dayOf(secondLast.startedAt))}、${shortDay(dayOf(last.startedAt))}`
  return same ? [objection('doubtful', 'same_length', `时长${minutes}分钟，与${days}的服务一分不差`)] : []
}

function aboutProof(visit: JudgedVisit, facts: Facts, { visit: limits }: Limits): Objection[] {
  const objections = outside(visit, facts, limits)
  if (facts.photoUsedOn)
    objections.push(objection('doubtful', 'photo_used', `照片与${shortDay(facts.photoUsedOn)}的照片相同`))
  const confirmed = visit.confirmation !== 'none' && visit.confirmation !== 'neighbour'
  if (confirmed && facts.carer && visit.confirmedBy === facts.carer.name)
    objections.push(objection('doubtful', 'confirmed_by_carer', '由服务人员自己确认，应由本人、监护人或邻里确认'))
  if (confirmed && facts.onRoster && facts.withoutCapacity && visit.confirmedBy === '')
    objections.push(objection('doubtful', 'confirmer_unable', '本人无民事行为能力，应由监护人确认'))
  return objections
}

function outside({ position }: JudgedVisit, { dwelling, onRoster }: Facts, limits: Limits['visit']): Objection[] {
  if (!position || !dwelling || !onRoster || !limits) return []
  const metres = metresBetween(position, dwelling)
  const allowed = limits.value.fence_metres
  if (metres <= allowed) return []
  return [objection('doubtful', 'outside_fence', `距居所${metres}米，超出允许的${allowed}米`, limits)]
}

/** Too little proof is looked at by a person; none at all is not counted until somebody has. */
function weakness(score: number, evidence: Limits['evidence']): Objection[] {
  if (!evidence || score >= evidence.value.valid_at) return []
  const weight = score < evidence.value.not_counted_below ? 'not_counted' : 'doubtful'
  return [objection(weight, 'weak', `佐证得分${score}分，满${evidence.value.valid_at}分才直接有效`, evidence)]
}

/** '8月20日' */
export const shortDay = (day: PlainDate): string => dateText(day).replace(/^\d+年/, '')
/** '9:02' */
export const clock = (moment: Instant): string => momentText(moment).slice(11).replace(/^0/, '')
export const daysText = ({ from, to }: Days): string =>
  to === null ? `${shortDay(from)}起` : `${shortDay(from)}至${shortDay(to)}`

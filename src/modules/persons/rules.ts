/** What the register decides without a database: dates of standing, ends, payees, what a text asks for. Pure. */
import {
  addDays,
  addMonths,
  ageOn,
  dateText,
  firstDay,
  monthOf,
  type PlainDate,
  type PlainMonth,
  plainDate,
} from '#kernel/calendar.ts'
import type { EntryLimits } from '#kernel/entry-limits.ts'
import { faultOfIdentityNumber, birthDateOf, sexOf, tidyIdentityNumber } from '#kernel/identity-number.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Capacity, Sex } from './words.ts'

/** A level shows in the payments of the month after its decision (exit and start of support alike; C-9 roster month). */
export const monthAfter = (decidedOn: PlainDate): PlainDate => firstDay(addMonths(monthOf(decidedOn), 1))

/** exit.support_stops */
export interface StopRule {
  on: string
  event: string
}

/** First day without support; undefined when the pack states a rule that this edition cannot compute. */
export function supportStops(decidedOn: PlainDate, rule: StopRule): PlainDate | undefined {
  return rule.on === 'first_day_of_month_after' ? monthAfter(decidedOn) : undefined
}

export interface Standing {
  status: string
  supportedFrom: PlainDate | null
  endedOn: PlainDate | null
}

export function objectionsToEnd(person: Standing, reason: string, allowed: PolicyValue<string[]>): Reason[] {
  const found: Reason[] = []
  if (person.endedOn)
    found.push({ code: 'ended_already', message: `已于${dateText(person.endedOn)}终止供养，不能再次终止。` })
  if (!allowed.value.includes(reason))
    found.push({
      code: 'end_reason',
      message: '终止原因不在规定的情形之内。请按规定的情形选择。',
      citations: allowed.citations,
    })
  return found
}

export function objectionsToChange(person: Standing, from: PlainDate): Reason[] {
  if (person.endedOn && from > person.endedOn)
    return [{ code: 'ended', message: `已于${dateText(person.endedOn)}终止供养，其后不能再变更。请先重新认定。` }]
  if (person.supportedFrom && from < person.supportedFrom)
    return [
      {
        code: 'before_support',
        message: `变更起始日早于供养起始日${dateText(person.supportedFrom)}。请核对日期；原登记有误的，请用“更正信息”。`,
      },
    ]
  return []
}

/** A decision comes a month before its support: whoever dies between the two was recognised rightly, and nothing is paid. */
const diedBeforeRecognised = (
  { supportedFrom, decidedOn }: { supportedFrom: PlainDate | null; decidedOn?: PlainDate | null },
  diedOn: PlainDate,
): boolean => supportedFrom !== null && diedOn < supportedFrom && !(decidedOn && diedOn >= decidedOn)

export function objectionsToDeath(
  person: {
    bornOn: PlainDate
    diedOn: PlainDate | null
    supportedFrom: PlainDate | null
    decidedOn?: PlainDate | null
    /** The paper of the death is named: the day is no slip of the pen, the recognition was the error. */
    certified?: boolean
  },
  diedOn: PlainDate,
  today: PlainDate,
): Reason[] {
  if (person.diedOn)
    return [
      {
        code: 'dead_already',
        message: `已登记于${dateText(person.diedOn)}死亡。日期有误的，请在“死亡处理”中这件死亡的页面办理“更正死亡日期”。`,
      },
    ]
  if (diedOn > today) return [{ code: 'future', message: `死亡日期${dateText(diedOn)}晚于今天。请核对是否录错。` }]
  if (diedOn < person.bornOn)
    return [
      {
        code: 'before_birth',
        message: `死亡日期${dateText(diedOn)}早于出生日期${dateText(person.bornOn)}。请核对是否录错。`,
      },
    ]
  const { supportedFrom, decidedOn, certified = false } = person
  if (!supportedFrom || certified || !diedBeforeRecognised(person, diedOn)) return []
  const before = decidedOn ? `认定日期${dateText(decidedOn)}` : `供养起始日${dateText(supportedFrom)}`
  return [
    {
      code: 'before_support',
      message: `死亡日期${dateText(diedOn)}早于${before}，应在认定以后。请核对年份；确在此前已去世的，当初的认定有误，请在“依据”写明死亡证明的编号或原件位置后报告，供养自始不算，已发的各月列为多发追回。`,
    },
  ]
}

export interface IdentityGiven {
  idNumber: string
  idRemark: string
  sex?: Sex | undefined
  bornOn?: PlainDate | undefined
}

export interface Identity {
  number: string
  sex: Sex
  bornOn: PlainDate
}

/** ID number, birth date and sex against each other (GB 11643); a wrong or missing number only with a reason. */
export function identityOf(
  given: IdentityGiven,
  today: PlainDate,
): { identity?: Identity; faults: Reason[]; warnings: string[] } {
  const number = tidyIdentityNumber(given.idNumber)
  const fault = number === '' ? '没有身份证号' : faultOfIdentityNumber(number)
  const faults: Reason[] = []
  const warnings: string[] = []
  if (fault && given.idRemark.length < 4)
    faults.push({ code: 'idNumber', message: `${fault}。请补录或核对；确须按原样保留的，请写明理由。` })
  else if (fault) warnings.push(`${fault}；按原样保留：${given.idRemark}`)
  const born = fault ? undefined : birthDateOf(number)
  const sex = fault ? undefined : sexOf(number)
  if (born && given.bornOn && born !== given.bornOn)
    faults.push({ code: 'bornOn', message: `出生日期${given.bornOn}与身份证号中的${born}不一致。请核对是否录错。` })
  if (sex && given.sex && sex !== given.sex)
    faults.push({
      code: 'sex',
      message: `性别与身份证号不一致（应为${sex === 'male' ? '男' : '女'}）。请核对是否录错。`,
    })
  const bornOn = given.bornOn ?? born
  const found = given.sex ?? sex
  if (!bornOn) faults.push({ code: 'bornOn', message: '没有出生日期。请补录。' })
  else if (bornOn > today) faults.push({ code: 'bornOn', message: `出生日期${bornOn}晚于今天。请核对是否录错。` })
  if (!found) faults.push({ code: 'sex', message: '没有性别。请补录。' })
  if (faults.length > 0 || !bornOn || !found) return { faults, warnings }
  return { identity: { number, sex: found, bornOn }, faults, warnings }
}

/** A place in mainland China: eleven digits of a mobile, or area code and number. */
export const tidyPhone = (text: string): string => text.replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')
export const faultOfPhone = (phone: string): string | undefined =>
  phone === '' || /^(1\d{10}|0\d{9,11}|\d{7,8}|400\d{7})$/.test(phone)
    ? undefined
    : `电话“${phone.length}位”不对，应为11位手机号或带区号的座机号。请核对。`

export interface ConsentGiven {
  kind: string
  receiver: string
  fromOn: PlainDate
  toOn: PlainDate | null
  withdrawnOn: PlainDate | null
}

export const consentHolds = (consent: ConsentGiven, day: PlainDate): boolean =>
  consent.fromOn <= day && (!consent.toOn || day <= consent.toOn) && (!consent.withdrawnOn || day < consent.withdrawnOn)

/** F-07: somebody else may draw the money only with a consent that holds. */
export function objectionsToPayee(
  holder: { name: string; isPerson: boolean },
  consent: ConsentGiven | undefined,
  from: PlainDate,
): Reason[] {
  if (holder.isPerson) return []
  if (!consent)
    return [
      { code: 'consent_missing', message: '账户名不是本人，须先登记本人（或监护人）同意由他人领取，再登记账户。' },
    ]
  if (consent.kind !== 'payee')
    return [{ code: 'consent_kind', message: '所选的同意不是“由他人领取”。请选择或登记相应的同意。' }]
  if (consent.receiver !== holder.name)
    return [
      {
        code: 'consent_receiver',
        message: `同意的领取人是“${consent.receiver || '（未写明）'}”，账户名是“${holder.name}”，应为同一人。请核对账户名，或按实际领取人重新登记同意。`,
      },
    ]
  return consentHolds(consent, from)
    ? []
    : [{ code: 'consent_over', message: '本人同意由他人领取的期限不含该账户起用日，或已撤回。请重新登记同意。' }]
}

/** with no capacity only the guardian may consent; with limited capacity both sign, so either may be entered. */
export function objectionsToConsent(
  capacity: Capacity,
  givenBy: 'person' | 'guardian',
  hasGuardian: boolean,
): Reason[] {
  if (givenBy === 'person' && capacity === 'none')
    return [{ code: 'capacity', message: '本人为无民事行为能力人，须由监护人代为同意。请改为监护人同意。' }]
  if (givenBy === 'guardian' && capacity === 'full')
    return [
      {
        code: 'capacity',
        message: '本人为完全民事行为能力人，须由本人同意。确已丧失行为能力的，请先登记民事行为能力。',
      },
    ]
  if (givenBy === 'guardian' && !hasGuardian)
    return [{ code: 'guardian_missing', message: '还没有登记监护人。请先登记监护人，再登记其同意。' }]
  return []
}

/** Nobody consents afterwards: what was paid or done before rests on the paper of its own day. */
export function objectionsToOldConsent(
  consent: { fromOn: PlainDate; fileId: string | null },
  today: PlainDate,
  { consent_days: days }: Pick<EntryLimits, 'consent_days'>,
): Reason[] {
  if (consent.fileId !== null || consent.fromOn >= addDays(today, -days)) return []
  const message = `同意自${dateText(consent.fromOn)}起，早于今天${days}天以上。请附当时签署的同意书扫描件；没有的，请自本人现在同意之日起登记`
  return [{ code: 'fileId', message }]
}

export type Asked =
  | { kind: 'none' }
  | { kind: 'identity'; number: string }
  | { kind: 'last4'; last4: string }
  | { kind: 'file'; fileNo: string }
  | { kind: 'name'; prefix: string }

/** What was typed into a search: a whole number, its last four, a file number, or part of a name or of its initials. */
export function askedBy(text: string | undefined): Asked {
  const typed = (text ?? '').trim()
  if (typed === '') return { kind: 'none' }
  const number = tidyIdentityNumber(typed)
  if (/^\d{17}[\dX]$/.test(number)) return { kind: 'identity', number }
  if (/^\d{3}[\dX]$/.test(number)) return { kind: 'last4', last4: number }
  if (/^[A-Za-z]*-?\d+[\dA-Za-z-]*$/.test(typed)) return { kind: 'file', fileNo: typed.toUpperCase() }
  return { kind: 'name', prefix: typed.replace(/[·\s]/g, '').toLowerCase() }
}

/** Everything that begins so stands below it, rare characters beyond U+FFFF included. */
export const endOfPrefix = (prefix: string): string => `${prefix}\u{10ffff}`

/** 张** — finance, city and province see no whole names (screens 5.19). */
const readsMaskedNames: ReadonlySet<string> = new Set(['finance', 'city-supervisor', 'province-supervisor'])
export const nameFor = (role: string, name: string): string =>
  readsMaskedNames.has(role) ? `${Array.from(name)[0] ?? ''}**` : name

/** Born so that the age on a day lies within the bounds. */
export function bornBetween(
  ages: { from?: number | undefined; to?: number | undefined },
  day: PlainDate,
): { after?: PlainDate; until?: PlainDate } {
  const yearsBefore = (years: number) => {
    const year = String(Number(day.slice(0, 4)) - years).padStart(4, '0')
    const rest = day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)
    return plainDate(`${year}${rest}`)
  }
  return {
    ...(ages.to === undefined ? {} : { after: yearsBefore(ages.to + 1) }),
    ...(ages.from === undefined ? {} : { until: yearsBefore(ages.from) }),
  }
}

export const ageText = (bornOn: PlainDate, day: PlainDate): string => `${ageOn(bornOn, day)}岁`

/** Last month paid when support stops on a day. */
export const lastPaidBefore = (stops: PlainDate): PlainMonth => monthOf(addDays(stops, -1))

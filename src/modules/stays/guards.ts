/** Why somebody may not move into a home. Pure. */
import { ageOn, dateText, type PlainDate } from '#kernel/calendar.ts'
import { earliestMonthDay, type EntryLimits, monthsText } from '#kernel/entry-limits.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'
import {
  type AdmissionGate,
  type Home,
  objectionsToPayingResident,
  objectionsToReceiving,
  type PayingResidents,
} from '#modules/institutions/rules.ts'
import type { Category } from './contract.ts'
import { type MinorPlacement, type PlacementConsent, placementByAge, type Wish } from './rules.ts'

export interface PersonToAdmit {
  active: boolean
  wrongWish: string | null
  supportedFrom: PlainDate | null
  diedOn: PlainDate | null
  /** Dispersed until then: the move changes how he is supported. */
  changesMode: boolean
}

export interface Admission {
  category: Category
  from: PlainDate
  today: PlainDate
  limits: EntryLimits
  wish: Wish
  bornOn: PlainDate
  /** Null for residents who have no person's file here; `wrongWish`: what is wrong with the wish on file on that day. */
  person: PersonToAdmit | null
  home: Home & { open: boolean; beds: number; mostResidents: number }
  /** Supported persons who asked for a place in the home's township and have none. */
  localWaiting: number
}

export function objectionsToAdmission(admission: Admission, policy: PolicyInForce): Reason[] {
  return [
    ...ofTheDay(admission),
    ...ofThePerson(admission, policy),
    ...ofTheWish(admission, policy),
    ...ofTheHome(admission, policy),
  ]
}

/** Months before the last one are settled and paid: one hand does not change them (本系统默认). */
function ofMonthsGone(
  day: PlainDate,
  { today, limits }: { today: PlainDate; limits: EntryLimits },
  code: 'from' | 'to',
): Reason[] {
  const earliest = earliestMonthDay(limits, today)
  if (day >= earliest) return []
  const what = code === 'from' ? '入住日' : '离院日'
  const message = `${what}${dateText(day)}在${monthsText(limits.months_back)}以前，其后各月的名册和发放已经办结；供养方式不能由一人倒签，应不早于${dateText(earliest)}（本系统默认）。请核对日期；以前各月确有出入的，先按这一天办理，再由县里逐月更正`
  return [{ code, message }]
}

function ofTheDay({ from, today, limits, home, person, category }: Admission): Reason[] {
  const reasons: Reason[] = []
  if (category === 'supported_centralised' && person?.changesMode)
    reasons.push(...ofMonthsGone(from, { today, limits }, 'from'))
  if (from > today)
    reasons.push({ code: 'from', message: `入住日${dateText(from)}晚于今天；应登记已经入住的日期。请到那一天再办理` })
  if (!home.open) reasons.push({ code: 'closed', message: '该机构已停办；停办的机构不接收入住。请另选机构' })
  return reasons
}

function ofThePerson({ category, person, bornOn, from }: Admission, policy: PolicyInForce): Reason[] {
  const reasons: Reason[] = []
  if (category === 'supported_centralised' && !person)
    reasons.push({ code: 'person', message: '没有选择特困人员；“特困集中供养”应从一人一档中选择本人。请选择人员' })
  if (person?.diedOn && person.diedOn < from)
    return [
      {
        code: 'person',
        message: `本人已登记于${dateText(person.diedOn)}死亡，不能办理入住。请核对人员和日期`,
      },
    ]
  if (person?.active && category !== 'supported_centralised')
    reasons.push({
      code: 'category',
      message:
        '本人是在保特困人员，入住类别应为“特困集中供养”，供养方式同时改变；本人不愿集中供养的，不办理入住。请改选类别',
    })
  if (person && category === 'supported_centralised' && person.supportedFrom && from < person.supportedFrom)
    reasons.push({
      code: 'from',
      message: `入住日${dateText(from)}早于供养起始日${dateText(person.supportedFrom)}；集中供养应自供养开始以后。请核对日期`,
    })
  else if (person && category === 'supported_centralised' && !person.active)
    reasons.push({
      code: 'not_active',
      message: `${dateText(from)}本人不在供养状态；集中供养应为在保特困人员。请核对日期或入住类别`,
    })
  const minors = policy.find<MinorPlacement>('eligibility.minor.placement')
  if (category === 'supported_centralised') reasons.push(...placementByAge(ageOn(bornOn, from), 'home', minors).reasons)
  const categories = policy.find<Record<string, string>>('institution.resident_categories')
  if (categories && !(category in categories.value)) {
    const names = Object.values(categories.value).join('、')
    reasons.push(reasonBy(categories, 'category', `入住类别不在本地登记范围内；应为${names}之一。请改选类别`))
  }
  return reasons
}

/** Nobody is moved into a home without having wished it, on a day before the move. */
function ofTheWish({ category, wish, person, from }: Admission, policy: PolicyInForce): Reason[] {
  if (category !== 'supported_centralised') return []
  const consent = policy.find<PlacementConsent>('placement.consent')
  const cited = consent ? { citations: consent.citations } : {}
  if (wish !== 'yes') {
    const so = wish === 'no' ? '本人不愿入住' : '还没有征求本人意愿'
    return [{ code: 'wish', message: `${so}；入住应出于本人或监护人意愿。请征求意愿，不愿意的落实分散供养`, ...cited }]
  }
  if (person?.wrongWish)
    return [
      {
        code: 'consent',
        message: `${dateText(from)}以前的入住意愿书：${person.wrongWish}；入住前应取得本人的书面意愿，无民事行为能力的由监护人代为表示。请先在一人一档登记“入住意愿”，本人不愿意的落实分散供养`,
        ...cited,
      },
    ]
  return []
}

function ofTheHome({ category, from, home, localWaiting }: Admission, policy: PolicyInForce): Reason[] {
  const free = home.beds - home.mostResidents
  if (category === 'social_elderly') {
    const rule = policy.find<PayingResidents>('institution.paying_residents')
    if (rule) return objectionsToPayingResident(localWaiting, free, rule)
  }
  const reasons: Reason[] = []
  const gate = policy.find<AdmissionGate>('institution.admission_gate')
  if (gate && category === 'supported_centralised') reasons.push(...objectionsToReceiving(home, gate, from))
  if (free <= 0)
    reasons.push({
      code: 'no_free_bed',
      message: `实有床位${home.beds}张，入住${home.mostResidents}人，没有空床；有空床方可入住。请另选机构或先登记床位变化`,
    })
  return reasons
}

export interface Leaving {
  from: PlainDate
  to: PlainDate
  today: PlainDate
  limits: EntryLimits
  ended: boolean
  /** Of a supported person: leaving changes how he is supported. */
  changesMode: boolean
}

export function objectionsToLeaving({ from, to, today, limits, ended, changesMode }: Leaving): Reason[] {
  if (ended) return [{ code: 'ended', message: '这次入住已经办理离院；不必再办。请刷新页面查看' }]
  if (to < from)
    return [{ code: 'to', message: `离院日早于入住日${dateText(from)}；应不早于入住日。请改日期，或撤销这次入住登记` }]
  if (to > today) return [{ code: 'to', message: '离院日晚于今天；应登记已经离院的日期。请到那一天再办理' }]
  return changesMode ? ofMonthsGone(to, { today, limits }, 'to') : []
}

/** Only an entry that still stands open is taken back; what has ended was lived, and what followed it rests on it. */
export function objectionsToWithdrawal({
  from,
  to,
  today,
  limits,
}: {
  from: PlainDate
  to: PlainDate | null
  today: PlainDate
  limits: EntryLimits
}): Reason[] {
  if (to !== null)
    return [
      {
        code: 'ended',
        message: `这次入住已于${dateText(to)}办理离院，不能撤销登记；撤销会改动以后的供养方式。登记有误的，请县里在一人一档“更正信息”办理`,
      },
    ]
  return ofMonthsGone(from, { today, limits }, 'from')
}

/** Warnings (原则上) may be set aside with a reason, plain reasons may not. */
export const stillStanding = (reasons: readonly Reason[], override: string | undefined): Reason[] =>
  override ? reasons.filter((reason) => !reason.warning) : [...reasons]

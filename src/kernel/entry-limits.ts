/** How far back and ahead of today something may be entered by hand: no document says it, so a county may choose (entry.limits). */
import { addMonths, addYears, firstDay, monthOf, type PlainDate } from './calendar.ts'
import type { PolicyInForce } from './policy.ts'

export interface EntryLimits {
  /** Entered longer afterwards, a consent is believed by its scan only. */
  consent_days: number
  /** Entered longer afterwards, a request is believed by its paper only. */
  request_days: number
  /** Whole months before the present one: what changes rosters and pay begins no earlier. */
  months_back: number
  years_back: number
  years_ahead: number
  round_years: number
  leave_days_back: number
  leave_days: number
  /** A case of a minor is opened so many days before the birthday at the earliest. */
  minor_days_ahead: number
}

export const entryLimits = (policy: Pick<PolicyInForce, 'value'>): EntryLimits =>
  policy.value<EntryLimits>('entry.limits').value

export const entryLimitsOn = async (asking: {
  today: PlainDate
  policyOn: (day: PlainDate) => Promise<Pick<PolicyInForce, 'value'>>
}): Promise<EntryLimits> => entryLimits(await asking.policyOn(asking.today))

/** First day of the earliest month into which one may still enter. */
export const earliestMonthDay = (limits: Pick<EntryLimits, 'months_back'>, today: PlainDate): PlainDate =>
  firstDay(addMonths(monthOf(today), -limits.months_back))

export const latestDay = (limits: Pick<EntryLimits, 'years_ahead'>, today: PlainDate): PlainDate =>
  addYears(today, limits.years_ahead)

export const earliestDay = (limits: Pick<EntryLimits, 'years_back'>, today: PlainDate): PlainDate =>
  addYears(today, -limits.years_back)

export const monthsText = (count: number): string => (count === 1 ? '上月' : `${count}个月`)
export const yearsText = (count: number): string => (count === 1 ? '一年' : `${count}年`)

/** Which county, area and month all pages speak of; they stand in the address (screens 3.2, 3.3). */
import {
  addMilliseconds,
  dayOf,
  type Instant,
  instant,
  monthOf,
  type PlainDate,
  type PlainMonth,
} from '#kernel/calendar.ts'
import { useAddress } from './address.ts'
import { useMe } from './me.tsx'
import { monthTyped } from './typing.ts'

export const now = (): Instant => instant(new Date().toISOString())
export const today = (): PlainDate => dayOf(now())
export const minutesBefore = (minutes: number): Instant => addMilliseconds(now(), -minutes * 60_000)

export interface MonthChoice {
  month: PlainMonth
  current: PlainMonth
  isCurrent: boolean
  setMonth: (month: PlainMonth) => void
}

export function useMonth(): MonthChoice {
  const { state, change } = useAddress()
  const current = monthOf(useMe().today)
  const month = monthTyped(state['month'] ?? '') ?? current
  return {
    month,
    current,
    isCurrent: month === current,
    setMonth: (next) => change({ month: next === current ? undefined : next, page: undefined }),
  }
}

export interface AreaChoice {
  /** Code of the area chosen; undefined is all one's own scope. */
  area: string | undefined
  setArea: (area: string | undefined) => void
}

export function useArea(): AreaChoice {
  const { state, change } = useAddress()
  return { area: state['area'], setArea: (area) => change({ area, page: undefined }) }
}

/** The one county the page speaks of: two counties never mix in a list. Undefined for who has none. */
export function useCounty(): { county: { code: string; name: string } | undefined; setCounty: (code: string) => void } {
  const me = useMe()
  const { state, change } = useAddress()
  const chosen = me.counties.find((each) => each.code === state['county'])
  return {
    county: chosen ?? me.county ?? me.counties[0],
    setCounty: (code) => change({ county: code, area: undefined, page: undefined }),
  }
}

/** 机构一览: each home against the target, and both shortfalls. */
import { addDays, type Instant, type PlainDate } from '#kernel/calendar.ts'
import { percentText } from '#kernel/ratio.ts'
import { directorsOn, homesOn, occupancyTarget, type HomeOn } from '#modules/institutions/index.ts'
import { occupancyOf, occupancyTotal, residentsPerStaff } from '#modules/institutions/rules.ts'
import type { Context } from '#platform/context.ts'
import type { HomeRow } from './contract.ts'
import { db, residentsOn, type Residents } from './occupied.ts'

export interface Asked {
  day: PlainDate
  known: Instant
  percent: number | null
  townships?: readonly string[]
}

export async function homeRows(context: Context, { day, known, percent }: Asked): Promise<HomeRow[]> {
  const { county } = context
  const standing = await homesOn(context, county, day, known)
  const residents = await residentsOn(context, county, day, known)
  const directors = await directorsOn(context, county, day, known)
  const homes = await db(context)
    .selectFrom('institutions.homeView as home')
    .innerJoin('access.areaView as township', 'township.id', 'home.townshipId')
    .selectAll('home')
    .select('township.name as township')
    .where('home.countyCode', '=', county)
    .orderBy('home.sortOrder')
    .execute()
  return homes
    .flatMap((home) => {
      const on = standing.get(home.id)
      return on ? [{ home, on }] : []
    })
    .map(({ home, on }, index) => {
      const counts = countsOf(on, residents.get(home.id), percent)
      const director = directors.get(home.id)
      return {
        id: home.id,
        no: index + 1,
        name: home.name,
        townshipId: home.townshipId,
        township: home.township,
        ...counts,
        director: director?.director || null,
        // The director's own number is asked for apart, with a purpose.
        phone: on.officePhone ?? '',
        licenceUntil: home.licenceUntil,
        licence: licenceState(home.licenceUntil, day),
        grade: home.grade,
        status: home.status,
      }
    })
}

function countsOf(on: HomeOn, living: Residents | undefined, percent: number | null) {
  const { residents = 0, supported = 0, paying = 0 } = living ?? {}
  const beds = on.beds ?? 0
  const staff = on.staff ?? 0
  const standing = percent === null ? null : occupancyOf({ beds, residents }, percent)
  return {
    beds,
    nursingBeds: on.nursingBeds ?? 0,
    residents,
    supported,
    paying,
    freeBeds: beds - residents,
    target: standing?.target ?? null,
    gap: standing?.gap ?? null,
    reached: standing?.reached ?? null,
    rate: percentText(residents, beds),
    staff,
    load: residentsPerStaff(residents, staff),
    loadAtTarget: standing && residentsPerStaff(Math.max(standing.target, residents), staff),
  }
}

const soonDays = 90

function licenceState(until: PlainDate | null, day: PlainDate): HomeRow['licence'] {
  if (until === null) return 'none'
  if (until < day) return 'expired'
  return until <= addDays(day, soonDays) ? 'soon' : 'good'
}

export function totalsOf(rows: readonly HomeRow[], percent: number | null) {
  const total = occupancyTotal(rows, percent ?? 0)
  const staff = rows.reduce((sum, row) => sum + row.staff, 0)
  const { homes, beds, residents, freeBeds } = total
  const counted = { homes, beds, residents, freeBeds, rate: percentText(residents, beds), staff }
  const load = residentsPerStaff(residents, staff)
  if (percent === null) return { ...counted, load, ...nothing }
  const { target, gap, positiveGap, surplus, homesReached, homesBelow } = total
  const homesAbove = rows.filter((row) => (row.gap ?? 0) < 0).length
  return { ...counted, load, target, gap, positiveGap, surplus: -surplus, homesReached, homesBelow, homesAbove }
}

const nothing = {
  target: null,
  gap: null,
  positiveGap: null,
  surplus: null,
  homesReached: null,
  homesBelow: null,
  homesAbove: null,
}
type Totals = ReturnType<typeof totalsOf>

export function sentenceOf(totals: Totals, percent: number | null): string {
  if (percent === null) return `共${totals.homes}家；本地没有规定入住率目标。`
  return `${totals.homes}家中${totals.homesReached}家达到${percent}%；净缺口${totals.gap}，毛缺口${totals.positiveGap}。`
}

/** Net and gross stand side by side: neither alone says how far the homes are from their target (A-06, C-3b). */
export function shortfallsOf(totals: Totals): string[] {
  if (totals.target === null) return []
  return [
    `缺口（净）${totals.gap}：应住${totals.target}减入住${totals.residents}`,
    `缺口（毛）${totals.positiveGap}：未达标${totals.homesBelow}家之和`,
    `超出${totals.surplus}（${totals.homesAbove}家）`,
  ]
}

export const targetOf = (context: Context, day: PlainDate) => occupancyTarget(context, day)

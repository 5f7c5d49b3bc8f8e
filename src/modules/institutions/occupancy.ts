/** Beds, residents and the occupancy target of homes (C-1 … C-4). */
import { reaches, shareUp } from '#kernel/ratio.ts'

/** institution.occupancy_target, as far as the arithmetic needs it. */
export interface OccupancyTarget {
  percent: number
}

export interface HomeBeds {
  /** Present and usable. */
  beds: number
  /** Of all categories; a leave or hospital day still occupies a bed. */
  residents: number
}

export interface OccupancyStanding {
  /** 应住人数, rounded up. */
  target: number
  /** 还应入住人数, signed: negative when the home is above its target. */
  gap: number
  reached: boolean
}

export function occupancyOf(home: HomeBeds, percent: number): OccupancyStanding {
  const target = shareUp(home.beds, percent)
  return { target, gap: target - home.residents, reached: reaches(home.residents, home.beds, percent) }
}

export interface OccupancyTotal {
  homes: number
  beds: number
  residents: number
  freeBeds: number
  /** Sum of the rows, never a recount from the summed beds (C-3). */
  target: number
  /** As annex 2 prints it: homes above their target take away from it. */
  gap: number
  /** What must still move in if each home is to reach its target (C-3b, A-06). */
  positiveGap: number
  surplus: number
  homesReached: number
  homesBelow: number
}

export function occupancyTotal(homes: readonly HomeBeds[], percent: number): OccupancyTotal {
  const total: OccupancyTotal = {
    homes: homes.length,
    beds: 0,
    residents: 0,
    freeBeds: 0,
    target: 0,
    gap: 0,
    positiveGap: 0,
    surplus: 0,
    homesReached: 0,
    homesBelow: 0,
  }
  for (const home of homes) {
    const standing = occupancyOf(home, percent)
    total.beds += home.beds
    total.residents += home.residents
    total.freeBeds += home.beds - home.residents
    total.target += standing.target
    total.gap += standing.gap
    total.positiveGap += Math.max(0, standing.gap)
    total.surplus += Math.min(0, standing.gap)
    total.homesReached += standing.reached ? 1 : 0
    total.homesBelow += standing.reached ? 0 : 1
  }
  return total
}

/** Whether each home has reached its target; totals alone never prove it (C-3b), so it is not asked of them. */
export const eachHomeReached = (homes: readonly HomeBeds[], percent: number): boolean =>
  homes.every((home) => occupancyOf(home, percent).reached)

/** Beds that lack if all those persons moved into the home of their own township. */
export const bedsShort = (persons: number, freeBeds: number): number => Math.max(0, persons - freeBeds)

export interface DispersedCounts {
  township: string
  dispersed: number
  unable: number
  partlyAble: number
}

export interface WithoutHome {
  units: string[]
  dispersed: number
  unable: number
  partlyAble: number
}

/** Townships that have no home of their own, and the dispersed persons who live there. */
export function townshipsWithoutHome(rows: readonly DispersedCounts[], withHome: ReadonlySet<string>): WithoutHome {
  const found: WithoutHome = { units: [], dispersed: 0, unable: 0, partlyAble: 0 }
  for (const row of rows) {
    if (withHome.has(row.township)) continue
    found.units.push(row.township)
    found.dispersed += row.dispersed
    found.unable += row.unable
    found.partlyAble += row.partlyAble
  }
  return found
}

/** Who is asking, what they may do, and over which rows. Used by the door and by the screens alike. */

import type { Reason } from './refusal.ts'

/** Rows an actor may see and write: a kind and a list, worked out at sign-in (design §4, row-level security). */
export interface Scope {
  kind: 'county' | 'townships' | 'villages' | 'organisation' | 'persons' | 'counties' | 'none'
  /** County keys; one for everybody but city and province. */
  counties: readonly string[]
  /** Township, village, organisation or person ids, by kind. */
  ids: readonly string[]
}

export interface Actor {
  accountId: string
  name: string
  /** Row of docs/roles.csv: 'county-clerk'. */
  role: string
  organisationId: string | null
  scope: Scope
  operations: ReadonlySet<string>
  /** Names the session that the request came through, so that signing out ends it and no other; none for programs. */
  session?: string | undefined
  /** What must be done first: till then only what leads to it is allowed, and everything else is refused with this. */
  heldBack?: Reason | undefined
}

export const may = (actor: Actor, operation: string): boolean => actor.operations.has(operation)

/** The one county an actor works in; undefined for city, province and system. */
export const countyOf = (actor: Actor): string | undefined =>
  actor.scope.counties.length === 1 ? actor.scope.counties[0] : undefined

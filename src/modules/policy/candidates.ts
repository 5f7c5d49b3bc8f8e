/** Every rule that might speak on a key in a place: of the packs above it, of drafts adopted or tried, entered by the county. */
import type { AreaEntry } from './pack-form.ts'
import type { Pack, PackValue, Rule } from './pack-set.ts'
import { canonicalText } from './same.ts'
import {
  type Adoption,
  type CountyValue,
  effectiveDay,
  inOrder,
  isDraft,
  type Moment,
  type Standing,
  type Waiting,
  whyNot,
  type Withdrawn,
} from './standing.ts'

/** What a question is asked with, once its area, day and extras are known. */
export interface Asking {
  chain: readonly AreaEntry[]
  packs: readonly Pack[]
  moment: Moment
  adopted: readonly Adoption[]
  entered: readonly CountyValue[]
}

export interface Candidates {
  standing: Standing[]
  waiting: Waiting[]
}

/** A rule as a pack holds it, with the name by which an adoption speaks of it. */
export interface Given {
  name: string
  rule: Rule
  value: unknown
  details: Pick<PackValue, 'stands' | 'scope' | 'parts'> | Record<string, never>
}

function standingOf({ rule, value, details }: Given, simulated: boolean): Standing {
  const { area, level, force, from, to, origin, citations, says, checked, note } = rule
  return {
    area,
    level,
    value,
    force,
    from,
    origin,
    citations,
    simulated,
    ...(to === undefined ? {} : { to }),
    ...(says === undefined ? {} : { says }),
    ...(checked === undefined ? {} : { checked }),
    ...(note === undefined ? {} : { note }),
    ...details,
  }
}

const outside = (period: { from: string; to?: string }, day: string): boolean =>
  day < period.from || (period.to !== undefined && day > period.to)

const knownLater = ({ knownSince }: { knownSince?: string }, { knownAt }: Moment): boolean =>
  knownAt !== undefined && knownSince !== undefined && knownSince > knownAt

/** Withdrawn from a day that has come, as far as that was known. */
const isWithdrawn = ({ withdrawn }: { withdrawn?: Withdrawn }, moment: Moment): boolean =>
  withdrawn !== undefined && withdrawn.from <= moment.day && !knownLater(withdrawn, moment)

function adoptionsOf(given: Given, asking: Asking): Standing[] {
  return asking.adopted.flatMap((adoption) => {
    const place = asking.chain.find(({ area }) => area === adoption.area)
    const meant = given.rule.citations.some(({ document }) => document === adoption.document)
    const chosen = adoption.keys === undefined || adoption.keys.includes(given.name)
    const { moment } = asking
    const holds = !outside(adoption, moment.day) && !knownLater(adoption, moment) && !isWithdrawn(adoption, moment)
    if (!place || !meant || !chosen || !holds) return []
    const citations = given.rule.citations.map(({ document, clause, quote }) => ({
      document: adoption.number,
      clause: `采用${document}${clause}`,
      ...(quote === undefined ? {} : { quote }),
    }))
    const { area, level } = place
    return [{ ...standingOf(given, false), area, level, citations, from: adoption.from, origin: 'adopted' as const }]
  })
}

/** A draft tried in a place that does not lie under its author stands there as the place's own rule would. */
function placed(standing: Standing, { chain }: Asking): Standing {
  const own = chain.at(-1)
  if (!own || chain.some(({ area }) => area === standing.area)) return standing
  return { ...standing, area: own.area, level: own.level }
}

export function candidatesOf(givens: readonly Given[], asking: Asking): Candidates {
  const { moment } = asking
  const inChain = new Set(asking.chain.map(({ area }) => area))
  const found: Candidates = { standing: [], waiting: [] }
  for (const given of givens) {
    const draft = isDraft(given.rule, moment.documents)
    const why = whyNot(given.rule, moment)
    if (draft) found.standing.push(...adoptionsOf(given, asking))
    if (draft && why === undefined) found.standing.push(placed(standingOf(given, true), asking))
    else if (!inChain.has(given.rule.area)) continue
    else if (why === undefined) found.standing.push(standingOf(given, false))
    else {
      const effective = why === 'not_yet_in_effect' ? effectiveDay(given.rule, moment.documents) : null
      found.waiting.push({ ...standingOf(given, false), why, ...(effective ? { effective } : {}) })
    }
  }
  return { standing: inOrder(found.standing), waiting: inOrder(found.waiting) }
}

/** Values entered in the console count as the rules of their own level. */
export function enteredFor(key: string, asking: Asking): Candidates {
  const found: Candidates = { standing: [], waiting: [] }
  for (const entered of asking.entered) {
    const place = asking.chain.find(({ area }) => area === entered.area)
    if (entered.key !== key || !place) continue
    const { value, force, from, to, stands, scope, citation } = entered
    const standing: Standing = {
      area: place.area,
      level: place.level,
      value,
      force,
      from,
      citations: [citation],
      ...(to === undefined ? {} : { to }),
      ...(stands === undefined ? {} : { stands }),
      ...(scope === undefined ? {} : { scope }),
      origin: 'entered',
      simulated: false,
    }
    const { day } = asking.moment
    if (knownLater(entered, asking.moment)) found.waiting.push({ ...standing, why: 'known_later' })
    else if (isWithdrawn(entered, asking.moment)) found.waiting.push({ ...standing, why: 'withdrawn' })
    else if (day < from) found.waiting.push({ ...standing, why: 'not_yet_in_effect', effective: from })
    else if (outside(entered, day)) found.waiting.push({ ...standing, why: 'expired' })
    else found.standing.push(standing)
  }
  return found
}

/**
 * A later rule of the same area takes the place of an earlier one: always when both come from the same document,
 * and from any document where only one of them can decide.
 */
export function withoutSuperseded(found: Candidates, onlyOneDecides: boolean): Candidates {
  const seen = new Map<string, Standing>()
  const standing: Standing[] = []
  const waiting = [...found.waiting]
  for (const next of inOrder(found.standing)) {
    const document = onlyOneDecides ? '' : next.citations[0]?.document
    const same = canonicalText([next.area, next.scope ?? null, document ?? null])
    const later = seen.get(same)
    if (later && later.from !== next.from) waiting.push({ ...next, why: 'superseded' })
    else standing.push(next)
    if (!later) seen.set(same, next)
  }
  return { standing, waiting: inOrder(waiting) }
}

/** Which values of a key stand in a place on a day, and which wait, have ended or are only a draft. */
import type { AreaLevel } from '#kernel/areas.ts'
import type { Instant, PlainDate } from '#kernel/calendar.ts'
import type { Citation, Force } from '#kernel/policy.ts'
import type { Stands } from './pack-form.ts'
import type { Part, PolicyDocument, Rule } from './pack-set.ts'
import { canonicalText } from './same.ts'

export const levelRank: Record<AreaLevel, number> = {
  nation: 0,
  province: 1,
  city: 2,
  county: 3,
  township: 4,
  village: 5,
}

/** Entered by mistake: from this day it holds no more, as far as that was known. */
export interface Withdrawn {
  from: PlainDate
  knownSince?: Instant
}

/** A county's own numbered decision, made by two persons, to apply a draft: the decision is what is cited then. */
export interface Adoption {
  area: string
  /** The draft, as registered. */
  document: string
  /** Keys (or duty.<id>) adopted; all when left out. */
  keys?: readonly string[]
  /** Number of the decision. */
  number: string
  from: PlainDate
  to?: PlainDate
  secondPerson: string
  knownSince?: Instant
  withdrawn?: Withdrawn
}

/** A value entered in the console by a county (or its city), with its document, clause, day and second person. */
export interface CountyValue {
  area: string
  key: string
  value: unknown
  from: PlainDate
  to?: PlainDate
  stands?: Stands
  force: Force
  scope?: string[]
  citation: Citation
  secondPerson: string
  knownSince?: Instant
  withdrawn?: Withdrawn
}

export type Origin = 'document' | 'ours' | 'adopted' | 'entered'

/** One rule as it stands to a question: a pack value, an adopted or simulated draft value, an entered value. */
export interface Standing {
  area: string
  level: AreaLevel
  value: unknown
  force: Force
  from: PlainDate | null
  to?: PlainDate
  origin: Origin
  citations: Citation[]
  stands?: Stands
  scope?: string[]
  parts?: Record<string, Part>
  says?: string
  checked?: boolean
  note?: string
  simulated: boolean
}

export type WhyNot =
  | 'withdrawn'
  | 'draft'
  | 'not_yet_in_effect'
  | 'expired'
  | 'superseded'
  | 'known_later'
  | 'document_not_in_force'

export const whyNotText: Record<WhyNot, string> = {
  withdrawn: '已由本县撤回',
  draft: '草案，不作依据',
  not_yet_in_effect: '尚未施行',
  expired: '已经失效',
  superseded: '已被同级后来的规定代替',
  known_later: '当时尚未登记',
  document_not_in_force: '文件没有施行日，不作依据',
}

export interface Waiting extends Standing {
  why: WhyNot
  /** The day on which it takes effect, when it is still to come. */
  effective?: PlainDate
}

export interface Moment {
  day: PlainDate
  knownAt?: Instant
  simulate: ReadonlySet<string>
  documents: ReadonlyMap<string, PolicyDocument>
  knownSince: (document: string) => Instant | undefined
}

interface Period {
  from: PlainDate | null
  to?: PlainDate | undefined
}

function whyOutside({ from, to }: Period, day: PlainDate): WhyNot | undefined {
  if (from === null) return 'document_not_in_force'
  if (day < from) return 'not_yet_in_effect'
  return to !== undefined && day > to ? 'expired' : undefined
}

/** Why a rule does not stand on the day, by its own period and by that of every document it cites. */
export function whyNot(rule: Pick<Rule, 'citations' | 'from' | 'to'>, moment: Moment): WhyNot | undefined {
  const cited = rule.citations.flatMap(({ document }) => moment.documents.get(document) ?? [])
  const draft = cited.some(({ status }) => status === 'draft')
  if (draft)
    return cited.every(({ key, status }) => status !== 'draft' || moment.simulate.has(key)) ? undefined : 'draft'
  const { knownAt } = moment
  const late = cited.some(({ key }) => {
    const since = moment.knownSince(key)
    return knownAt !== undefined && since !== undefined && since > knownAt
  })
  if (late) return 'known_later'
  const first = cited[0]
  return whyOutside(rule, moment.day) ?? (first && whyOutside(first.effective, moment.day))
}

export function isDraft(rule: Pick<Rule, 'citations'>, documents: Moment['documents']): boolean {
  return rule.citations.some(({ document }) => documents.get(document)?.status === 'draft')
}

/** The day from which a rule that does not stand yet will. */
export function effectiveDay(rule: Pick<Rule, 'citations' | 'from'>, documents: Moment['documents']): PlainDate | null {
  const document = documents.get(rule.citations[0]?.document ?? '')?.effective.from ?? null
  if (rule.from === null || document === null) return rule.from ?? document
  return rule.from > document ? rule.from : document
}

/** Higher levels first, then later ones; the rest only so that the order of packs can never matter. */
export function inOrder<Kind extends Standing>(standings: readonly Kind[]): Kind[] {
  return standings
    .map((standing) => ({ standing, text: canonicalText(standing) }))
    .toSorted((one, other) => compare(one.standing, other.standing) || (one.text < other.text ? -1 : 1))
    .map(({ standing }) => standing)
}

function compare(one: Standing, other: Standing): number {
  const level = levelRank[one.level] - levelRank[other.level]
  if (level !== 0) return level
  const [first, second] = [one.from ?? '', other.from ?? '']
  return first === second ? 0 : first > second ? -1 : 1
}

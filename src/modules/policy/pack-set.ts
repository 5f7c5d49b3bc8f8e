/** Policy packs as read: plain data, so that what is in force can be found by pure functions. */
import type * as z from 'zod'
import type { AreaLevel } from '#kernel/areas.ts'
import type { PlainDate } from '#kernel/calendar.ts'
import type { Citation, Force } from '#kernel/policy.ts'
import type { AreaEntry, DocumentEntry, DutyEntry, FormEntry, PartEntry, Stands, TableEntry } from './pack-form.ts'

export interface Place {
  file: string
  line: number
  column: number
}

/** What every rule of a pack has: where it stands, whose it is, what it rests on. */
export interface Rule {
  area: string
  level: AreaLevel
  place: Place
  citations: Citation[]
  origin: 'document' | 'ours'
  force: Force
  /** Null in a draft: it has no day of effect. */
  from: PlainDate | null
  to?: PlainDate
  /** The gist where the text is not registered, and whether anybody has compared it. */
  says?: string
  checked?: boolean
  note?: string
}

export type Part = z.infer<typeof PartEntry>

export interface PackValue extends Rule {
  key: string
  stands: Stands
  value: unknown
  scope?: string[]
  parts?: Record<string, Part>
}

export type DutyDetails = Omit<z.infer<typeof DutyEntry>, 'cite' | 'quote' | 'says' | 'checked' | 'origin' | 'position'>
export interface Duty extends Rule {
  id: string
  topic: string
  duty: DutyDetails
}

export interface Delegation extends Rule {
  id: string
  key: string
  maySet: AreaLevel[]
}

export interface Layout extends Rule {
  name: string
  body: z.infer<typeof FormEntry> | z.infer<typeof TableEntry>
}

export interface PolicyDocument extends z.infer<typeof DocumentEntry> {
  key: string
  area: string
}

export interface PolicyCase {
  title: string
  area: string
  day: PlainDate
  ask: string
  given: Record<string, unknown>
  expect: Record<string, unknown>
  citations: Citation[]
  place: Place
}

export interface Pack {
  folder: string
  area: string
  title: string
  level: AreaLevel
  parent: string | null
  documents: PolicyDocument[]
  values: PackValue[]
  duties: Duty[]
  delegations: Delegation[]
  forms: Layout[]
  tables: Layout[]
  cases: PolicyCase[]
  /** Every file as it was read, so that it can be stored under its hash. */
  sources: { path: string; text: string }[]
}

export interface PackSet {
  packs: Pack[]
  areas: AreaEntry[]
  /** Registered texts by name. */
  texts: Record<string, string>
}

export const documentsOf = (packs: readonly Pack[]): Map<string, PolicyDocument> =>
  new Map(packs.flatMap((pack) => pack.documents.map((document) => [document.key, document])))

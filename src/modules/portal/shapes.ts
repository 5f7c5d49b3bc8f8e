/** What a person's own page is made of; screen, phone and paper set the same. Pure. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { Confirmed, Deed, Holder, Identified, Part, Present, RequestKind, RequestStatus } from './words.ts'

export const Line = z.object({ label: z.string(), value: z.string() })
export type Line = z.infer<typeof Line>

export const Item = z.object({
  /** Names the thing where something can be done with it. */
  id: z.uuid().nullable(),
  title: z.string(),
  lines: z.array(Line),
  /** On which clause it rests, in words; '' where on none. */
  basis: z.string(),
  /** What the reader himself may do with it. */
  deed: z.enum(['withdraw']).nullable(),
})
export type Item = z.infer<typeof Item>

export const Section = z.object({
  title: z.string(),
  note: z.string(),
  items: z.array(Item),
  /** Said when there is nothing. */
  empty: z.string(),
})
export type Section = z.infer<typeof Section>

export const Sheet = z.object({
  part: Part,
  name: z.string(),
  fileNo: z.string(),
  on: PlainDate,
  sections: z.array(Section),
})
export type Sheet = z.infer<typeof Sheet>

const Unit = z.object({ id: z.uuid(), name: z.string() })

/** Whose page it is and what he may open. */
export const Mine = z.object({
  sheet: Sheet,
  parts: z.array(Part),
  holder: Holder,
  holderName: z.string(),
  validUntil: PlainDate,
  help: z.object({ unit: z.string(), phone: z.string() }),
  /** Whom one may name in a complaint. */
  units: z.array(Unit),
})
export type Mine = z.infer<typeof Mine>

export const Slip = z.object({
  id: z.uuid(),
  holder: Holder,
  holderName: z.string(),
  validUntil: PlainDate,
  identifiedHow: Identified,
  identifiedWords: z.string(),
  askedBy: z.string(),
  issuedName: z.string(),
  issuedAt: Instant,
  lastUsedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  endReason: z.string(),
  /** Why it opens nothing at present although nobody ended it. */
  stopped: z.string(),
})
export type Slip = z.infer<typeof Slip>

export const Help = z.object({
  id: z.uuid(),
  present: Present,
  presentName: z.string(),
  identifiedHow: Identified,
  identifiedWords: z.string(),
  place: z.string(),
  helperName: z.string(),
  helperRole: z.string(),
  at: Instant,
  deeds: z.array(z.object({ part: z.string(), deed: Deed, at: Instant })),
})
export type Help = z.infer<typeof Help>

const citation = z.object({
  document: z.string(),
  clause: z.string(),
  quote: z.string().optional(),
  position: z.string().optional(),
})

export const RequestRow = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: RequestKind,
  /** Null in a list of complaints. */
  personId: z.uuid().nullable(),
  name: z.string(),
  township: z.string(),
  raisedAt: Instant,
  /** Of a complaint whom it is about, of a correction which entry. */
  about: z.string(),
  takeDueOn: PlainDate,
  dueOn: PlainDate,
  late: z.boolean(),
  status: RequestStatus,
  handlerName: z.string(),
  answeredAt: Instant.nullable(),
})
export type RequestRow = z.infer<typeof RequestRow>

export const RequestDetails = RequestRow.extend({
  raisedBy: Present,
  raiserName: z.string(),
  helperName: z.string(),
  confirmedHow: Confirmed.nullable(),
  confirmedWords: z.string(),
  entryWords: z.string(),
  wrong: z.string(),
  wanted: z.string(),
  words: z.string(),
  accused: z.string(),
  answer: z.string(),
  answeredName: z.string(),
  citations: z.array(citation),
  mine: z.boolean(),
  /** A correction that the township has passed to the county. */
  passed: z.boolean(),
  handlers: z.array(z.object({ id: z.string(), name: z.string(), roleTitle: z.string(), organisation: z.string() })),
  steps: z.array(z.object({ text: z.string(), words: z.string(), byName: z.string(), at: Instant })),
})
export type RequestDetails = z.infer<typeof RequestDetails>

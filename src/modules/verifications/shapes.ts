/** What the operations of verifications answer. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { Citation } from '#kernel/policy.ts'
import { SupportMode } from '#kernel/self-care.ts'
import { Answer, EntryState, How, LegacyCategory, Outcome, Path, PlanChange, RoundKind } from './words.ts'

export const Id = z.uuid()
export const Paging = { page: z.int().min(1).max(1000).default(1), pageSize: z.int().min(1).max(200).default(50) }
export const File = z.object({ ticket: z.string(), name: z.string() })

export const text = (title: string, least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least, least > 1 ? `请填写${title}，至少${least}个字` : `请填写${title}`)
    .max(most, `${title}最多${most}字`)

export const Counted = z.object({ planned: z.int(), seen: z.int(), open: z.int(), left: z.int() })

export const Milestone = z.object({ on: PlainDate, text: text('节点', 2, 60) })
export type Milestone = z.infer<typeof Milestone>

export const RoundRow = Counted.extend({
  id: Id,
  number: z.string(),
  kind: RoundKind,
  year: z.int(),
  title: z.string(),
  scope: z.string(),
  fromOn: PlainDate,
  toOn: PlainDate,
  dueOn: PlainDate.nullable(),
  status: z.enum(['running', 'closed']),
  closedOn: PlainDate.nullable(),
})
export type RoundRow = z.infer<typeof RoundRow>

export const VillageLine = Counted.extend({
  sheetId: Id,
  no: z.int(),
  villageId: z.uuid().nullable(),
  village: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  weekOn: PlainDate,
  officer: z.string(),
  /** First page's code, for keying back. */
  code: z.string(),
  pages: z.int(),
  later: z.int(),
})
export type VillageLine = z.infer<typeof VillageLine>

export const TownshipLine = Counted.extend({ townshipId: z.uuid(), township: z.string(), late: z.int() })
export type TownshipLine = z.infer<typeof TownshipLine>

export const ChangeLine = z.object({
  id: Id,
  what: PlanChange,
  place: z.string(),
  before: z.string(),
  after: z.string(),
  reason: z.string(),
  byName: z.string(),
  at: Instant,
})
export type ChangeLine = z.infer<typeof ChangeLine>

export const RoundDetails = z.object({
  row: RoundRow,
  plan: z.string(),
  proof: z.string(),
  hasFile: z.boolean(),
  populationOn: PlainDate,
  legacy: z.boolean(),
  milestones: z.array(Milestone),
  plannedName: z.string(),
  plannedAt: Instant,
  closedName: z.string(),
  weeks: z.array(PlainDate),
  townships: z.array(TownshipLine),
  villages: z.array(VillageLine),
  changes: z.array(ChangeLine),
  answers: z.array(z.object({ answer: Answer, count: z.int() })),
  termCitations: z.array(Citation),
  legacyCitations: z.array(Citation),
  version: z.int(),
})
export type RoundDetails = z.infer<typeof RoundDetails>

export const ResultShown = z.object({
  id: Id,
  edition: z.int(),
  answer: Answer,
  how: How,
  seenSelf: z.boolean(),
  seenOn: PlainDate,
  officer: z.string(),
  words: z.string(),
  reason: z.string(),
  path: Path.nullable(),
  byName: z.string(),
  at: Instant,
})
export type ResultShown = z.infer<typeof ResultShown>

export const EntryRow = z.object({
  personId: Id,
  sheetId: Id,
  person: z.string(),
  sex: z.enum(['male', 'female']),
  age: z.int(),
  idLast4: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  village: z.string(),
  residence: z.string(),
  mode: SupportMode.nullable(),
  no: z.int(),
  page: z.int(),
  joined: z.enum(['plan', 'later']),
  state: EntryState,
  leftOn: PlainDate.nullable(),
  leftReason: z.string(),
  tries: z.int(),
  result: ResultShown.nullable(),
  legacyCategory: LegacyCategory.nullable(),
  legacyOn: PlainDate.nullable(),
  path: Path.nullable(),
})
export type EntryRow = z.infer<typeof EntryRow>

export const SheetDetails = z.object({
  sheetId: Id,
  roundId: Id,
  round: z.string(),
  running: z.boolean(),
  legacy: z.boolean(),
  fromOn: PlainDate,
  toOn: PlainDate,
  township: z.string(),
  village: z.string(),
  officer: z.string(),
  weekOn: PlainDate,
  code: z.string(),
  /** The page that the code named; null for the whole village. */
  page: z.int().nullable(),
  pages: z.int(),
  rows: z.array(EntryRow),
  counts: Counted,
  /** The next village of the same township that still has persons to be keyed in. */
  next: z.object({ sheetId: Id, village: z.string() }).nullable(),
})
export type SheetDetails = z.infer<typeof SheetDetails>

export const FollowRow = z.object({
  resultId: Id,
  roundId: Id,
  round: z.string(),
  personId: Id,
  person: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  village: z.string(),
  answer: Answer,
  path: Path.nullable(),
  seenOn: PlainDate,
  words: z.string(),
  /** What it led to; null while it is open. */
  done: z.string().nullable(),
  doneTo: z.string().nullable(),
  outcome: Outcome.nullable(),
  /** By when it should have led to something, while it is open. */
  dueOn: PlainDate.nullable(),
  left: z.int().nullable(),
  /** Who has it: its township, or whom it was handed over to. */
  holder: z.string(),
  handed: z.boolean(),
  citations: z.array(Citation),
})
export type FollowRow = z.infer<typeof FollowRow>

export const SchoolShown = z.object({
  id: Id,
  stage: z.string(),
  stageText: z.string(),
  school: z.string(),
  grade: z.string(),
  provedOn: PlainDate,
  untilOn: PlainDate,
  proof: z.string(),
  hasFile: z.boolean(),
})
export type SchoolShown = z.infer<typeof SchoolShown>

export const MinorRow = z.object({
  personId: Id,
  person: z.string(),
  bornOn: PlainDate,
  age: z.int(),
  townshipId: z.uuid(),
  township: z.string(),
  village: z.string(),
  matter: z.enum(['turns_young', 'turns_support', 'in_school', 'school_over']),
  matterAge: z.int(),
  on: PlainDate,
  left: z.int(),
  school: SchoolShown.nullable(),
  openChangeId: z.uuid().nullable(),
})
export type MinorRow = z.infer<typeof MinorRow>

/** What the operations of assessments answer. */
import * as z from 'zod'
import { Instant, PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { Reason } from '#kernel/refusal.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { AskedBy, AssessmentStatus, AssessorUnit, Deed, FormKind, SignedBy, Why } from './words.ts'

export const Paging = { page: z.int().min(1).max(10_000).default(1), pageSize: z.int().min(1).max(200).default(50) }

export const AssessmentRow = z.object({
  id: z.uuid(),
  number: z.string(),
  personId: z.uuid(),
  person: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  village: z.string(),
  why: Why,
  form: FormKind,
  status: AssessmentStatus,
  requestedOn: PlainDate,
  dueOn: PlainDate,
  /** In working days, or in days for a planned one; negative when over. */
  left: z.int().nullable(),
  leftUnit: z.enum(['working', 'calendar']),
  plannedOn: PlainDate.nullable(),
  assessedOn: PlainDate.nullable(),
  levelNow: SelfCareLevel.nullable(),
  ruleLevel: SelfCareLevel.nullable(),
  level: SelfCareLevel.nullable(),
  decidedOn: PlainDate.nullable(),
  effectiveMonth: PlainMonth.nullable(),
})
export type AssessmentRow = z.infer<typeof AssessmentRow>

export const DueRow = z.object({
  personId: z.uuid(),
  person: z.string(),
  age: z.int(),
  townshipId: z.uuid(),
  township: z.string(),
  village: z.string(),
  mode: SupportMode.nullable(),
  level: SelfCareLevel.nullable(),
  lastOn: PlainDate.nullable(),
  dueOn: PlainDate,
  /** Came back from hospital and was not assessed since. */
  hospitalUntil: PlainDate.nullable(),
  /** Under way already. */
  openId: z.uuid().nullable(),
})
export type DueRow = z.infer<typeof DueRow>

export const VillageRow = z.object({
  villageId: z.uuid().nullable(),
  village: z.string(),
  townshipId: z.uuid(),
  township: z.string(),
  persons: z.int(),
  done: z.int(),
  planned: z.int(),
  left: z.int(),
  plannedOn: PlainDate.nullable(),
})
export type VillageRow = z.infer<typeof VillageRow>

export const LevelPeriod = z.object({
  level: SelfCareLevel,
  fromOn: PlainDate,
  decidedOn: PlainDate.nullable(),
  basis: z.string(),
})
export type LevelPeriod = z.infer<typeof LevelPeriod>

const Item = z.object({ field: z.string(), no: z.int(), title: z.string() })
const Band = z.object({ not_met_from: z.int(), not_met_to: z.int() })
const OfLevels = <T extends z.ZodType>(value: T) => z.object({ able: value, partly_able: value, unable: value })

/** The form as data: the paper and the screen are made from the same. */
export const FormShown = z.object({
  items: z.array(Item),
  bands: OfLevels(Band),
  lawWords: OfLevels(z.string()),
  ownWords: OfLevels(z.string()),
  citations: z.array(Citation),
  ability: z
    .object({
      title: z.string(),
      groups: z.array(
        z.object({
          field: z.string(),
          title: z.string(),
          maximum: z.int(),
          items: z.array(Item.extend({ minimum: z.int(), maximum: z.int() })),
        }),
      ),
      maximum: z.int(),
      levels: z.array(z.object({ level: z.int(), title: z.string(), from_score: z.int(), to_score: z.int() })),
      changes: z.array(z.object({ signs: z.array(z.string()), text: z.string() })),
      scale: z.array(z.object({ points: z.int(), text: z.string() })),
      /** level_changes as the pack has them; the rule reads them. */
      /** level_changes as the pack has them. */
      levelChanges: z.array(z.record(z.string(), z.unknown())),
      citations: z.array(Citation),
    })
    .nullable(),
})
export type FormShown = z.infer<typeof FormShown>

export const ResultShown = z.object({
  edition: z.int(),
  assessedOn: PlainDate,
  met: z.record(z.string(), z.boolean()),
  notes: z.record(z.string(), z.string()),
  notMet: z.int(),
  level: SelfCareLevel,
  reasoning: z.array(z.string()),
  scores: z.record(z.string(), z.int()).nullable(),
  signs: z.array(z.string()),
  score: z.int().nullable(),
  abilityLevel: z.int().nullable(),
  signedBy: SignedBy,
  signer: z.string(),
  reason: z.string(),
  files: z.array(z.object({ id: z.uuid(), name: z.string() })),
  assessors: z.array(z.object({ name: z.string(), unit: AssessorUnit, unitName: z.string() })),
})

export const Assessment = AssessmentRow.extend({
  version: z.int(),
  edition: z.int(),
  sex: z.enum(['male', 'female']),
  age: z.int(),
  mode: SupportMode.nullable(),
  organisation: z.string(),
  askedBy: AskedBy,
  asker: z.string(),
  words: z.string(),
  dueEstimated: z.boolean(),
  proposedLevel: SelfCareLevel.nullable(),
  toldOn: PlainDate.nullable(),
  sheet: FormShown,
  /** The latest edition first. */
  results: z.array(ResultShown),
  decision: z
    .object({
      number: z.string(),
      levelBefore: SelfCareLevel.nullable(),
      reason: z.string(),
      by: z.string(),
      decidedOn: PlainDate,
    })
    .nullable(),
  steps: z.array(z.object({ deed: Deed, words: z.string(), by: z.string(), at: Instant })),
  levels: z.array(LevelPeriod),
  events: z.array(z.object({ fromOn: PlainDate, toOn: PlainDate.nullable(), text: z.string() })),
  /** From which month a decision of today counts, and the care fee per month by level then. */
  effect: z.object({
    month: PlainMonth.nullable(),
    fees: OfLevels(Fen.nullable()),
    citations: z.array(Citation),
  }),
  termCitations: z.array(Citation),
  deciderCitations: z.array(Citation),
  /** Before a level falls the person is heard. */
  hearing: z.object({ needed: z.boolean(), heard: z.boolean(), citations: z.array(Citation) }),
  /** What this actor may not do now, and why. */
  objections: z.array(z.object({ deed: Deed, reasons: z.array(Reason) })),
  disputes: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  disputedBy: z.object({ id: z.uuid(), number: z.string(), status: AssessmentStatus }).nullable(),
  /** The next one still to be filled in, in the order of the paper. */
  next: z.object({ id: z.uuid(), person: z.string() }).nullable(),
})
export type Assessment = z.infer<typeof Assessment>
export type AssessmentShown = z.infer<typeof Assessment>

const Unit = z.object({
  id: z.uuid(),
  name: z.string(),
  able: z.int(),
  partly_able: z.int(),
  unable: z.int(),
  clue: z.object({ kind: z.enum(['high', 'low']), text: z.string() }).nullable(),
})
const CluePerson = z.object({
  personId: z.uuid(),
  person: z.string(),
  township: z.string(),
  level: SelfCareLevel,
  text: z.string(),
})
export const ClueAnswer = z.object({
  townships: z.array(Unit),
  /** Providers and homes by the persons they serve. */
  organisations: z.array(Unit),
  able: z.int(),
  partly_able: z.int(),
  unable: z.int(),
  /** A level raised within a year with no medical event on file (F-13). */
  raised: z.array(CluePerson),
  /** Long in hospital and still the lightest level (F-14). */
  lowered: z.array(CluePerson),
  /** A grave disability on file and no help by the level (F-14). */
  disabled: z.array(CluePerson),
})
export type ClueAnswer = z.infer<typeof ClueAnswer>

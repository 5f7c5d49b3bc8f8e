/** What the page of a case shows: the row, what was said, the reasoning, terms, deeds and what stands against the next ones. Pure. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { Capacity } from '#kernel/capacity.ts'
import { Citation } from '#kernel/policy.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { Linkage } from './after-contract.ts'
import { Facts } from './facts.ts'
import { MaterialState } from './intake-shape.ts'
import { ObjectionShown } from './objection-contract.ts'
import {
  CaseRow,
  DeedShown,
  Departure,
  Id,
  ListedIn,
  Objections,
  ReasoningShown,
  SupportShown,
  TermShown,
} from './shapes.ts'
import { Survey } from './survey-shape.ts'
import { Ending } from './words.ts'

export const MaterialShown = z.object({
  code: z.string(),
  title: z.string(),
  state: MaterialState,
  help: z.string(),
})

export const CaseFile = CaseRow.extend({
  residence: z.string(),
  phoneMasked: z.string(),
  bornOn: PlainDate,
  householdClass: z.enum(['urban', 'rural']),
  receivedOn: PlainDate,
  acceptedOn: PlainDate.nullable(),
  helper: z.string(),
  relation: z.string(),
  /** As asked at intake; null of a child, and of cases of before. */
  capacity: Capacity.nullable(),
  capacityBasis: z.string(),
  diedOn: PlainDate.nullable(),
  /** 提请办结, not yet answered. */
  endAsked: z.object({ as: Ending, text: z.string(), note: z.string(), by: z.string(), own: z.boolean() }).nullable(),
  paperReference: z.string(),
  nearRelativeOf: z.string(),
  insisted: z.string(),
  legacy: z.object({
    category: z.string(),
    on: PlainDate.nullable(),
    path: z.string(),
    text: z.string(),
    citations: z.array(Citation),
  }),
  materials: z.array(MaterialShown),
  /** What came after acceptance, each with where it lies. */
  papers: z.array(z.object({ id: Id, title: z.string(), on: PlainDate, place: z.string(), files: z.int() })),
  facts: Facts,
  reasoning: ReasoningShown,
  /** Nobody has been at the door yet: conditions stand on his own words, and nothing is proposed. */
  declaredOnly: z.boolean(),
  survey: Survey.omit({ caseId: true, facts: true }).nullable(),
  opinion: z
    .object({ fits: z.boolean(), reason: z.string(), by: z.string(), on: PlainDate, round: z.int() })
    .nullable(),
  publicity: z
    .object({ id: Id, number: z.string(), place: z.string(), postedOn: PlainDate, endsOn: PlainDate })
    .nullable(),
  batchId: Id.nullable(),
  sampled: z.boolean(),
  /** Drawn, and let go because it could not be visited: who decides on it reads why. */
  letGo: z.string(),
  check: z.object({ agrees: z.boolean(), facts: z.string(), by: z.string() }).nullable(),
  proposal: z
    .object({
      fits: z.boolean(),
      reason: z.string(),
      mode: SupportMode.nullable(),
      level: SelfCareLevel.nullable(),
      by: z.string(),
      on: PlainDate,
    })
    .nullable(),
  support: SupportShown,
  departures: z.array(Departure),
  decisionNo: z.string(),
  decidedBy: z.string(),
  decidedAt: Instant.nullable(),
  decisionReason: z.string(),
  supportFrom: PlainDate.nullable(),
  /** What a confirmation today would give. */
  wouldStart: PlainDate,
  deliveredOn: PlainDate.nullable(),
  personId: Id.nullable(),
  publishedOn: PlainDate.nullable(),
  listed: z.array(ListedIn),
  listedOn: PlainDate.nullable(),
  linkages: z.array(Linkage),
  /** Each term that ran in the case, with the days it used and the days the clock stood. */
  terms: z.array(TermShown),
  paused: z.boolean(),
  version: z.int(),
  deeds: z.array(DeedShown),
  /** 异议: each with what was found of it; the objector's name only for those who handle it. */
  objectionsTaken: z.array(ObjectionShown),
  /** What stands against the next deeds; the screen shows it before one tries. */
  objections: z.object({ submit: Objections, send: Objections, propose: Objections, decide: Objections }),
  pauseReasons: z.array(z.object({ code: z.string(), text: z.string(), citations: z.array(Citation) })),
  /** By the items the survey found not met (assessment.levels); the county decides. */
  levelByRule: SelfCareLevel.nullable(),
  selfCare: z.array(z.object({ code: z.string(), text: z.string() })),
  surveyMust: z.array(z.string()),
})
export type CaseFile = z.infer<typeof CaseFile>

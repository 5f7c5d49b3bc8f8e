/** One change as its list and its page show it. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { Fen } from '#kernel/money.ts'
import { Citation } from '#kernel/policy.ts'
import { SelfCareLevel } from '#kernel/self-care.ts'
import { LinkageOf } from './linkage-contract.ts'
import { ActOf, DeadlineOf, Id, StopOf } from './shapes.ts'
import { ChangeKind, Step } from './words.ts'

export const ChangeRow = z.object({
  id: Id,
  number: z.string(),
  personId: Id,
  name: z.string(),
  township: z.string(),
  kind: ChangeKind,
  reason: z.string(),
  reasonText: z.string(),
  step: Step,
  stepFrom: PlainDate,
  due: PlainDate.nullable(),
  /** A transfer that waits for the reader's own township. */
  toMe: z.boolean(),
  openedName: z.string(),
  openedOn: PlainDate,
  decidedOn: PlainDate.nullable(),
  from: PlainDate.nullable(),
})
export type ChangeRow = z.infer<typeof ChangeRow>

export const StepRow = z.object({
  step: Step,
  state: z.enum(['done', 'now', 'later', 'skipped']),
  note: z.string(),
  deadline: DeadlineOf.nullable(),
  citations: z.array(Citation),
})
export type StepRow = z.infer<typeof StepRow>

/** What a change asks for beyond its kind; each kind reads its own. */
export const Wanted = z.object({
  level: SelfCareLevel.optional(),
  townshipId: z.uuid().optional(),
  villageId: z.uuid().nullable().optional(),
  /** First day in the new place or of the pause. */
  from: PlainDate.optional(),
  until: PlainDate.optional(),
  homeId: z.uuid().optional(),
  /** The office of another county, and its receipt. */
  receiver: z.string().trim().max(100, '最多100字').optional(),
  /** Number of the assessment a lower level stands on; written by the system. */
  assessment: z.string().max(40).optional(),
})
export type Wanted = z.infer<typeof Wanted>

export const ChangeDetails = z.object({
  row: ChangeRow,
  facts: z.string(),
  wanted: z.array(z.object({ label: z.string(), text: z.string() })),
  hearingNote: z.string(),
  heard: z.boolean(),
  round: z.int(),
  publicUntil: PlainDate.nullable(),
  decisionNo: z.string(),
  steps: z.array(StepRow),
  acts: z.array(ActOf),
  stops: z.array(StopOf),
  claims: z.object({ count: z.int(), openFen: Fen }),
  /** 转低保、临时救助: null where nothing is decided or nobody is left. */
  linkage: LinkageOf.nullable(),
  correction: z.object({
    /** The reader may propose it now, by what the case is; who may is said by roles. */
    possible: z.boolean(),
    mine: z.boolean(),
    /** What is to be done anew by hand after it. */
    left: z.array(z.object({ title: z.string(), text: z.string(), to: z.string() })),
    citations: z.array(Citation),
  }),
  /** Where he lives who is to go back to live by himself. */
  bed: z.object({ stayId: z.uuid(), homeId: z.uuid(), home: z.string() }).nullable(),
  /** Of a transfer that waits to be taken on: the villages into one of which he moves. */
  villages: z
    .object({ choices: z.array(z.object({ id: z.uuid(), name: z.string() })), chosen: z.uuid().nullable() })
    .nullable(),
  /** Hits of department lists that led to it. */
  overlaps: z.array(z.object({ hitId: z.uuid(), text: z.string() })),
  /** Rows 责任, 协议, 服务, 钱 by day for the bar: where nobody is responsible a gap shows. */
  bar: z.array(
    z.object({
      title: z.string(),
      spans: z.array(z.object({ from: PlainDate, to: PlainDate, text: z.string(), gap: z.boolean() })),
    }),
  ),
  barFrom: PlainDate,
  barTo: PlainDate,
  /** What the reader may do now, and why not what stands there. */
  mine: z.boolean(),
  citations: z.array(Citation),
  version: z.int(),
})
export type ChangeDetails = z.infer<typeof ChangeDetails>

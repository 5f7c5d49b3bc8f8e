/** 一人一档 as it is shown: the person, how he stood, who stands around him. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { Citation } from '#kernel/policy.ts'
import { Id, ListedPerson } from './shapes.ts'
import { AbsenceKind, Capacity, ConsentKind, ContactRole, CorrectedField, FactKind, GuardianScope } from './words.ts'
const day = PlainDate.nullable()

export const Fact = z.object({
  id: Id,
  kind: FactKind,
  value: z.string(),
  text: z.string(),
  fromOn: PlainDate,
  knownAt: Instant,
  basis: z.string(),
  decidedOn: day,
  source: z.string(),
  replaced: z.boolean(),
})

export const Payee = z.object({
  id: Id,
  bank: z.string(),
  holder: z.string(),
  accountMasked: z.string(),
  holderIsPerson: z.boolean(),
  consentId: Id.nullable(),
  fromOn: PlainDate,
  toOn: day,
  state: z.enum(['proposed', 'confirmed', 'refused']),
  proposedBy: z.string(),
  /** F-08: how many other persons this account receives for. */
  alsoFor: z.int(),
})

export const PersonFile = ListedPerson.extend({
  ethnicity: z.string(),
  idRemark: z.string(),
  registeredAt: z.string(),
  residence: z.string(),
  commissioningTownship: z.string(),
  endReason: z.string().nullable(),
  endReasonText: z.string(),
  diedOn: day,
  certificateNo: z.string(),
  disability: z.string(),
  disabilityCard: z.string(),
  mentalIllness: z.boolean(),
  capacity: Capacity,
  capacityBasis: z.string(),
  capacitySince: day,
  /** Editions, newest first. */
  capacities: z.array(
    z.object({
      id: Id,
      capacity: Capacity,
      basis: z.string(),
      since: PlainDate,
      paperReference: z.string(),
      foundBy: z.string(),
      knownAt: Instant,
    }),
  ),
  marital: z.string(),
  insurance: z.string(),
  remarks: z.string(),
  position: z
    .object({
      longitude: z.number(),
      latitude: z.number(),
      datum: z.enum(['WGS-84', 'GCJ-02']),
      accuracy: z.int().nullable(),
      source: z.string(),
    })
    .nullable(),
  origin: z.enum(['recognition', 'decided_outside']),
  /** 旧决定补录: by whose two hands; null when it came by a list or by our own recognition. */
  filedBy: z.object({ proposer: z.string(), confirmer: z.string(), on: PlainDate }).nullable(),
  decisionNo: z.string(),
  decidedOn: day,
  paperReference: z.string(),
  version: z.int(),
  changedAt: Instant,
  /** What other modules say at a first look: amounts, agreement, next assessment, papers that are lacking. */
  glance: z.array(
    z.object({
      label: z.string(),
      value: z.string(),
      lacks: z.boolean(),
      to: z.string().nullable(),
      citations: z.array(Citation),
    }),
  ),
  facts: z.array(Fact),
  absences: z.array(
    z.object({ id: Id, kind: AbsenceKind, fromOn: PlainDate, toOn: day, place: z.string(), withdrawn: z.boolean() }),
  ),
  guardians: z.array(
    z.object({
      id: Id,
      name: z.string(),
      relation: z.string(),
      phoneMasked: z.string(),
      scope: z.array(GuardianScope),
      basis: z.string(),
      conflict: z.string(),
      fromOn: PlainDate,
      toOn: day,
    }),
  ),
  contacts: z.array(
    z.object({
      id: Id,
      name: z.string(),
      relation: z.string(),
      phoneMasked: z.string(),
      place: z.int(),
      role: ContactRole,
      checkedOn: day,
      endedOn: day,
    }),
  ),
  consents: z.array(
    z.object({
      id: Id,
      kind: ConsentKind,
      givenBy: z.enum(['person', 'guardian']),
      /** Name of the guardian who gave it; null where the person did, or where nobody wrote down which. */
      guardian: z.string().nullable(),
      receiver: z.string(),
      scope: z.string(),
      fromOn: PlainDate,
      toOn: day,
      withdrawnOn: day,
      paperReference: z.string(),
    }),
  ),
  payees: z.array(Payee),
  /** The latest first; shown only while a consent to his portrait holds. */
  photos: z.array(z.object({ id: Id, takenOn: PlainDate, byName: z.string(), at: Instant })),
  photoShown: z.boolean(),
  corrections: z.array(
    z.object({
      id: Id,
      field: CorrectedField,
      oldValue: z.string(),
      newValue: z.string(),
      reason: z.string(),
      paperReference: z.string(),
      knownAt: Instant,
      correctedBy: z.string(),
    }),
  ),
})
export type PersonFile = z.infer<typeof PersonFile>

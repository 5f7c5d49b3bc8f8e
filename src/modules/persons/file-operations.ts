/** What may be done with one person's file: see it, open a masked field, file, correct, change, end. */
import * as z from 'zod'
import { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { command, query } from '#kernel/contract.ts'
import { secret } from '#kernel/secret.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import {
  Changed,
  Decision,
  Id,
  IdNumber,
  Name,
  Paper,
  PersonOnly,
  Phone,
  Reason,
  Short,
  Text,
  TimelineEntry,
  TimelineKind,
} from './shapes.ts'
import { Capacity, CorrectedField, HouseholdClass, RevealField, Sex } from './words.ts'
import { PersonFile } from './file-shape.ts'

export const NewPerson = z.object({
  name: Name,
  idNumber: IdNumber.default(''),
  /** Why the number is missing, or kept although it is wrong. */
  idRemark: Text.default(''),
  sex: Sex.optional(),
  bornOn: PlainDate.optional(),
  ethnicity: Short.default(''),
  phone: Phone.default(''),
  householdClass: HouseholdClass,
  registeredAt: Text.default(''),
  residence: Text.default(''),
  townshipId: Id,
  villageId: Id.nullable().default(null),
  commissioningTownshipId: Id.nullable().default(null),
  organisationId: Id.nullable().default(null),
  mode: SupportMode,
  level: SelfCareLevel,
  supportedFrom: PlainDate,
  certificateNo: Short.default(''),
  fileNo: z.string().trim().max(40, '档案号最多40个字').default(''),
  marital: Short.default(''),
  disability: Short.default(''),
  disabilityCard: Short.default(''),
  insurance: Short.default(''),
  remarks: Text.default(''),
  decisionNo: Short.default(''),
  decidedOn: PlainDate.nullable().default(null),
  /** Paper on which an entry rests that did not come through our own recognition. */
  paperReference: Text.default(''),
})
export type NewPerson = z.output<typeof NewPerson>

export const fileOperations = {
  person: query({ title: '查看人员档案', look: true, input: PersonOnly, output: PersonFile }),
  timeline: query({
    title: '查看人员时间线',
    look: true,
    input: z.object({
      personId: Id,
      /** Goes on from the page before it, which answered this day. */
      before: PlainDate.nullable().default(null),
      kinds: z.array(TimelineKind).max(7).optional(),
    }),
    /** `before`: where the next page goes on; null when this is the last. */
    output: z.object({ items: z.array(TimelineEntry), before: PlainDate.nullable() }),
  }),
  reveal: query({
    title: '显示完整号码',
    look: true,
    input: z.object({
      personId: Id,
      field: RevealField,
      /** Which payee, guardian or contact; the person's own when left out. */
      of: Id.optional(),
      purpose: z.string().trim().min(2, '请选择或写明查看用途').max(100, '用途最多100个字'),
    }),
    output: z.object({ value: secret(z.string()) }),
  }),
  correct: command({
    title: '更正信息',
    input: z.object({
      personId: Id,
      field: CorrectedField,
      value: secret(z.string().trim().max(500, '最多500个字')),
      reason: Reason,
      paperReference: Paper,
      fileId: Id.optional(),
      /** Version that the screen showed; a change in between is told. */
      version: z.int().optional(),
    }),
    output: Changed,
  }),
  setCapacity: command({
    title: '登记民事行为能力',
    input: z.object({
      personId: Id,
      capacity: Capacity,
      basis: Text.min(4, '请写明认定依据：判决书号，或鉴定、证明文书的名称'),
      since: PlainDate,
      paperReference: Paper,
      fileId: Id.nullable().default(null),
      /** Version that the screen showed; a change in between is told. */
      version: z.int().optional(),
    }),
    output: Changed,
  }),
  locate: command({
    title: '登记住所位置',
    input: z.object({
      personId: Id,
      longitude: z.number().min(70, '经度不在国内').max(140, '经度不在国内'),
      latitude: z.number().min(15, '纬度不在国内').max(55, '纬度不在国内'),
      datum: z.enum(['WGS-84', 'GCJ-02']),
      accuracy: z.int().min(0).max(100_000).nullable().default(null),
      source: Short.min(1, '请写明位置怎么得来'),
    }),
    output: Changed,
  }),
  /** By no account: level, mode, township, pause and end each have a case with its own persons and papers (screens 4.28, 4.29). */
  changeStanding: command({
    title: '变更人员状态',
    internal: true,
    input: z.object({
      personId: Id,
      change: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('level'), value: SelfCareLevel }),
        z.object({ kind: z.literal('mode'), value: SupportMode, organisationId: Id.nullable().optional() }),
        z.object({ kind: z.literal('township'), value: Id, villageId: Id.nullable().default(null) }),
        z.object({ kind: z.literal('organisation'), value: Id.nullable() }),
        z.object({ kind: z.literal('status'), value: z.enum(['active', 'suspended']) }),
      ]),
      decision: Decision,
      /** A level takes effect the month after its decision, unless the decision says otherwise. */
      from: PlainDate.optional(),
      source: z.enum(['recognition', 'decided_outside', 'decision']).default('decision'),
      /** Version that the screen showed; a change in between is told. */
      version: z.int().optional(),
    }),
    output: Changed.extend({ from: PlainDate }),
  }),
  end: command({
    title: '终止供养',
    internal: true,
    input: z.object({
      personId: Id,
      /** A code of exit.reasons. */
      reason: z.string().max(60),
      decision: Decision,
      lastPaidMonth: PlainMonth.optional(),
    }),
    output: Changed.extend({ from: PlainDate, lastPaidMonth: PlainMonth }),
  }),
  reportDeath: command({
    title: '报告死亡',
    input: z.object({ personId: Id, diedOn: PlainDate, paperReference: Paper }),
    output: Changed,
  }),
}

/** Shapes that several operations of the register share. Pure. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { Citation } from '#kernel/policy.ts'
import { secret } from '#kernel/secret.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import { HouseholdClass, PersonStatus, Sex } from './words.ts'

export const Id = z.uuid('编号不对，请从列表中选择')
export const Name = z.string().trim().min(1, '请填写姓名').max(60, '姓名最多60个字')
export const Short = z.string().trim().max(100, '最多100个字')
export const Text = z.string().trim().max(500, '最多500个字')
export const Reason = z.string().trim().min(4, '请写明理由，至少4个字').max(500, '理由最多500个字')
export const Paper = z
  .string('请写明依据的文书或存放位置')
  .trim()
  .min(1, '请写明依据的文书或存放位置')
  .max(200, '最多200个字')
/** Typed as people type them; the use case tidies and checks. */
export const IdNumber = secret(z.string().trim().max(40, '身份证号最多18位'))
export const Phone = secret(z.string().trim().max(40, '电话最多20位'))
export const AccountNumber = secret(
  z
    .string()
    .trim()
    .regex(/^[\d\s-]{8,40}$/, '银行账号应为8至30位数字'),
)
export const PersonOnly = z.object({ personId: Id })
/** Every change of a person answers his present version, for the screen that shows him. */
export const Changed = z.object({ personId: Id, warnings: z.array(z.string()) })

/** A decision on paper: what a level, a mode or an end rests on. */
export const Decision = z.object({
  number: z.string().trim().min(1, '请填写决定文号').max(100, '文号最多100个字'),
  decidedOn: PlainDate,
  basis: Text.default(''),
})

export const ListedPerson = z.object({
  id: Id,
  countyCode: z.string(),
  name: z.string(),
  sex: Sex,
  bornOn: PlainDate,
  age: z.int(),
  idMasked: z.string(),
  phoneMasked: z.string(),
  township: z.string(),
  townshipId: Id,
  village: z.string(),
  villageId: Id.nullable(),
  householdClass: HouseholdClass,
  mode: SupportMode.nullable(),
  level: SelfCareLevel.nullable(),
  status: PersonStatus,
  organisationId: Id.nullable(),
  organisation: z.string(),
  fileNo: z.string(),
  supportedFrom: PlainDate.nullable(),
  endedOn: PlainDate.nullable(),
  /** 缺项: what the file lacks, in words. */
  lacks: z.array(z.string()),
})
export type ListedPerson = z.infer<typeof ListedPerson>

export const page = {
  page: z.int().min(1, '页码从1起').max(100_000, '页码过大').default(1),
  pageSize: z.int().min(1).max(200, '每页最多200行').default(50),
}

export const counted = {
  /** Exact up to 1,000; 1,001 stands for 1,000+. */
  total: z.int(),
  totalIsExact: z.boolean(),
  at: Instant,
}

export const TimelineKind = z.enum(['recognition', 'money', 'service', 'health', 'agreement', 'look', 'other'])

export const TimelineEntry = z.object({
  at: PlainDate,
  enteredAt: z.string().optional(),
  kind: TimelineKind,
  text: z.string(),
  to: z.string().optional(),
  source: z.enum(['paper', 'import', 'phone', 'system']).optional(),
  citations: z.array(Citation).optional(),
  struckThrough: z.boolean().optional(),
})

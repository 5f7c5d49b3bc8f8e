/** Homes: what they are, and their beds, staff and directors as facts with a day, a reason and a paper. */
import * as z from 'zod'
import { Instant, PlainDate } from '#kernel/calendar.ts'
import { announcement, command, contract, query } from '#kernel/contract.ts'
import { secret } from '#kernel/secret.ts'
import { HomeOwnership } from './rules.ts'

export const FactKind = z.enum([
  'beds',
  'nursing_beds',
  'staff',
  'care_staff',
  'director',
  'office_phone',
  'director_mobile',
])
export type FactKind = z.infer<typeof FactKind>

const Count = z.int('应为整数').min(0, '不能小于0').max(20_000, '数字过大，请核对')
const Name = z.string().trim().min(1, '请填写姓名').max(60, '姓名最多60个字')
const OfficePhone = z
  .string()
  .trim()
  .regex(/^[\d（）() -]{7,24}$/, '电话应写成0476-1234567的样子')
const Mobile = z
  .string()
  .trim()
  .regex(/^1\d{10}$/, '手机号应为11位数字')
const Reason = z.string().trim().min(2, '请填写原因').max(500)
const Proof = z.string().trim().min(2, '请填写依据材料的名称或文号').max(200)

export const Fact = z.object({
  id: z.uuid(),
  kind: FactKind,
  /** A mobile number is masked here; the whole number is asked for apart. */
  value: z.string(),
  from: PlainDate,
  knownAt: Instant,
  replacedById: z.uuid().nullable(),
  reason: z.string(),
  proof: z.string(),
})
export type Fact = z.infer<typeof Fact>

const Given = {
  beds: Count,
  nursingBeds: Count.default(0),
  staff: Count,
  careStaff: Count.optional(),
  director: Name.optional(),
  officePhone: OfficePhone.optional(),
  directorMobile: secret(Mobile).optional(),
}

const Home = z.object({
  organisationId: z.uuid(),
  townshipId: z.uuid(),
  sortOrder: z.int().min(0).max(9999),
  ownership: HomeOwnership.default('public'),
  legalPerson: z.boolean().default(false),
  filed: z.boolean().default(false),
  grade: z.int().min(1).max(5).nullable().default(null),
  upgradeDoneBy: PlainDate.nullable().default(null),
  licenceUntil: PlainDate.nullable().default(null),
  address: z.string().trim().max(200).default(''),
  ...Given,
})

export const institutions = contract('institutions', {
  open: command({
    title: '登记供养机构',
    input: Home.extend({ from: PlainDate, reason: Reason, proof: Proof }),
    output: z.object({ homeId: z.uuid() }),
  }),
  change: command({
    title: '登记床位变化',
    input: z.object({
      homeId: z.uuid(),
      kind: FactKind,
      /** Empty for a mobile number, which comes in a field of its own so that no record keeps it in clear. */
      value: z.string().trim().max(60).default(''),
      mobile: secret(Mobile).optional(),
      from: PlainDate,
      reason: Reason,
      proof: Proof,
      proofFileId: z.uuid().optional(),
      /** The fact that was wrong and that this one corrects. */
      replacesId: z.uuid().optional(),
    }),
    output: z.object({ factId: z.uuid() }),
  }),
  describe: command({
    title: '修改供养机构登记',
    input: z.object({
      homeId: z.uuid(),
      legalPerson: z.boolean(),
      filed: z.boolean(),
      grade: z.int().min(1).max(5).nullable(),
      upgradeDoneBy: PlainDate.nullable(),
      licenceUntil: PlainDate.nullable(),
      address: z.string().trim().max(200),
      reason: Reason,
      version: z.int(),
    }),
    output: z.object({ version: z.int() }),
  }),
  history: query({
    title: '查看机构变化',
    input: z.object({ homeId: z.uuid(), kind: FactKind.optional() }),
    output: z.object({ rows: z.array(Fact), total: z.int(), at: Instant }),
  }),
  directors: query({
    title: '查看院长姓名和手机',
    look: true,
    input: z.object({
      homeId: z.uuid('请选择供养机构'),
      day: PlainDate.optional(),
      purpose: z.string().trim().min(2, '请选择或写明查看用途').max(100, '用途最多100个字'),
    }),
    output: z.array(z.object({ homeId: z.uuid(), director: z.string(), mobile: secret(z.string()) })),
  }),
  /** Takes over the homes of a county with what was known of them at a moment: demonstration and first take-over. */
  adopt: command({
    title: '接收供养机构台账',
    internal: true,
    input: z.object({ homes: z.array(Home).max(500), from: PlainDate, knownAt: Instant, proof: Proof }),
    output: z.object({ homes: z.int() }),
  }),
})

/** Said before a fact is written, so that whoever knows better may refuse: more residents than beds. */
export const homeChanging = announcement(
  'institutions.changing',
  z.object({ homeId: z.uuid(), kind: FactKind, value: z.string(), from: PlainDate }),
)

/** 申请受理: what is taken in at the counter, at home or from paper. Pure. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { Capacity } from '#kernel/capacity.ts'
import { secret } from '#kernel/secret.ts'
import { Facts } from './facts.ts'
import { FileIds, Id, Name, Short, Text } from './shapes.ts'
import { AppliedBy, LegacyCategory } from './words.ts'

export const MaterialState = z.enum(['have', 'missing', 'not_needed'])
export type MaterialState = z.infer<typeof MaterialState>
export const materialStateText: Record<MaterialState, string> = {
  have: '已交',
  missing: '缺',
  not_needed: '系统能核对，不用交',
}

export const Materials = z.array(z.object({ code: z.string().max(60), state: MaterialState })).max(20, '材料最多20项')
export const IdNumber = secret(z.string('请填写身份证号').trim().min(1, '请填写身份证号').max(40, '身份证号最多18位'))
export const Phone = secret(z.string().trim().max(40, '电话最多20位'))

export const Application = z.object({
  appliedBy: AppliedBy,
  helper: Short.default(''),
  relation: Short.default(''),
  name: Name,
  idNumber: IdNumber,
  phone: Phone.default(''),
  /** Asked of adults; of a child the age says it. */
  capacity: Capacity.nullable().default(null),
  capacityBasis: Text.default(''),
  householdClass: z.enum(['urban', 'rural'], '请选择户籍类型'),
  townshipId: z.uuid('请选择户籍所在乡镇（街道）'),
  villageId: Id.nullable().default(null),
  residence: Text.default(''),
  receivedOn: PlainDate,
  facts: Facts,
  materials: Materials.default([]),
  committed: z.boolean().default(false),
  /** Whose near relative; empty for nobody's. */
  nearRelative: Short.default(''),
  paperReference: Text.default(''),
  legacyCategory: LegacyCategory.default('new_application'),
  legacyOn: PlainDate.nullable().default(null),
  /** 申请人坚持提交: taken in although something is missing, with the note why. */
  insisted: Text.default(''),
  fileIds: FileIds,
})
export type Application = z.infer<typeof Application>

/** The household survey (入户调查): what was seen at the door, in the order of the paper form. Pure. */
import * as z from 'zod'
import { PlainDate } from '#kernel/calendar.ts'
import { SupportMode } from '#kernel/self-care.ts'
import { Facts } from './facts.ts'
import { FileIds, Id, Text } from './shapes.ts'

const Surveyor = z.string().trim().min(1, '请填写调查人姓名').max(30, '姓名最多30个字')

/** 生活状态: annex 3 of the county document, three items. */
export const LivingState = z.enum(['good', 'fair', 'poor'])
export const livingStateText = { good: '好', fair: '一般', poor: '差' } as const
export const livingItems = { housing: '住房和居室卫生', body: '本人和衣被卫生', meals: '饮食和饮水' } as const

export const Survey = z.object({
  caseId: Id,
  surveyedOn: PlainDate,
  surveyors: z.array(Surveyor).max(6, '调查人最多6人'),
  seen: z.boolean(),
  seenHow: Text.default(''),
  neighbours: Text.default(''),
  living: z.object({ housing: LivingState, body: LivingState, meals: LivingState }).partial().default({}),
  /** Codes of assessment.items that he cannot do by himself; null before it was looked at. */
  cannot: z.array(z.string().max(60)).max(12, '最多12项').nullable().default(null),
  wish: SupportMode.nullable().default(null),
  /** Whether he can be cared for at home at all (AH-2.1.3b). */
  dispersedSuits: z.boolean('请选择是否适合分散供养'),
  facts: Facts,
  words: Text.default(''),
  paperReference: Text.default(''),
  fileIds: FileIds,
})
export type Survey = z.infer<typeof Survey>

/** The values of a checked row that are more than text, parsed: what a service takes over without a cast. */
import * as z from 'zod'
import { PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { SelfCareLevel, SupportMode } from '#kernel/self-care.ts'
import type { Values } from './import-faults.ts'

export const TypedValues = z.object({
  sex: z.enum(['male', 'female']).optional(),
  bornOn: PlainDate.optional(),
  selfCareLevel: SelfCareLevel.optional(),
  supportMode: SupportMode.optional(),
  householdClass: z.enum(['urban', 'rural']).optional(),
  changeKind: z.enum(['join', 'leave', 'change']).optional(),
  firstMonth: PlainMonth.optional(),
  effectiveMonth: PlainMonth.optional(),
  lastPaidMonth: PlainMonth.optional(),
  decidedOn: PlainDate.optional(),
  exitedOn: PlainDate.optional(),
})
export type TypedValues = z.infer<typeof TypedValues>

export const typedValuesOf = (values: Values): TypedValues => TypedValues.parse(values)

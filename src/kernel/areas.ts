import * as z from 'zod'

/** The key of a county's data: its GB/T 2260 code on the day it was set up. A key, not a fact: given once, never changed (design §4). */
export const CountyCode = z
  .string()
  .regex(/^\d{6}$/, '县级代码应为6位数字')
  .brand<'CountyCode'>()
export type CountyCode = z.infer<typeof CountyCode>

export type AreaLevel = 'nation' | 'province' | 'city' | 'county' | 'township' | 'village'

import * as z from 'zod'

/** Civil capacity (民法典 第十八条 to 第二十二条). */
export const Capacity = z.enum(['full', 'limited', 'none'])
export type Capacity = z.infer<typeof Capacity>

export const capacityText: Record<Capacity, string> = {
  full: '完全民事行为能力人',
  limited: '限制民事行为能力人',
  none: '无民事行为能力人',
}

/** As packs write it. */
export const capacityCode: Record<Capacity, string> = {
  full: 'full_capacity',
  limited: 'limited_capacity',
  none: 'no_capacity',
}

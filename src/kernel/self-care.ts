import * as z from 'zod'

/** 自理 · 半失能 · 失能; the county's own words come from codes.self_care_level.labels. */
export const SelfCareLevel = z.enum(['able', 'partly_able', 'unable'])
export type SelfCareLevel = z.infer<typeof SelfCareLevel>

/** 分散供养 · 集中供养 */
export const SupportMode = z.enum(['dispersed', 'centralised'])
export type SupportMode = z.infer<typeof SupportMode>
export const supportModeText: Record<SupportMode, string> = { dispersed: '分散供养', centralised: '集中供养' }
export const selfCareText: Record<SelfCareLevel, string> = { able: '自理', partly_able: '半失能', unable: '失能' }

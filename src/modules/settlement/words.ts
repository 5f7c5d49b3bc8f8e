/** Chinese words for the codes that stand in stored lines. */
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { LessReason, LineRule } from './line.ts'
import type { Exclusion } from './month-input.ts'

export const exclusionText: Record<Exclusion, string> = {
  no_agreement: '没有生效协议',
  agreement_later: '协议自以后月份起生效',
  no_level: '没有县审定的等级',
  died: '已死亡',
  exited: '已退出供养',
  centralised: '已转集中供养',
  hospital: '整月住院',
  absent: '整月外出',
  elsewhere: '由其他机构服务',
}

export const lessText: Record<LessReason, string> = {
  not_on_roster: '不在名册',
  before_agreement: '协议生效前',
  hospital: '住院',
  leave: '请假',
  away: '外出',
  centralised: '集中供养',
  after_contract_end: '合同终止后',
  not_verified: '没有核实的服务',
}

export const ruleText: Record<LineRule, string> = {
  roster_month: '按名册整月',
  by_day: '按日',
  verified_days: '只付核实的服务日',
}

/** Names as this county uses them: persons and townships by id, levels in the pack's own words. */
export interface Names {
  person(id: string): string
  township(code: string): string
  level: Record<SelfCareLevel, string>
}

export const nationalLevels: Record<SelfCareLevel, string> = { able: '自理', partly_able: '半失能', unable: '失能' }

/** For whom an agreement can be drafted, in sentences that count: 2人民事行为能力未登记. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Capacity } from '#kernel/capacity.ts'
import type { Party } from './rules.ts'

export interface Candidate {
  status: string
  mode: string | null
  level: string | null
  capacity: Capacity
  capacityOpen: boolean
  hasGuardian: boolean
  /** Last day of an agreement in force on or after the first day of the new one. */
  inForceUntil: PlainDate | null
  underWay: boolean
  organisationId: string | null
  carerId: string | null
  villageId: string | null
}

export type Obstacle =
  | 'not_active'
  | 'other_mode'
  | 'capacity_open'
  | 'no_guardian'
  | 'in_force'
  | 'under_way'
  | 'no_provider'
  | 'no_home'
  | 'no_carer'
  | 'no_village'

export const obstacleText: Record<Obstacle, string> = {
  not_active: '不在册',
  other_mode: '供养方式与协议类型不符',
  capacity_open: '民事行为能力未登记',
  no_guardian: '无监护人',
  in_force: '已有生效协议',
  under_way: '已有正在办理的协议',
  no_provider: '所在乡镇没有生效的购买合同',
  no_home: '没有入住机构',
  no_carer: '没有指定照料护理人',
  no_village: '没有登记所在村',
}

/** What to do about it. */
export const obstacleNext: Record<Obstacle, string> = {
  not_active: '请核对人员状态',
  other_mode: '请先办理供养方式变更',
  capacity_open: '请在一人一档登记民事行为能力及依据',
  no_guardian: '请登记有签署权的监护人',
  in_force: '请在原协议到期前办理续签',
  under_way: '请继续办理原有草稿',
  no_provider: '请先生效服务该乡镇的购买合同',
  no_home: '请先登记入住',
  no_carer: '请先登记指定照料护理人及其与本人关系',
  no_village: '请补登所在村（居）',
}

export function obstaclesToDraft(candidate: Candidate, kind: 'dispersed' | 'centralised', parties: readonly Party[]) {
  const found: Obstacle[] = []
  const when = (is: boolean, obstacle: Obstacle) => void (is && found.push(obstacle))
  when(candidate.status !== 'active', 'not_active')
  when(candidate.mode !== kind || candidate.level === null, 'other_mode')
  when(candidate.inForceUntil !== null, 'in_force')
  when(candidate.underWay, 'under_way')
  when(candidate.capacityOpen, 'capacity_open')
  when(candidate.capacity !== 'full' && !candidate.hasGuardian, 'no_guardian')
  when(parties.includes('provider') && candidate.organisationId === null, 'no_provider')
  when(parties.includes('home') && candidate.organisationId === null, 'no_home')
  when(parties.includes('carer') && candidate.carerId === null, 'no_carer')
  when(parties.includes('village') && candidate.villageId === null, 'no_village')
  return found
}

/** '31人：拟定27份；4份不能拟定：2人民事行为能力未登记，1人无监护人，1人已有生效协议' */
export function previewText(total: number, cannot: ReadonlyMap<Obstacle, number>): string {
  const refused = [...cannot.values()].reduce((sum, count) => sum + count, 0)
  const head = `${total}人：拟定${total - refused}份`
  if (refused === 0) return head
  const why = [...cannot].map(([obstacle, count]) => `${count}人${obstacleText[obstacle]}`).join('，')
  return `${head}；${refused}份不能拟定：${why}`
}

export const refusedText = (name: string, obstacle: Obstacle, until: PlainDate | null): string =>
  `${name}${obstacleText[obstacle]}${obstacle === 'in_force' && until ? `（至${dateText(until)}）` : ''}；${obstacleNext[obstacle]}`

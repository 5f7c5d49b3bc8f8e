import type { Module } from '#platform/module.ts'
import { followingRestored } from './corrections.ts'
import { rostersService } from './service.ts'
import { startObjections } from './start-objections.ts'
import { rosterWork } from './work.ts'

export { monthClosing } from './contract.ts'
export { dayIn, type When } from './rules.ts'
export { isClosed, months, requireOpen, requirePlan } from './months.ts'

export const rostersModule: Module = {
  service: rostersService,
  reactions: followingRestored,
  work: rosterWork,
  objections: startObjections,
  constraints: {
    once_on_rosters: '有人已在本月另一份已锁定的名册上。请重新生成名册后再锁定',
    one_roster_a_month: '这家机构本月的名册已经有了，请刷新',
    closing_two_persons: '关账须由两个人办理：一人提请，另一人关账',
  },
}

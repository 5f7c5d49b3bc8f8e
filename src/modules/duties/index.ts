import { dateText } from '#kernel/calendar.ts'
import { calendarChanged } from '#modules/policy/contract.ts'
import { type Module, on } from '#platform/module.ts'
import { forgetHandOvers } from './forget.ts'
import { recomputed } from './recomputing.ts'
import { dutiesService } from './service.ts'
import { dutiesWork } from './work.ts'

export { objectionsOfDataOfficer } from './data-officer.ts'
export { holdersOf } from './handover-stored.ts'

export const dutiesModule: Module = {
  service: dutiesService,
  work: dutiesWork,
  forget: forgetHandOvers,
  reactions: [
    on(calendarChanged, (context, { day, name }) => recomputed(context, `工作日历的${dateText(day)}已改为“${name}”`)),
  ],
  nightly: ['duties.settle'],
  constraints: {
    responsible_one_a_day: '这个职能这段时间已有责任人；同一天只能有一位。请核对起始日，或先终止原来的',
    responsible_deputy_is_another: '代理人就是责任人。请另选一位代理人',
    leave_once_a_day: '这段时间已登记过请假代理。请先取消原来的，或改起止日期',
    leave_deputy_is_another: '代理人就是请假的人。请另选一位同事',
    local_policy_number: '这个文号已经登记。请打开已登记的那份',
    local_policy_filed_after: '备案日早于印发日。请核对日期',
    handover_one_open: '这件事已有一份移交在等对方接收，不能再移交。请先撤回那一份，或等对方接收',
    handover_between_two: '移交给了本科室。请选择别的科室或乡镇',
    handover_answered_whole: '这份移交刚由别人办理。请刷新后查看',
    handover_return_says_why: '退回要写明原因',
  },
}

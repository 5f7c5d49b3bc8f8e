import { requireNone } from '#kernel/refusal.ts'
import { monthClosing } from '#modules/rosters/contract.ts'
import { type Module, on } from '#platform/module.ts'
import { questions } from './questions.ts'
import { settlementService } from './service.ts'
import { gapsOf, settlementWork } from './work.ts'

export const settlementModule: Module = {
  service: settlementService,
  work: settlementWork,
  questions,
  reactions: [on(monthClosing, async (context, { month }) => requireNone(await gapsOf(context, month)))],
  constraints: {
    one_statement_a_month: '这家机构本月已有一张结算单，请刷新后查看',
    one_computing_a_month: '这家机构本月的结算正在计算，请等计算完成',
    statement_number: '结算单编号已被使用，请再点一次',
    statement_three_persons: '这张结算单由您计算，须由另一人审批',
    statement_other_than_submitter: '这张结算单由您送审，须由另一人审批',
    statement_finance_other: '计算、送审、民政审批和财政审批须由不同的人办理',
    statement_adds_up: '结算单各项相加与应付不符，没有保存。请告诉系统管理员',
    default_way_once: '这个乡镇本月已经批准按默认办法计算',
    one_open_objection: '这一项已有一条待答复的异议，答复前不用重复提出',
  },
}

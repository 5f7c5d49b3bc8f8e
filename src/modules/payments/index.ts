/** Payments for the programs. */
import { implement, type Module } from '#platform/module.ts'
import { paymentsArchive } from './archive.ts'
import { applying } from './applying.ts'
import { approving } from './approving.ts'
import { bankFile } from './bank-file.ts'
import { bankReturn } from './bank-return.ts'
import { careBatch } from './care-batch.ts'
import { changing } from './changing.ts'
import { claimReactions, claims } from './claims.ts'
import { closingReaction } from './closing.ts'
import { payments } from './contract.ts'
import { paymentsGlance } from './glance.ts'
import { homeAccountsPart } from './home-accounts.ts'
import { itemsPart } from './items.ts'
import { livingList } from './living-list.ts'
import { printing } from './print.ts'
import { proposalReactions, proposals } from './proposals.ts'
import { questions } from './questions.ts'
import { reading } from './reading.ts'
import { stopReactions, stops } from './stops.ts'
import { openStopsOf } from './stops-reading.ts'
import { claimSubject, openProposalsOf } from './subject.ts'
import { paymentsTimeline, paymentsWork } from './work.ts'

export { monthlyDue } from './monthly-due.ts'
export { sharesOfPerson } from './reading.ts'
export { type Proposing, proposeClaim } from './proposals.ts'

export const paymentsModule: Module = {
  service: implement(payments, {
    ...applying,
    ...careBatch,
    ...livingList,
    ...changing,
    ...approving,
    ...bankFile,
    ...bankReturn,
    ...reading,
    ...itemsPart,
    ...claims,
    ...proposals,
    ...stops,
    ...homeAccountsPart,
    ...printing,
  }),
  reactions: [...claimReactions, ...proposalReactions, ...stopReactions, closingReaction],
  questions,
  work: paymentsWork,
  subjects: { claim: claimSubject },
  timeline: paymentsTimeline,
  glance: paymentsGlance,
  archive: paymentsArchive,
  openEnds: async (context, personId) => [
    ...(await openProposalsOf(context, personId)),
    ...(await openStopsOf(context, personId)),
  ],
  constraints: {
    application_once: '该结算已有支付申请，不能重复申请',
    invoice_once: '这个发票号码已用于另一份支付申请，不能重复使用。请核对发票号码',
    invoice_equals_payable: '发票金额应等于应付金额。请机构按应付金额重开发票',
    within_contract_sum: '超出购买合同金额，不能付款。请先办理合同变更',
    statement_paid_once: '该结算已在另一批次中，不能重复发放',
    reissued_once: '这一笔已经重发，不能再次重发。请刷新页面',
    person_month_once: '有人同一个月、同一用途的钱已在另一批次中，不能重复发放。请刷新后重新生成',
    one_list_a_month: '本月的发放花名册已经生成，不能重复生成',
    approver_not_maker: '您是经办人，须由另一人审批',
    approval_once: '这一步已经审批，请刷新页面',
    approval_two_persons: '两次审批须由两个人办理',
    approval_two_units: '两次审批须由两个单位办理',
    return_file_once: '这份回盘文件已经导入过',
    item_answered_once: '有的笔已有银行结果，不能重复导入',
    home_account_two_persons: '登记和复核应由两人办理，请由另一人复核',
    one_home_account: '账户的起用日期与已复核的账户重叠，请核对起用日期',
    one_home_account_proposal: '这家供养机构已有一个账户等待复核，请先复核',
    claim_once: '这笔多发款已经列入追回',
    stop_once: '这一笔已经提出不再重发，不能重复提出。请刷新页面',
    stop_two_persons: '不再重发应由提出的人以外的另一人决定',
    stop_handed_two_persons: '交付应由决定的人以外的另一人登记',
    stop_handed_after: '交付须在决定同意之后，并写明领取人、凭据和凭证号。请核对',
    proposal_once: '这件事的追缴建议已经提出，不会重复提出',
    proposal_other_decides: '追缴须由提出和听取意见以外的人决定。请由同事办理',
    proposal_heard_first: '还没有听取本人意见，不能决定追缴。请先登记听取意见',
    proposal_has_amount: '还没有金额，不能决定追缴。请向对方部门问明后填写',
  },
}

/** Words of paying (screens 4.15). Pure. */
import * as z from 'zod'

export const BatchStatus = z.enum([
  'draft',
  'civil_approved',
  'finance_approved',
  'exported',
  'returned',
  'reconciled',
  'cancelled',
])
export type BatchStatus = z.infer<typeof BatchStatus>
export const batchText = {
  draft: '草稿',
  civil_approved: '民政已审',
  finance_approved: '财政已审',
  exported: '已导出',
  returned: '已回盘',
  reconciled: '已对平',
  cancelled: '已作废',
} as const satisfies Record<BatchStatus, string>

export const Purpose = z.enum(['care', 'living'])
export const purposeText = { care: '照料护理', living: '基本生活' } as const

export const ItemStatus = z.enum(['due', 'exported', 'paid', 'returned', 'reissued', 'stopped', 'dropped'])
export type ItemStatus = z.infer<typeof ItemStatus>
export const itemText: Record<ItemStatus, string> = {
  due: '待发放',
  exported: '已送银行',
  paid: '成功',
  returned: '退回',
  reissued: '已重发',
  stopped: '不再重发',
  dropped: '已移出',
}

export const PayeeKind = z.enum(['person', 'relative', 'home', 'organisation_account', 'provider_account'])
export type PayeeKind = z.infer<typeof PayeeKind>
export const payeeText: Record<PayeeKind, string> = {
  person: '本人',
  relative: '经同意的代领人',
  home: '供养机构',
  organisation_account: '供养机构',
  provider_account: '服务机构',
}

export const Step = z.enum(['civil_affairs_leader', 'finance'])
export type Step = z.infer<typeof Step>
export const stepText: Record<Step, string> = { civil_affairs_leader: '民政', finance: '财政' }

export const StopStatus = z.enum(['proposed', 'agreed', 'refused', 'undone'])
export type StopStatus = z.infer<typeof StopStatus>
export const stopText: Record<StopStatus, string> = {
  proposed: '待决定',
  agreed: '已同意',
  refused: '未同意',
  undone: '已随死亡报告撤销',
}

/** Who takes what a dead person was still owed (民法典 第一千一百四十五条、第一千一百六十条). */
export const Taker = z.enum(['heir', 'will', 'civil_affairs', 'village', 'state', 'collective'], '请选择交给谁')
export type Taker = z.infer<typeof Taker>
export const takerText: Record<Taker, string> = {
  heir: '继承人',
  will: '受遗赠人、遗赠扶养人',
  civil_affairs: '民政部门（遗产管理人）',
  village: '村（居）委会（遗产管理人）',
  state: '归国家用于公益',
  collective: '归所在集体',
}

export const ClaimGround = z.enum(['death', 'ended', 'overpaid'])
export const groundText = { death: '死亡晚报', ended: '终止供养晚报', overpaid: '多发' } as const
export const ClaimStatus = z.enum(['open', 'recovered', 'waived'])
export type ClaimStatus = z.infer<typeof ClaimStatus>
export const claimText = { open: '待追回', recovered: '已追回', waived: '不予追回' } as const

export const ProposalSource = z.enum(['overlap', 'ending'])
export const proposalSourceText = { overlap: '部门比对', ending: '终止供养' } as const
export const ProposalStatus = z.enum([
  'proposed',
  'heard',
  'established',
  'dismissed',
  'dropped',
  'recovered',
  'waived',
])
export type ProposalStatus = z.infer<typeof ProposalStatus>
export const proposalText: Record<ProposalStatus, string> = {
  proposed: '待听取意见',
  heard: '待决定',
  established: '已成立',
  dismissed: '不成立',
  dropped: '已撤下',
  recovered: '已收回',
  waived: '不予追回',
}
export const HeardWho = z.enum(['person', 'guardian', 'entrusted', 'unreachable'])
export type HeardWho = z.infer<typeof HeardWho>
export const heardWhoText: Record<HeardWho, string> = {
  person: '本人',
  guardian: '监护人',
  entrusted: '受委托人',
  unreachable: '联系不上，已由两人注明',
}

/** What a bank's words of refusal ask for next; unknown words are shown as they came. */
const advice: readonly (readonly [RegExp, string])[] = [
  [/户名/, '银行：户名不符。请联系收款方确认户名，改正账户后重发。'],
  [/销户|不存在|无此/, '银行：账户不存在或已销户。请登记新账户，由另一人复核后重发。'],
  [/冻结|止付/, '银行：账户冻结。请收款方到银行办理，或改用另一账户后重发。'],
  [/账号/, '银行：账号有误。请核对存折或银行卡，改正账户后重发。'],
]
export const adviceFor = (reason: string): string =>
  advice.find(([words]) => words.test(reason))?.[1] ??
  `银行：${reason || '没有写明原因'}。请向银行问清原因，改正后重发。`

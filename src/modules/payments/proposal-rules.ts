/** The way of a 追缴建议: proposed, heard, decided by another; nobody skips the hearing. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { ProposalStatus } from './words.ts'

export interface ProposalState {
  status: ProposalStatus
  scheme: string
  amountFen: bigint | null
  proposedBy: string
  proposedOn: PlainDate
  heardBy: string | null
}

export type ProposalDeed =
  | { kind: 'hear'; by: string; on: PlainDate; amountFen?: bigint | undefined }
  | { kind: 'decide'; by: string; establish: boolean }
  | { kind: 'settle'; by: string; recovered: boolean; voucherNo: string }

const over: Partial<Record<ProposalStatus, string>> = {
  established: '已经成立',
  dismissed: '已认定不成立',
  dropped: '已随比对结果更改而撤下',
  recovered: '已经收回',
  waived: '已决定不予追回',
}

export function objectionsToProposalDeed(state: ProposalState, deed: ProposalDeed, today: PlainDate): Reason[] {
  const { status } = state
  if (deed.kind === 'settle') return ofSettling(state, deed)
  if (status !== 'proposed' && status !== 'heard')
    return [{ code: 'over', message: `这条追缴建议${over[status]}，不能再办理。请刷新页面查看` }]
  return deed.kind === 'hear' ? ofHearing(state, deed, today) : ofDeciding(state, deed)
}

function ofHearing(
  { proposedOn, scheme, amountFen }: ProposalState,
  { on, amountFen: given }: ProposalDeed & { kind: 'hear' },
  today: PlainDate,
): Reason[] {
  const reasons: Reason[] = []
  if (on > today) reasons.push({ code: 'on', message: `${dateText(on)}还没有到，应登记已经听取的日期。请核对日期` })
  if (on < proposedOn)
    reasons.push({
      code: 'on',
      message: `听取意见的日期${dateText(on)}早于提出追缴建议的${dateText(proposedOn)}，先后颠倒。请核对日期`,
    })
  if (scheme === 'support' && given !== undefined && given !== amountFen)
    reasons.push({ code: 'amountFen', message: '特困供养的金额按发放记录计算，不能另填。请去掉金额后再登记' })
  return reasons
}

function ofDeciding(
  { status, proposedBy, heardBy, amountFen }: ProposalState,
  { by, establish }: ProposalDeed & { kind: 'decide' },
): Reason[] {
  const reasons: Reason[] = []
  if (status === 'proposed')
    reasons.push({
      code: 'not_heard',
      message: '还没有听取本人意见，不能决定。请先登记听取意见（本系统默认：追缴前听取意见）',
    })
  if (by === proposedBy || by === heardBy)
    reasons.push({ code: 'same_hand', message: '追缴须由提出和听取意见以外的人决定。请由同事办理' })
  if (establish && amountFen === null)
    reasons.push({ code: 'amount', message: '还没有金额，不能决定追缴。请向对方部门问明，听取意见时填写' })
  return reasons
}

function ofSettling(
  { status, scheme }: ProposalState,
  { recovered, voucherNo }: ProposalDeed & { kind: 'settle' },
): Reason[] {
  if (status !== 'established')
    return [{ code: 'not_established', message: '这条追缴建议还没有成立，或已经办结，不能登记收回。请刷新页面查看' }]
  if (scheme === 'support')
    return [{ code: 'own_money', message: '特困供养的多发款已按月列入追回款，请在“追回款”逐笔登记结果' }]
  if (recovered && voucherNo === '') return [{ code: 'voucherNo', message: '请填写收回款项的凭证号' }]
  return []
}

/** Months that no proposal of the same person and scheme asks back already. */
export const monthsLeft = (months: readonly string[], asked: ReadonlyArray<readonly string[]>): string[] => {
  const taken = new Set(asked.flat())
  return [...new Set(months)].filter((month) => !taken.has(month)).toSorted()
}

/** When a returned payment is not sent again, and what then becomes of the money. Pure. */
import { dateText, monthOf, type PlainDate } from '#kernel/calendar.ts'
import { sumOf, yuanText } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type StopStatus, stopText } from './words.ts'

export interface Returned {
  status: string
  /** Of a line that is one person's; a home's or a provider's is never a dead person's. */
  personId: string | null
  payee: string
}

export function objectionsToStopping({ status, personId, payee }: Returned, diedOn: PlainDate | null): Reason[] {
  if (status !== 'returned')
    return [{ code: 'not_returned', message: '只有银行退回、还没有重发的笔可以不再重发。请刷新后重新选择' }]
  if (!personId) return [{ code: 'not_person', message: `这一笔付给${payee}，不是付给个人。请改正账户后重发` }]
  if (diedOn) return []
  return [
    {
      code: 'alive',
      message: `${payee}没有登记死亡，应发的钱仍应发到本人。请改正账户后重发；确已死亡的，请先报告死亡`,
    },
  ]
}

export interface Part {
  month: string
  amountFen: bigint
}

/** The month of death is still due and falls to the estate; from the next on nothing was (payment.late_death). */
export function partsOf(shares: readonly Part[], diedOn: PlainDate): { estateFen: bigint; backFen: bigint } {
  const last = monthOf(diedOn)
  const fen = (due: boolean) =>
    sumOf(shares.filter(({ month }) => month <= last === due).map(({ amountFen }) => amountFen))
  return { estateFen: fen(true), backFen: fen(false) }
}

export interface StopState {
  status: StopStatus
  proposedBy: string
  decidedBy: string | null
  decidedAt: PlainDate | null
  handedOn: PlainDate | null
  estateFen: bigint
}

export function objectionsToDeciding({ status, proposedBy }: StopState, by: string): Reason[] {
  if (status !== 'proposed') return [{ code: 'over', message: `这一笔的不再重发${stopText[status]}。请刷新页面查看` }]
  if (by === proposedBy) return [{ code: 'same_hand', message: '您是提出的人，不再重发应由另一人决定。请由负责人办理' }]
  return []
}

export function objectionsToHanding(
  { status, decidedBy, decidedAt, handedOn, estateFen }: StopState,
  { by, on, today }: { by: string; on: PlainDate; today: PlainDate },
): Reason[] {
  if (status !== 'agreed')
    return [{ code: 'not_agreed', message: '不再重发还没有决定同意，不能登记交付。请先由负责人决定' }]
  if (estateFen === 0n) return [{ code: 'nothing', message: '这一笔是死亡次月以后的，不属于遗产，没有要交付的钱' }]
  if (handedOn)
    return [
      { code: 'handed', message: `${yuanText(estateFen)} 元已于${dateText(handedOn)}交付，不能再次登记。请刷新页面` },
    ]
  const reasons: Reason[] = []
  if (by === decidedBy) reasons.push({ code: 'same_hand', message: '您是决定的人，交付应由另一人登记。请由经办人办理' })
  if (on > today) reasons.push({ code: 'on', message: `${dateText(on)}还没有到，应填已经交付的日期。请核对日期` })
  if (decidedAt && on < decidedAt)
    reasons.push({ code: 'on', message: `交付日期早于决定的${dateText(decidedAt)}，先后颠倒。请核对日期` })
  return reasons
}

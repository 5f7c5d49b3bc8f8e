/** How a list of destruction goes on, and who may take which step. Pure. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { sameName } from '#kernel/names.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type FileState, type ListStatus, type ListStep, listStatusText, listStepText } from './words.ts'

const steps: Record<ListStatus, Partial<Record<ListStep, ListStatus>>> = {
  proposed: { approve: 'approved', return: 'returned', withdraw: 'withdrawn', remove: 'proposed' },
  approved: { withdraw: 'withdrawn', remove: 'approved', carry_out: 'destroying' },
  destroying: { finish: 'destroyed' },
  returned: {},
  withdrawn: {},
  destroyed: {},
}

export interface ListStanding {
  status: ListStatus
  proposedBy: string
  destroyOn: PlainDate | null
}

export const listAfter = (status: ListStatus, kind: ListStep): ListStatus => steps[status][kind] ?? status
/** Whether what stands on it is still on its way. */
export const isOver = (status: ListStatus): boolean => status === 'returned' || status === 'withdrawn'

export function objectionsToListStep(
  list: ListStanding,
  kind: ListStep,
  { account, today }: { account: string; today: PlainDate },
): Reason[] {
  if (!steps[list.status][kind]) {
    const message = `销毁清单${listStatusText[list.status]}，现在不能“${listStepText[kind]}”。请刷新页面，按当前状态办理`
    return [{ code: 'not_now', message }]
  }
  if ((kind === 'approve' || kind === 'return') && list.proposedBy === account)
    return [{ code: 'same_person', message: `清单由您提出，“${listStepText[kind]}”须由另一人办理` }]
  if (kind === 'carry_out' && list.destroyOn !== null && today < list.destroyOn) {
    const message = `批准的销毁日是${dateText(list.destroyOn)}，今天还不能执行。请到那一天再办理`
    return [{ code: 'before_day', message }]
  }
  return []
}

const notKept: Partial<Record<FileState, string>> = {
  open: '还没有归档，不能列入销毁。请先归档',
  proposed: '归档还在等另一人确认，不能列入销毁。请先确认归档',
  offered: '正在移交，不能列入销毁。请先办完或撤回移交',
  handed: '已移交档案馆，由接收单位保管，不能在这里销毁',
  destroyed: '已依法销毁，不能再次列入',
}

/** Only what was closed and is still here can be destroyed here. */
export function objectionsToState(state: FileState, onList: string | undefined): Reason[] {
  const stop = notKept[state]
  if (stop) return [{ code: 'not_kept', message: stop }]
  return onList === undefined ? [] : [{ code: 'on_list', message: `已在销毁清单${onList}中` }]
}

/** Two who watch, neither the other nor whoever does it. */
export function objectionsToWitnesses(first: string, second: string, carrier: string): Reason[] {
  if (sameName(first, second))
    return [{ code: 'secondWitness', message: '两位监销人是同一人。监销须由两人，请填写另一人' }]
  if (sameName(first, carrier) || sameName(second, carrier))
    return [{ code: 'firstWitness', message: '执行人不能兼监销人。请填写执行人以外的两人' }]
  return []
}

/** '2028年9月1日起可以销毁的12件；1件有暂缓，不在其内。' */
export const destroyableText = (today: PlainDate, ready: number, held: number): string =>
  `${dateText(today)}可以销毁的${ready}件${held > 0 ? `；${held}件有暂缓，不在其内` : ''}。`

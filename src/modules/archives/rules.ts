/** How long a file is kept, and which form of it prevails (C-24, A-34, A-35). */
import { addDays, addYears, dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import { type Reason, reasonBy } from '#kernel/refusal.ts'

/** archive.retention_years */
export interface Retention {
  years: number
  starts: string
}

export interface KeptUntil {
  keepThrough: PlainDate
  /** The first day on which it may be destroyed. */
  destroyFrom: PlainDate
}

/** What the key takes at most; a value entered before it took no more would lead to years that no date can hold. */
const longest = 100

/** Counted from the end of service, whatever happens to person or home afterwards. */
export function keptUntil(serviceEnd: PlainDate, retention: Retention): KeptUntil {
  const keepThrough = addYears(serviceEnd, Math.min(retention.years, longest))
  return { keepThrough, destroyFrom: addDays(keepThrough, 1) }
}

export interface ArchiveFile {
  /** Null while the service goes on. */
  serviceEnd: PlainDate | null
  /** As told when it was closed: never shortened by a later rule (C-24). */
  keepThroughOn?: PlainDate | null
  /** Open complaint, case, audit or estate that suspends destruction. */
  holds: readonly string[]
}

const holdText: Record<string, string> = {
  complaint: '投诉',
  correction: '更正申请',
  case: '案件',
  audit: '审计',
  estate: '遗产',
}

/** Why a file may not be destroyed on a day. */
export function objectionsToDestruction(file: ArchiveFile, retention: PolicyValue<Retention>, on: PlainDate): Reason[] {
  const reasons: Reason[] = file.holds.map((hold) => {
    const message = `有暂缓（${holdText[hold] ?? hold}未了结），不能列入销毁。了结后再办理；由人登记的暂缓还要先解除`
    return reasonBy(retention, `hold_${hold}`, message)
  })
  if (file.serviceEnd === null) {
    reasons.push(reasonBy(retention, 'service_goes_on', '服务尚未终止，保管期限未起算，不能列入销毁'))
    return reasons
  }
  const byRule = keptUntil(file.serviceEnd, retention.value).keepThrough
  const keepThrough = file.keepThroughOn && file.keepThroughOn > byRule ? file.keepThroughOn : byRule
  if (on <= keepThrough) {
    const message = `保管期到${dateText(keepThrough)}，今天不能列入销毁。${dateText(addDays(keepThrough, 1))}起再办理`
    reasons.push(reasonBy(retention, 'within_retention', message))
  }
  return reasons
}

/** archive.basis */
export interface ArchiveBasis {
  kinds: string[]
  prevails?: 'paper' | 'electronic'
  equal_effect?: boolean
}

export interface ArchiveConflict {
  /** 'none' where both have equal effect: then a person decides. */
  prevails: 'paper' | 'electronic' | 'none'
  /** A difference always becomes an issue to be settled. */
  issue: boolean
}

export function archiveConflict(paper: string, electronic: string, basis: ArchiveBasis): ArchiveConflict {
  return { prevails: basis.prevails ?? 'none', issue: paper !== electronic }
}

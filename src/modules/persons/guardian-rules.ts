/** Which guardians may stand beside one another. Pure. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Reason } from '#kernel/refusal.ts'
import { type GuardianScope, guardianScopeText } from './words.ts'

interface GuardedBefore {
  name: string
  scope: readonly string[]
  fromOn: PlainDate
  toOn: PlainDate | null
}

/** Two who decide over the same would undo each other's word (民法典 第三十条: who guards is agreed, once). */
export function objectionsToOverlap(
  guardians: readonly GuardedBefore[],
  added: { name: string; scope: readonly GuardianScope[]; fromOn: PlainDate },
): Reason[] {
  return guardians
    .filter(({ toOn }) => toOn === null || toOn >= added.fromOn)
    .flatMap(({ name, scope }) => {
      const same = added.scope.filter((each) => scope.includes(each)).map((each) => guardianScopeText[each])
      if (same.length === 0) return []
      const message = `${name}已是本人${same.join('、')}方面的监护人，同一范围同一时间只登记一人。请先终止${name}的登记，或改选范围`
      return [{ code: 'scope', message, citations: [{ document: '民法典', clause: '第三十条' }] }]
    })
}

/** Which guardians stand beside one another. Pure. */
import type { PlainDate } from '#kernel/calendar.ts'
import { type GuardianScope, guardianScopeText } from './words.ts'

interface GuardedBefore {
  name: string
  scope: readonly string[]
  fromOn: PlainDate
  toOn: PlainDate | null
}

/**
 * Several may guard one person together: 民法典 第三十条 lets those who are qualified agree on who does, and forbids no second.
 * What is asked is who decides what; where that is not said, the file says so until somebody says it.
 */
export function sharedGuarding(
  guardians: readonly GuardedBefore[],
  added: { scope: readonly GuardianScope[]; fromOn: PlainDate },
  words: string,
): string[] {
  return guardians
    .filter(({ toOn }) => toOn === null || toOn >= added.fromOn)
    .flatMap(({ name, scope }) => {
      const same = added.scope.filter((each) => scope.includes(each)).map((each) => guardianScopeText[each])
      if (same.length === 0) return []
      const together = `与${name}共同监护（${same.join('、')}）`
      return [
        words ? `${together}，分工：${words}` : `${together}，没有写明各自决定什么。请补充分工，或终止其中一人的登记`,
      ]
    })
}

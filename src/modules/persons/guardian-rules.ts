/** Who may guard a person, and which guardians stand beside one another. Pure. */
import { ageOn, dateText, type PlainDate } from '#kernel/calendar.ts'
import { sameName } from '#kernel/names.ts'
import { type Reason, refuse } from '#kernel/refusal.ts'
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

interface KnownTie {
  code: string
  text: string
}

/** Who serves the person, or draws his money, acts for himself where he guards: only with words that say how it was checked. */
export function objectionsToGuardian(ties: readonly KnownTie[], scope: readonly string[], words: string): Reason[] {
  if (ties.length === 0 || Array.from(words).length >= 4) return []
  const signs = scope.includes('signing')
  const clause = signs
    ? '监护人代签协议的，不能以本人名义与自己或自己所在的机构订立'
    : '监护人应按最有利于被监护人的原则履行职责'
  return ties.map(({ code, text }) => ({
    code: `tie_${code}`,
    message: `${text}，与监护人有利益冲突；${clause}。请另选监护人；不是同一人或确无冲突的，在“核对说明”中写明`,
    citations: [{ document: '民法典', clause: signs ? '第一百六十八条' : '第三十五条' }],
  }))
}

interface NamedGuardian {
  name: string
  relation: string
  bornOn: PlainDate | null
  fromOn: PlainDate
  /** How it was checked that nothing stands against him. */
  conflictWords: string
}

interface Ward {
  name: string
  bornOn: PlainDate
}

/** 民法典 第二十七条、第二十八条: a guardian is another person, able to guard, and nobody is guarded before he is born. */
export function objectionsToBeing(ward: Ward, guardian: NamedGuardian, today: PlainDate): Reason[] {
  const { name, relation, bornOn, fromOn, conflictWords } = guardian
  const reasons: Reason[] = []
  const own = sameName(name, ward.name)
  if (own && relation === '本人') reasons.push({ code: 'name', message: '本人不能作自己的监护人。请填写监护人' })
  else if (own && Array.from(conflictWords).length < 4)
    reasons.push({
      code: 'tie_self',
      message: `监护人姓名与本人相同，本人不能作自己的监护人。请核对姓名；确是同名的另一人，在“核对说明”中写明`,
      citations: [{ document: '民法典', clause: '第二十八条' }],
    })
  if (fromOn < ward.bornOn)
    reasons.push({
      code: 'fromOn',
      message: `监护的起始日早于本人的出生日期${dateText(ward.bornOn)}。请核对是否录错`,
    })
  if (bornOn !== null && ageOn(bornOn, fromOn) < 18)
    reasons.push({
      code: 'bornOn',
      message: '监护人在起始日不满18周岁，没有监护能力。请另选监护人，或核对出生日期',
      citations: [{ document: '民法典', clause: '第二十八条' }],
    })
  if (fromOn > today) reasons.push({ code: 'fromOn', message: '监护的起始日晚于今天。请到那一天再登记' })
  return reasons
}

/** Whose consent it is: of several guardians the one who is named, since another cannot take it back. */
export function guardianWho(standing: readonly { id: string; name: string }[], named: string | null): string {
  const [only, ...others] = standing
  const found = named === null && others.length === 0 ? only : standing.find(({ id }) => id === named)
  if (found) return found.id
  const names = standing.map(({ name }) => name).join('、')
  return refuse('invalid', 'guardianId', `这一天有效的监护人是${names}，同意应写明由其中哪一位作出。请选择哪位监护人`)
}

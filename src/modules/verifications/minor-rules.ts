/** Who grows up in support: what is to be looked at near his birthdays, and when school carries support on. Pure. */
import { addDays, addYears, ageOn, dateText, type PlainDate } from '#kernel/calendar.ts'
import type { PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'

export interface MinorAges {
  /** eligibility.no_labour: young_age_below. */
  young: number | undefined
  /** eligibility.minor.support_age_below. */
  support: number | undefined
}

export type MinorMatter = 'turns_young' | 'turns_support' | 'in_school' | 'school_over'

export interface MinorCase {
  bornOn: PlainDate
  /** Ages for which a change has been decided: 'turned_16'. */
  decided: readonly string[]
  school: { stage: string; untilOn: PlainDate } | null
}

export interface MinorDay {
  today: PlainDate
  ahead: number
  ages: MinorAges
  /** Stages in which support goes on; none where no clause says so. */
  stages: readonly string[]
}

export interface MinorStanding {
  matter: MinorMatter
  age: number
  /** The birthday, or the last day of the proof of school. */
  on: PlainDate
}

/** What is to be looked at for someone who grows up in support; undefined when nothing is near. */
export function minorStanding(person: MinorCase, { today, ahead, ages, stages }: MinorDay): MinorStanding | undefined {
  const near = addDays(today, ahead)
  const { bornOn, decided, school } = person
  if (ages.support !== undefined) {
    const grown = addYears(bornOn, ages.support)
    if (grown <= near && school && stages.includes(school.stage)) {
      // The proof of a school year that ends before the birthday says nothing of what follows it.
      const goes = school.untilOn >= today && school.untilOn >= grown
      return {
        matter: goes ? 'in_school' : 'school_over',
        age: ages.support,
        on: goes ? school.untilOn : later(grown, school.untilOn),
      }
    }
    const settled = decided.includes(`turned_${ages.support}`)
    if (grown <= near && !settled && ageOn(bornOn, today) <= ages.support)
      return { matter: 'turns_support', age: ages.support, on: grown }
    if (grown <= near) return undefined
  }
  if (ages.young === undefined) return undefined
  const young = addYears(bornOn, ages.young)
  const open = young <= near && !decided.includes(`turned_${ages.young}`) && ageOn(bornOn, today) <= ages.young
  return open ? { matter: 'turns_young', age: ages.young, on: young } : undefined
}

const later = (one: PlainDate, other: PlainDate): PlainDate => (one > other ? one : other)

export interface SchoolProof {
  stage: string
  provedOn: PlainDate
  untilOn: PlainDate
}

/** eligibility.minor.in_school, proved anew each year (recognition.yearly_verification). */
export function objectionsToSchool(
  proof: SchoolProof,
  today: PlainDate,
  rule: PolicyValue<{ after_18_while: string[] }> | undefined,
): Reason[] {
  const say = (code: string, message: string): Reason[] => [
    { code, message, ...(rule ? { citations: rule.citations } : {}) },
  ]
  if (!rule) return say('stage', '今天的规定没有写满年龄后在读继续供养，不能据此继续。请核对政策依据')
  if (!rule.value.after_18_while.includes(proof.stage))
    return say('stage', '这类学校不在满18周岁继续供养的范围之内。请核对学校的类别')
  if (proof.provedOn > today) return say('provedOn', `证明日期${dateText(proof.provedOn)}晚于今天。请核对`)
  if (proof.untilOn <= today) return say('untilOn', `证明只到${dateText(proof.untilOn)}，已经过期。请取得新的在读证明`)
  if (proof.untilOn > addYears(proof.provedOn, 1))
    return say('untilOn', `在读每年核对一次，证明最长到${dateText(addYears(proof.provedOn, 1))}。请改短，到期再核对`)
  return []
}

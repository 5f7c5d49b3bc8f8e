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
  /** In support before the birthday of this age, while the rule on it was in force: asked until somebody decides. */
  openSince: (age: number) => boolean
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
  const asked = (age: number) =>
    !decided.includes(`turned_${age}`) && (ageOn(bornOn, today) <= age || person.openSince(age))
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
    if (grown <= near && asked(ages.support)) return { matter: 'turns_support', age: ages.support, on: grown }
    if (grown <= near) return undefined
  }
  if (ages.young === undefined) return undefined
  const young = addYears(bornOn, ages.young)
  return young <= near && asked(ages.young) ? { matter: 'turns_young', age: ages.young, on: young } : undefined
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

/** Only who was in support before the age goes on in it for his school: a grown-up of the register is no pupil. */
export function objectionsToPupil(
  { name, bornOn, supportedFrom }: { name: string; bornOn: PlainDate; supportedFrom: PlainDate | null },
  age: number | undefined,
): Reason[] {
  if (age === undefined || (supportedFrom !== null && supportedFrom < addYears(bornOn, age))) return []
  const since = supportedFrom === null ? '' : `（${dateText(supportedFrom)}）`
  const message = `${name}开始供养${since}时已满${age}周岁，不属于未成年时供养、因在读继续的情形，不用登记在读。请核对人员`
  return [{ code: 'personId', message }]
}

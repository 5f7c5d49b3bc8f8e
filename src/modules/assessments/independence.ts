/** Who may assess whom: two persons, of the county's side, tied neither to who is paid nor to the family. Pure. */
import { differentNames, sameName } from '#kernel/names.ts'
import type { Citation, PolicyValue } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import { objectionsToAssessor } from './rules.ts'
import { type AssessorUnit, type SignedBy, unitText } from './words.ts'

/** assessment.assessor */
export interface AssessorRule {
  by: string
  helped_by: string[]
  may_entrust: string
}

export interface Assessor {
  name: string
  unit: AssessorUnit
  unitName: string
}

/** Everybody with whom an assessor's name is compared. */
export interface Surroundings {
  person: string
  /** Units that are paid by the level: all providers and homes of the county. */
  paidUnits: readonly string[]
  /** '甲机构' → its people. */
  employed: readonly { name: string; unit: string }[]
  family: readonly { name: string; relation: string }[]
  guardians: readonly string[]
  /** Assessors of the decision that is disputed. */
  before: readonly string[]
}

export interface Rules {
  assessor: PolicyValue<AssessorRule>
  independentOf: PolicyValue<string[]> | undefined
}

const ours: Citation = { document: '', clause: '', position: 'A-22' }

export function objectionsToAssessors(assessors: readonly Assessor[], around: Surroundings, rules: Rules): Reason[] {
  const names = assessors.map(({ name }) => name)
  const found: Reason[] = []
  if (differentNames(names) < names.length)
    found.push({
      code: 'assessors',
      message: '两名评估人是同一人。评估应由两人进行，请填写另一人。',
      citations: [ours],
    })
  return [...found, ...assessors.flatMap((assessor) => objectionsToOne(assessor, around, rules))]
}

function objectionsToOne(assessor: Assessor, around: Surroundings, rules: Rules): Reason[] {
  const found = [...objectionsToSelf(assessor, around), ...objectionsToUnit(assessor, around, rules)]
  if (around.before.some((name) => sameName(name, assessor.name)))
    found.push({
      code: 'assessor_again',
      message: `${assessor.name}参加了有争议的那次评估，二次评估应由其他人进行。请另派评估人。`,
      citations: [ours],
    })
  return [...found, ...nameTies(assessor, around, rules)]
}

/** Whoever the level is of, or who speaks for him, has no say in it. */
function objectionsToSelf({ name }: Assessor, { person, guardians }: Surroundings): Reason[] {
  const self = sameName(name, person)
  if (!self && !guardians.some((guardian) => sameName(guardian, name))) return []
  const who = self ? '被评估的本人' : `${person}的监护人`
  const message = `评估人${name}是${who}，不能作评估人。请另派评估人；同名不同人的，请在姓名后注明职务以便区别。`
  return [{ code: self ? 'assessor_self' : 'assessor_guardian', message, citations: [ours] }]
}

/** Who is paid by the level is refused outright: the measure names who organises and who helps (第二十条). */
function objectionsToUnit({ name, unit, unitName }: Assessor, around: Surroundings, rules: Rules): Reason[] {
  const { by, helped_by, may_entrust } = rules.assessor.value
  const paid = unit === 'provider' || unit === 'home' || around.paidUnits.includes(unitName)
  const citations = [...rules.assessor.citations, ...(rules.independentOf?.citations ?? [ours])]
  if (paid) {
    const found = objectionsToAssessor([unit === 'home' ? 'home' : 'provider'], rules.independentOf)
    const message = `评估人${name}受雇于${unitName}，不能评估其服务对象。请由县、乡镇、村或受委托的第三方另派评估人。`
    return [{ code: found[0]?.code ?? 'assessor_not_independent', message, citations }]
  }
  if ([by, ...helped_by, may_entrust].includes(unit)) return []
  const message = `${unitText[unit]}不在规定的评估组织者之列，${name}不能评估。请另派评估人。`
  return [{ code: 'assessor_unit', message, citations: rules.assessor.citations }]
}

/** A name alone may be another's: this warns, and whoever goes on says why. */
function nameTies({ name }: Assessor, around: Surroundings, rules: Rules): Reason[] {
  const found: Reason[] = []
  const work = around.employed.find((each) => sameName(each.name, name))
  if (work)
    found.push({
      code: 'assessor_employed',
      message: `评估人${name}受雇于${work.unit}，不能评估其服务对象。请另派评估人；同名不同人的，请写明理由。`,
      citations: rules.independentOf?.citations ?? [ours],
      warning: true,
    })
  const kin = around.family.find(
    (each) => sameName(each.name, name) && !around.guardians.some((guardian) => sameName(guardian, name)),
  )
  if (kin)
    found.push({
      code: 'assessor_family',
      message: `评估人${name}登记为${around.person}的${kin.relation}，不能评估。请另派评估人；同名不同人的，请写明理由。`,
      citations: [ours],
      warning: true,
    })
  return found
}

/** Whose signature stands under the result: his own, that of a guardian on file, or why there is none and who saw it. */
export function objectionsToSigning(
  { signedBy, signer }: { signedBy: SignedBy; signer: string },
  { person, guardians }: Pick<Surroundings, 'person' | 'guardians'>,
): Reason[] {
  const say = (message: string): Reason[] => [{ code: 'signer', message }]
  if (signedBy === 'refused')
    return Array.from(signer).length >= 4
      ? []
      : say('本人不愿或不能签名的，应写明原因和在场见证人。请填写，如“手抖不能签，村委会陈某见证”。')
  if (signedBy === 'guardian') {
    if (guardians.some((name) => sameName(name, signer))) return []
    const known = guardians.length > 0 ? `登记的监护人是${guardians.join('、')}` : '档案中没有登记监护人'
    return say(`${signer || '（未填写）'}不是登记的监护人，${known}。请核对代签人姓名，或先在一人一档登记监护人。`)
  }
  if (signer === '' || sameName(signer, person)) return []
  return say(`签名的是本人，代签人应不填，或为${person}。由监护人签的，请改选“监护人签名”。`)
}

/** Who may apply by himself: children and whoever lacks capacity apply through a guardian or a helper, named, with the relation. */
import { ageOn, type PlainDate } from '#kernel/calendar.ts'
import { type Capacity, capacityCode, capacityText } from '#kernel/capacity.ts'
import { birthDateOf, tidyIdentityNumber } from '#kernel/identity-number.ts'
import { sameName } from '#kernel/names.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { Application } from './intake-shape.ts'

/** 民法典 第十七条: from this age on capacity is not said by the age alone. */
const adultAt = 18

export const isAdult = (bornOn: PlainDate, on: PlainDate): boolean => ageOn(bornOn, on) >= adultAt

/** What is kept of it: nothing of a child, whose age says it (民法典 第十九条、第二十条). */
export const askedCapacity = (
  { capacity, capacityBasis, receivedOn }: Pick<Application, 'capacity' | 'capacityBasis' | 'receivedOn'>,
  bornOn: PlainDate,
) =>
  isAdult(bornOn, receivedOn)
    ? { capacity, capacityBasis: capacity === 'full' ? '' : capacityBasis }
    : { capacity: null, capacityBasis: '' }

export async function throughOthers(context: Context, given: Application): Promise<Reason[]> {
  const found: Reason[] = []
  if (given.helper !== '' && given.appliedBy !== 'self' && sameName(given.helper, given.name))
    found.push({ code: 'helper', message: '代办人不能是申请人自己。本人申请的，请选择“本人”。' })
  const bornOn = birthDateOf(tidyIdentityNumber(given.idNumber))
  if (!bornOn) return found
  const policy = await context.policyOn(given.receivedOn)
  const rule = policy.find<{ years: number }>('eligibility.minor.support_age_below')
  const minorBelow = rule?.value.years ?? adultAt
  if (ageOn(bornOn, given.receivedOn) < minorBelow)
    return [...found, ...namedHelper(given, `申请人未满${minorBelow}周岁`, policy)]
  return [...found, ...capacityFaults(given, policy)]
}

/** Asked of every adult (民法典 第二十一条、第二十二条): who lacks capacity does not apply alone (认定办法 第十条、第十一条). */
function capacityFaults(given: Application, policy: PolicyInForce): Reason[] {
  const { capacity, capacityBasis } = given
  if (capacity === null)
    return [{ code: 'capacity', message: '还没有询问民事行为能力。请按证件、判决或了解的情况选择一项。' }]
  if (capacity === 'full') return []
  const basis =
    capacityBasis.length >= 4
      ? []
      : [
          {
            code: 'capacityBasis',
            message: `登记为${capacityText[capacity]}的，应写明依据：判决书号，或鉴定、诊断、残疾证等证明的名称，至少4个字。`,
          },
        ]
  return [
    ...basis,
    ...(helped(capacity, policy) ? namedHelper(given, `申请人为${capacityText[capacity]}`, policy) : []),
  ]
}

const helped = (capacity: Capacity, policy: PolicyInForce): boolean =>
  policy.find<{ for: string[] }>('recognition.proactive_help')?.value.for.includes(capacityCode[capacity]) ?? true

function namedHelper({ appliedBy, helper, relation }: Application, who: string, policy: PolicyInForce): Reason[] {
  const citations = [
    ...(policy.find('recognition.where')?.citations ?? []),
    ...(policy.find('recognition.proactive_help')?.citations ?? []),
  ]
  if (appliedBy === 'self')
    return [
      {
        code: 'appliedBy',
        message: `${who}，不能由本人单独申请。请由监护人申请，或委托村（居）、他人代办。`,
        citations,
      },
    ]
  return helper === '' || relation === ''
    ? [{ code: 'relation', message: `${who}，应写明监护人或代办人的姓名和与申请人的关系。`, citations }]
    : []
}

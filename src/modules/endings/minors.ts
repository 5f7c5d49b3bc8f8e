/** Whether a case of a minor may be opened: the list of who comes of age is kept by verifications. */
import { addDays, addYears, ageOn, dateText, type PlainDate } from '#kernel/calendar.ts'
import { entryLimitsOn } from '#kernel/entry-limits.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'

/** Ages from the pack: young_age_below (eligibility.no_labour) and support_age_below. */
async function agesIn(context: Context) {
  const policy = await context.policyOn(context.today)
  const young = policy.find<{ young_age_below: number }>('eligibility.no_labour')
  const support = policy.find<{ years: number }>('eligibility.minor.support_age_below')
  return [
    ...(young ? [{ age: young.value.young_age_below, citations: young.citations }] : []),
    ...(support ? [{ age: support.value.years, citations: support.citations }] : []),
  ]
}

/** For one who was supported as a minor, from some weeks before the birthday on. */
export async function objectionsToMinor(
  context: Context,
  { name, bornOn, supportedFrom }: { name: string; bornOn: PlainDate; supportedFrom: PlainDate | null },
  reason: string,
): Promise<Reason[]> {
  const ages = await agesIn(context)
  const asked = ages.find(({ age }) => reason === `turned_${age}`)
  if (!asked) {
    const known = ages.map(({ age }) => `满${age}周岁`).join('、')
    return [{ code: 'reason', message: `没有选择情形。应为${known || '政策登记的年龄'}。请选择` }]
  }
  const { age, citations } = asked
  const say = (message: string): Reason[] => [{ code: 'reason', message, citations }]
  if (supportedFrom && ageOn(bornOn, supportedFrom) >= Math.max(...ages.map((each) => each.age)))
    return say(
      `${name}${dateText(bornOn)}出生，${dateText(supportedFrom)}开始供养时已经成年，不按未成年人办理。请核对人员`,
    )
  const birthday = addYears(bornOn, age)
  // A school's certificate and a new recognition take time.
  const { minor_days_ahead: aheadDays } = await entryLimitsOn(context)
  if (birthday <= addDays(context.today, aheadDays)) return []
  return say(`${name}${dateText(birthday)}才满${age}周岁，到期前${aheadDays}天内办理。请届时再办`)
}

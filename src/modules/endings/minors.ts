/** Minors: looked at before the age at which support as a minor ends, and again while school goes on. */
import { sql } from 'kysely'
import { addDays, addYears, ageOn, dateText, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'

/** Shown so many days ahead: a school's certificate and a new recognition take time (本系统默认). */
const aheadDays = 60

interface Minor {
  id: string
  name: string
  bornOn: PlainDate
  townshipId: string
  doneAges: string[] | null
}

/** Ages from the pack: young_age_below (eligibility.no_labour) and support_age_below. */
async function agesIn(context: Context) {
  const policy = await context.policyOn(context.today)
  const young = policy.find<{ young_age_below: number }>('eligibility.no_labour')
  const support = policy.find<{ years: number }>('eligibility.minor.support_age_below')
  const school = policy.find('eligibility.minor.in_school')
  return [
    ...(young ? [{ age: young.value.young_age_below, citations: young.citations, word: '核对无劳动能力的情形' }] : []),
    ...(support
      ? [
          {
            age: support.value.years,
            citations: [...support.citations, ...(school?.citations ?? [])],
            word: '核对是否在读，继续或终止',
          },
        ]
      : []),
  ]
}

/** A case of a minor is opened for one who was supported as a minor, from some weeks before the birthday on. */
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
  const birthday = addYears(bornOn, age)
  if (supportedFrom && ageOn(bornOn, supportedFrom) >= Math.max(...ages.map((each) => each.age)))
    return [
      {
        code: 'reason',
        message: `${name}${dateText(bornOn)}出生，${dateText(supportedFrom)}开始供养时已经成年，不按未成年人办理。请核对人员`,
        citations,
      },
    ]
  if (birthday <= addDays(context.today, aheadDays)) return []
  return [
    {
      code: 'reason',
      message: `${name}${dateText(birthday)}才满${age}周岁，到期前${aheadDays}天内办理。请届时再办`,
      citations,
    },
  ]
}

export async function minorsWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'endings.open')) return []
  const ages = await agesIn(context)
  const oldest = Math.max(0, ...ages.map(({ age }) => age))
  if (oldest === 0) return []
  const { rows } = await sql<Minor>`
    select p.id, p.name, p.born_on, p.township_id,
      (select array_agg(c.reason) from endings.change c where c.county_code = p.county_code and c.person_id = p.id
        and c.kind = 'minor' and c.step in ('deliver', 'done', 'kept')) as done_ages
    from persons.person_view p
    where p.county_code = ${context.county} and p.status = 'active'
      and p.supported_from < (p.born_on + make_interval(years => ${oldest}::int))::date
      and not exists (select from endings.change c where c.county_code = p.county_code and c.person_id = p.id and c.kind = 'minor'
        and c.reason = ${`turned_${oldest}`} and c.step in ('deliver', 'done', 'kept'))
    order by p.born_on desc limit 200`.execute(context.transaction)
  return rows.flatMap((minor) =>
    ages.flatMap(({ age, citations, word }): WorkItem[] => {
      const birthday = addYears(minor.bornOn, age)
      const soon = birthday <= addDays(context.today, aheadDays)
      // Nothing decided, nothing forgotten: the last age stays until it is looked at, an earlier one until the next is reached.
      const since = age < oldest && ageOn(minor.bornOn, context.today) >= oldest
      if (!soon || since || minor.doneAges?.includes(`turned_${age}`)) return []
      return [
        {
          kind: `endings.minor.${age}`,
          title: `未成年人满${age}周岁：${word}`,
          object: `${minor.name}，${dateText(birthday)}满${age}周岁`,
          to: `/changes/new?kind=minor&person=${minor.id}`,
          weight: 'care',
          dueOn: birthday,
          township: minor.townshipId,
          citations,
          count: 1,
        },
      ]
    }),
  )
}

/** 下一次评估: under way, or by the end of the year in which it falls due. */
import { sql } from 'kysely'
import { dateText, plainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { Glance } from '#platform/module.ts'

interface Found {
  openId: string | null
  done: boolean
}

export async function assessmentsGlance(context: Context, personId: string): Promise<Glance[]> {
  if (!may(context.actor, 'assessments.ofPerson')) return []
  const year = Number(context.today.slice(0, 4))
  const { rows } = await sql<Found>`
    select (select a.id from assessments.assessment a where a.county_code = p.county_code and a.person_id = p.id
        and a.status in ('requested', 'assessed', 'reviewed') limit 1) as open_id,
      exists (select from assessments.assessment a where a.county_code = p.county_code and a.person_id = p.id
        and a.status <> 'withdrawn' and a.assessed_on >= ${`${year}-01-01`}::date) as done
    from persons.person_view p
    where p.county_code = ${context.county} and p.id = ${personId} and p.status in ('active', 'awaiting', 'suspended')
      and p.died_on is null`.execute(context.transaction)
  const [row] = rows
  if (!row) return []
  const citations = (await context.policyOn(context.today)).find('assessment.yearly_review')?.citations ?? []
  const line = { place: 2, label: '下一次评估', citations }
  if (row.openId) return [{ ...line, value: '正在评估', to: `/assessments/${row.openId}` }]
  return [{ ...line, value: `${dateText(plainDate(`${row.done ? year + 1 : year}-12-31`))}前` }]
}

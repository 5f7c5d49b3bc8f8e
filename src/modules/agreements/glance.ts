/** 协议: the one that holds, the one under way, or that there is none where the county asks for one. */
import { sql } from 'kysely'
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { SupportMode } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import type { Glance } from '#platform/module.ts'
import { agreementStatusText, AgreementStatus } from './words.ts'

interface Found {
  mode: SupportMode | null
  id: string | null
  number: string | null
  status: string | null
  toOn: PlainDate | null
  holds: boolean | null
}

export async function agreementsGlance(context: Context, personId: string): Promise<Glance[]> {
  if (!may(context.actor, 'agreements.list')) return []
  const { rows } = await sql<Found>`
    select p.mode, a.id, a.number, a.status, coalesce(a.effective_to, a.to_on) as to_on, a.holds
    from persons.person_view p
    left join lateral (
      select g.*, coalesce(g.effective_from <= ${context.today}::date, false) as holds from agreements.agreement g
      where g.county_code = p.county_code and g.person_id = p.id and g.status not in ('terminated', 'expired')
        and (g.effective_to is null or g.effective_to >= ${context.today}::date)
      order by coalesce(g.effective_from <= ${context.today}::date, false) desc, g.drafted_at desc limit 1) a on true
    where p.county_code = ${context.county} and p.id = ${personId} and p.status in ('active', 'awaiting')`.execute(
    context.transaction,
  )
  const [row] = rows
  if (!row?.mode) return []
  const line = { place: 3, label: '协议' }
  if (row.id && row.number && row.toOn) {
    const status = AgreementStatus.safeParse(row.status)
    const words = row.holds ? `至${dateText(row.toOn)}` : status.success ? agreementStatusText[status.data] : ''
    return [{ ...line, value: `${row.number}　${words}`, to: `/agreements/${row.id}`, lacks: !row.holds }]
  }
  const asked = (await context.policyOn(context.today)).find(`agreement.${row.mode}.parties`)
  return asked ? [{ ...line, value: '无协议', lacks: true, citations: asked.citations }] : []
}

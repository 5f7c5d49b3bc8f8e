/** 没有新协议的天数: an agreement ended before its time and nothing has taken its place; seen until the next one is signed. */
import { sql } from 'kysely'
import { addDays, dateText, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { type SupportMode } from '#kernel/self-care.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { RegisterDeed, WorkItem } from '#platform/module.ts'
import { agreementStatusText, AgreementStatus } from './words.ts'

interface Uncovered {
  personId: string
  name: string
  mode: SupportMode
  townshipId: string
  /** Last day of the agreement that ended. */
  lastOn: PlainDate
  nextId: string | null
  nextNumber: string | null
  nextStatus: string | null
}

const most = 100
/** From so many days before the first day without. */
const ahead = 31

/** Whoever receives does not see the person before the first day; his name is told with the agreement that waits. */
async function uncovered(context: Context): Promise<Uncovered[]> {
  const { county, today, actor } = context
  const own = actor.scope.kind === 'townships' ? [...actor.scope.ids] : undefined
  if (!own && actor.scope.kind !== 'county') return []
  return context.within({ kind: 'county', counties: [county], ids: [] }, async () => {
    const { rows } = await sql<Uncovered>`
      select p.id as person_id, p.name, coalesce(n.kind, p.mode) as mode, coalesce(n.township_id, p.township_id) as township_id,
        coalesce(l.last_on, n.from_on - 1) as last_on, n.id as next_id, n.number as next_number, n.status as next_status
      from persons.person_view p
      cross join lateral (select max(a.effective_to) as last_on from agreements.agreement a where a.county_code = p.county_code
        and a.person_id = p.id and a.effective_from is not null) l
      left join lateral (select a.id, a.number, a.status, a.township_id, a.kind, a.from_on from agreements.agreement a where a.county_code = p.county_code
        and a.person_id = p.id and a.status in ('draft', 'review', 'signing') limit 1) n on true
      where p.county_code = ${county} and p.status = 'active' and p.mode is not null
        and coalesce(l.last_on, n.from_on - 1) < ${addDays(today, ahead)}::date
        and (exists (select from agreements.agreement a where a.county_code = p.county_code and a.person_id = p.id
            and a.status = 'terminated' and a.effective_to = l.last_on)
          -- Came home out of a home that asked for none.
          or l.last_on is null and exists (select from persons.fact_view f where f.county_code = p.county_code and f.person_id = p.id
            and f.kind = 'mode' and f.value = n.kind and f.from_on = n.from_on and f.from_on > p.supported_from))
        and (${own ?? null}::uuid[] is null or coalesce(n.township_id, p.township_id) = any (${own ?? null}::uuid[]))
      order by 6, p.id limit ${most}`.execute(context.transaction)
    return rows
  })
}

export async function uncoveredWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'agreements.draftBatch')) return []
  const policy = await context.policyOn(context.today)
  const asked = (mode: SupportMode) => policy.find(`agreement.${mode}.parties`)
  return (await uncovered(context)).flatMap((row) => {
    const rule = asked(row.mode)
    if (!rule) return []
    const status = AgreementStatus.safeParse(row.nextStatus)
    const how = status.success ? `${row.nextNumber} ${agreementStatusText[status.data]}` : '还没有拟定新协议'
    return [
      {
        kind: 'agreements.uncovered',
        title: '原协议已结束，新协议还没有签',
        object: `${row.name}：${daysText(row.lastOn, context.today)}（${how}）`,
        to: row.nextId ? `/agreements/${row.nextId}` : '/agreements/batch',
        weight: 'care' as const,
        dueOn: row.lastOn,
        township: row.townshipId,
        citations: rule.citations,
        count: 1,
      },
    ]
  })
}

/** The first day without an agreement counts. */
function daysText(lastOn: PlainDate, today: PlainDate): string {
  const days = daysBetween(lastOn, today)
  return days > 0 ? `没有新协议的天数${days}` : `原协议到${dateText(lastOn)}，次日起没有协议`
}

/** Agreements whose service this unit owes: nobody would serve the persons any more. */
export async function objectionsOfAgreements(context: Context, deed: RegisterDeed): Promise<Reason[]> {
  if (deed.kind !== 'close_organisation') return []
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from agreements.agreement_view
    where county_code = ${deed.countyCode} and organisation_id = ${deed.organisationId} and status not in ('terminated', 'expired')
      and (effective_to is null or effective_to > ${deed.on}::date)`.execute(context.transaction)
  const count = rows[0]?.count ?? 0
  if (count === 0) return []
  const message = `还有${count}份供养服务协议由这家单位履行，最后一日以后仍未终止。请先由乡镇在“协议”终止，并与接手的单位签订新协议。`
  return [{ code: 'agreements', message, count }]
}

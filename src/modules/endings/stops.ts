/** 影响预览: what stops after a last day of support, read where it stands. The same list is kept with a death as it was found. */
import { sql } from 'kysely'
import { addDays, addMonths, dateText, monthOf, monthText, type PlainDate, PlainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { yuanText } from '#kernel/money.ts'
import type { Context } from '#platform/context.ts'
import { keptOf, keptText } from './death-custody.ts'
import { type Paid, paidOf, paidUntil, servedUntil } from './paid-until.ts'
import type { Stop } from './shapes.ts'

export interface Found {
  paid: Paid
  agreements: { id: string; number: string }[]
  home: string | null
  stayFrom: PlainDate | null
  rosterMonths: string[]
  provider: string | null
  visitsAfter: number
  waitingFen: bigint
  sentFen: bigint
  sentMonths: string[]
  claimedFen: bigint
  /** What homes keep of his own, as text. */
  custody: string
}

/** Read under the whole county: the one who reports does not see the lists, but is told what stops. */
export async function found(context: Context, personId: string, last: PlainDate): Promise<Found> {
  const { county, transaction } = context
  const next = addMonths(monthOf(last), 1)
  return context.within({ kind: 'county', counties: [county], ids: [] }, async () => {
    const { rows: agreements } = await sql<{ id: string; number: string }>`
      select id, number from agreements.agreement_view where county_code = ${county} and person_id = ${personId}
        and (status in ('draft', 'review', 'signing') or effective_from is not null and effective_to >= ${last})
      order by number`.execute(transaction)
    const { rows: stays } = await sql<{ name: string; fromOn: PlainDate }>`
      select o.name, s.from_on from stays.stay_view s join access.organisation_view o on o.county_code = s.county_code and o.id = s.organisation_id
      where s.county_code = ${county} and s.person_id = ${personId} and s.from_on <= ${last} and (s.to_on is null or s.to_on >= ${last})
      limit 1`.execute(transaction)
    const { rows: rosters } = await sql<{ months: string[] | null; provider: string | null; visits: number }>`
      select (select array_agg(distinct l.month order by l.month) from rosters.line_view l
          where l.county_code = ${county} and l.person_id = ${personId} and l.month >= ${next}) as months,
        (select o.name from rosters.line_view l join access.organisation_view o on o.county_code = l.county_code and o.id = l.organisation_id
          where l.county_code = ${county} and l.person_id = ${personId} order by l.month desc limit 1) as provider,
        (select count(*)::int from visits.visit_view v where v.county_code = ${county} and v.person_id = ${personId}
          and v.started_at >= (${addDays(last, 1)}::date::timestamp at time zone 'Asia/Shanghai')) as visits`.execute(
      transaction,
    )
    const { rows: money } = await sql<{ waiting: bigint; sent: bigint; months: string[] | null; claimed: bigint }>`
      select coalesce((select sum(amount_fen) from payments.share_view where county_code = ${county} and person_id = ${personId}
          and month >= ${next} and status = 'due'), 0)::bigint as waiting,
        coalesce((select sum(amount_fen) from payments.share_view where county_code = ${county} and person_id = ${personId}
          and month >= ${next} and status in ('exported', 'paid')), 0)::bigint as sent,
        (select array_agg(distinct month order by month) from payments.share_view where county_code = ${county} and person_id = ${personId}
          and month >= ${next} and status in ('exported', 'paid')) as months,
        coalesce((select sum(amount_fen) from payments.claim_view where county_code = ${county} and person_id = ${personId}
          and month >= ${next} and status <> 'waived'), 0)::bigint as claimed`.execute(transaction)
    return {
      paid: await paidOf(context, personId),
      agreements,
      home: stays[0]?.name ?? null,
      stayFrom: stays[0]?.fromOn ?? null,
      rosterMonths: rosters[0]?.months ?? [],
      provider: rosters[0]?.provider ?? null,
      visitsAfter: rosters[0]?.visits ?? 0,
      waitingFen: money[0]?.waiting ?? 0n,
      sentFen: money[0]?.sent ?? 0n,
      sentMonths: money[0]?.months ?? [],
      claimedFen: money[0]?.claimed ?? 0n,
      custody: (await keptOf(context, [personId])).map(keptText).join('；'),
    }
  })
}

/** Of somebody whose last day of support is the one given; `death` says so, for a death also touches what an end does not. */
export async function stopsAfter(
  context: Context,
  { personId, last, death }: { personId: string; last: PlainDate; death: boolean },
): Promise<Stop[]> {
  const now = await found(context, personId, last)
  return stopsOf(now, last, death)
}

function stopsOf(now: Found, last: PlainDate, death: boolean): Stop[] {
  const next = monthText(addMonths(monthOf(last), 1))
  const until = dateText(last)
  const stop = (what: Stop['what'], title: string, text: string, to: string | null = null): Stop => ({
    what,
    title,
    text,
    to,
  })
  const locked = monthsText(now.rosterMonths)
  const roster = locked ? `${next}起不列入；已锁定的${locked}名册逐人更正` : `${next}起不列入`
  const agreements = now.agreements.map(({ number }) => number).join('、')
  const visits = now.visitsAfter > 0 ? `；其后的${now.visitsAfter}次服务不计` : ''
  return [
    stop('roster', '名册', roster, '/rosters'),
    agreements
      ? stop('agreement', '协议', `${agreements} ${until}终止`, '/agreements')
      : stop('agreement', '协议', '没有生效的协议'),
    stop('service', '服务', `${servedUntil(now.paid, last)}${now.provider ? `（${now.provider}）` : ''}${visits}`),
    ...(now.home ? [stop('stay', '入住', `${now.home}，住到${until}`, '/homes')] : []),
    stop('living', '钱', paidUntil(now.paid, last), '/payments'),
    ...moneyAfter(now),
    ...(death && now.custody
      ? [stop('custody', '代管资金', `${now.custody}，自报告时冻结；由机构逐笔结清、交接以后，账户归零`, '/custody')]
      : []),
    stop('medical', '医保', `${dateText(addDays(last, 1))}起不在资助参保名单；名单由医保经办按日查看`),
    stop('archive', '档案', death ? '结案后自死亡之日起算保管期' : '自终止之日起算保管期'),
  ]
}

/** The county knows that a home keeps his money, not how much: the sum is for the home and its township (BJ-3.4). */
export const stopsFor = ({ actor }: Context, stops: readonly Stop[]): Stop[] =>
  stops.map((stop) =>
    stop.what === 'custody' && !may(actor, 'custody.account')
      ? { ...stop, text: '已冻结；由机构逐笔结清、交接以后，账户归零' }
      : stop,
  )

export const monthsText = (months: readonly string[]): string =>
  months.map((month) => monthText(PlainMonth.parse(month))).join('、')

function moneyAfter({ waitingFen, sentFen, sentMonths, claimedFen }: Found): Stop[] {
  const parts = [
    ...(waitingFen > 0n ? [`未发放${yuanText(waitingFen)} 元，不能再送银行，须移出批次`] : []),
    ...(sentFen > 0n ? [`${monthsText(sentMonths)}已发放${yuanText(sentFen)} 元，成为多发，逐月列明追回`] : []),
    ...(claimedFen > 0n ? [`已立追回${yuanText(claimedFen)} 元`] : []),
  ]
  return parts.length === 0 ? [] : [{ what: 'paid', title: '多发', text: parts.join('；'), to: '/payments/claims' }]
}

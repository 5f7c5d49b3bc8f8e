/** What is still due and what was paid too much, month by month: difference lines and claims, never a changed line. */
import { sql } from 'kysely'
import { addMonths, firstDay, monthText, type PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { Context } from '#platform/context.ts'
import { expectedOf, type MonthRates, ratesOf, requireRates, type Standing, standingIn } from './entitled.ts'

export interface Due {
  person: Standing
  month: PlainMonth
  purpose: 'living' | 'care'
  sequence: number
  reason: string
  amountFen: bigint
  basis: Record<string, string>
}

export interface Overpaid {
  personId: string
  townshipId: string
  month: PlainMonth
  purpose: 'living' | 'care'
  amountFen: bigint
}

interface Listed {
  personId: string
  townshipId: string
  purpose: 'living' | 'care'
  month: PlainMonth
  fen: bigint
  /** Of it what has left for the bank. */
  sentFen: bigint
  lines: number
}

const backMonths = 12

export interface DueList {
  dues: Due[]
  overpaid: Overpaid[]
  incomplete: Standing[]
}

export async function dueFor(context: Context, month: PlainMonth): Promise<DueList> {
  const list: DueList = { dues: [], overpaid: [], incomplete: [] }
  for (const each of [...(await listedMonths(context, month)), month]) {
    const rates = each === month ? await requireRates(context, each) : await earlierRates(context, each)
    if (rates) await addMonth(context, list, { rates, now: month })
  }
  return list
}

async function earlierRates(context: Context, month: PlainMonth): Promise<MonthRates | undefined> {
  return ratesOf(await context.policyOn(firstDay(month)), month)
}

/** Months that had a list: only they can have been paid too little or too much. */
async function listedMonths(context: Context, month: PlainMonth): Promise<PlainMonth[]> {
  const found = await sql<{ month: PlainMonth }>`select distinct month from payments.batch
    where county_code = ${context.county} and purpose = 'living' and kind = 'regular' and status <> 'cancelled'
      and month < ${month} and month >= ${addMonths(month, -backMonths)} order by month`.execute(context.transaction)
  return found.rows.map((row) => row.month)
}

async function addMonth(context: Context, list: DueList, { rates, now }: { rates: MonthRates; now: PlainMonth }) {
  const { month } = rates
  const standing = await standingIn(context, month)
  const listed = new Map((await listedIn(context, month)).map((row) => [`${row.personId} ${row.purpose}`, row]))
  for (const person of standing) {
    if (month === now && (!person.class || !person.mode)) list.incomplete.push(person)
    for (const { purpose, fen, basis } of expectedOf(person, rates)) {
      const key = `${person.personId} ${purpose}`
      const had = listed.get(key)
      listed.delete(key)
      const more = fen - (had?.fen ?? 0n)
      if (more > 0n) {
        const sequence = had?.lines ?? 0
        list.dues.push({ person, month, purpose, sequence, amountFen: more, basis, reason: reasonFor(month, now, had) })
      } else if (more < 0n && had && month < now) addOverpaid(list, had, -more)
    }
  }
  const bought = new Set(standing.filter((person) => person.bought).map((person) => person.personId))
  for (const had of listed.values()) {
    const byProvider = had.purpose === 'care' && bought.has(had.personId)
    if (month < now && !byProvider) addOverpaid(list, had, had.fen)
  }
}

function reasonFor(month: PlainMonth, now: PlainMonth, had: Listed | undefined): string {
  if (month === now) return had && had.lines > 0 ? `${monthText(month)}补发` : ''
  return had && had.fen > 0n ? `${monthText(month)}标准调整的差额` : `${monthText(month)}补发`
}

/** Only what has left can be claimed back; a line that still waits is taken out of its batch. */
function addOverpaid(list: DueList, had: Listed, fen: bigint): void {
  const amountFen = fen < had.sentFen ? fen : had.sentFen
  const { personId, townshipId, month, purpose } = had
  if (amountFen > 0n) list.overpaid.push({ personId, townshipId, month, purpose, amountFen })
}

/** What was listed for a month, less what is claimed back of it. Care that a settlement paid is not the list's business. */
async function listedIn(context: Context, month: PlainMonth): Promise<Listed[]> {
  const found = await sql<Listed>`
    select s.person_id, (array_agg(s.township_id))[1] as township_id, s.purpose, s.month,
      (sum(s.amount_fen) filter (where s.dropped_reason is null) - coalesce(max(c.fen), 0))::bigint as fen,
      (coalesce(sum(s.amount_fen) filter (where s.dropped_reason is null and i.status in ('exported', 'paid')), 0) - coalesce(max(c.fen), 0))::bigint as sent_fen,
      (max(s.sequence) filter (where s.dropped_reason is null) + 1)::int as lines
    from payments.share s
    join payments.item i on i.county_code = s.county_code and i.id = s.item_id
    left join lateral (select sum(amount_fen) as fen from payments.claim c where c.county_code = s.county_code and c.person_id = s.person_id
      and c.month = s.month and c.purpose = s.purpose and c.status <> 'waived') c on true
    where s.county_code = ${context.county} and s.month = ${month} and i.statement_id is null and s.dropped_reason is null
    group by s.person_id, s.purpose, s.month`.execute(context.transaction)
  return found.rows
}

export const overpaidText = ({ month, amountFen }: Pick<Overpaid, 'month' | 'amountFen'>): string =>
  `${monthText(month)}多发${yuanText(amountFen)} 元，逐人列明追回，不从别人的钱里扣。`

/** A settled month is never touched: its print names what later statements correct in it, and what is known and not settled yet. */
import { sql } from 'kysely'
import { type Instant, lastDay, momentText, PlainMonth } from '#kernel/calendar.ts'
import { yuanText } from '#kernel/money.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { namesFor } from './names.ts'
import type { StatementRecord } from './stored.ts'
import type { Names } from './words.ts'

export async function correctedSince(context: Context, record: StatementRecord): Promise<string[]> {
  const settled = await settledLater(context, record.id)
  if (record.status !== 'finance_approved') return settled
  return [...settled, ...(await notSettledYet(context, record))]
}

async function settledLater(context: Context, statementId: string): Promise<string[]> {
  const { rows } = await sql<{ number: string; count: number; amount: bigint }>`
    select s.number, count(*)::int as count, sum(c.amount_fen)::bigint as amount from settlement.correction c
    join settlement.statement s on s.county_code = c.county_code and s.id = c.statement_id and s.status not in ('superseded', 'abandoned')
    where c.county_code = ${context.county} and c.about_statement_id = ${statementId} and c.carried_from is null
    group by s.number order by s.number`.execute(context.transaction)
  return rows.map(
    ({ number, count, amount }) => `本月结算后来由${number}更正${count}项，合计${yuanText(amount)}元；本单不改。`,
  )
}

interface Pending {
  personId: string
  kind: 'should_not_be_on' | 'should_be_on' | 'level'
  oldValue: string
  newValue: string
  knownAt: Instant
}

async function notSettledYet(context: Context, record: StatementRecord): Promise<string[]> {
  const pending = await pendingAbout(context, record)
  if (pending.length === 0) return []
  for (const { personId } of pending) context.concerns(personId)
  const names = await namesFor(
    context,
    pending.map(({ personId }) => personId),
  )
  return pending.map((each) => `尚未结算的更正：${pendingText(each, names)}`)
}

/**
 * A later statement takes up all that was known when it was computed. What changed in the person's file counts from when the
 * file said so; the comparison with the roster may have been made only after that was settled.
 */
async function pendingAbout(context: Context, record: StatementRecord): Promise<Pending[]> {
  const { county } = context
  const last = lastDay(PlainMonth.parse(record.month))
  const { rows } = await sql<Pending>`
    select j.person_id, j.kind, j.old_value, j.new_value, j.known_at from rosters.adjustment_view j
    left join lateral (select max(f.known_at) as at from persons.fact_view f
      where f.county_code = j.county_code and f.person_id = j.person_id and j.kind <> 'should_be_on'
        and f.kind in ('status', 'mode', 'level', 'end_reason') and f.from_on <= ${last}::date and f.known_at <= j.known_at) fact on true
    where j.county_code = ${county} and j.about_month = ${record.month} and j.organisation_id = ${record.organisationId}
      and j.known_at > ${record.knownAt}::timestamptz
      and not exists (select from settlement.statement s where s.county_code = j.county_code and s.organisation_id = j.organisation_id
        and s.month > j.about_month and s.status not in ('superseded', 'abandoned', 'computing')
        and s.known_at >= coalesce(fact.at, j.known_at))
    order by j.known_at, j.person_id, j.kind`.execute(context.transaction)
  return rows
}

const standings: Record<string, string> = {
  applying: '尚在申请',
  awaiting: '尚未开始供养',
  suspended: '暂停供养',
  ended: '已终止供养',
  archived: '档案已封存',
  centralised: '已转集中供养',
}

const isLevel = (value: string, names: Names): value is SelfCareLevel => value in names.level

function pendingText({ personId, kind, oldValue, newValue, knownAt }: Pending, names: Names): string {
  const word = (value: string) => (isLevel(value, names) ? names.level[value] : (standings[value] ?? value))
  const what = {
    should_be_on: `本月漏列${newValue ? `（${word(newValue)}）` : ''}`,
    should_not_be_on: `本月不应在册${newValue ? `（${word(newValue)}）` : ''}`,
    level: `本月等级应为${word(newValue)}，本单按${word(oldValue)}`,
  }[kind]
  return `${names.person(personId)}，${what}；${momentText(knownAt)}得知，由以后月份结算；本单不改。`
}

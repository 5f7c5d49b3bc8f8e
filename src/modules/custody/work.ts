/** What residents' money leaves for each role to do, and what it tells in a person's life. */
import { sql } from 'kysely'
import type { Capacity } from '#kernel/capacity.ts'
import { type Instant, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import { yuanText } from '#kernel/money.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem, WorkItem } from '#platform/module.ts'
import { balancesOf } from './bank.ts'
import { livingIn } from './people.ts'
import { propertyManager } from './rules.ts'
import { askedOn, db } from './stored.ts'
import { waitingSlips } from './writing.ts'

export async function custodyWork(context: Context): Promise<WorkItem[]> {
  return [
    ...(await toSettle(context)),
    ...(await toEntrustAnew(context)),
    ...(await toCheck(context)),
    ...(await toPay(context)),
    ...(await different(context)),
  ]
}

const money = { weight: 'money' as const, dueOn: null, citations: [] }

/** Frozen by a death, or left behind by one who moved out: a line for each. */
async function toSettle(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'custody.settle')) return []
  const rows = await db(context)
    .selectFrom('custody.account as account')
    .selectAll('account')
    .where('account.countyCode', '=', context.county)
    .where('account.status', '<>', 'settled')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('custody.slip as slip')
            .select('slip.id')
            .whereRef('slip.countyCode', '=', 'account.countyCode')
            .whereRef('slip.accountId', '=', 'account.id')
            .where('slip.kind', '=', 'settlement')
            .where('slip.state', '=', 'waiting'),
        ),
      ),
    )
    .orderBy('account.number')
    .execute()
  const living = await livingIn(
    context,
    rows.map(({ personId }) => personId),
  )
  const left = rows.filter((row) => row.status === 'frozen' || !living.has(`${row.organisationId} ${row.personId}`))
  if (left.length === 0) return []
  const { basis } = await askedOn(context, context.today)
  return left.map(({ id, number, name, status, balanceFen, townshipId }) => ({
    ...money,
    kind: status === 'frozen' ? 'custody.estate' : 'custody.settle',
    title: status === 'frozen' ? '办理身后结清' : '交还离院人员的代管资金',
    object: `${number} ${name}，余额${yuanText(balanceFen)} 元`,
    to: `/custody/${id}`,
    township: townshipId,
    citations: status === 'frozen' ? basis.estate : basis.booking,
    count: 1,
  }))
}

/** Found without full capacity: what he entrusted himself stands still until his guardian entrusts it (A-16, BJ-3.1). */
async function toEntrustAnew(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'custody.entrust')) return []
  const { rows } = await sql<{ id: string; number: string; name: string; townshipId: string; capacity: Capacity }>`
    select a.id, a.number, a.name, a.township_id, p.capacity from custody.account a
      join persons.person_view p on p.county_code = a.county_code and p.id = a.person_id
    where a.county_code = ${context.county} and a.status = 'open' and p.capacity <> 'full'
      and not exists (select from custody.entrustment e where e.county_code = a.county_code and e.account_id = a.id
        and e.given_by = 'guardian' and e.scope <> 'things' and e.from_on <= ${context.today}
        and (e.to_on is null or e.to_on >= ${context.today}) and (e.withdrawn_on is null or e.withdrawn_on > ${context.today}))
    order by a.number`.execute(context.transaction)
  if (rows.length === 0) return []
  const { manager, basis } = await askedOn(context, context.today)
  return rows
    .filter(({ capacity }) => propertyManager(capacity, manager.value) === 'guardian')
    .map(({ id, number, name, townshipId }) => ({
      ...money,
      kind: 'custody.entrustAnew',
      title: '请监护人重新委托代管',
      object: `${number} ${name}，不具有完全民事行为能力，本人的委托不再有效`,
      to: `/custody/${id}`,
      township: townshipId,
      citations: [...manager.citations, ...basis.booking],
      count: 1,
    }))
}

/** Entered by another. */
async function toCheck(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'custody.decide')) return []
  const slips = (await waitingSlips(context).execute()).filter(({ madeBy }) => madeBy !== context.actor.accountId)
  const rounds = await db(context)
    .selectFrom('custody.round')
    .select(['id', 'month', 'madeName', 'townshipId'])
    .where('countyCode', '=', context.county)
    .where('state', '=', 'waiting')
    .where('madeBy', '<>', context.actor.accountId)
    .execute()
  return [
    ...(slips.length === 0
      ? []
      : [
          {
            ...money,
            kind: 'custody.check',
            title: '复核代管资金收支',
            object: `${slips.length}笔待另一人复核`,
            to: '/custody/check',
            count: slips.length,
          },
        ]),
    ...rounds.map(({ id, month, madeName, townshipId }) => ({
      ...money,
      kind: 'custody.round',
      title: `复核${monthText(plainMonth(month))}零用钱发放表`,
      object: `${madeName}制表`,
      to: `/custody/rounds/${id}`,
      township: townshipId,
      count: 1,
    })),
  ]
}

async function toPay(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'custody.payLine')) return []
  const { rows } = await sql<{ id: string; month: string; due: number; townshipId: string }>`
    select r.id, r.month, r.township_id, count(l.id)::int as due from custody.round r
      join custody.round_line l on l.county_code = r.county_code and l.round_id = r.id and l.state = 'due'
    where r.county_code = ${context.county} and r.state = 'paying' and r.decided_by <> ${context.actor.accountId}
    group by r.county_code, r.id order by r.month`.execute(context.transaction)
  return rows.map(({ id, month, due, townshipId }) => ({
    ...money,
    kind: 'custody.pay',
    title: `发放${monthText(plainMonth(month))}零用钱`,
    object: `剩${due}人`,
    to: `/custody/rounds/${id}`,
    township: townshipId,
    count: due,
  }))
}

/** F-26: the persons' money is not what the bank has. */
async function different(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'custody.recordBank')) return []
  const homes = (await balancesOf(context)).filter(
    ({ differenceFen }) => differenceFen !== null && differenceFen !== 0n,
  )
  if (homes.length === 0) return []
  const { basis } = await askedOn(context, context.today)
  return homes.map(({ home, differenceFen, bankOn }) => ({
    ...money,
    kind: 'custody.difference',
    title: '查明个人账与银行专户的差额',
    object: `${home}，${bankOn}相差${yuanText(differenceFen ?? 0n)} 元`,
    to: '/custody',
    citations: basis.booking,
    count: 1,
  }))
}

interface Told {
  id: string
  home: string
  openedOn: PlainDate
  frozenOn: PlainDate | null
  frozenAt: Instant | null
  settledOn: PlainDate | null
}

/** That his money was kept, stopped and settled; single amounts stand in the account, for whoever may see it. */
export async function custodyTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'custody.accounts')) return []
  const { rows } = await sql<Told>`
    select a.id, o.name as home, a.opened_on, a.frozen_on, a.frozen_at, a.settled_on from custody.account a
      join access.organisation_view o on o.county_code = a.county_code and o.id = a.organisation_id
    where a.county_code = ${context.county} and a.person_id = ${personId}`.execute(context.transaction)
  return rows.flatMap(({ id, home, openedOn, frozenOn, frozenAt, settledOn }): TimelineItem[] => {
    const own = {
      kind: 'money' as const,
      source: 'system' as const,
      ...(may(context.actor, 'custody.account') ? { to: `/custody/${id}` } : {}),
    }
    return [
      { ...own, at: openedOn, text: `委托${home}代管本人资金` },
      ...(frozenOn
        ? [{ ...own, at: frozenOn, text: '代管资金账户随死亡报告冻结', ...(frozenAt ? { enteredAt: frozenAt } : {}) }]
        : []),
      ...(settledOn ? [{ ...own, at: settledOn, text: '代管资金结清，余额为零' }] : []),
    ]
  })
}

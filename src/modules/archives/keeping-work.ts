/** What keeping reminds of: papers not yet gathered (BJ-12.3), files to be handed on (BJ-12.4), files left in closed homes. */
import { sql } from 'kysely'
import { addDays, addMonths, daysInMonth, monthOf, type PlainDate, plainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { neededBy, rulesOf } from './assessing.ts'
import { homesHolding } from './holding.ts'
import { db } from './stored.ts'

export async function keepingWork(context: Context): Promise<WorkItem[]> {
  const policy = await context.policyOn(context.today)
  return [
    ...(await unfiled(context, policy)),
    ...(await toHandOver(context, policy)),
    ...(await closedHomes(context)),
    ...(await transfersWaiting(context)),
  ]
}

const most = 1000

/** Of persons in support: what every file of their kind holds, and theirs does not. */
async function unfiled(context: Context, policy: PolicyInForce): Promise<WorkItem[]> {
  const needs = 'archives.addDocument'
  const rule = policy.find<{ days: number }>('archive.filing_days')
  // Before the law that says how long a file is kept there is no term to remind of.
  if (!may(context.actor, needs) || !rule || !policy.find('archive.retention_years')) return []
  const { days } = rule.value
  const before = addDays(context.today, -days)
  const rules = rulesOf(policy)
  const life = { endedOn: null, endReason: null, keepThroughOn: null }
  const wanted = (mode: string) => neededBy(rules, { ...life, mode }).map(({ item }) => item)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select from archives.file_view v
      join persons.person_view p on p.county_code = v.county_code and p.id = v.person_id
    where v.county_code = ${context.county} and v.status = 'open' and v.ended_on is null and p.status = 'active'
      and p.supported_from <= ${before}::date
      and exists (select from unnest(case when v.mode = 'centralised' then ${wanted('centralised')}::text[] else ${wanted('dispersed')}::text[] end) as wanted (item)
        where not exists (select from archives.document d
          where d.county_code = v.county_code and d.person_id = v.person_id and d.item = wanted.item))
    limit ${most + 1}) lacking`.execute(context.transaction)
  const n = rows[0]?.n ?? 0
  if (n === 0) return []
  const told = n > most ? `${most.toLocaleString('en')}多` : String(n)
  const object = `${told}人供养已满${days}日，档案还缺材料`
  return [item({ title: '收集归档材料', object, to: '/archives?status=in_use', kind: needs, count: n }, rule.citations)]
}

/** Closed, not held, not handed over, for longer than the county's interval. */
async function toHandOver(context: Context, policy: PolicyInForce): Promise<WorkItem[]> {
  const needs = 'archives.offer'
  const rule = policy.find<{ months: number }>('archive.handover_every')
  if (!may(context.actor, needs) || !rule) return []
  const { months } = rule.value
  const { rows } = await sql<{ n: number; first: PlainDate | null }>`
    select count(*)::int as n, min((s.at at time zone 'Asia/Shanghai')::date) as first
    from archives.file f
      join lateral (select max(at) as at from archives.step s
        where s.county_code = f.county_code and s.person_id = f.person_id and s.kind = 'confirm') s on true
    where f.county_code = ${context.county} and f.status = 'closed' and f.keep_through_on >= ${context.today}::date
      and s.at < ${shifted(context.today, -months)}::date`.execute(context.transaction)
  const found = rows[0]
  if (!found || found.n === 0 || found.first === null) return []
  const object = `${found.n}件档案归档已满${months}个月，还没有移交`
  const dueOn = shifted(found.first, months)
  return [
    item(
      { title: '定期移交档案', object, to: '/archives?status=kept', kind: needs, count: found.n, dueOn },
      rule.citations,
    ),
  ]
}

/** The same day of another month, or its last. */
function shifted(day: PlainDate, months: number): PlainDate {
  const month = addMonths(monthOf(day), months)
  return plainDate(`${month}-${String(Math.min(Number(day.slice(8)), daysInMonth(month))).padStart(2, '0')}`)
}

async function closedHomes(context: Context): Promise<WorkItem[]> {
  const needs = 'archives.sendTransfer'
  if (!may(context.actor, needs)) return []
  const closed = (await homesHolding(context)).filter(({ closedOn }) => closedOn !== null)
  return closed.map(({ name, files }) =>
    item({
      title: '接收停办机构的档案',
      object: `${name}已停办，还有${files}件`,
      to: '/archives/homes',
      kind: needs,
      count: files,
    }),
  )
}

async function transfersWaiting(context: Context): Promise<WorkItem[]> {
  const needs = 'archives.receiveTransfer'
  if (!may(context.actor, needs)) return []
  const rows = await db(context)
    .selectFrom('archives.transfer')
    .select(['number', 'fromName'])
    .where('countyCode', '=', context.county)
    .where('status', '=', 'sent')
    .where('madeBy', '<>', context.actor.accountId)
    .limit(20)
    .execute()
  return rows.map(({ number, fromName }) =>
    item({ title: '签收机构档案', object: `${fromName}（${number}）`, to: '/archives/homes', kind: needs, count: 1 }),
  )
}

type Said = Pick<WorkItem, 'title' | 'object' | 'to' | 'kind' | 'count'> & { dueOn?: PlainDate }

const item = ({ dueOn, ...said }: Said, citations: WorkItem['citations'] = []): WorkItem => ({
  ...said,
  dueOn: dueOn ?? null,
  weight: 'paper',
  citations: [...citations],
})

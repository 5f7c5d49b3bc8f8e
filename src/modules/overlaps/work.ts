/** 我的待办 of 部门比对: hits to decide, facts to verify, changes to carry out, deaths to act on, lists that stand still. */
import { sql } from 'kysely'
import { lastDay, monthOf, plainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Citation } from '#kernel/policy.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { overlapOf } from './relation.ts'
import { isBenefit, isDeath, kindText } from './words.ts'

type About = Pick<WorkItem, 'title' | 'object' | 'to' | 'kind' | 'weight'> & Partial<WorkItem>

const item = (about: About): WorkItem => ({
  dueOn: null,
  citations: [],
  count: 1,
  ...about,
})

/** Double pay goes on with every month, and no document says by when a hit is decided; 本系统默认: within the month in which it lies open. */
const withinMonth = ({ today }: Context) => lastDay(monthOf(today))
const byDefault = '（本月内判定）'

export async function overlapsWork(context: Context): Promise<WorkItem[]> {
  const items: WorkItem[] = []
  if (may(context.actor, 'overlaps.decide'))
    items.push(...(await toDecide(context)), ...(await toCarry(context)), ...(await dead(context)))
  if (may(context.actor, 'overlaps.answer')) items.push(...(await toVerify(context)))
  if (may(context.actor, 'overlaps.map')) items.push(...(await standing(context)))
  return items
}

async function toDecide(context: Context): Promise<WorkItem[]> {
  const { rows } = await sql<{ kind: string; open: number; answered: number }>`
    select h.kind, (count(*) filter (where h.verdict = 'open'))::int as open,
      (count(*) filter (where h.verdict = 'verify' and d.part = 'answer'))::int as answered
    from overlap.hit h left join overlap.decision d on d.county_code = h.county_code and d.hit_id = h.id and d.no = h.decisions
    where h.county_code = ${context.county} and h.verdict in ('open', 'verify') group by h.kind order by h.kind`.execute(
    context.transaction,
  )
  const policy = await context.policyOn(context.today)
  return rows.flatMap(({ kind, open, answered }) => {
    const count = open + answered
    if (count === 0) return []
    const object =
      answered > 0
        ? `${kindText(kind)}名单，其中${answered}条已答复核实${byDefault}`
        : `${kindText(kind)}名单${byDefault}`
    const weight = isDeath(kind) ? ('care' as const) : ('money' as const)
    return [
      item({
        title: `判定部门比对命中${count}条`,
        dueOn: withinMonth(context),
        citations: isBenefit(kind) ? overlapOf(policy, kind, true).citations : [],
        object,
        to: `/overlaps?tab=hits&kind=${kind}`,
        kind: 'overlaps.decide',
        weight,
        count,
      }),
    ]
  })
}

async function toCarry(context: Context): Promise<WorkItem[]> {
  const { rows } = await sql<{ count: number; first: string | null; kinds: string[] | null }>`
    select count(*)::int as count, min(d.old_through) as first, array_agg(distinct d.kind) as kinds from overlap.decision d
    join overlap.hit h on h.county_code = d.county_code and h.id = d.hit_id and h.decisions = d.no
    where d.county_code = ${context.county} and d.stops <> 'none' and h.verdict = 'same'
      and not exists (select from overlap.carried c where c.county_code = d.county_code and c.hit_id = d.hit_id and c.decision_no = d.no)
      and not exists (select from overlap.ending e where e.county_code = d.county_code and e.hit_id = d.hit_id and e.decision_no = d.no)`.execute(
    context.transaction,
  )
  const { count = 0, first = null, kinds = null } = rows[0] ?? {}
  if (count === 0) return []
  const policy = await context.policyOn(context.today)
  return [
    item({
      title: `办理制度衔接${count}人`,
      object: '部门比对',
      to: '/overlaps?tab=decided&carry=yes',
      kind: 'overlaps.carry',
      weight: 'money',
      count,
      // The scheme that stops is paid for the last time in the month that was decided.
      dueOn: first === null ? null : lastDay(plainMonth(first)),
      citations: uniqueOf((kinds ?? []).flatMap((kind) => overlapOf(policy, kind).citations)),
    }),
  ]
}

const uniqueOf = (citations: readonly Citation[]): Citation[] => [
  ...new Map(citations.map((each) => [`${each.document} ${each.clause}`, each])).values(),
]

/** Of one person whose file is to be closed: hits that nobody has decided, and a scheme that was to stop and has not. */
export async function openHitsOf(context: Context, personId: string): Promise<Reason[]> {
  const { rows } = await sql<{ undecided: number; uncarried: number }>`
    select (count(*) filter (where h.verdict in ('open', 'verify')))::int as undecided,
      (count(*) filter (where h.verdict = 'same' and d.stops <> 'none'
        and not exists (select from overlap.carried c where c.county_code = d.county_code and c.hit_id = d.hit_id and c.decision_no = d.no)
        and not exists (select from overlap.ending e where e.county_code = d.county_code and e.hit_id = d.hit_id and e.decision_no = d.no)))::int as uncarried
    from overlap.hit h left join overlap.decision d on d.county_code = h.county_code and d.hit_id = h.id and d.no = h.decisions
    where h.county_code = ${context.county} and h.person_id = ${personId}::uuid`.execute(context.transaction)
  const { undecided = 0, uncarried = 0 } = rows[0] ?? {}
  const of = (code: string, count: number, about: { message: string; title: string; tab: string }): Reason[] => {
    const next = { title: about.title, to: `/overlaps?tab=${about.tab}&person=${personId}` }
    return count === 0 ? [] : [{ code, count, message: about.message, next }]
  }
  const toDecide = `${undecided}条部门比对命中还没有判定。请先判定是否同一人`
  const toEnd = `${uncarried}条部门比对已判定重复，还没有登记制度衔接。请先登记`
  return [
    ...of('hits', undecided, { message: toDecide, title: '去判定', tab: 'hits' }),
    ...of('hits_uncarried', uncarried, { message: toEnd, title: '去登记', tab: 'decided' }),
  ]
}

/** On a list of the dead, agreed to be ours, and still supported: everything must stop (F-01). */
async function dead(context: Context): Promise<WorkItem[]> {
  const { rows } = await sql<{ personId: string; name: string; township: string | null }>`
    select distinct h.person_id, p.name, t.name as township from overlap.hit h
    join persons.person_view p on p.county_code = h.county_code and p.id = h.person_id
    left join access.area_view t on t.id = p.township_id
    where h.county_code = ${context.county} and h.kind in ('death', 'funeral') and h.verdict = 'same' and p.status not in ('ended', 'archived')
    order by p.name limit 100`.execute(context.transaction)
  return rows.map(({ personId, name, township }) => ({
    ...item({
      title: '办理死亡终止',
      object: `${name}（部门名单记载已死亡）`,
      to: `/persons/${personId}`,
      kind: 'overlaps.death',
      weight: 'care',
    }),
    ...(township ? { township } : {}),
  }))
}

async function toVerify(context: Context): Promise<WorkItem[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from overlap.hit h
    join overlap.decision d on d.county_code = h.county_code and d.hit_id = h.id and d.no = h.decisions
    where h.county_code = ${context.county} and h.verdict = 'verify' and d.part = 'verdict'`.execute(
    context.transaction,
  )
  const count = rows[0]?.count ?? 0
  if (count === 0) return []
  const to = '/overlaps?tab=hits&verdict=verify'
  return [
    item({
      title: `核实部门比对命中${count}条`,
      dueOn: withinMonth(context),
      object: `县民政局要求核实${byDefault}`,
      to,
      kind: 'overlaps.answer',
      weight: 'care',
      count,
    }),
  ]
}

async function standing(context: Context): Promise<WorkItem[]> {
  const { rows } = await sql<{ id: string; fileName: string; status: string }>`
    select id, file_name, status from overlap.list where county_code = ${context.county} and account_id = ${context.actor.accountId}
      and status in ('unrecognised', 'failed') order by started_at desc limit 20`.execute(context.transaction)
  return rows.map(({ id, fileName, status }) =>
    item({
      title: status === 'failed' ? '部门名单没有读成' : '指定部门名单的列',
      object: fileName,
      to: `/overlaps?list=${id}`,
      kind: 'overlaps.list',
      weight: 'paper',
    }),
  )
}

/** 试算: one person's month under another day's or another place's rules, beside the present ones. Never a decision. */
import { sql } from 'kysely'
import { firstDay, type Instant, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { Trying } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { flat } from './branches.ts'
import { settlement, type TreeRow } from './contract.ts'
import { gatherLines } from './gather.ts'
import { contractFor, townshipsOf } from './gather-parts.ts'
import { personNode } from './line-tree.ts'
import { readLine } from './line.ts'
import type { Evaluation } from './month-input.ts'
import { namesFor } from './names.ts'
import { monthRules } from './paid-days.ts'
import { monthPolicy } from './policy-facts.ts'
import { factorFor } from './rules.ts'
import { settleLines } from './settle-lines.ts'

export const trial = part(settlement, {
  async trial(context, { personId, month, otherDay, otherArea, simulate, drafts }) {
    context.concerns(personId)
    const base = await rosterLineOf(context, personId, month)
    const present = { on: firstDay(month), area: context.county, title: '现行' }
    const left = await treeUnder(context, base, present)
    const tried = { on: otherDay ?? present.on, area: otherArea ?? present.area, title: '试算' }
    const trying = { values: simulate, drafts }
    const right = await treeUnder(context, base, { ...tried, trying })
    const before = new Map(left.rows.map((row) => [row.key, row]))
    const same = (row: TreeRow) =>
      before.get(row.key)?.amount === row.amount && before.get(row.key)?.formula === row.formula
    const differing = right.rows.filter((row) => !same(row)).map(({ key }) => key)
    const without = await idleOf(context, tried, simulate)
    return {
      left,
      right,
      differing,
      total: right.payable - left.payable,
      notice: ['试算，不是决定', ...without].join('。'),
    }
  },
})

interface Base {
  personId: string
  month: PlainMonth
  lineNo: number
  rosterId: string
  organisationId: string
  townshipId: string
  lockedAt: Instant
}

async function rosterLineOf(context: Context, personId: string, month: PlainMonth): Promise<Base> {
  const rows = await sql<Omit<Base, 'personId' | 'month'>>`
    select l.line_no, l.roster_id, l.organisation_id, l.township_id, r.locked_at
    from rosters.line_view l join rosters.roster_view r on r.county_code = l.county_code and r.id = l.roster_id
    where l.county_code = ${context.county} and l.person_id = ${personId} and l.month = ${month}`.execute(
    context.transaction,
  )
  const found =
    rows.rows[0] ?? refuse('refused', 'not_on_roster', '这个人不在本月已锁定的名册上，不能试算。请换一个月份或人员。')
  return { ...found, personId, month }
}

interface Under {
  on: PlainDate
  area: string
  title: string
  trying?: Trying
}

/** Values that were tried and decide nothing, because what stands above binds (packs.md). */
async function idleOf(context: Context, { on, area }: Under, tried: NonNullable<Trying['values']>): Promise<string[]> {
  if (tried.length === 0) return []
  const policy = await context.policyOn(on, area, { values: tried })
  const idle = tried.filter(({ key }) => policy.find(key)?.force !== 'draft').map(({ key }) => key)
  return idle.length === 0 ? [] : [`${idle.join('、')}的试算值没有起作用，仍以另一规定为准（上级有约束力或更严）`]
}

async function treeUnder(context: Context, base: Base, { on, area, title, trying }: Under) {
  const policy = monthPolicy(await context.policyOn(on, area, trying))
  if (!policy) return refuse('refused', 'no_rates', `${area}在${on}没有照料护理标准，不能试算。请换一天或换一个地方。`)
  const { month, organisationId, rosterId } = base
  const provider = { month, organisationId }
  const contract = await contractFor(context, provider)
  const head = { month, policy, contractEndsOn: contract?.endsOn ?? null }
  const gathering = { ...head, organisationId, rosterId, knownAt: context.now, lockedAt: base.lockedAt }
  const [gathered] = await gatherLines(context, gathering, { first: base.lineNo, last: base.lineNo })
  const line = gathered?.line ?? refuse('not_found', 'line', '没有找到名册行，请刷新后重试')
  const rules = monthRules(head)
  const townships = await townshipsOf(context, { ...provider, rosterId })
  const evaluation: Evaluation = townships.find(({ id }) => id === base.townshipId)?.evaluation ?? {
    way: 'default_approved',
    id: 'trial',
  }
  const [settled] = settleLines([line], factorFor(evaluation, policy.factor), rules)
  const json = settled?.json ?? refuse('not_found', 'line', '没有找到名册行，请刷新后重试')
  const node = personNode(readLine(json), policy, await namesFor(context, [base.personId]))
  return { title, on, area, payable: node.amount, rows: flat(node, 'month') }
}

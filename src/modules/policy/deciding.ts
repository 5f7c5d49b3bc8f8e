/** The second person: adopts or sends back what another proposed. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { setCountyDay } from '#platform/holidays.ts'
import { part } from '#platform/module.ts'
import { calendarChanged, policy } from './contract.ts'
import type { ProposalRow } from './shapes.ts'
import { inOwnOrder } from './county.ts'
import { impactOf } from './impact.ts'
import { keys } from './keys.ts'
import { requireCounty } from './county-only.ts'
import { isWithdrawable, requireOpenMonths } from './withdrawing.ts'
import { objectionsToDeciding } from './rules.ts'
import type { CountyValue } from './standing.ts'
import { textOfValue } from './value-text.ts'

const db = tablesOf<'policy'>()

const columns = [
  'proposal.id',
  'proposal.kind',
  'proposal.proposedBy',
  'proposal.proposer',
  'proposal.proposedAt',
  'decision.adopted',
  'decision.decider',
  'decision.decidedAt',
  'decision.reason',
  'value.area',
  'value.key',
  'value.value',
  'value.stands',
  'value.force',
  'value.fromOn',
  'value.toOn',
  'value.document',
  'value.clause',
  'value.quote',
  'adoption.draft',
  'adoption.keys',
  'adoption.number',
  'adoption.title as decisionTitle',
  'adoption.fromOn as adoptionFrom',
  'adoption.toOn as adoptionTo',
  'holiday.day',
  'holiday.kind as dayKind',
  'holiday.name as dayName',
  'holiday.document as notice',
  'withdrawal.ofId',
  'withdrawal.fromOn as withdrawalFrom',
  'withdrawal.reason as withdrawalReason',
  'withdrawn.fromOn as withdrawnFrom',
] as const

function selectProposals(context: Context) {
  return db(context)
    .selectFrom('policy.proposal as proposal')
    .leftJoin('policy.decision as decision', (join) =>
      join.onRef('decision.countyCode', '=', 'proposal.countyCode').onRef('decision.proposalId', '=', 'proposal.id'),
    )
    .leftJoin('policy.countyValue as value', (join) =>
      join.onRef('value.countyCode', '=', 'proposal.countyCode').onRef('value.id', '=', 'proposal.id'),
    )
    .leftJoin('policy.adoption as adoption', (join) =>
      join.onRef('adoption.countyCode', '=', 'proposal.countyCode').onRef('adoption.id', '=', 'proposal.id'),
    )
    .leftJoin('policy.holidayChange as holiday', (join) =>
      join.onRef('holiday.countyCode', '=', 'proposal.countyCode').onRef('holiday.id', '=', 'proposal.id'),
    )
    .leftJoin('policy.withdrawal as withdrawal', (join) =>
      join.onRef('withdrawal.countyCode', '=', 'proposal.countyCode').onRef('withdrawal.id', '=', 'proposal.id'),
    )
    .leftJoin('policy.withdrawalView as withdrawn', (join) =>
      join.onRef('withdrawn.countyCode', '=', 'proposal.countyCode').onRef('withdrawn.ofId', '=', 'proposal.id'),
    )
    .where('proposal.countyCode', '=', context.county)
    .select(columns)
}
type Found = Awaited<ReturnType<ReturnType<typeof selectProposals>['execute']>>[number]

interface Shown {
  title: string
  text: string
  from: PlainDate | null
  to: PlainDate | null
  citations: Citation[]
}

const dayKinds = { off: '放假', worked: '上班', plain: '按平常' } as const

function shown(row: Found): Shown {
  if (row.kind === 'draft') {
    const what = row.keys ? row.keys.map((key) => keys[key]?.title ?? key).join('、') : '全部事项'
    const citations = [{ document: row.draft ?? '', clause: '' }]
    return {
      title: `${row.number}：采用${row.draft}`,
      text: what,
      from: row.adoptionFrom,
      to: row.adoptionTo,
      citations,
    }
  }
  if (row.kind === 'holiday') {
    const text = `${dayKinds[row.dayKind ?? 'plain']}${row.dayName ? `（${row.dayName}）` : ''}`
    return {
      title: '工作日历',
      text,
      from: row.day,
      to: row.day,
      citations: [{ document: row.notice ?? '', clause: '' }],
    }
  }
  const citations = [{ document: row.document ?? '', clause: row.clause ?? '', quote: row.quote ?? '' }]
  const text = textOfValue({ value: inOwnOrder(row.key ?? '', row.value ?? undefined), citations })
  return { title: keys[row.key ?? '']?.title ?? '', text, from: row.fromOn, to: row.toOn, citations }
}

const statusOf = (row: Found): ProposalRow['status'] =>
  row.adopted === null ? '待采用' : row.adopted ? '已采用' : '已退回'

/** What a withdrawal speaks of is another proposal, read beside it. */
type Others = ReadonlyMap<string, Found>

function shownOf(row: Found, others: Others): Shown {
  const of = row.ofId === null ? undefined : others.get(row.ofId)
  if (!of) return shown(row)
  const { title, text, citations } = shown(of)
  return {
    title: `撤回：${title}`,
    text: `${text}（理由：${row.withdrawalReason ?? ''}）`,
    from: row.withdrawalFrom,
    to: null,
    citations,
  }
}

function rowOf(context: Context, row: Found, others: Others): ProposalRow {
  const { from, ...about } = shownOf(row, others)
  return {
    id: row.id,
    kind: row.kind,
    ...about,
    from: from ?? context.today,
    status: statusOf(row),
    proposer: row.proposer,
    proposedAt: row.proposedAt,
    decider: row.decider ?? '',
    decidedAt: row.decidedAt,
    reason: row.reason ?? '',
    mine: row.proposedBy === context.actor.accountId,
    withdrawnFrom: row.withdrawnFrom,
    mayWithdraw: row.adopted === true && row.withdrawnFrom === null && isWithdrawable(row.kind),
  }
}

export const pendingOf = (context: Context) =>
  selectProposals(context).where('decision.proposalId', 'is', null).execute()

export const deciding = part(policy, {
  async proposals(context, { status }) {
    const found = await selectProposals(context).orderBy('proposal.proposedAt', 'desc').limit(500).execute()
    const others = new Map(found.map((row) => [row.id, row]))
    const rows = found
      .map((row) => rowOf(context, row, others))
      .filter((row) => status === undefined || row.status === status)
    return { rows, total: rows.length, at: context.now }
  },

  async adopt(context, { id }) {
    const row = await open(context, id)
    const value = valueOf(row)
    if (value) {
      // Between proposing and adopting another standard may have come in force: the floor is asked again.
      const { refusals } = await impactOf(context, value)
      requireNone(refusals.map((each) => ({ code: 'below_floor', ...each })))
    }
    if (row.kind === 'withdrawal' && row.withdrawalFrom) await requireOpenMonths(context, row.withdrawalFrom)
    await decide(context, row, { adopted: true, reason: '' })
    if (row.kind === 'holiday') await putHoliday(context, row)
    if (row.kind === 'withdrawal') return { sentence: await withdrawn(context, row) }
    const { title, text, from } = shown(row)
    return { sentence: `已采用“${title} ${text}”，自${dateText(from ?? context.today)}起。已关账的月份不变。` }
  },

  async reject(context, { id, reason }) {
    await decide(context, await open(context, id), { adopted: false, reason })
    return {}
  },
})

async function withdrawn(context: Context, { ofId, withdrawalFrom }: Found): Promise<string> {
  const of = await selectProposals(context)
    .where('proposal.id', '=', ofId ?? '')
    .executeTakeFirstOrThrow()
  const { title, text } = shown(of)
  return `“${title} ${text}”自${dateText(withdrawalFrom ?? context.today)}起撤回，撤回后按撤回前的规定办理。已关账的月份不变。`
}

/** The proposal, locked until this request ends, so that two leaders cannot both decide it. */
async function open(context: Context, id: string): Promise<Found> {
  requireCounty(context)
  const row =
    (await selectProposals(context).where('proposal.id', '=', id).executeTakeFirst()) ??
    refuse('not_found', 'proposal', '没有找到这一项，或不在本县。请刷新后查看')
  requireNone(objectionsToDeciding(row.proposedBy, context.actor.accountId, row.adopted !== null))
  return row
}

function valueOf(row: Found): CountyValue | undefined {
  const { area, key, value, stands, force, fromOn, toOn, document, clause, quote } = row
  if (area === null || key === null || stands === null || force === null || fromOn === null) return undefined
  const citation = { document: document ?? '', clause: clause ?? '', quote: quote ?? '' }
  return { area, key, value, stands, force, from: fromOn, citation, secondPerson: '', ...(toOn ? { to: toOn } : {}) }
}

async function decide(context: Context, row: Found, { adopted, reason }: { adopted: boolean; reason: string }) {
  await db(context)
    .insertInto('policy.decision')
    .values({
      countyCode: context.county,
      proposalId: row.id,
      proposedBy: row.proposedBy,
      adopted,
      decidedBy: context.actor.accountId,
      decider: context.actor.name,
      decidedAt: context.now,
      reason,
      entryId: context.entryId,
    })
    .execute()
  if (!adopted) return
  await db(context)
    .insertInto('policy.version')
    .values({ countyCode: context.county, number: 1 })
    .onConflict((conflict) =>
      conflict.column('countyCode').doUpdateSet((eb) => ({ number: eb('policy.version.number', '+', 1) })),
    )
    .execute()
}

async function putHoliday(context: Context, { day, dayKind, dayName }: Found): Promise<void> {
  if (day === null || dayKind === null) return
  await setCountyDay(context, { day, kind: dayKind, name: dayName ?? '' })
  await context.announce(calendarChanged, { day, name: dayName ?? '' })
}

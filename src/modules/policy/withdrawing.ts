/** 撤回: a value or a draft adopted by mistake holds no more from a day on; what it replaced holds again. */
import { dateText, dayOf, type PlainDate } from '#kernel/calendar.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { policy } from './contract.ts'
import { requireCounty } from './county-only.ts'
import { same } from './same.ts'
import type { CountyValue } from './standing.ts'

const db = tablesOf<'policy'>()

/** A day off is put right by setting it again. */
export const isWithdrawable = (kind: string): boolean => kind === 'value' || kind === 'draft'

export const withdrawing = part(policy, {
  async withdraw(context, { id, from, reason }) {
    requireCounty(context)
    const found = await adoptedOf(context, id)
    if (!found || !isWithdrawable(found.kind))
      return refuse('not_found', 'proposal', '没有找到这一项已采用的标准，或不在本县。请刷新后查看')
    if (found.withdrawnFrom)
      refuse('conflict', 'withdrawn', `这一项已自${dateText(found.withdrawnFrom)}起撤回，不必再撤回`)
    if (found.begins && from < found.begins)
      refuse('refused', 'from', `这一项自${dateText(found.begins)}起施行，撤回不能早于施行日。请改为该日或以后`)
    await requireNoneWaiting(context, id)
    await requireOpenMonths(context, from)
    const made = context.newId()
    const { accountId: proposedBy, name: proposer } = context.actor
    const own = { countyCode: context.county, id: made, entryId: context.entryId }
    await db(context)
      .insertInto('policy.proposal')
      .values({ ...own, kind: 'withdrawal', proposedBy, proposer, proposedAt: context.now, reason: '' })
      .execute()
    await db(context)
      .insertInto('policy.withdrawal')
      .values({ ...own, ofId: id, fromOn: from, reason })
      .execute()
    return { id: made }
  },
})

async function adoptedOf(context: Context, id: string) {
  const found = await db(context)
    .selectFrom('policy.proposal as proposal')
    .innerJoin('policy.decision as decision', (join) =>
      join.onRef('decision.countyCode', '=', 'proposal.countyCode').onRef('decision.proposalId', '=', 'proposal.id'),
    )
    .leftJoin('policy.countyValue as value', (join) =>
      join.onRef('value.countyCode', '=', 'proposal.countyCode').onRef('value.id', '=', 'proposal.id'),
    )
    .leftJoin('policy.adoption as adoption', (join) =>
      join.onRef('adoption.countyCode', '=', 'proposal.countyCode').onRef('adoption.id', '=', 'proposal.id'),
    )
    .leftJoin('policy.withdrawalView as withdrawn', (join) =>
      join.onRef('withdrawn.countyCode', '=', 'proposal.countyCode').onRef('withdrawn.ofId', '=', 'proposal.id'),
    )
    .select(['proposal.kind', 'value.fromOn', 'adoption.fromOn as adoptedFrom', 'withdrawn.fromOn as withdrawnFrom'])
    .where('proposal.countyCode', '=', context.county)
    .where('proposal.id', '=', id)
    .where('decision.adopted', '=', true)
    .executeTakeFirst()
  return found && { kind: found.kind, withdrawnFrom: found.withdrawnFrom, begins: found.fromOn ?? found.adoptedFrom }
}

async function requireNoneWaiting(context: Context, ofId: string): Promise<void> {
  const waiting = await db(context)
    .selectFrom('policy.withdrawal as withdrawal')
    .leftJoin('policy.decision as decision', (join) =>
      join
        .onRef('decision.countyCode', '=', 'withdrawal.countyCode')
        .onRef('decision.proposalId', '=', 'withdrawal.id'),
    )
    .select('withdrawal.id')
    .where('withdrawal.countyCode', '=', context.county)
    .where('withdrawal.ofId', '=', ofId)
    .where('decision.proposalId', 'is', null)
    .executeTakeFirst()
  if (waiting) refuse('conflict', 'waiting', '这一项的撤回已在送审中，等另一人决定。请在“送审”中查看')
}

/** A closed month was paid by what held then: a withdrawal begins after it, and differences are corrected later. */
export async function requireOpenMonths(context: Context, from: PlainDate): Promise<void> {
  const found: Reason[] = []
  await context.within({ kind: 'county', counties: [context.county], ids: [] }, async () => {
    for (const module of context.modules)
      found.push(...((await module.objections?.(context, { kind: 'withdraw_value', from })) ?? []))
  })
  requireNone(found)
}

/** The same value once more would say nothing new, and look as if it did: files are read in twice. */
export async function requireNew(context: Context, value: CountyValue): Promise<void> {
  const { citation } = value
  const alike = await db(context)
    .selectFrom('policy.countyValue as value')
    .leftJoin('policy.decision as decision', (join) =>
      join.onRef('decision.countyCode', '=', 'value.countyCode').onRef('decision.proposalId', '=', 'value.id'),
    )
    .leftJoin('policy.withdrawalView as withdrawn', (join) =>
      join.onRef('withdrawn.countyCode', '=', 'value.countyCode').onRef('withdrawn.ofId', '=', 'value.id'),
    )
    .select(['decision.decidedAt', 'value.value', 'value.toOn'])
    .where('value.countyCode', '=', context.county)
    .where('value.area', '=', value.area)
    .where('value.key', '=', value.key)
    .where('value.fromOn', '=', value.from)
    .where('value.document', '=', citation.document)
    .where('value.clause', '=', citation.clause)
    .where('withdrawn.ofId', 'is', null)
    .where((eb) => eb.or([eb('decision.adopted', '=', true), eb('decision.proposalId', 'is', null)]))
    .execute()
  const found = alike.find((row) => same(row.value, value.value) && (row.toOn ?? undefined) === value.to)
  if (!found) return
  const decided = found.decidedAt ? `已于${dateText(dayOf(found.decidedAt))}采用` : '已在送审，等另一人采用'
  refuse('conflict', 'entered_already', `同一文件、同一条款、同一施行日的这个数值${decided}，不必再登记`)
}

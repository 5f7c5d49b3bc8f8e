/** 履约验收: the county clerk proposes, the leader decides; all township scores in, or the default way with a reason (SX-5.4c). */
import { sql } from 'kysely'
import type { OutputOf } from '#kernel/contract.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { openFindings } from '#modules/findings/index.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import * as z from 'zod'
import { Acceptance } from './acceptance-contract.ts'
import { acceptanceDecided, evaluations } from './contract.ts'
import { objectionsToAccepting } from './score.ts'
import { asCounts, satisfiedBy } from './sending.ts'
import { policyOfMonth, rosterGroups, termsOf } from './stored.ts'

const db = tablesOf<'evaluations', 'access'>()
type Output<Name extends keyof typeof evaluations.operations> = OutputOf<(typeof evaluations.operations)[Name]>
type Items = z.infer<typeof Acceptance>['proposals'][number]['items']
const Items: z.ZodType<Items> = Acceptance.shape.proposals.element.shape.items

export const accepting = part(evaluations, {
  async acceptance(context, { month, organisationId }): Promise<Output<'acceptance'>> {
    const townships = await townshipsOf(context, month, organisationId)
    const terms = await termsOf(context, month)
    const policy = await policyOfMonth(context, month)
    const counts = await satisfiedBy(context, month, organisationId)
    const sum = (of: 'yes' | 'fair' | 'no' | 'unasked') => counts.reduce((total, row) => total + Number(row[of]), 0)
    return {
      month,
      organisation: { id: organisationId, name: await organisationName(context, organisationId) },
      townships,
      personsSampled: await personsSampled(context, month, organisationId),
      satisfied: asCounts({ yes: sum('yes'), fair: sum('fair'), no: sum('no'), unasked: sum('unasked') }),
      openFindings: await openFindings(context, month, organisationId),
      ...terms,
      proposals: await proposalsOf(context, month, organisationId),
      citations: policy.find('settlement.acceptance_required')?.citations ?? [],
    }
  },

  async proposeAcceptance(context, input) {
    const { month, organisationId, withoutScore, withoutScoreReason, items, result, words } = input
    const townships = await townshipsOf(context, month, organisationId)
    const proposals = await proposalsOf(context, month, organisationId)
    const policy = await policyOfMonth(context, month)
    const missing = policy.find<{ result: string }>('evaluation.default_when_missing')?.value.result
    const { scoresDueOn } = await termsOf(context, month)
    requireNone(
      objectionsToAccepting({
        month,
        townships: townships.map(({ sentAt, ...township }) => ({ ...township, sent: sentAt !== null })),
        withoutScore,
        withoutScoreReason,
        alreadyAccepted: proposals.some(({ decision }) => decision === 'accepted'),
        mayDefault: missing !== 'wait',
        scoresDueOn,
        today: context.today,
      }),
    )
    if (proposals.some(({ decision }) => decision === null))
      refuse('conflict', 'proposed', '这个月的验收意见已经提出，正在等负责人决定')
    const proposalId = context.newId()
    await db(context)
      .insertInto('evaluations.acceptanceProposal')
      .values({
        countyCode: context.county,
        id: proposalId,
        month,
        organisationId,
        result,
        personsSampled: await personsSampled(context, month, organisationId),
        items: JSON.stringify(items),
        words,
        withoutScore,
        withoutScoreReason,
        proposedBy: context.actor.accountId,
        proposedName: context.actor.name,
        proposedAt: context.now,
        entryId: context.entryId,
      })
      .execute()
    return { proposalId }
  },

  async decideAcceptance(context, { proposalId, agree, reason }) {
    const proposal = await proposalOf(context, proposalId)
    if (proposal.proposedBy === context.actor.accountId)
      refuse('refused', 'same_person', '验收意见由您提出，须由另一人决定')
    if (!agree && reason.length < 4) refuse('refused', 'reason', '退回的，请写明理由，至少4个字')
    const { month, organisationId, withoutScore } = proposal
    const result = agree ? proposal.result : ('returned' as const)
    const reportNo = agree ? await nextReportNo(context, month) : null
    await db(context)
      .insertInto('evaluations.acceptance')
      .values({
        countyCode: context.county,
        id: context.newId(),
        proposalId,
        month,
        organisationId,
        decision: result,
        reportNo,
        reason,
        withoutScore,
        decidedBy: context.actor.accountId,
        decidedName: context.actor.name,
        decidedAt: context.now,
        entryId: context.entryId,
      })
      .execute()
    if (result !== 'returned') await context.announce(acceptanceDecided, { organisationId, month, result })
    return { reportNo, result }
  },
})

async function townshipsOf(context: Context, month: Output<'acceptance'>['month'], organisationId: string) {
  const groups = await rosterGroups(context, month, { organisationId })
  const sent = await db(context)
    .selectFrom('evaluations.evaluationView')
    .select(['townshipId', 'scoreTenths', 'sentAt'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('organisationId', '=', organisationId)
    .where('status', '=', 'sent')
    .execute()
  return groups.map(({ townshipId, township, persons }) => {
    const found = sent.find((each) => each.townshipId === townshipId)
    return {
      id: townshipId,
      name: township,
      persons,
      scoreTenths: found?.scoreTenths ?? null,
      sentAt: found?.sentAt ?? null,
    }
  })
}

async function personsSampled(context: Context, month: string, organisationId: string): Promise<number> {
  const row = await db(context)
    .selectFrom('evaluations.sheetView')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('organisationId', '=', organisationId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export async function proposalsOf(
  context: Context,
  month: string,
  organisationId: string,
): Promise<Output<'acceptance'>['proposals']> {
  const rows = await db(context)
    .selectFrom('evaluations.acceptanceProposal as proposal')
    .leftJoin('evaluations.acceptance as acceptance', (join) =>
      join
        .onRef('acceptance.countyCode', '=', 'proposal.countyCode')
        .onRef('acceptance.proposalId', '=', 'proposal.id'),
    )
    .selectAll('proposal')
    .select([
      'acceptance.decision',
      'acceptance.reason as decisionReason',
      'acceptance.decidedName',
      'acceptance.decidedAt',
      'acceptance.reportNo',
    ])
    .where('proposal.countyCode', '=', context.county)
    .where('proposal.month', '=', month)
    .where('proposal.organisationId', '=', organisationId)
    .orderBy('proposal.proposedAt')
    .orderBy('proposal.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    result: row.result,
    personsSampled: row.personsSampled,
    items: Items.parse(row.items),
    words: row.words,
    withoutScore: row.withoutScore,
    withoutScoreReason: row.withoutScoreReason,
    by: row.proposedName,
    at: row.proposedAt,
    decision: row.decision,
    decisionReason: row.decisionReason ?? '',
    decidedBy: row.decidedName,
    decidedAt: row.decidedAt,
    reportNo: row.reportNo,
  }))
}

async function proposalOf(context: Context, proposalId: string) {
  const proposal = await db(context)
    .selectFrom('evaluations.acceptanceProposal')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', proposalId)
    .executeTakeFirst()
  return proposal ?? refuse('not_found', 'proposal', '没有找到这份验收意见')
}

/** 'YS2023-08-001'. Those who number wait for one another. */
async function nextReportNo(context: Context, month: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`acceptance ${context.county} ${month}`}, 0))`.execute(
    context.transaction,
  )
  const row = await db(context)
    .selectFrom('evaluations.acceptance')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('reportNo', 'is not', null)
    .executeTakeFirst()
  return `YS${month}-${String(Number(row?.count ?? 0) + 1).padStart(3, '0')}`
}

export async function organisationName(context: Context, organisationId: string): Promise<string> {
  const row = await db(context)
    .selectFrom('access.organisationView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('id', '=', organisationId)
    .executeTakeFirst()
  return row?.name ?? refuse('not_found', 'organisation', '没有找到这家机构')
}

/** The provider is told and heard; then another person than the recorder decides, and the deduction goes to a month. */
import { plainMonth } from '#kernel/calendar.ts'
import type { Citation } from '#kernel/policy.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { type Clause, clausesOf, feeOf } from './clauses.ts'
import { deductionDecided, findings } from './contract.ts'
import {
  hearingTerm,
  objectionsToDeciding,
  objectionsToStep,
  proposedDeduction,
  settlingMonth,
  silenceText,
} from './rules.ts'
import { daysOf, doneMonths, findingOf, keepStep, lockedFinding, type Stored } from './stored.ts'

const db = tablesOf<'findings'>()

export const hearing = part(findings, {
  async clauses(context, { findingId }) {
    const finding = await findingOf(context, findingId)
    return clausesOf(context, finding.organisationId, plainMonth(finding.month))
  },

  async propose(context, { findingId, contractId, clauseNo, visits }) {
    const finding = await findingOf(context, findingId)
    const clause = await clauseOf(context, finding, contractId, clauseNo)
    const policy = await context.policyOn(daysOf(finding.month).last)
    const fee = await feeOf(context, finding, policy)
    const ours = policy.find('settlement.deduction')?.citations ?? []
    return proposedDeduction(clause.rule, {
      fee: fee?.fen ?? null,
      visits,
      honest: finding.honest,
      citations: [...(fee?.citations ?? []), ...ours],
    })
  },

  async notify(context, { findingId, contractId, clauseNo, proposedFen, basis }) {
    const finding = await lockedFinding(context, findingId)
    requireNone(objectionsToStep(finding.status, 'notify'))
    const clause = contractId && clauseNo ? await clauseOf(context, finding, contractId, clauseNo) : undefined
    if (proposedFen > 0n && !clause)
      refuse('refused', 'no_clause', '没有对应的合同条款，不能扣减。请选择条款，或拟扣0元')
    const policy = await context.policyOn(context.today)
    const term = hearingTerm(policy, await context.workingCalendar(), context.today)
    await change(context, findingId, {
      status: 'notified',
      proposedBy: context.actor.accountId,
      proposedFen,
      proposedBasis: basis,
      contractId: clause?.contractId ?? null,
      clauseNo: clause?.no ?? null,
      clauseText: clause?.text ?? '',
      notifiedAt: context.now,
      hearingDueOn: term.due,
    })
    await keepStep(context, finding, { kind: 'notified', words: silenceText(term.due) })
    return { hearingDueOn: term.due, estimated: term.estimated }
  },

  async state(context, { findingId, words, fileId }) {
    const finding = await lockedFinding(context, findingId)
    requireNone(objectionsToStep(finding.status, 'state'))
    if (finding.hearingDueOn && context.today > finding.hearingDueOn && finding.status === 'notified')
      refuse('refused', 'hearing_over', `申辩期已于${finding.hearingDueOn}届满。请直接与县民政局联系，由其决定是否采纳`)
    if (fileId) await claimFile(context, fileId, 'findings')
    await change(context, findingId, { status: 'heard', heardAt: finding.heardAt ?? context.now })
    await keepStep(context, finding, { kind: 'stated', words, fileId })
    return {}
  },

  async decide(context, { findingId, result, amountFen, contractId, clauseNo, reason }) {
    const finding = await lockedFinding(context, findingId)
    const about = await aboutDeciding(context, finding)
    const decision = { result, amountFen, hasClause: contractId !== null && clauseNo !== null }
    requireNone(
      objectionsToDeciding({ ...finding, feeNotServed: about.fee }, decision, {
        by: context.actor.accountId,
        today: context.today,
        citations: about.citations,
      }),
    )
    const clause = contractId && clauseNo ? await clauseOf(context, finding, contractId, clauseNo) : undefined
    const done = await doneMonths(context, finding.organisationId)
    const month = settlingMonth(plainMonth(finding.month), done)
    await change(context, findingId, {
      status: result,
      decidedBy: context.actor.accountId,
      decidedAt: context.now,
      contractId: clause?.contractId ?? finding.contractId,
      clauseNo: clause?.no ?? finding.clauseNo,
      clauseText: clause?.text ?? finding.clauseText,
    })
    await writeDecision(context, finding, { result, amountFen, reason, clause, month })
    await keepStep(context, finding, { kind: result, words: reason })
    if (amountFen === 0n) return { settledIn: null }
    const { organisationId, townshipId } = finding
    await context.announce(deductionDecided, { findingId, organisationId, townshipId, month })
    return { settledIn: month }
  },
})

export async function aboutDeciding(
  context: Context,
  finding: Stored,
): Promise<{ fee: bigint | null; citations: Citation[] }> {
  const policy = await context.policyOn(daysOf(finding.month).last)
  const fee = await feeOf(context, finding, policy)
  return { fee: fee?.fen ?? null, citations: policy.find('settlement.deduction')?.citations ?? [] }
}

async function clauseOf(context: Context, finding: Stored, contractId: string, no: string): Promise<Clause> {
  const clauses = await clausesOf(context, finding.organisationId, plainMonth(finding.month))
  const clause = clauses.find((each) => each.contractId === contractId && each.no === no)
  return clause ?? refuse('refused', 'no_clause', '该机构这个月的合同里没有这一条款，不能扣减。请重新选择条款')
}

type Change = Partial<
  Pick<
    Stored,
    | 'status'
    | 'proposedBy'
    | 'proposedFen'
    | 'proposedBasis'
    | 'contractId'
    | 'clauseNo'
    | 'clauseText'
    | 'notifiedAt'
    | 'hearingDueOn'
    | 'heardAt'
    | 'decidedBy'
    | 'decidedAt'
  >
>

async function change(context: Context, findingId: string, to: Change): Promise<void> {
  await db(context)
    .updateTable('findings.finding')
    .set(to)
    .where('countyCode', '=', context.county)
    .where('id', '=', findingId)
    .execute()
}

interface Decided {
  result: 'upheld' | 'partly' | 'dismissed'
  amountFen: bigint
  reason: string
  clause: Clause | undefined
  month: string
}

async function writeDecision(context: Context, finding: Stored, decided: Decided): Promise<void> {
  const { result, amountFen, reason, clause, month } = decided
  await db(context)
    .insertInto('findings.decision')
    .values({
      countyCode: context.county,
      findingId: finding.id,
      aboutMonth: finding.month,
      month,
      organisationId: finding.organisationId,
      townshipId: finding.townshipId,
      personId: finding.personId,
      result,
      amountFen,
      contractId: clause?.contractId ?? null,
      clauseNo: clause?.no ?? null,
      clauseText: clause?.text ?? '',
      reason,
      honest: finding.honest,
      heardAt: finding.heardAt,
      hearingDueOn: finding.hearingDueOn,
      decidedAt: context.now,
      decidedBy: context.actor.accountId,
      entryId: context.entryId,
    })
    .execute()
}

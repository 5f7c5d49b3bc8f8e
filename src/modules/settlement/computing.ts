/** Computing a statement: in one command for a small provider, in staged batches with one short publication for a large one. */
import { sql } from 'kysely'
import * as z from 'zod'
import { requireOpen } from '#modules/rosters/index.ts'
import { firstDay, type PlainMonth } from '#kernel/calendar.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { part } from '#platform/module.ts'
import { settlement, StatementStatus, statementStatusText } from './contract.ts'
import { currentEdition } from './editions.ts'
import { correctionsOf, type PlacedCorrection } from './gather-corrections.ts'
import {
  contractFor,
  deductionsOf,
  type PlacedDeduction,
  type Provider,
  type TownshipStanding,
} from './gather-parts.ts'
import { monthPolicy } from './policy-facts.ts'
import { publish } from './publishing.ts'
import { readinessOf } from './readiness.ts'
import { factorFor } from './rules.ts'
import { settleChunk } from './settle-chunk.ts'
import type { PartFacts, StatementFacts } from './stored.ts'
import { statementOf, type StatementRecord } from './stored.ts'

const db = tablesOf<'settlement'>()

/** Up to here the clerk sees the result at once. */
const inline = 2_000
/** Small enough that both hands of the worker have one of a middling county, and that memory stays small. */
const linesOfChunk = 5_000
/** As many batches at once as the worker has hands. */
const lanes = 2

export const computing = part(settlement, {
  async compute(context, input) {
    const { month, organisationId, final } = input
    await requireOpen(context, month)
    await takeTurn(context, input)
    await sql`select settlement.refresh_statistics()`.execute(context.transaction)
    const { roster, townships, verdict } = await readinessOf(context, input, final)
    requireNone(verdict.reasons.filter((reason) => !reason.warning))
    const replaced = await replaceable(context, input)
    const statementId = context.newId()
    const facts = await factsFor(context, { month, organisationId, townships, replaces: replaced?.id ?? null })
    const contract = await contractFor(context, input)
    const chunks = chunksOf(roster.personCount)
    await db(context)
      .insertInto('settlement.statement')
      .values({
        countyCode: context.county,
        id: statementId,
        number: await nextNumber(context, month),
        month,
        organisationId,
        edition: currentEdition,
        status: 'computing',
        final,
        rosterId: roster.id,
        contractId: contract?.id ?? null,
        contractNumber: contract?.number ?? '',
        contractEndsOn: contract?.endsOn ?? null,
        knownAt: context.now,
        policy: canonicalJson(facts.policy),
        inputs: canonicalJson(facts.facts),
        packs: JSON.stringify(facts.packs),
        computedBy: context.actor.accountId,
        computedByName: context.actor.name,
        computedAt: context.now,
      })
      .execute()
    await db(context)
      .insertInto('settlement.chunk')
      .values(chunks.map((chunk) => ({ ...chunk, countyCode: context.county, statementId, organisationId })))
      .execute()
    const record = await statementOf(context, statementId)
    const warnings = verdict.reasons.filter((reason) => reason.warning)
    if (roster.personCount > inline) {
      for (const { no } of chunks.slice(0, lanes)) await putOff(context, statementId, no)
      return { statementId, status: 'computing' as const, done: 0, total: roster.personCount, payable: 0n, warnings }
    }
    for (const { no } of chunks) await settleChunk(context, record, no)
    return { ...(await published(context, record)), warnings }
  },

  async computeChunk(context, { statementId, no }) {
    const record = await statementOf(context, statementId)
    if (record.status !== 'computing') return { done: 0 }
    const done = await settleChunk(context, record, no)
    // From here one at a time, so that of two batches that end together the second sees that all are done.
    await sql`select from settlement.statement where county_code = ${context.county} and id = ${statementId} for update`.execute(
      context.transaction,
    )
    const open = await db(context)
      .selectFrom('settlement.chunk')
      .select('no')
      .where('countyCode', '=', context.county)
      .where('statementId', '=', statementId)
      .where('doneAt', 'is', null)
      .execute()
    if (open.some((chunk) => chunk.no === no + lanes)) await putOff(context, statementId, no + lanes)
    if (open.length === 0)
      await context.later(settlement, 'publish', { statementId }, { key: `${statementId} publish` })
    return { done }
  },

  async publish(context, { statementId }) {
    const record = await statementOf(context, statementId)
    if (record.status === 'computing') await published(context, record)
    return {}
  },

  async progress(context, { statementId }) {
    return progressOf(context, await statementOf(context, statementId))
  },

  async cancel(context, { statementId }) {
    const stopped = await db(context)
      .updateTable('settlement.statement')
      .set({ status: 'abandoned' })
      .where('countyCode', '=', context.county)
      .where('id', '=', statementId)
      .where('status', '=', 'computing')
      .executeTakeFirst()
    if (stopped.numUpdatedRows === 0n)
      refuse('refused', 'not_computing', '这张结算单没有在计算，不用停止。请刷新后查看')
    return {}
  },
})

const putOff = (context: Context, statementId: string, no: number): Promise<void> =>
  context.later(settlement, 'computeChunk', { statementId, no }, { key: `${statementId} ${no}` })

async function published(context: Context, record: StatementRecord) {
  const { payable, persons } = await publish(context, record)
  return { statementId: record.id, status: 'computed' as const, done: persons, total: persons, payable }
}

async function progressOf(context: Context, record: StatementRecord) {
  const rows = await sql<{ done: number; total: number }>`
    select coalesce(sum(line_count) filter (where done_at is not null), 0)::int as done, coalesce(sum(line_count), 0)::int as total
    from settlement.chunk where county_code = ${context.county} and statement_id = ${record.id}`.execute(
    context.transaction,
  )
  const { done = 0, total = 0 } = rows.rows[0] ?? {}
  return { statementId: record.id, status: record.status, done, total }
}

/** Computing the same month of the same provider is done one after the other, so that the second sees what the first made. */
async function takeTurn(context: Context, { month, organisationId }: Provider): Promise<void> {
  const names = [`settlement ${context.county} ${month}`, `settlement ${context.county} ${month} ${organisationId}`]
  for (const name of names)
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(context.transaction)
}

/** The statement that the new one replaces: one not yet sent, and the very one that the caller saw. */
async function replaceable(
  context: Context,
  { month, organisationId, replaces }: Provider & { replaces?: string | undefined },
): Promise<{ id: string } | undefined> {
  const rows = await db(context)
    .selectFrom('settlement.statement')
    .select(['id', 'status', 'computedByName', 'number'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('organisationId', '=', organisationId)
    .where('status', 'not in', ['superseded', 'abandoned'])
    .execute()
  const computing = rows.find(({ status }) => status === 'computing')
  if (computing)
    refuse('conflict', 'computing', `${computing.computedByName}正在计算这家机构本月的结算，请等计算完成，或先停止计算`)
  const [live] = rows
  if (!live) return undefined
  if (live.status === 'finance_approved')
    refuse('refused', 'approved', `结算单${live.number}已审定，不能重算。以后得知的变化在以后月份用更正行处理`)
  if (live.status !== 'computed' && live.status !== 'returned')
    refuse(
      'refused',
      'under_approval',
      `结算单${live.number}${statementStatusText[StatementStatus.parse(live.status)]}，不能重算。需要修改的，请先由审批人退回`,
    )
  if (live.id !== replaces)
    refuse(
      'conflict',
      'computed_meanwhile',
      `${live.computedByName}已计算过这家机构本月的结算（${live.number}）。请刷新后查看，确需重算再点“重新计算”`,
    )
  return live
}

async function nextNumber(context: Context, month: PlainMonth): Promise<string> {
  const { count } = await db(context)
    .selectFrom('settlement.statement')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .executeTakeFirstOrThrow()
  return `JS-${month}-${String(count + 1n).padStart(3, '0')}`
}

function chunksOf(lines: number) {
  return Array.from({ length: Math.max(1, Math.ceil(lines / linesOfChunk)) }, (_, index) => {
    const firstLine = index * linesOfChunk + 1
    const lastLine = Math.max(firstLine, Math.min(lines, firstLine + linesOfChunk - 1))
    return { no: index + 1, firstLine, lastLine, lineCount: Math.max(1, lastLine - firstLine + 1) }
  })
}

interface Asked extends Provider {
  townships: TownshipStanding[]
  replaces: string | null
}

async function factsFor(context: Context, asked: Asked) {
  const inForce = await context.policyOn(firstDay(asked.month))
  const policy = monthPolicy(inForce) ?? noRates(inForce)
  const provider = { ...asked, knownAt: context.now }
  const deductions = await deductionsOf(context, provider, policy)
  const corrections = await correctionsOf(context, provider)
  const facts: StatementFacts = {
    parts: partsOf(asked.townships, deductions, corrections),
    corrections: corrections.map(({ id, about, reason, carriedFrom }) => ({ id, about, reason, carriedFrom })),
  }
  // A score outside the county's table is refused here, before any work is staged.
  for (const each of facts.parts) factorFor(each.evaluation, policy.factor)
  return { policy, facts, packs: packsOf(inForce) }
}

const noRates = (inForce: PolicyInForce): never => {
  inForce.value('standard.care.rates')
  return refuse('refused', 'no_rates', '本县本月没有照料护理标准，不能结算')
}

const Sources = z.object({ packs: z.array(z.object({ area: z.string(), sm3: z.string() })) })
const packsOf = (inForce: PolicyInForce) => Sources.safeParse(inForce).data?.packs ?? []

const withoutTownship = ({ id, person, amount, clause, verified, heard, carriedFrom, citations }: PlacedDeduction) => ({
  id,
  person,
  amount,
  clause,
  verified,
  heard,
  carriedFrom,
  citations,
})

/** A township with nobody on the roster this month still has its part when something of an earlier month falls to it. */
function partsOf(
  townships: readonly TownshipStanding[],
  deductions: readonly PlacedDeduction[],
  corrections: readonly PlacedCorrection[],
): PartFacts[] {
  const evaluations = new Map(townships.map(({ id, evaluation }) => [id, evaluation]))
  const ids = new Set([
    ...evaluations.keys(),
    ...deductions.map((each) => each.township),
    ...corrections.map((each) => each.township),
  ])
  return [...ids].toSorted().map((township) => ({
    township,
    evaluation: evaluations.get(township) ?? { way: 'default_approved' as const, id: 'none' },
    deductions: deductions.filter((each) => each.township === township).map(withoutTownship),
    corrections: corrections
      .filter((each) => each.township === township)
      .map(({ id, month, person, amount, before, after }) => ({ id, month, person, amount, before, after })),
  }))
}

/** Rows of findings: finding one, numbering a new one, keeping each step. */
import { sql } from 'kysely'
import { addMonths, firstDay, lastDay, plainMonth, type PlainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { FindingKind, FindingSource, Severity } from './contract.ts'
import { numberText } from './rules.ts'

const db = tablesOf<'findings', 'access' | 'persons' | 'rosters'>()

const notFound = () => refuse('not_found', 'finding', '没有找到这个问题，或不在您的辖区')

function oneFinding(context: Context, findingId: string) {
  return db(context)
    .selectFrom('findings.finding')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', findingId)
}

export async function findingOf(context: Context, findingId: string) {
  return (await oneFinding(context, findingId).executeTakeFirst()) ?? notFound()
}
export type Stored = Awaited<ReturnType<typeof findingOf>>

/** Locked until the transaction ends, so that two hands on one button take turns. */
export async function lockedFinding(context: Context, findingId: string): Promise<Stored> {
  return (await oneFinding(context, findingId).forUpdate().executeTakeFirst()) ?? notFound()
}

export interface NewRow {
  month: PlainMonth
  organisationId: string
  townshipId: string
  personId: string | null
  kind: FindingKind
  severity: Severity
  source: FindingSource
  sourceId?: string | null
  facts: string
  fileId: string | null
  selfReported?: boolean
  honest?: boolean
}

/** Writes a clue with its number and first step. */
export async function writeClue(context: Context, row: NewRow): Promise<{ findingId: string; number: string }> {
  await requirePlaces(context, row)
  const id = context.newId()
  const no = await nextNo(context, row.month)
  const { sourceId = null, selfReported = false, honest = false, ...rest } = row
  await db(context)
    .insertInto('findings.finding')
    .values({
      ...rest,
      countyCode: context.county,
      id,
      no,
      sourceId,
      selfReported,
      honest,
      status: 'clue',
      recordedBy: context.actor.accountId,
      recordedAt: context.now,
    })
    .execute()
  await keepStep(context, { id, ...row }, { kind: 'recorded', words: row.facts, fileId: row.fileId })
  if (row.personId) context.concerns(row.personId)
  return { findingId: id, number: numberText(row.month, no) }
}

/** Numbers run through the month without gaps, so those who number wait for one another. */
async function nextNo(context: Context, month: PlainMonth): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`findings ${context.county} ${month}`}, 0))`.execute(
    context.transaction,
  )
  // Numbers of findings that the actor does not see count as well.
  const scope = { kind: 'county', counties: [context.county], ids: [] } as const
  const last = await context.within(scope, () =>
    db(context)
      .selectFrom('findings.finding')
      .select((eb) => eb.fn.max('no').as('no'))
      .where('countyCode', '=', context.county)
      .where('month', '=', month)
      .executeTakeFirst(),
  )
  return (last?.no ?? 0) + 1
}

async function requirePlaces(context: Context, row: NewRow): Promise<void> {
  const { scope } = context.actor
  if (scope.kind === 'townships' && !scope.ids.includes(row.townshipId)) notHere()
  if (scope.kind === 'organisation' && !scope.ids.includes(row.organisationId)) notHere()
  const township = await db(context)
    .selectFrom('access.areaView')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('id', '=', row.townshipId)
    .where('level', '=', 'township')
    .executeTakeFirst()
  const provider = await db(context)
    .selectFrom('access.organisationView')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('id', '=', row.organisationId)
    .where('kind', '=', 'provider')
    .executeTakeFirst()
  if (!township || !provider) notHere()
  if (row.personId && !(await personIsHere(context, row.personId))) notHere()
}

const notHere = (): never => refuse('not_found', 'place', '没有找到所选的乡镇、机构或人员，或不在您的辖区。请重新选择')

async function personIsHere(context: Context, personId: string): Promise<boolean> {
  const person = await db(context)
    .selectFrom('persons.personView')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  return person !== undefined
}

export interface NewStep {
  kind: 'recorded' | 'verified' | 'notified' | 'stated' | 'upheld' | 'partly' | 'dismissed'
  words: string
  fileId?: string | null
}

interface OfFinding {
  id: string
  organisationId: string
  townshipId: string
  personId: string | null
}

export async function keepStep(context: Context, finding: OfFinding, step: NewStep): Promise<void> {
  await db(context)
    .insertInto('findings.step')
    .values({
      countyCode: context.county,
      id: context.newId(),
      findingId: finding.id,
      organisationId: finding.organisationId,
      townshipId: finding.townshipId,
      personId: finding.personId,
      kind: step.kind,
      words: step.words,
      fileId: step.fileId ?? null,
      byAccount: context.actor.accountId,
      byName: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

/** Months of a provider that are approved or closed: a deduction cannot enter them any more. */
export async function doneMonths(context: Context, organisationId: string): Promise<Set<string>> {
  const approved = await db(context)
    .selectFrom('findings.approvedMonth')
    .select('month')
    .where('countyCode', '=', context.county)
    .where('organisationId', '=', organisationId)
    .execute()
  const closed = await db(context)
    .selectFrom('rosters.monthView')
    .select('month')
    .where('countyCode', '=', context.county)
    .where('status', '=', 'closed')
    .execute()
  return new Set([...approved, ...closed].map(({ month }) => month))
}

export const daysOf = (month: string) => ({ first: firstDay(plainMonth(month)), last: lastDay(plainMonth(month)) })
export const monthBefore = (month: string, count: number): PlainMonth => addMonths(plainMonth(month), -count)

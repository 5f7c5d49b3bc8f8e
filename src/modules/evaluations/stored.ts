/** Rows behind evaluations: one of them, who is on the roster where, the terms of the month, names. */
import { firstDay, lastDay, type PlainDate, type PlainMonth, plainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import { calendarOf } from '#modules/rosters/rules.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'evaluations', 'rosters' | 'access'>()

const notFound = () => refuse('not_found', 'evaluation', '没有找到这份考评，或不在您的辖区')

function oneEvaluation(context: Context, evaluationId: string) {
  return db(context)
    .selectFrom('evaluations.evaluation')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', '=', evaluationId)
}

export async function evaluationOf(context: Context, evaluationId: string) {
  return (await oneEvaluation(context, evaluationId).executeTakeFirst()) ?? notFound()
}
export type Stored = Awaited<ReturnType<typeof evaluationOf>>

/** Locked, of one's own township, and not yet sent: the only one that may be written into. */
export async function writableEvaluation(context: Context, evaluationId: string): Promise<Stored> {
  const evaluation = await evaluationOf(context, evaluationId)
  requireTownship(context, evaluation.townshipId)
  if (evaluation.status === 'sent') alreadySent()
  const locked = await oneEvaluation(context, evaluationId).forUpdate().executeTakeFirst()
  return locked ?? alreadySent()
}

export const alreadySent = () => refuse('refused', 'sent', '考评已送县民政局，不能修改。需要更正的，请补送更正说明')

/** The county never writes a township's evaluation, nor does one township another's. */
export function requireTownship(context: Context, townshipId: string): void {
  const { scope } = context.actor
  if (scope.kind === 'townships' && scope.ids.includes(townshipId)) return
  refuse('forbidden', 'own_township', '乡镇考评只能由本乡镇办理')
}

export interface RosterGroup {
  organisationId: string
  organisation: string
  townshipId: string
  township: string
  persons: number
}

/** Who serves how many where, by the locked rosters of a month. */
export async function rosterGroups(
  context: Context,
  month: PlainMonth,
  only: { organisationId?: string | undefined; townshipId?: string | undefined } = {},
): Promise<RosterGroup[]> {
  const { organisationId, townshipId } = only
  const rows = await db(context)
    .selectFrom('rosters.lineView as line')
    .innerJoin('access.areaView as township', 'township.id', 'line.townshipId')
    .leftJoin('access.organisationView as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'line.countyCode')
        .onRef('organisation.id', '=', 'line.organisationId'),
    )
    .select((eb) => [
      'line.organisationId',
      'organisation.name as organisation',
      'line.townshipId',
      'township.name as township',
      eb.fn.countAll<number>().as('persons'),
    ])
    .where('line.countyCode', '=', context.county)
    .where('line.month', '=', month)
    .$if(organisationId !== undefined, (query) => query.where('line.organisationId', '=', organisationId ?? ''))
    .$if(townshipId !== undefined, (query) => query.where('line.townshipId', '=', townshipId ?? ''))
    .groupBy(['line.organisationId', 'organisation.name', 'line.townshipId', 'township.name', 'township.sortOrder'])
    .orderBy('organisation.name')
    .orderBy('township.sortOrder')
    .orderBy('township.name')
    .execute()
  return rows.map((row) => ({ ...row, organisation: row.organisation ?? '', persons: Number(row.persons) }))
}

export interface Terms {
  scoresDueOn: PlainDate
  acceptanceDueOn: PlainDate
}

/** The month's terms as planned, else as the county's calendar has them. */
export async function termsOf(context: Context, month: PlainMonth): Promise<Terms> {
  const planned = await db(context)
    .selectFrom('rosters.monthView')
    .select(['scoresDueOn', 'acceptanceDueOn'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .executeTakeFirst()
  if (planned) return planned
  const policy = await context.policyOn(firstDay(month))
  const { days } = calendarOf(policy, month, await context.workingCalendar())
  return { scoresDueOn: days.scores_due, acceptanceDueOn: days.acceptance_due }
}

export async function namesOf(context: Context, evaluation: Stored) {
  const organisation = await db(context)
    .selectFrom('access.organisationView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('id', '=', evaluation.organisationId)
    .executeTakeFirst()
  const township = await db(context)
    .selectFrom('access.areaView')
    .select('name')
    .where('id', '=', evaluation.townshipId)
    .executeTakeFirst()
  return {
    organisation: { id: evaluation.organisationId, name: organisation?.name ?? '' },
    township: { id: evaluation.townshipId, name: township?.name ?? '' },
  }
}

export const policyOfMonth = (context: Context, month: string) => context.policyOn(lastDay(plainMonth(month)))

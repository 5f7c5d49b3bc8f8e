/** The sampled person's month at a glance: what the visits say, last month's score and findings. */
import { sql } from 'kysely'
import { addMonths, plainMonth } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Stored } from './stored.ts'

const db = tablesOf<'evaluations', 'findings'>()

export interface Glance {
  visits: number | null
  valid: number | null
  doubtful: number | null
  lastScoreTenths: number | null
  lastFindings: number
}

export const nothingSeen: Glance = { visits: 0, valid: 0, doubtful: 0, lastScoreTenths: null, lastFindings: 0 }

interface Served {
  personId: string
  visits: number
  valid: number
  doubtful: number
}

export async function glancesOf(context: Context, evaluation: Stored): Promise<Map<string, Glance>> {
  const last = addMonths(plainMonth(evaluation.month), -1)
  const glances = new Map<string, Glance>()
  const of = (personId: string): Glance => glances.get(personId) ?? nothingSeen
  for (const { personId, ...served } of await servedOf(context, evaluation))
    glances.set(personId, { ...of(personId), ...served })
  for (const { personId, scoreTenths } of await scoresOf(context, evaluation, last))
    glances.set(personId, { ...of(personId), lastScoreTenths: scoreTenths })
  for (const { personId, count } of await findingsOf(context, evaluation, last))
    if (personId) glances.set(personId, { ...of(personId), lastFindings: Number(count) })
  return glances
}

async function servedOf(context: Context, { month, organisationId }: Stored): Promise<Served[]> {
  const found = await sql<Served>`select person_id, visits, valid, doubtful
    from visits.served(${context.county}, ${month}, ${organisationId})`.execute(context.transaction)
  return found.rows
}

function scoresOf(context: Context, { organisationId, townshipId }: Stored, month: string) {
  return db(context)
    .selectFrom('evaluations.sheetView')
    .select(['personId', 'scoreTenths'])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('organisationId', '=', organisationId)
    .where('townshipId', '=', townshipId)
    .execute()
}

function findingsOf(context: Context, { organisationId, townshipId }: Stored, month: string) {
  return db(context)
    .selectFrom('findings.findingView')
    .select((eb) => ['personId', eb.fn.countAll<number>().as('count')])
    .where('countyCode', '=', context.county)
    .where('month', '=', month)
    .where('organisationId', '=', organisationId)
    .where('townshipId', '=', townshipId)
    .where('status', '<>', 'dismissed')
    .groupBy('personId')
    .execute()
}

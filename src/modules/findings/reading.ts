/** Showing findings: lists by month and state, one with its whole way, and what was decided about the like before. */
import { sql } from 'kysely'
import { type Instant, plainMonth } from '#kernel/calendar.ts'
import type { OutputOf } from '#kernel/contract.ts'
import { may } from '#kernel/permission.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { feeOf } from './clauses.ts'
import { type FindingRow, type FindingSource, type FindingStatus, findings } from './contract.ts'
import { aboutDeciding } from './hearing.ts'
import { decidableFrom, delayHours, numberText, objectionsToDeciding } from './rules.ts'
import { daysOf, findingOf, type Stored } from './stored.ts'

const db = tablesOf<'findings', 'access' | 'persons' | 'rosters'>()

type Output<Name extends keyof typeof findings.operations> = OutputOf<(typeof findings.operations)[Name]>
const decided: readonly FindingStatus[] = ['upheld', 'partly', 'dismissed']

export const reading = part(findings, {
  async list(context, input): Promise<Output<'list'>> {
    const { page, pageSize, sort, ...filter } = input
    const rows = await sorted(rowsOf(context, filter), sort)
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const total = await context.transaction
      .withTables<{ found: { id: string } }>()
      .selectFrom(rowsOf(context, filter).clearSelect().select('finding.id').limit(1001).as('found'))
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    for (const row of rows) if (row.personId) context.concerns(row.personId)
    context.shows(filter, rows.length)
    return {
      rows: rows.map((row) => asRow(context, row)),
      total: Number(total.total),
      at: context.now,
      counts: await countsOf(context, filter),
    }
  },

  async get(context, { findingId }): Promise<Output<'get'>> {
    const finding = await findingOf(context, findingId)
    const row = await rowsOf(context, { status: [] }).where('finding.id', '=', findingId).executeTakeFirstOrThrow()
    if (finding.personId) context.concerns(finding.personId)
    const policy = await context.policyOn(daysOf(finding.month).last)
    const about = await aboutDeciding(context, finding)
    const objections = objectionsToDeciding(
      { ...finding, feeNotServed: about.fee },
      { result: 'upheld', amountFen: 0n, hasClause: true },
      { by: context.actor.accountId, today: context.today, citations: about.citations },
    )
    const fee = finding.personId ? await feeOf(context, finding, policy) : undefined
    return {
      ...asRow(context, row),
      steps: await stepsOf(context, findingId),
      incident: await incidentOf(context, findingId),
      earlier: await earlierOf(context, finding),
      roster: finding.personId
        ? { onRoster: fee !== undefined, level: fee?.level ?? null, fee: fee?.fen ?? null }
        : null,
      mayDecide: may(context.actor, 'findings.decide') && objections.length === 0,
      decideObjection: objections.map(({ message }) => message).join('；'),
      citations: about.citations,
    }
  },

  async openFile(context, { findingId, fileId }) {
    const steps = await stepsOf(context, findingId)
    const finding = await findingOf(context, findingId)
    if (finding.fileId !== fileId && !steps.some((step) => step.fileId === fileId))
      refuse('not_found', 'file', '没有找到这份附件')
    const file = await storedFile(context, fileId)
    if (finding.personId) context.concerns(finding.personId)
    return { ticket: await ticketFor(context, fileId), name: file.name }
  },
})

interface Filter {
  month?: string | undefined
  organisationId?: string | undefined
  townshipId?: string | undefined
  status: readonly FindingStatus[]
  severity?: 'minor' | 'ordinary' | 'serious' | undefined
  source?: FindingSource | undefined
  words?: string | undefined
}

export function rowsOf(context: Context, filter: Filter) {
  const { month, organisationId, townshipId, status, severity, source, words } = filter
  return db(context)
    .selectFrom('findings.finding as finding')
    .leftJoin('access.organisationView as organisation', (join) =>
      join
        .onRef('organisation.countyCode', '=', 'finding.countyCode')
        .onRef('organisation.id', '=', 'finding.organisationId'),
    )
    .leftJoin('access.areaView as township', 'township.id', 'finding.townshipId')
    .leftJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'finding.countyCode').onRef('person.id', '=', 'finding.personId'),
    )
    .leftJoin('findings.decision as decision', (join) =>
      join.onRef('decision.countyCode', '=', 'finding.countyCode').onRef('decision.findingId', '=', 'finding.id'),
    )
    .selectAll('finding')
    .select([
      'organisation.name as organisation',
      'township.name as township',
      'person.name as person',
      'decision.amountFen',
      'decision.month as settledIn',
    ])
    .where('finding.countyCode', '=', context.county)
    .$if(month !== undefined, (query) => query.where('finding.month', '=', month ?? ''))
    .$if(organisationId !== undefined, (query) => query.where('finding.organisationId', '=', organisationId ?? ''))
    .$if(townshipId !== undefined, (query) => query.where('finding.townshipId', '=', townshipId ?? ''))
    .$if(status.length > 0, (query) => query.where('finding.status', 'in', status))
    .$if(severity !== undefined, (query) => query.where('finding.severity', '=', severity ?? 'serious'))
    .$if(source !== undefined, (query) => query.where('finding.source', '=', source ?? 'incident'))
    .$if(words !== undefined && words !== '', (query) => query.where(hasWords(words ?? '')))
}

const hasWords = (words: string) =>
  sql<boolean>`strpos(concat_ws(' ', person.name, finding.facts, finding.month || '-' || lpad(finding.no::text, 3, '0')), ${words}) > 0`

type Rows = ReturnType<typeof rowsOf>
type Row = Awaited<ReturnType<Rows['execute']>>[number]

function sorted(rows: Rows, sort: 'recorded' | 'due' | 'severity'): Rows {
  if (sort === 'due') return rows.orderBy('finding.hearingDueOn', 'asc').orderBy('finding.id')
  if (sort === 'severity') return rows.orderBy('finding.severity', 'desc').orderBy('finding.id')
  return rows.orderBy('finding.month', 'desc').orderBy('finding.no')
}

function asRow(context: Context, row: Row): FindingRow {
  return {
    id: row.id,
    number: numberText(row.month, row.no),
    month: plainMonth(row.month),
    organisationId: row.organisationId,
    organisation: row.organisation ?? '',
    townshipId: row.townshipId,
    township: row.township ?? '',
    personId: row.personId,
    person: row.person,
    kind: row.kind,
    severity: row.severity,
    source: row.source,
    facts: row.facts,
    status: row.status,
    selfReported: row.selfReported,
    honest: row.honest,
    recordedAt: row.recordedAt,
    hearingDueOn: row.hearingDueOn,
    decidableFrom: decidableFrom(row, context.today) ?? null,
    heardAt: row.heardAt,
    proposedFen: row.proposedFen,
    proposedBasis: row.proposedBasis,
    clauseNo: row.clauseNo,
    clauseText: row.clauseText,
    amountFen: row.amountFen,
    settledIn: row.settledIn && row.amountFen ? plainMonth(row.settledIn) : null,
  }
}

async function countsOf(context: Context, filter: Filter): Promise<Output<'list'>['counts']> {
  const rows = await rowsOf(context, { ...filter, status: [] })
    .clearSelect()
    .select((eb) => ['finding.status', 'finding.hearingDueOn', eb.fn.countAll<number>().as('count')])
    .groupBy(['finding.status', 'finding.hearingDueOn'])
    .execute()
  const sum = (holds: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(holds).reduce((total, { count }) => total + Number(count), 0)
  const over = (row: (typeof rows)[number]) => row.hearingDueOn !== null && row.hearingDueOn < context.today
  return {
    toHear: sum((row) => row.status === 'notified' && !over(row)),
    toDecide: sum((row) => row.status === 'heard' || (row.status === 'notified' && over(row))),
    decided: sum(({ status }) => decided.includes(status)),
  }
}

async function stepsOf(context: Context, findingId: string): Promise<Output<'get'>['steps']> {
  const rows = await db(context)
    .selectFrom('findings.step')
    .select(['kind', 'words', 'byName', 'at', 'fileId'])
    .where('countyCode', '=', context.county)
    .where('findingId', '=', findingId)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(({ byName, ...row }) => ({ ...row, by: byName }))
}

async function incidentOf(context: Context, findingId: string): Promise<Output<'get'>['incident']> {
  const row = await db(context)
    .selectFrom('findings.incident')
    .select(['knownAt', 'reportedAt', 'delayReason'])
    .where('countyCode', '=', context.county)
    .where('findingId', '=', findingId)
    .executeTakeFirst()
  return row ? { ...row, hours: hoursBetween(row) } : null
}

const hoursBetween = ({ knownAt, reportedAt }: { knownAt: Instant; reportedAt: Instant }) =>
  delayHours(knownAt, reportedAt)

/** Findings of the same kind about this provider in earlier months, those about the same person first. */
async function earlierOf(context: Context, finding: Stored): Promise<Output<'get'>['earlier']> {
  const rows = await rowsOf(context, { organisationId: finding.organisationId, status: [] })
    .where('finding.kind', '=', finding.kind)
    .where('finding.month', '<', finding.month)
    .orderBy('finding.month', 'desc')
    .orderBy('finding.no')
    .limit(20)
    .execute()
  return rows
    .map((row) => ({
      id: row.id,
      number: numberText(row.month, row.no),
      month: plainMonth(row.month),
      facts: row.facts,
      status: row.status,
      amountFen: row.amountFen,
      samePerson: row.personId !== null && row.personId === finding.personId,
    }))
    .toSorted((a, b) => Number(b.samePerson) - Number(a.samePerson))
}

/** What a month's edition is given for each person: roster line, agreement, visits, and what the rules of the month ask besides. */
import { sql, type RawBuilder } from 'kysely'
import { addDays, firstDay, type Instant, lastDay, type PlainDate, type PlainMonth } from '#kernel/calendar.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { absencesOf, newsAbout, spansOf, standingOf, type Standing } from './gather-facts.ts'
import type { AbsenceKind, Exclusion, MonthPolicy, RosterLine } from './month-input.ts'
import { visitsDigest } from './line.ts'

export interface Gathering {
  month: PlainMonth
  organisationId: string
  knownAt: Instant
  policy: MonthPolicy
  contractEndsOn: PlainDate | null
}

export interface GatheredLine {
  townshipId: string
  line: RosterLine
}

interface Row {
  lineId: string
  personId: string
  townshipId: string
  level: SelfCareLevel
  agreementId: string | null
  agreementOn: PlainDate | null
  visits: number
  valid: number
  digest: string | null
  days: PlainDate[] | null
}

const noVisits = visitsDigest([])

/** Lines of the roster from one number to another, in their order. */
export async function gatherLines(
  context: Context,
  of: Gathering & { rosterId: string; lockedAt: Instant },
  lines: { first: number; last: number },
): Promise<GatheredLine[]> {
  const picked = sql`select id, person_id, township_id, level from rosters.line_view
    where county_code = ${context.county} and roster_id = ${of.rosterId} and line_no between ${lines.first} and ${lines.last}`
  const rows = await gatherRows(context, of, picked)
  // The roster was right when it was locked; only what became known since can make a person of it unpaid.
  const asked = { day: firstDay(of.month), knownAt: of.knownAt }
  const persons = await newsAbout(context, { ...asked, after: of.lockedAt, among: picked })
  const late = await standingOf(context, { ...asked, persons })
  return withFacts(context, of, rows, (row) => exclusionBy(late.get(row.personId)))
}

/** Persons of a settled month with what is known of it by now: level, status and mode as they hold today for its first day. */
export async function gatherAgain(
  context: Context,
  of: Gathering,
  lines: readonly { lineId: string; personId: string; townshipId: string; level: SelfCareLevel | null }[],
): Promise<GatheredLine[]> {
  const persons = lines.map(({ personId }) => personId)
  const picked = sql`select * from unnest(${lines.map(({ lineId }) => lineId)}::uuid[], ${persons}::uuid[],
    ${lines.map(({ townshipId }) => townshipId)}::uuid[], ${lines.map(({ level }) => level)}::text[]) as t (id, person_id, township_id, level)`
  const rows = await gatherRows(context, of, picked)
  const now = await standingOf(context, { day: firstDay(of.month), knownAt: of.knownAt, persons })
  const present = rows.map((row) => ({ ...row, level: now.get(row.personId)?.level ?? row.level }))
  return withFacts(context, of, present, (row) => exclusionBy(now.get(row.personId)))
}

/**
 * Person by person through the indexes: with joins over sets a table that nobody has analysed yet, such as after an import of
 * a whole county, is read once for every person.
 */
async function gatherRows(context: Context, of: Gathering, picked: RawBuilder<unknown>): Promise<Row[]> {
  const { county } = context
  const [first, last] = [firstDay(of.month), lastDay(of.month)]
  // Days of verified service count only where the contract ends in the month.
  const days = of.contractEndsOn
    ? sql`array_agg(distinct (v.started_at at time zone 'Asia/Shanghai')::date) filter (where v.verdict = 'valid')`
    : sql`null::date[]`
  const found = await sql<Row>`
    select p.id as line_id, p.person_id, p.township_id, p.level, agreed.id as agreement_id, agreed.effective_from as agreement_on,
      coalesce(served.visits, 0) as visits, coalesce(served.valid, 0) as valid, served.digest, served.days
    from (${picked}) p
    left join lateral (
      select a.id, a.effective_from from agreements.agreement_view a
      where a.county_code = ${county} and a.person_id = p.person_id and a.kind = 'dispersed' and a.effective_from is not null
        and (a.effective_to is null or (a.effective_to >= ${first}::date and a.effective_to >= a.effective_from))
        and (a.organisation_id is null or a.organisation_id = ${of.organisationId})
      order by a.effective_from limit 1) agreed on true
    left join lateral (
      select count(*)::int as visits, (count(*) filter (where v.verdict = 'valid'))::int as valid,
        encode(sha256(convert_to(string_agg(v.id::text, ',' order by v.id), 'UTF8')), 'hex') as digest,
        ${days} as days
      from visits.visit_view v
      where v.county_code = ${county} and v.person_id = p.person_id and v.month = ${of.month} and v.organisation_id = ${of.organisationId}
        and v.recorded_at <= ${of.knownAt}::timestamptz
        and v.started_at >= ${addDays(first, -2)}::date and v.started_at < ${addDays(last, 3)}::date) served on true`.execute(
    context.transaction,
  )
  return found.rows.map((row) => ({
    ...row,
    agreementId:
      row.agreementOn && row.agreementOn > last && of.policy.lateAgreement.value === 'not_required'
        ? null
        : row.agreementId,
  }))
}

async function withFacts(
  context: Context,
  of: Gathering,
  rows: readonly Row[],
  excluded: (row: Row) => Exclusion | undefined,
): Promise<GatheredLine[]> {
  const { policy, month, knownAt } = of
  const persons = rows.map(({ personId }) => personId)
  const byDay = policy.partialMonth.value === 'by_day'
  const wanted: readonly AbsenceKind[] = policy.unpaidAbsences.value
  const spans = byDay ? await spansOf(context, { month, knownAt, persons }) : new Map<string, RosterLine['spans']>()
  const absences =
    wanted.length > 0
      ? await absencesOf(context, { month, knownAt, persons })
      : new Map<string, RosterLine['absences']>()
  const ends = of.contractEndsOn !== null
  return rows.map((row) => {
    const { lineId, personId, townshipId, level, agreementId, agreementOn, visits, valid, digest, days } = row
    const exclusion = excluded(row)
    const own = {
      spans: spans.get(personId),
      absences: absences.get(personId),
      verified: ends ? (days ?? []) : undefined,
    }
    const line: RosterLine = {
      person: personId,
      roster: lineId,
      level,
      agreement: agreementId && agreementOn ? { id: agreementId, on: agreementOn } : null,
      visits: { count: visits, valid, digest: digest ?? noVisits },
      ...(own.spans ? { spans: own.spans } : {}),
      ...(own.absences ? { absences: own.absences } : {}),
      ...(own.verified ? { verifiedDays: own.verified.toSorted() } : {}),
      ...(exclusion ? { exclusion } : {}),
    }
    return { townshipId, line }
  })
}

/** Why a person who is on the roster is not paid for after all (F-17). */
function exclusionBy(standing: Standing | undefined): Exclusion | undefined {
  if (!standing) return undefined
  if (standing.status && standing.status !== 'active') return standing.endReason === 'death' ? 'died' : 'exited'
  return standing.mode === 'centralised' ? 'centralised' : undefined
}

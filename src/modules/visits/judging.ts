/** Judges stored visits by the rules and keeps what changed. Whatever order they came in, the verdicts of a day are the same. */
import { sql } from 'kysely'
import { addDays, dayOf, startOf } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import type { Reason } from '#kernel/refusal.ts'
import { loadAround } from './facts.ts'
import type { Point, Verdict } from './shapes.ts'
import { notOwn, readVisits, standing, type StoredVisit } from './stored.ts'
import { type Judgement, verdictOf } from './verdict.ts'

/** Visits whose verdict may change because these came in: same carer that day, same two later on, same photo. */
export async function affectedBy(
  context: Context,
  visits: readonly StoredVisit[],
  onlyBatch: string | null,
  fresh: readonly StoredVisit[] = [],
): Promise<string[]> {
  const spans = visits.map((visit) => ({
    carer: visit.carerId,
    before: startOf(addDays(dayOf(visit.startedAt), -1)),
    from: startOf(dayOf(visit.startedAt)),
    until: startOf(addDays(dayOf(visit.endedAt), 1)),
    person: visit.personId,
    month: visit.month,
    at: visit.startedAt,
  }))
  const distinct = [...new Map(spans.map((span) => [`${span.carer} ${span.from} ${span.until}`, span])).values()]
  const within = onlyBatch === null ? sql`` : sql`and v.batch_id = ${onlyBatch}::uuid`
  const own = fresh.map(({ id }) => id)
  const found = await sql<{ id: string }>`
    select v.id from jsonb_to_recordset(${JSON.stringify(distinct)}::jsonb)
        as s (carer uuid, before timestamptz, "from" timestamptz, until timestamptz)
      join visits.visit v on v.carer_id = s.carer and v.started_at >= s.before and v.started_at < s.until and v.ended_at >= s."from"
      where v.county_code = ${context.county} ${within} ${notOwn(context, fresh)}
    union
    select v.id from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as s (person uuid, carer uuid, month text, at timestamptz)
      join lateral (select v.id from visits.visit v
        where v.county_code = ${context.county} and v.person_id = s.person and v.carer_id = s.carer and v.month = s.month
          and v.started_at >= s.at ${within} ${notOwn(context, fresh)} and ${standing(onlyBatch)}
        order by v.started_at, v.id limit 4) v on true
    union
    select v.id from visits.photo p join visits.visit v on v.county_code = p.county_code and v.id = p.visit_id ${within}
      where p.county_code = ${context.county} and p.hash = any(${visits.flatMap(({ photos }) => photos)}::text[])
        and p.visit_id <> all(${own}::uuid[])`.execute(context.transaction)
  return found.rows.map(({ id }) => id)
}

interface Standing {
  visitId: string
  no: number
  byRule: boolean
  verdict: Verdict
  codes: string[]
  /** Of the last judgement by rule, also where a person decided since. */
  ruled: { verdict: Verdict; reasons: Reason[]; score: number; codes: string[] } | null
}

export interface Judged {
  id: string
  judgement: Judgement
  /** Whether a row was written. */
  changed: boolean
}

/** Expects the county's scope and its turn. What was just written (`fresh`) is among what is judged and is not read again. */
export async function judge(
  context: Context,
  ids: readonly string[],
  batchId: string | null,
  fresh: readonly StoredVisit[] = [],
): Promise<Judged[]> {
  const known = new Set(fresh.map(({ id }) => id))
  const others = ids.filter((id) => !known.has(id))
  if (fresh.length + others.length === 0) return []
  const visits = [...fresh, ...(others.length > 0 ? await readVisits(context, others) : [])]
  const around = await loadAround(context, { visits, batchId, fresh })
  const before = others.length > 0 ? await standingVerdicts(context, others) : new Map<string, Standing>()
  const judged = visits.map((visit) => {
    const { facts, limits } = around.of(visit)
    const judgement = verdictOf(visit, facts, limits)
    return { visit, judgement, last: before.get(visit.id) }
  })
  const news = judged.filter(({ judgement, last }) => !last || isNews(judgement, last))
  await keep(context, news)
  const written = new Set(news.map(({ visit }) => visit.id))
  return judged.map(({ visit, judgement }) => ({ id: visit.id, judgement, changed: written.has(visit.id) }))
}

const codesOf = ({ reasons }: Pick<Judgement, 'reasons'>) => reasons.map(({ code }) => code)
const wordsOf = ({ verdict, score, reasons }: Pick<Judgement, 'verdict' | 'score' | 'reasons'>) =>
  [verdict, score, ...reasons.map(({ message }) => message)].join('\n')

/** What a person decided stands until something comes up that he did not know. */
function isNews(judgement: Judgement, { byRule, ruled }: Standing): boolean {
  if (!ruled) return true
  if (byRule) return wordsOf(judgement) !== wordsOf(ruled)
  return codesOf(judgement).some((code) => !ruled.codes.includes(code))
}

async function standingVerdicts(context: Context, ids: readonly string[]): Promise<Map<string, Standing>> {
  const found = await sql<Standing>`
    select last.visit_id, last.no, last.by_rule, last.verdict, last.codes,
      case when last.by_rule then jsonb_build_object('verdict', last.verdict, 'reasons', last.reasons, 'score', last.score, 'codes', last.codes)
        else (select jsonb_build_object('verdict', d.verdict, 'reasons', d.reasons, 'score', d.score, 'codes', d.codes) from visits.verdict d
          where d.county_code = ${context.county} and d.visit_id = last.visit_id and d.by_rule order by d.no desc limit 1) end as ruled
    from (select distinct on (d.visit_id) d.* from visits.verdict d
      where d.county_code = ${context.county} and d.visit_id = any(${ids}::uuid[]) order by d.visit_id, d.no desc) last`.execute(
    context.transaction,
  )
  return new Map(found.rows.map((row) => [row.visitId, row]))
}

type News = { visit: StoredVisit; judgement: Judgement; last: Standing | undefined }

async function keep(context: Context, news: readonly News[]): Promise<void> {
  if (news.length === 0) return
  const rows = news.map(({ visit, judgement, last }) => ({
    visit_id: visit.id,
    no: (last?.no ?? 0) + 1,
    month: visit.month,
    organisation_id: visit.organisationId,
    township_id: visit.townshipId,
    person_id: visit.personId,
    verdict: judgement.verdict,
    codes: codesOf(judgement),
    reasons: judgement.reasons,
    points: judgement.points,
    score: judgement.score,
  }))
  await insertVerdicts(context, rows, { byRule: true, words: '' })
}

export interface VerdictRow {
  visit_id: string
  no: number
  month: string
  organisation_id: string
  township_id: string
  person_id: string
  verdict: Verdict
  codes: readonly string[]
  reasons: readonly Reason[]
  points: readonly Point[]
  score: number
}

export async function insertVerdicts(
  context: Context,
  rows: readonly VerdictRow[],
  by: { byRule: boolean; words: string },
): Promise<void> {
  const { county, actor, now, entryId } = context
  const name = by.byRule ? '系统核验' : actor.name
  context.wrote('visits.verdict')
  await sql`insert into visits.verdict (county_code, visit_id, no, month, organisation_id, township_id, person_id, verdict, codes, reasons,
      points, score, by_rule, account_id, account_name, words, at, entry_id)
    select ${county}, r.visit_id, r.no, r.month, r.organisation_id, r.township_id, r.person_id, r.verdict, r.codes, r.reasons, r.points, r.score,
      ${by.byRule}, ${actor.accountId}, ${name}, ${by.words}, ${now}::timestamptz, ${entryId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (visit_id uuid, no int, month text, organisation_id uuid, township_id uuid,
      person_id uuid, verdict text, codes text[], reasons jsonb, points jsonb, score int)`.execute(context.transaction)
}

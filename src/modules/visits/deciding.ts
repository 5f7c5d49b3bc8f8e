/** What people hold of visits: one decision for many with the same reason, questions to the provider, problems. */
import { sql } from 'kysely'
import { dateText, dayOf, type Instant, plainMonth } from '#kernel/calendar.ts'
import { Refusal, refuse, type Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { turnedIntoProblem, visits } from './contract.ts'
import { insertVerdicts } from './judging.ts'
import { requireMonthOpen } from './months.ts'
import type { Point, Verdict } from './shapes.ts'
import { inTurn } from './stored.ts'
import { shortDay } from './verdict.ts'

export interface Shown {
  id: string
  month: string
  organisationId: string
  townshipId: string
  personId: string
  startedAt: Instant
  verdict: Verdict
  codes: string[]
  reasons: Reason[]
  points: Point[]
  score: number
  no: number
  takenBy: string
}

export const deciding = part(visits, {
  async decide(context, { visitIds, verdict, reason }) {
    await inTurn(context)
    const chosen = await shownVisits(context, visitIds)
    for (const month of new Set(chosen.map((each) => each.month))) await requireMonthOpen(context, month)
    requireDecidable(context, chosen)
    context.because(reason)
    const rows = chosen.map(({ id, no, month, codes, reasons, points, score, ...visit }) => ({
      visit_id: id,
      no: no + 1,
      month,
      organisation_id: visit.organisationId,
      township_id: visit.townshipId,
      person_id: visit.personId,
      verdict,
      codes,
      reasons,
      points,
      score,
    }))
    await insertVerdicts(context, rows, { byRule: false, words: reason })
    return { decided: rows.length }
  },

  async askExplanation(context, { visitIds, words }) {
    const chosen = await shownVisits(context, visitIds)
    await insertExplanations(context, chosen, { kind: 'asked', words })
    return { asked: chosen.length }
  },

  async explain(context, { visitId, words }) {
    const chosen = await shownVisits(context, [visitId])
    await insertExplanations(context, chosen, { kind: 'answered', words })
    return {}
  },

  async turnIntoProblem(context, { visitId, reason }) {
    const [visit] = await shownVisits(context, [visitId])
    if (!visit) return refuse('not_found', 'visit', '没有找到这条服务记录，或不在您的辖区')
    const objections = visit.reasons.map(({ message }) => message).join('；') || '核验未见异常'
    await context.announce(turnedIntoProblem, {
      visitId,
      month: plainMonth(visit.month),
      organisationId: visit.organisationId,
      townshipId: visit.townshipId,
      personId: visit.personId,
      codes: visit.reasons.map(({ code }) => code),
      facts: `${dateText(dayOf(visit.startedAt))}的服务记录：${objections}`,
      reason,
    })
    context.because(reason)
    return {}
  },
})

/** Whoever entered a visit does not judge it; a replaced one is no longer judged. */
function requireDecidable(context: Context, chosen: readonly Shown[]): void {
  const own = chosen.filter(({ takenBy }) => takenBy === context.actor.accountId)
  const over = chosen.filter(({ codes }) => codes.includes('corrected') || codes.includes('undone'))
  const days = (some: readonly Shown[]) =>
    [...new Set(some.map(({ startedAt }) => shortDay(dayOf(startedAt))))].slice(0, 5).join('、')
  const reasons: Reason[] = []
  if (own.length > 0)
    reasons.push({
      code: 'maker_is_checker',
      message: `${own.length}条（${days(own)}）由您录入，须由他人判定。请取消勾选`,
      count: own.length,
    })
  if (over.length > 0)
    reasons.push({
      code: 'replaced',
      message: `${over.length}条（${days(over)}）已更正或撤销，不再判定。请取消勾选`,
      count: over.length,
    })
  if (reasons.length > 0) throw new Refusal('refused', reasons)
}

export async function shownVisits(context: Context, ids: readonly string[]): Promise<Shown[]> {
  const wanted = [...new Set(ids)]
  const found = await sql<Shown>`
    select v.id, v.month, v.organisation_id, v.township_id, v.person_id, v.started_at, v.verdict, v.codes, v.reasons, v.points, v.score,
      v.judgements as no, o.taken_by
    from visits.visit_view v join visits.visit o on o.county_code = v.county_code and o.id = v.id
    where v.county_code = ${context.county} and v.id = any(${wanted}::uuid[]) order by v.started_at, v.id`.execute(
    context.transaction,
  )
  if (found.rows.length < wanted.length)
    refuse(
      'not_found',
      'visit',
      `${wanted.length - found.rows.length}条服务记录没有找到，或不在您的辖区。请刷新后重新选择`,
    )
  for (const { personId } of found.rows) context.concerns(personId)
  return found.rows
}

async function insertExplanations(
  context: Context,
  chosen: readonly Shown[],
  said: { kind: 'asked' | 'answered'; words: string },
) {
  const { county, actor, now, entryId } = context
  const rows = chosen.map((visit) => ({
    id: context.newId(),
    visit_id: visit.id,
    organisation_id: visit.organisationId,
    township_id: visit.townshipId,
    person_id: visit.personId,
  }))
  context.wrote('visits.explanation')
  await sql`insert into visits.explanation (county_code, id, visit_id, organisation_id, township_id, person_id, kind, words, account_id,
      account_name, at, entry_id)
    select ${county}, r.id, r.visit_id, r.organisation_id, r.township_id, r.person_id, ${said.kind}, ${said.words}, ${actor.accountId},
      ${actor.name}, ${now}::timestamptz, ${entryId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, visit_id uuid, organisation_id uuid, township_id uuid, person_id uuid)`.execute(
    context.transaction,
  )
}

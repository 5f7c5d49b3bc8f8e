/** One visit with its six facts, plan against done and the carer's day; one person's month as squares. */
import { sql } from 'kysely'
import { dayOf, firstDay, type Instant, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { type ListedVisit, type MonthDay, type VisitDetail, visits } from './contract.ts'
import { policyOfDay } from './day-policy.ts'
import { inWgs84, metresBetween } from './distance.ts'
import { daysOf, labelled, listed, whereOf } from './listing.ts'
import { isClosed } from './months.ts'
import type { Verdict } from './shapes.ts'
import { readVisits, select, standing, type StoredVisit } from './stored.ts'
import { contentText, serviceText } from './words.ts'

const oldestFirst = sql`v.started_at, v.id`

export const detail = part(visits, {
  async visit(context, { visitId }) {
    const [stored] = await readVisits(context, [visitId])
    const [row] = await listed(context, sql`v.id = ${visitId}::uuid`, { order: oldestFirst, limit: 1, offset: 0 })
    if (!row || !stored) return refuse('not_found', 'visit', '没有找到这条服务记录，或不在您的辖区')
    context.concerns(row.personId)
    return { ...row, ...(await aboutVisit(context, stored)) }
  },

  async personMonth(context, { personId, month }) {
    context.concerns(personId)
    const filter = { month, personId, verdict: [], late: false }
    const rows = await listed(context, whereOf(context, filter), { order: oldestFirst, limit: 500, offset: 0 })
    const person = await sql<{ name: string }>`select name from persons.person_view
      where county_code = ${context.county} and id = ${personId}::uuid`.execute(context.transaction)
    const name = person.rows[0]?.name ?? refuse('not_found', 'person', '没有找到这个人，或不在您的辖区')
    const byDay = Map.groupBy(rows, ({ startedAt }) => dayOf(startedAt))
    return {
      personId,
      person: name,
      level: await levelOf(context, personId, month),
      days: daysOf(month).map((day) => squareOf(day, byDay.get(day) ?? [])),
      visits: rows.length,
      ...counted(rows),
      minutes: rows.filter(({ verdict }) => verdict === 'valid').reduce((sum, { minutes }) => sum + minutes, 0),
      items: itemsOf(rows),
    }
  },
})

const rankOf: Record<Verdict, number> = { valid: 0, doubtful: 1, not_counted: 2 }

function squareOf(day: PlainDate, rows: readonly ListedVisit[]): MonthDay {
  const best = rows.toSorted((one, other) => rankOf[one.verdict] - rankOf[other.verdict])[0]
  return {
    day,
    verdict: best?.verdict ?? null,
    visits: rows.map(({ id, startedAt, endedAt, verdict, carer }) => ({ id, startedAt, endedAt, verdict, carer })),
  }
}

const counted = (rows: readonly { verdict: Verdict }[]) => {
  const of = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length
  return { valid: of('valid'), doubtful: of('doubtful'), notCounted: of('not_counted') }
}

/** How often each item was done, over visits that count. */
function itemsOf(rows: readonly ListedVisit[]) {
  const times = new Map<string, { code: string; title: string; times: number }>()
  for (const row of rows.filter(({ verdict }) => verdict !== 'not_counted')) {
    const done = [
      ...row.services.map((code) => labelled(code, serviceText)),
      ...row.contents.map((code) => labelled(code, contentText)),
    ]
    for (const item of done) times.set(item.code, { ...item, times: (times.get(item.code)?.times ?? 0) + 1 })
  }
  return [...times.values()]
}

export async function levelOf(context: Context, personId: string, month: string): Promise<SelfCareLevel | null> {
  const found = await sql<{ level: SelfCareLevel }>`select level from rosters.line_view
    where county_code = ${context.county} and month = ${month} and person_id = ${personId}::uuid`.execute(
    context.transaction,
  )
  return found.rows[0]?.level ?? null
}

type More = Omit<VisitDetail, keyof ListedVisit>

async function aboutVisit(context: Context, stored: StoredVisit): Promise<More> {
  const judgements = await readJudgements(context, stored.id)
  const { limits, content } = await policyOfDay(context, dayOf(stored.startedAt))
  const level = await levelOf(context, stored.personId, stored.month)
  const asked = level ? content?.value[level] : undefined
  const fixed = await readFixed(context, stored.id)
  const ofMonth = await sql<{
    verdict: Verdict
  }>`select verdict from visits.visit_view where county_code = ${context.county}
    and month = ${stored.month} and person_id = ${stored.personId}::uuid and id <> ${stored.id}::uuid`.execute(
    context.transaction,
  )
  return {
    month: plainMonth(stored.month),
    organisationId: stored.organisationId,
    townshipId: stored.townshipId,
    level,
    recordedAt: stored.recordedAt,
    confirmedBy: stored.confirmedBy,
    cardScanned: stored.cardScanned,
    position: placeOf(stored),
    fence: limits.visit?.value.fence_metres ?? null,
    ...fixed,
    points: judgements[0]?.points ?? [],
    judgements,
    explanations: await readExplanations(context, stored.id),
    plan: {
      items: (asked?.items ?? []).map((code) => ({
        ...labelled(code, contentText),
        done: stored.contents.includes(code),
      })),
      rule: asked?.rule ?? 'none',
      citations: asked ? (content?.citations ?? []) : [],
    },
    photoHashes: [...stored.photos],
    previous: await readPrevious(context, stored),
    ofMonth: counted(ofMonth.rows),
    carerDay: await readCarerDay(context, stored),
    monthClosed: await isClosed(context, stored.month),
  }
}

function placeOf({ position, accuracy }: StoredVisit): More['position'] {
  if (!position) return null
  const [longitude, latitude] = inWgs84(position)
  return { ...position, accuracy, converted: { longitude, latitude } }
}

async function readFixed(context: Context, visitId: string) {
  const found = await sql<{ note: string; correctedById: string | null }>`
    select v.note, (select c.id from visits.visit c where c.county_code = v.county_code and c.corrects_id = v.id) as corrected_by_id
    from visits.visit v where v.county_code = ${context.county} and v.id = ${visitId}::uuid`.execute(
    context.transaction,
  )
  return found.rows[0] ?? { note: '', correctedById: null }
}

async function readJudgements(context: Context, visitId: string): Promise<More['judgements']> {
  const found = await sql<More['judgements'][number]>`
    select no, verdict, reasons, points, score, by_rule, account_name as "by", words, at from visits.verdict
    where county_code = ${context.county} and visit_id = ${visitId}::uuid order by no desc`.execute(context.transaction)
  return found.rows
}

async function readExplanations(context: Context, visitId: string): Promise<More['explanations']> {
  const found = await sql<
    More['explanations'][number]
  >`select kind, words, account_name as "by", at from visits.explanation
    where county_code = ${context.county} and visit_id = ${visitId}::uuid order by at, id`.execute(context.transaction)
  return found.rows
}

async function readPrevious(context: Context, stored: StoredVisit): Promise<More['previous']> {
  const found = await sql<{ id: string; startedAt: Instant; photoHashes: string[] }>`
    select v.id, v.started_at, v.photos as photo_hashes from visits.visit_view v
    where v.county_code = ${context.county} and v.person_id = ${stored.personId}::uuid and v.started_at < ${stored.startedAt}
      and v.started_at >= ${`${firstDay(plainMonth(stored.month))}T00:00:00Z`}::timestamptz - interval '62 days'
    order by v.started_at desc, v.id desc limit 1`.execute(context.transaction)
  return found.rows[0] ?? null
}

/** Only the carer's places of service, and only those the reader may see: no track is kept or shown. */
async function readCarerDay(context: Context, stored: StoredVisit): Promise<More['carerDay']> {
  const day = dayOf(stored.startedAt)
  const rows = await select(
    context,
    sql`v.carer_id = ${stored.carerId}::uuid and (v.started_at at time zone 'Asia/Shanghai')::date = ${day}::date and ${standing(stored.batchId)}`,
  )
  const found = await sql<{ id: string; name: string }>`select id, name from persons.person_view
    where county_code = ${context.county} and id = any(${rows.map(({ personId }) => personId)}::uuid[])`.execute(
    context.transaction,
  )
  const names = new Map(found.rows.map(({ id, name }) => [id, name]))
  const inOrder = rows.toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : 1))
  return inOrder.map(({ id, personId, startedAt, endedAt, position }, index) => {
    const last = inOrder[index - 1]?.position
    const metresFromLast = last && position ? metresBetween(last, position) : null
    return { id, person: names.get(personId) ?? '其他服务对象', startedAt, endedAt, metresFromLast }
  })
}

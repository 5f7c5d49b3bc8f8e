/** Taking visits in through the door: from phones and other programs, and corrections. */
import { sql } from 'kysely'
import { dayOf, monthOf } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { keepStatistics } from '#platform/database/keep-statistics.ts'
import { part } from '#platform/module.ts'
import { visits } from './contract.ts'
import { affectedBy, judge } from './judging.ts'
import { requireMonthOpen } from './months.ts'
import { rejudgeMatching } from './rejudging.ts'
import type { NewVisit, Source, Taken } from './shapes.ts'
import { inTurn, readVisits, type StoredVisit, wholeCounty } from './stored.ts'

export const taking = part(visits, {
  async take(context, { visits: sent, source, organisationId }) {
    const organisation = ownOrganisation(context, organisationId)
    for (const { personId } of sent) context.concerns(personId)
    return context.within(wholeCounty(context.county), async () => {
      await inTurn(context)
      return { visits: await takeIn(context, sent, { organisation, source, batchId: null, corrects: null }) }
    })
  },

  async correct(context, { visitId, visit, reason }) {
    const [old] = await readVisits(context, [visitId])
    if (!old) return refuse('not_found', 'visit', '没有找到这条服务记录，或不在您的辖区')
    if (old.id === visit.id) refuse('invalid', 'visit.id', '更正是另一条记录，请给出新的编号')
    if (old.personId !== visit.personId)
      refuse('refused', 'other_person', '更正不能换成另一个人。请把原记录判为不计，再另行上传')
    await requireMonthOpen(context, old.month)
    context.because(reason)
    context.concerns(old.personId)
    return context.within(wholeCounty(context.county), async () => {
      await inTurn(context)
      const note = visit.note ? `${reason}；${visit.note}` : reason
      const from = { organisation: old.organisationId, source: 'api' as const, batchId: null, corrects: old.id }
      const [taken] = await takeIn(context, [{ ...visit, note }], from)
      if (!taken) return refuse('refused', 'not_taken', '更正没有保存，请重试')
      // Visits beside the old entry are free of it now.
      await judge(context, [old.id, ...(await affectedBy(context, [old], null))], null)
      return taken
    })
  },

  rejudge: (context, input) => rejudgeMatching(context, input),
})

/** Providers send their own; whoever is of the county says whose they are. */
export function ownOrganisation(context: Context, asked: string | undefined): string {
  const { organisationId, scope } = context.actor
  if (scope.kind !== 'organisation') return asked ?? refuse('invalid', 'organisationId', '请写明是哪家机构的服务记录')
  const own = organisationId ?? scope.ids[0]
  if (!own) return refuse('refused', 'no_organisation', '您的账号没有所属机构，不能上传。请联系系统管理员')
  if (asked && asked !== own) refuse('refused', 'other_organisation', '只能上传本机构的服务记录')
  return own
}

export interface From {
  organisation: string
  source: Source
  batchId: string | null
  corrects: string | null
}

/** Expects the county's scope and its turn. */
export async function takeIn(context: Context, given: readonly NewVisit[], from: From): Promise<Taken[]> {
  const sent = given.map(asStored)
  const surroundings = await loadSurroundings(context, sent)
  const answers = new Map<string, Taken>()
  const fresh = new Map<string, NewVisit>()
  for (const visit of sent) {
    const refusal = whyNot(
      visit,
      { ...surroundings, earlier: surroundings.earlier.get(visit.id) ?? fresh.get(visit.id) },
      from,
    )
    if (refusal === 'same') answers.set(visit.id, { id: visit.id, result: 'same', verdict: null, reasons: [] })
    else if (refusal) answers.set(visit.id, { id: visit.id, result: 'refused', verdict: null, reasons: [refusal] })
    else fresh.set(visit.id, visit)
  }
  const taken = [...fresh.values()]
  await insertVisits(context, taken, { ...from, townships: surroundings.townships })
  await keepStatistics(context, 'visits.visit', 'visits.photo', 'visits.verdict')
  const written = taken.map((visit) => storedOf(context, visit, { ...from, townships: surroundings.townships }))
  // What a file does to visits outside it is worked out when it is published.
  const touched = await affectedBy(context, written, from.batchId, written)
  const judged = new Map(
    (await judge(context, touched, from.batchId, written)).map((each) => [each.id, each.judgement]),
  )
  return sent.map(({ id }) => {
    const judgement = judged.get(id)
    const answer = answers.get(id)
    if (answer && !fresh.has(id)) return answer
    return { id, result: 'taken', verdict: judgement?.verdict ?? null, reasons: judgement?.reasons ?? [] }
  })
}

/** Ids as the database gives them back: a sender may write them in capitals. */
const asStored = (visit: NewVisit): NewVisit => ({
  ...visit,
  id: visit.id.toLowerCase(),
  personId: visit.personId.toLowerCase(),
  carerId: visit.carerId.toLowerCase(),
})

type Origin = From & { townships: ReadonlyMap<string, string> }

/** The visit as it would be read back. */
function storedOf({ now }: Context, visit: NewVisit, { organisation, batchId, townships }: Origin): StoredVisit {
  const { position, startedAt } = visit
  const day = dayOf(startedAt)
  return {
    ...visit,
    organisationId: organisation,
    townshipId: townships.get(visit.personId) ?? '',
    month: monthOf(day),
    recordedAt: now,
    position: position
      ? { longitude: position.longitude, latitude: position.latitude, datum: position.datum }
      : undefined,
    accuracy: position?.accuracy ?? null,
    photos: [...new Set(visit.photos)],
    batchId,
    day,
  }
}

interface Surroundings {
  townships: ReadonlyMap<string, string>
  carers: ReadonlySet<string>
  earlier: ReadonlyMap<string, StoredVisit>
}

async function loadSurroundings(context: Context, sent: readonly NewVisit[]): Promise<Surroundings> {
  const persons = await sql<{ id: string; townshipId: string }>`select id, township_id from persons.person_view
    where county_code = ${context.county} and id = any(${sent.map(({ personId }) => personId)}::uuid[])`.execute(
    context.transaction,
  )
  const carers = await sql<{ id: string }>`select id from providers.carer_view
    where county_code = ${context.county} and id = any(${sent.map(({ carerId }) => carerId)}::uuid[])`.execute(
    context.transaction,
  )
  const earlier = await readVisits(
    context,
    sent.map(({ id }) => id),
  )
  return {
    townships: new Map(persons.rows.map(({ id, townshipId }) => [id, townshipId])),
    carers: new Set(carers.rows.map(({ id }) => id)),
    earlier: new Map(earlier.map((visit) => [visit.id, visit])),
  }
}

type Earlier = StoredVisit | NewVisit | undefined

function whyNot(visit: NewVisit, known: Omit<Surroundings, 'earlier'> & { earlier: Earlier }, from: From) {
  const { earlier } = known
  if (earlier) {
    const same =
      earlier.personId === visit.personId &&
      earlier.carerId === visit.carerId &&
      earlier.startedAt === visit.startedAt &&
      earlier.endedAt === visit.endedAt &&
      (!('organisationId' in earlier) || earlier.organisationId === from.organisation)
    return same ? ('same' as const) : { code: 'id_used', message: '这个编号已用于另一条服务记录，请换一个编号' }
  }
  if (!known.townships.has(visit.personId)) return { code: 'person', message: '没有找到服务对象，请核对人员编号' }
  if (!known.carers.has(visit.carerId)) return { code: 'carer', message: '没有找到服务人员，请先登记服务人员' }
  return undefined
}

/** One statement for however many. */
export async function insertVisits(context: Context, taken: readonly NewVisit[], from: Origin): Promise<void> {
  if (taken.length === 0) return
  const { county, now, actor, entryId } = context
  const rows = taken.map(({ id, personId, carerId, startedAt, endedAt, position, ...visit }) => ({
    id,
    month: monthOf(dayOf(startedAt)),
    township_id: from.townships.get(personId),
    person_id: personId,
    carer_id: carerId,
    started_at: startedAt,
    ended_at: endedAt,
    ...position,
    services: visit.services,
    contents: visit.contents,
    confirmation: visit.confirmation,
    confirmed_by: visit.confirmedBy,
    card_scanned: visit.cardScanned,
    photos: [...new Set(visit.photos)],
    device: visit.device,
    note: visit.note,
  }))
  context.wrote('visits.visit')
  await sql`with taken as (
      insert into visits.visit (county_code, id, month, organisation_id, township_id, person_id, carer_id, started_at, ended_at, recorded_at,
        longitude, latitude, datum, accuracy, services, contents, confirmation, confirmed_by, card_scanned, photos, device, source,
        corrects_id, batch_id, note, taken_by, entry_id)
      select ${county}, r.id, r.month, ${from.organisation}::uuid, r.township_id, r.person_id, r.carer_id, r.started_at, r.ended_at,
        ${now}::timestamptz, r.longitude, r.latitude, r.datum, r.accuracy, r.services, r.contents, r.confirmation, r.confirmed_by,
        r.card_scanned, r.photos, r.device, ${from.source}, ${from.corrects}::uuid, ${from.batchId}::uuid, r.note, ${actor.accountId}, ${entryId}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, month text, township_id uuid, person_id uuid, carer_id uuid,
        started_at timestamptz, ended_at timestamptz, longitude float8, latitude float8, datum text, accuracy int, services text[],
        contents text[], confirmation text, confirmed_by text, card_scanned boolean, photos text[], device text, note text)
      returning *)
    insert into visits.photo (county_code, hash, visit_id, organisation_id, township_id, person_id)
    select t.county_code, p.hash, t.id, t.organisation_id, t.township_id, t.person_id from taken t, unnest(t.photos) as p (hash)`.execute(
    context.transaction,
  )
}

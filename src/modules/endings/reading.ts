/** Lists of changes, one change with all that belongs to it, and what a change would do. */
import type { PlainDate } from '#kernel/calendar.ts'
import { addDays, dayOf } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { sql } from 'kysely'
import { part } from '#platform/module.ts'
import { endReasonText } from '#modules/persons/words.ts'
import { type AskedOfChange, askedOn } from './asked.ts'
import { barOf } from './bar.ts'
import { type ActRow, actText, type ChangeRow, endings, Wanted } from './contract.ts'
import { correctionOf } from './correcting.ts'
import { overlapsOf } from './giving-way.ts'
import { linkageOf } from './linkage.ts'
import { findPerson } from './opening.ts'
import { bedOf } from './placing.ts'
import { villagesToChoose } from './receiving-village.ts'
import { hearingIn, over, stepsOf } from './rules.ts'
import { movedStops } from './moved-stops.ts'
import { pauseOf, pauseStops, plannedPause } from './pausing.ts'
import type { Stop } from './shapes.ts'
import { citedBy, stepRows } from './step-rows.ts'
import { stopsAfter } from './stops.ts'
import { actsOf, type Change, db, fieldsOf, handOverDue, inCounty, stateOf, type StoredAct } from './stored.ts'
import type { ChangeKind, Step } from './words.ts'
import { wantedLines } from './wanted-lines.ts'
import { missingForHome } from './wishes.ts'
import { refuse } from '#kernel/refusal.ts'

const most = 1001

export const reading = part(endings, {
  async changes(context, input) {
    const { page, pageSize } = input
    const rows = await listedChanges(context, input)
      .orderBy('change.openedAt', 'desc')
      .orderBy('change.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const all = await listedChanges(context, input).clearSelect().select('change.id').limit(most).execute()
    const { page: _, pageSize: __, ...filter } = input
    context.shows(filter, rows.length)
    const sent = await sentHere(context, input)
    const shown = [...(page === 1 ? sent : []), ...rows]
    return { rows: shown.map((row) => changeRow(context, row)), total: all.length + sent.length, at: context.now }
  },

  async change(context, { changeId }) {
    const found = await oneChange(context, changeId)
    context.concerns(found.personId)
    const acts = await inCounty(context, () => actsOf(context, changeId))
    const asked = await askedOn(context, context.today)
    const state = stateOf(found, acts)
    const last = lastDayOf(found, asked)
    const ends = found.kind === 'end' || found.kind === 'moved_away'
    return {
      row: changeRow(context, found),
      facts: found.facts,
      wanted: await wantedLines(context, found),
      hearingNote: found.hearingNote,
      heard: state.heard,
      round: state.round,
      publicUntil: state.publicUntil,
      // Taken on by whoever receives: no decision of its own, the case keeps its own number.
      decisionNo: found.decisionNo === found.number ? '' : found.decisionNo,
      steps: await stepRows(context, { row: found, acts, asked }),
      acts: acts.map(actRow),
      stops: givenBack(found) ? [] : await effectsOf(context, found, ends ? last : null),
      claims: await claimsOf(context, found),
      linkage: await linkageOf(context, found),
      correction: await correctionOf(context, found, acts),
      bed: await bedOf(context, found),
      villages: await villagesToChoose(context, found),
      overlaps: await overlapsOf(context, found.id),
      ...(await barOf(context, {
        personId: found.personId,
        about: found.fromOn ?? Wanted.parse(found.wanted).from ?? context.today,
        pause: plannedPause(found, context.today),
      })),
      mine: state.hands.includes(context.actor.accountId),
      citations: [...(asked.reasons?.citations ?? []), ...(asked.stopRule?.citations ?? [])],
      version: found.version,
    }
  },

  async preview(context, { personId, kind, reason, from: asksFrom, until }) {
    await findPerson(context, personId)
    const asked = await askedOn(context, context.today)
    const ends = kind === 'end' || kind === 'moved_away'
    const from = stopsFrom(kind, asksFrom, asked)
    const last = from ? addDays(from, -1) : null
    return {
      steps: stepsOf(kind, reason, asked).map((step) => ({ step, citations: citedBy(step, asked) })),
      hearingNote: hearingIn(kind, reason, asked) === 'exempt' ? asked.exemptNote : '',
      stops: await previewedStops(context, personId, { kind, last: ends ? last : null, from: asksFrom, until }),
      missing: kind === 'to_home' ? await missingForHome(context, personId) : [],
      from: ends ? from : null,
      reasons: (asked.reasons?.value ?? [])
        .filter((code) => code !== 'death')
        .map((code) => ({ code, text: endReasonText[code] ?? code })),
      citations: asked.reasons?.citations ?? [],
    }
  },
})

export interface ChangeFilter {
  kind?: ChangeKind | undefined
  step?: Step | undefined
  open?: boolean
  personId?: string | undefined
  areaId?: string | undefined
  words?: string
}

export function listedChanges(context: Context, { kind, step, open, personId, areaId, words = '' }: ChangeFilter) {
  return db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .leftJoin('access.areaView as township', 'township.id', 'change.townshipId')
    .selectAll('change')
    .select(['person.name', 'township.name as township'])
    .where('change.countyCode', '=', context.county)
    .$if(kind !== undefined, (query) => query.where('change.kind', '=', kind ?? 'end'))
    .$if(step !== undefined, (query) => query.where('change.step', '=', step ?? 'verify'))
    .$if(open === true, (query) => query.where('change.step', 'not in', [...over]))
    .$if(personId !== undefined, (query) => query.where('change.personId', '=', personId ?? ''))
    .$if(areaId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('change.townshipId', '=', areaId ?? ''), eb('person.villageId', '=', areaId ?? '')]),
      ),
    )
    .$if(words !== '', (query) =>
      query.where((eb) => eb.or([eb('person.name', '=', words), eb('change.number', '=', words)])),
    )
}

/** Transfers that wait for the reader's township: they lie outside its area until it takes them on. */
async function sentHere(context: Context, input: ChangeFilter): Promise<Listed[]> {
  const { scope } = context.actor
  if (scope.kind !== 'townships') return []
  return inCounty(context, () =>
    listedChanges(context, input)
      .where('change.kind', '=', 'transfer')
      .where('change.step', '=', 'accept')
      .where(sql<boolean>`change.wanted ->> 'townshipId' = any (${[...scope.ids]}::text[])`)
      .where('change.townshipId', 'not in', [...scope.ids])
      .orderBy('change.openedAt', 'desc')
      .limit(20)
      .execute(),
  )
}

type Listed = Change & { name: string; township: string | null }

/** Within one's own areas, or sent to one's own township. */
async function oneChange(context: Context, changeId: string): Promise<Listed> {
  const own = await listedChanges(context, {}).where('change.id', '=', changeId).executeTakeFirst()
  if (own) return own
  const { scope } = context.actor
  const sent = await inCounty(context, () =>
    listedChanges(context, { kind: 'transfer', step: 'accept' }).where('change.id', '=', changeId).executeTakeFirst(),
  )
  if (sent && scope.kind === 'townships' && scope.ids.includes(fieldsOf(sent.wanted)['townshipId'] ?? '')) return sent
  return refuse('not_found', 'change', '没有找到这件变更。可能不在您的辖区内，请核对后再试。')
}

export function changeRow(context: Context, row: Listed): ChangeRow {
  const { scope } = context.actor
  const to = fieldsOf(row.wanted)['townshipId'] ?? ''
  return {
    ...row,
    township: row.township ?? '',
    reasonText: endReasonText[row.reason] ?? row.reason,
    stepFrom: row.stepFromOn,
    due: row.stepDueOn ?? handOverDue(row),
    toMe: row.step === 'accept' && scope.kind === 'townships' && scope.ids.includes(to),
    openedOn: dayOf(row.openedAt),
    from: row.fromOn,
  }
}

/** Nothing of a change that came to nothing. */
async function effectsOf(context: Context, row: Change, last: PlainDate | null): Promise<Stop[]> {
  if (row.step === 'kept' || row.step === 'withdrawn') return []
  if (last) return stopsAfter(context, { personId: row.personId, last, death: false })
  const pause = pauseOf(row, context.today)
  return pause ? pauseStops(context, row.personId, pause) : movedStops(context, row)
}

interface Previewed {
  kind: ChangeKind
  last: PlainDate | null
  from: PlainDate | undefined
  until: PlainDate | undefined
}

async function previewedStops(context: Context, personId: string, { kind, last, from, until }: Previewed) {
  if (last) return stopsAfter(context, { personId, last, death: false })
  if (kind !== 'suspend' || !from || !until || until < from) return []
  return pauseStops(context, personId, { from, until })
}

const givenBack = ({ step }: Change): boolean => step === 'redeliver' || step === 'corrected'

/** Last day of support, as decided or as it would be if it were decided today. */
function lastDayOf(row: Change, asked: AskedOfChange): PlainDate | null {
  const from = row.fromOn ?? stopsFrom(row.kind, Wanted.parse(row.wanted).from, asked)
  return from ? addDays(from, -1) : null
}

/** A move ends support on the day before the other county takes on, whenever it is decided. */
const stopsFrom = (kind: ChangeKind, wanted: PlainDate | undefined, { stopsFrom: byRule }: AskedOfChange) =>
  kind === 'moved_away' && wanted ? wanted : byRule

export const actRow = (act: StoredAct): ActRow => ({
  id: act.id,
  kind: act.kind,
  text: actText[act.kind],
  on: act.onDay,
  words: act.words,
  details: Object.entries(fieldsOf(act.details))
    .filter(([label]) => label !== 'until')
    .map(([label, text]) => ({ label, text })),
  proof: act.proof,
  hasFile: act.fileId !== null,
  byName: act.byName,
  at: act.at,
})

/** Money that went out for months after the end, claimed by name. */
async function claimsOf(context: Context, { personId, kind }: Change) {
  if (kind !== 'end' && kind !== 'moved_away') return { count: 0, openFen: 0n }
  const { rows } = await sql<{ count: number; open: bigint }>`
    select count(*)::int as count, coalesce(sum(amount_fen) filter (where status = 'open'), 0)::bigint as open
    from payments.claim_view where county_code = ${context.county} and person_id = ${personId} and ground = 'ended'`.execute(
    context.transaction,
  )
  return { count: rows[0]?.count ?? 0, openFen: rows[0]?.open ?? 0n }
}

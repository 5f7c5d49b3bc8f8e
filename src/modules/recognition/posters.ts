/** 公示与异议 as a list: each poster with its cases, and what waits for one (screens 4.25). */
import * as z from 'zod'
import { addDays } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { clockOf, type Counting, rowsOf } from './listing.ts'
import { publicityTerm } from './term-keys.ts'
import type { Poster, ToPublish } from './publicity-contract.ts'
import { recognition } from './contract.ts'
import { areaNames, bureauOf, type Case, db, deedsOf, lastOf, type StoredDeed } from './stored.ts'
import { StoredSurvey } from './surveying.ts'
import { SupportMode, supportModeText } from '#kernel/self-care.ts'

const Said = z.object({ publicityId: z.string() })
const Opined = z.object({ fits: z.boolean() })
const Decided = z.object({ mode: SupportMode })
const shown = 40
/** Days in which a sheet that was not taken down is still asked for. */
const sheetsRemembered = 60

export const posting = part(recognition, {
  async posters(context, { open, townshipId }) {
    requireOwnTownship(context, townshipId)
    const found = await db(context)
      .selectFrom('recognition.publicity')
      .selectAll()
      .where('countyCode', '=', context.county)
      .$if(townshipId !== undefined, (query) => query.where('townshipId', '=', townshipId ?? ''))
      .orderBy('postedOn', 'desc')
      .orderBy('number', 'desc')
      .limit(open ? 200 : shown)
      .execute()
    const posters = await withCases(context, found)
    const waiting = await db(context)
      .selectFrom('recognition.application')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('step', '=', 'publicity')
      .where('publicityId', 'is', null)
      .$if(townshipId !== undefined, (query) => query.where('townshipId', '=', townshipId ?? ''))
      .orderBy('number')
      .limit(200)
      .execute()
    const wanted = open
      ? posters.filter(({ rows }) => rows.some(({ state }) => state === 'runs' || state === 'over'))
      : posters
    context.shows({ open, townshipId }, wanted.length)
    return {
      waiting: await rowsOf(context, waiting),
      posters: wanted,
      hotline: (await bureauOf(context)).hotline,
      toPublish: await toPublish(context, townshipId),
    }
  },
})

/** Another township's posters are not an empty list, they are not his to read. */
function requireOwnTownship({ actor }: Context, townshipId: string | undefined): void {
  if (townshipId === undefined || actor.scope.kind !== 'townships' || actor.scope.ids.includes(townshipId)) return
  refuse('not_found', 'townshipId', '没有找到这个乡镇的公示，或不在您的辖区。请从列表中选择本乡镇。')
}

/** 确认后公布 (认定办法 第十七条). */
export async function toPublish(context: Context, townshipId: string | undefined): Promise<ToPublish[]> {
  const found = await db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('decision', '=', 'confirmed')
    .where('publishedOn', 'is', null)
    .$if(townshipId !== undefined, (query) => query.where('townshipId', '=', townshipId ?? ''))
    .orderBy('decidedOn')
    .orderBy('number')
    .limit(200)
    .execute()
  return withSupport(context, found)
}

export async function withSupport(context: Context, found: readonly Case[]): Promise<ToPublish[]> {
  const rows = new Map((await rowsOf(context, found)).map((row) => [row.id, row]))
  const ids = found.map(({ id }) => id)
  const decided = new Map((await deedsOf(context, ids, ['decided'])).map((deed) => [deed.caseId, deed]))
  return found.flatMap(({ id, supportFrom }) => {
    const row = rows.get(id)
    const mode = Decided.safeParse(decided.get(id)?.said).data?.mode
    return row ? [{ case: row, mode: mode ? supportModeText[mode] : '', supportFrom }] : []
  })
}

type Stored = Awaited<ReturnType<typeof postersOf>>[number]

export function postersOf(context: Context, ids: readonly string[]) {
  return db(context)
    .selectFrom('recognition.publicity')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', 'in', [...ids])
    .execute()
}

/** Those that hang, and those whose days were over not long ago. */
export function recentPosters(context: Context) {
  return db(context)
    .selectFrom('recognition.publicity')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('endsOn', '>=', addDays(context.today, -sheetsRemembered))
    .orderBy('postedOn')
    .limit(200)
    .execute()
}

/** A case stays on the poster it hung on, also when it has gone back or on. */
export async function withCases(context: Context, found: readonly Stored[]): Promise<Poster[]> {
  if (found.length === 0) return []
  const ids = new Set(found.map(({ id }) => id))
  const posted = await db(context)
    .selectFrom('recognition.deed')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'posted')
    .where('onDay', '>=', found.map(({ postedOn }) => postedOn).toSorted()[0] ?? context.today)
    .execute()
  const onPoster = posted.flatMap((deed) => {
    const id = Said.safeParse(deed.said).data?.publicityId ?? ''
    return ids.has(id) ? [{ id, deed }] : []
  })
  const caseIds = [...new Set(onPoster.map(({ deed }) => deed.caseId))]
  const cases = await casesById(context, caseIds)
  const rows = new Map((await rowsOf(context, cases)).map((row) => [row.id, row]))
  const deeds = Map.groupBy(await deedsOf(context, caseIds, ['objected', 'opined', 'surveyed']), ({ caseId }) => caseId)
  const names = await areaNames(context)
  const hung = await hangingsOf(context, [...ids])
  const counting = await countingNow(context)
  return found.flatMap((poster) => {
    const clock = clockOf(clockRow(poster), counting)
    if (!clock) return []
    const own = onPoster.filter(({ id }) => id === poster.id).map(({ deed }) => deed)
    const shownRows = own.flatMap((deed) => {
      const row = rows.get(deed.caseId)
      return row ? [posterRow(row, poster, deed, { today: context.today, deeds: deeds.get(row.id) ?? [] })] : []
    })
    const ofPoster = hung.filter(({ publicityId }) => publicityId === poster.id)
    return [
      {
        id: poster.id,
        number: poster.number,
        townshipId: poster.townshipId,
        township: names.get(poster.townshipId) ?? '',
        place: poster.place,
        postedOn: poster.postedOn,
        endsOn: poster.endsOn,
        hotline: poster.hotline,
        clock,
        rows: shownRows,
        villages: villagesOf(shownRows, ofPoster),
      },
    ]
  })
}

export function hangingsOf(context: Context, publicityIds: readonly string[]) {
  return db(context)
    .selectFrom('recognition.hanging')
    .select(['publicityId', 'villageId', 'stage', 'onDay', 'photoId', 'note', 'account'])
    .where('countyCode', '=', context.county)
    .where('publicityId', 'in', [...publicityIds])
    .execute()
}
type Hung = Awaited<ReturnType<typeof hangingsOf>>[number]

/** The sheet of a village may come down early when none of its cases hangs on it any more. */
function villagesOf(rows: Poster['rows'], hung: readonly Hung[]): Poster['villages'] {
  const byVillage = Map.groupBy(rows, (row) => row.case.villageId)
  return [...byVillage].map(([villageId, own]) => {
    const at = (stage: Hung['stage']) => {
      const found = hung.find((each) => each.villageId === villageId && each.stage === stage)
      return found ? { on: found.onDay, by: found.account, photoId: found.photoId, note: found.note } : null
    }
    const mayComeDown = own.every(({ state }) => state === 'objected' || state === 'ended')
    return { villageId, village: own[0]?.case.village ?? '', up: at('up'), down: at('down'), mayComeDown }
  })
}

const countingNow = async (context: Context): Promise<Counting> => ({
  calendar: await context.workingCalendar(),
  policy: await context.policyOn(context.today),
  today: context.today,
})

function casesById(context: Context, ids: readonly string[]) {
  return db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', 'in', ids.length > 0 ? [...ids] : [context.newId()])
    .orderBy('number')
    .execute()
}

const clockRow = ({ postedOn, endsOn }: Stored) => ({
  termKey: publicityTerm,
  stepFromOn: postedOn,
  stepDueOn: endsOn,
  estimated: false,
  pausedReason: '',
  pauses: [],
  deliveredOn: null,
  step: 'publicity' as const,
})

interface Around {
  today: Stored['endsOn']
  deeds: readonly StoredDeed[]
}

function posterRow(
  row: Poster['rows'][number]['case'],
  poster: Stored,
  deed: StoredDeed,
  { today, deeds }: Around,
): Poster['rows'][number] {
  const ofRound = deeds.filter(({ round }) => round === deed.round)
  const objections = ofRound.filter(({ kind }) => kind === 'objected').length
  const wish = StoredSurvey.safeParse(lastOf(deeds, 'surveyed', deed.round)?.said).data?.wish
  const here = row.step === 'publicity' && row.round === deed.round
  const ended = row.step === 'withdrawn' || row.step === 'died'
  const state = objections > 0 ? 'objected' : ended ? 'ended' : !here ? 'sent' : today > poster.endsOn ? 'over' : 'runs'
  return {
    case: row,
    fits: Opined.safeParse(lastOf(deeds, 'opined', deed.round)?.said).data?.fits ?? true,
    mode: wish ? `拟${supportModeText[wish]}` : '',
    objections,
    state,
  }
}

/** 公示与异议 as a list: each poster with its cases, and what waits for one (screens 4.25). */
import * as z from 'zod'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { clockOf, rowsOf } from './listing.ts'
import { publicityTerm } from './publicising.ts'
import type { Poster } from './publicity-contract.ts'
import { recognition } from './contract.ts'
import { areaNames, bureauOf, db, deedsOf, lastOf, type StoredDeed } from './stored.ts'
import { StoredSurvey } from './surveying.ts'
import { supportModeText } from '#kernel/self-care.ts'

const Said = z.object({ publicityId: z.string() })
const Opined = z.object({ fits: z.boolean() })
const shown = 40

export const posting = part(recognition, {
  async posters(context, { open, townshipId }) {
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
    return { waiting: await rowsOf(context, waiting), posters: wanted, hotline: (await bureauOf(context)).hotline }
  },
})

type Stored = Awaited<ReturnType<typeof postersOf>>[number]

export function postersOf(context: Context, ids: readonly string[]) {
  return db(context)
    .selectFrom('recognition.publicity')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('id', 'in', [...ids])
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
  const counting = {
    calendar: await context.workingCalendar(),
    policy: await context.policyOn(context.today),
    today: context.today,
  }
  return found.flatMap((poster) => {
    const clock = clockOf(clockRow(poster), counting)
    if (!clock) return []
    const own = onPoster.filter(({ id }) => id === poster.id).map(({ deed }) => deed)
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
        rows: own.flatMap((deed) => {
          const row = rows.get(deed.caseId)
          return row ? [posterRow(row, poster, deed, { today: context.today, deeds: deeds.get(row.id) ?? [] })] : []
        }),
      },
    ]
  })
}

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
  const state = objections > 0 ? 'objected' : !here ? 'sent' : today > poster.endsOn ? 'over' : 'runs'
  return {
    case: row,
    fits: Opined.safeParse(lastOf(deeds, 'opined', deed.round)?.said).data?.fits ?? true,
    mode: wish ? `拟${supportModeText[wish]}` : '',
    objections,
    state,
  }
}

/** 公示与异议: a lawful notice in the village, and what an objection makes of it (认定办法 第十五条). */
import { addDays, dateText, type PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone, type Reason } from '#kernel/refusal.ts'
import type { Term } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { dueOf, type Pause } from './clock.ts'
import { recognition } from './contract.ts'
import { lookUpLists } from './listed.ts'
import { countyTerm, objectionTerm, publicityTerm } from './term-keys.ts'
import { keepHanging } from './hangings.ts'
import { hangingsOf } from './posters.ts'
import {
  bureauOf,
  type Case,
  db,
  deedsOf,
  keepDeed,
  lockCase,
  lockCases,
  nextNumber,
  padded,
  posterOf,
  returnedNotice,
  type StoredDeed,
  stepped,
  termColumns,
  updateCase,
} from './stored.ts'
import { handler } from './surveying.ts'
import { Step } from './words.ts'
import * as z from 'zod'

export const publicising = part(recognition, {
  async post(context, { caseIds, place, postedOn, hotline, objectAt, photoId }) {
    const rows = await lockCases(context, caseIds)
    const townshipId = oneTownship(rows)
    const { value } = (await context.policyOn(postedOn)).value<Term>(publicityTerm)
    const end = dueOf(await context.workingCalendar(), postedOn, value, [])
    const endsOn = end?.due ?? addDays(postedOn, value.count)
    for (const row of rows) await stepped(context, row, { kind: 'post', endsOn })
    requireNone(rows.flatMap((row) => objectionsToPosting(context, row, postedOn)))
    const year = postedOn.slice(0, 4)
    const number = `GS-${year}-${padded(await nextNumber(context, `notice-${year}`))}`
    const publicityId = context.newId()
    if (photoId) await claimFile(context, photoId, 'recognition', publicityId)
    const phone = hotline || (await bureauOf(context)).hotline
    await db(context)
      .insertInto('recognition.publicity')
      .values({
        countyCode: context.county,
        id: publicityId,
        townshipId,
        number,
        place,
        postedOn,
        endsOn,
        hotline: phone,
        objectAt,
        photoId: photoId ?? null,
        postedBy: context.actor.name,
        villageIds: [...new Set(rows.flatMap(({ villageId }) => (villageId ? [villageId] : [])))],
      })
      .execute()
    if (photoId) await keepOnlyPhoto(context, rows, { publicityId, townshipId, on: postedOn, photoId, note: place })
    const term = await termColumns(context, { key: publicityTerm, from: postedOn })
    for (const row of rows) {
      await keepDeed(context, row, {
        kind: 'posted',
        on: postedOn,
        said: { publicityId, number, endsOn, photoId },
        note: place,
      })
      await updateCase(context, row.id)
        .set({ publicityId, ...term, ...handler(context) })
        .execute()
    }
    return { publicityId, number, endsOn }
  },

  async object(context, { caseId, receivedOn, objector, words }) {
    const row = await lockCase(context, caseId)
    const again = row.objectedRound > 0 && row.objectedRound === row.round - 1
    if (again && ['survey', 'opinion'].includes(row.step))
      return addObjection(context, row, { receivedOn, objector, words })
    if (receivedOn > context.today)
      refuse('refused', 'receivedOn', `收到异议的日期${dateText(receivedOn)}还没有到。请核对是否录错。`)
    const notice = await returnedNotice(context, row)
    const state = await stepped(context, row, { kind: 'object', received: receivedOn })
    const from = notice?.from ?? (row.step === 'county' ? (await posterOf(context, row))?.postedOn : row.stepFromOn)
    if (from !== undefined && receivedOn < from)
      refuse('refused', 'receivedOn', `收到异议的日期应在公示开始（${dateText(from)}）至今天之间。请核对是否录错。`)
    await keepObjection(context, row, { receivedOn, objector, words })
    await updateCase(context, caseId)
      .set({
        step: 'survey',
        round: state.round,
        objectedRound: state.objectedRound,
        surveyedRound: state.surveyedRound,
        submittedRound: state.submittedRound,
        pausedReason: '',
        ...(row.step === 'publicity' ? {} : fromCounty),
        ...(await termColumns(context, { key: objectionTerm, from: receivedOn })),
        ...handler(context),
      })
      .execute()
    const gone = row.step === 'county' ? '案件已从县里自动退回。' : ''
    const warnings = [`${gone}已转重新调查；重新调查由原调查人以外的人进行，提出意见后再次公示。`]
    return { caseId, step: 'survey' as const, warnings }
  },

  async send(context, { caseIds }) {
    const rows = await lockCases(context, caseIds)
    for (const row of rows) await stepped(context, row, { kind: 'send' })
    const unseen = await unseenOf(context, rows)
    // What the county sent back comes to it again: its term is one; the days in which the township had the case are not the county's.
    const earlier = await deedsOf(context, caseIds, ['sent', 'returned', 'objected'])
    for (const row of rows) {
      const own = earlier.filter((deed) => deed.caseId === row.id)
      const first = own.find(({ kind }) => kind === 'sent')?.onDay ?? context.today
      const pauses = daysAway(own, context.today)
      const term = await termColumns(context, { key: countyTerm, from: first, pauses })
      await keepDeed(context, row, { kind: 'sent', on: context.today, note: unseen.has(row.id) ? unseenText : '' })
      await lookUpLists(context, row)
      await updateCase(context, row.id)
        .set({ step: 'county', ...term, ...handler(context) })
        .execute()
    }
    const named = rows.filter(({ id }) => unseen.has(id)).map(({ name }) => name)
    return { sent: rows.length, warnings: named.length > 0 ? [`${named.join('、')}：${unseenText}`] : [] }
  },
})

const unseenText = '所在村（居）没有登记公示榜张贴照片，是否张贴满规定天数无从核对。请补登照片；县级审核时请留意。'

/** Cases whose village has shown no sheet hanging: the county reads it with the case. */
async function unseenOf(context: Context, rows: readonly Case[]): Promise<ReadonlySet<string>> {
  const ids = rows.flatMap(({ publicityId }) => (publicityId ? [publicityId] : []))
  const hung = await hangingsOf(context, ids.length > 0 ? ids : [context.newId()])
  const up = new Set(hung.filter(({ stage }) => stage === 'up').map((each) => `${each.publicityId} ${each.villageId}`))
  return new Set(
    rows.filter(({ publicityId, villageId }) => !up.has(`${publicityId} ${villageId}`)).map(({ id }) => id),
  )
}

const Returned = z.object({ from: Step })
/** What the county had begun counts no more. */
const fromCounty = { batchId: null, publicityId: null, sampled: false, checked: false, proposed: false }

/** From each return by the county to the next sending. */
function daysAway(deeds: readonly StoredDeed[], today: PlainDate): Pause[] {
  const away = deeds.filter(
    ({ kind, said }) =>
      (kind === 'returned' || kind === 'objected') && Returned.safeParse(said).data?.from === 'county',
  )
  return away.map(({ onDay, at }) => ({
    from: onDay,
    to: deeds.find((deed) => deed.kind === 'sent' && deed.at > at)?.onDay ?? today,
    reason: 'returned',
  }))
}

type Photo = Omit<Parameters<typeof keepHanging>[1], 'stage' | 'villageId'>

/** One photo shows one place; where the sheet hangs in several, each place sends its own. */
async function keepOnlyPhoto(context: Context, rows: readonly Case[], photo: Photo): Promise<void> {
  const places = [...new Set(rows.map(({ villageId }) => villageId))]
  const [villageId = null] = places
  if (places.length === 1) await keepHanging(context, { ...photo, villageId, stage: 'up' })
}

interface Objection {
  receivedOn: PlainDate
  objector: string
  words: string
}

function keepObjection(context: Context, row: Case, { receivedOn, objector, words }: Objection): Promise<string> {
  const sealed =
    objector === '' ? '' : context.secrets.seal(objectorPlace(context, row.id), objector).toString('base64')
  return keepDeed(context, row, {
    kind: 'objected',
    on: receivedOn,
    said: { objector: sealed, from: row.step },
    note: words,
  })
}

/** One more voice while the new survey runs already: it is looked into together with the first. */
async function addObjection(context: Context, row: Case, objection: Objection) {
  await keepObjection(context, row, objection)
  const step = row.step === 'survey' ? ('survey' as const) : ('opinion' as const)
  return { caseId: row.id, step, warnings: ['本案已在重新调查，这条异议一并核实。'] }
}

export const objectorPlace = (context: Pick<Context, 'county'>, caseId: string) => ({
  table: 'recognition.deed',
  column: 'objector',
  county: context.county,
  row: caseId,
})

function oneTownship(rows: readonly Case[]): string {
  const [first] = rows
  if (!first || rows.some(({ townshipId }) => townshipId !== first.townshipId))
    return refuse('refused', 'townships', '一张公示榜只公示一个乡镇（街道）的案件。请分别安排。')
  return first.townshipId
}

function objectionsToPosting(context: Context, row: Case, postedOn: Case['receivedOn']): Reason[] {
  if (postedOn > context.today)
    return [{ code: 'postedOn', message: `张贴日期${dateText(postedOn)}晚于今天。请在张贴后登记。` }]
  return postedOn < row.stepFromOn
    ? [
        {
          code: 'postedOn',
          message: `张贴日期早于${row.name}的初审意见（${dateText(row.stepFromOn)}）。请核对是否录错。`,
        },
      ]
    : []
}

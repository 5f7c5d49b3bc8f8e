/** 张贴、收回、公布: each village hangs its sheet and takes it down with a photo; who is confirmed is published in it. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone, type Reason } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { claimFile, storedFile, ticketFor } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { recognition } from './contract.ts'
import { postersOf, withCases } from './posters.ts'
import { type Case, db, keepDeed, lockCases, updateCase } from './stored.ts'

const own = tablesOf<'recognition'>()

export const hanging = part(recognition, {
  async hang(context, { publicityId, villageId, stage, on, photoId, note }) {
    const [poster] = await withCases(context, await postersOf(context, [publicityId]))
    const place = poster?.villages.find((each) => each.villageId === villageId)
    if (!poster || !place) return refuse('not_found', 'poster', '没有找到这张公示榜，或不在您的辖区')
    if (place[stage] !== null)
      refuse(
        'conflict',
        'hung_already',
        `${place[stage].by}已登记${place.village || poster.township}的${stage === 'up' ? '张贴' : '收回'}照片，不能重复登记。请刷新后查看。`,
      )
    requireNone(objectionsToDay(context, { on, stage, postedOn: poster.postedOn, endsOn: poster.endsOn, place }))
    await claimFile(context, photoId, 'recognition', publicityId)
    await keepHanging(context, {
      publicityId,
      townshipId: poster.townshipId,
      villageId,
      stage,
      on,
      photoId,
      note,
    })
    const rows = poster.rows.map((row) => row.case).filter((row) => row.villageId === villageId)
    const said = { village: place.village || poster.township, photoId, number: poster.number }
    for (const row of rows)
      await keepDeed(context, row, { kind: stage === 'up' ? 'hung' : 'taken_down', on, said, note })
    return { publicityId }
  },

  async openPhoto(context, { publicityId, photoId }) {
    const hung = await db(context)
      .selectFrom('recognition.hanging')
      .select('id')
      .where('countyCode', '=', context.county)
      .where('publicityId', '=', publicityId)
      .where('photoId', '=', photoId)
      .executeTakeFirst()
    if (!hung) return refuse('not_found', 'file', '没有找到这张照片，或不属于这张公示榜')
    const file = await storedFile(context, photoId)
    return { ticket: await ticketFor(context, photoId), name: file.name }
  },

  async publish(context, { caseIds, place, postedOn, photoId }) {
    const rows = await lockCases(context, caseIds)
    requireNone(rows.flatMap((row) => objectionsToPublishing(context, row, postedOn)))
    if (photoId) await claimFile(context, photoId, 'recognition', rows[0]?.id)
    for (const row of rows) {
      await keepDeed(context, row, {
        kind: 'published',
        on: postedOn,
        said: { place, ...(photoId ? { photoId } : {}) },
        note: place,
      })
      await updateCase(context, row.id).set({ publishedOn: postedOn }).execute()
    }
    return { published: rows.length }
  },
})

interface Hanging {
  publicityId: string
  townshipId: string
  villageId: string | null
  stage: 'up' | 'down'
  on: PlainDate
  photoId: string
  note: string
}

export async function keepHanging(context: Context, { on, ...given }: Hanging): Promise<void> {
  await own(context)
    .insertInto('recognition.hanging')
    .values({
      countyCode: context.county,
      id: context.newId(),
      ...given,
      onDay: on,
      accountId: context.actor.accountId,
      account: context.actor.name,
      at: context.now,
      entryId: context.entryId,
    })
    .execute()
}

interface Day {
  on: PlainDate
  stage: 'up' | 'down'
  postedOn: PlainDate
  endsOn: PlainDate
  place: { up: { on: PlainDate } | null; mayComeDown: boolean }
}

function objectionsToDay(context: Context, { on, stage, postedOn, endsOn, place }: Day): Reason[] {
  const said = stage === 'up' ? '张贴' : '收回'
  if (on > context.today) return [{ code: 'on', message: `${said}日期${dateText(on)}晚于今天。请在${said}后登记。` }]
  if (on < postedOn)
    return [{ code: 'on', message: `${said}日期早于登记的公示开始日${dateText(postedOn)}。请核对是否录错。` }]
  if (stage === 'up') return []
  return [
    ...(place.up ? [] : [{ code: 'not_hung', message: '还没有登记张贴照片，不能登记收回。请先补登张贴照片。' }]),
    ...(on <= endsOn && !place.mayComeDown
      ? [{ code: 'notice_runs', message: `公示到${dateText(endsOn)}24时才期满，不能提前收回。` }]
      : []),
  ]
}

function objectionsToPublishing(context: Context, row: Case, postedOn: PlainDate): Reason[] {
  if (row.decision !== 'confirmed' || row.decidedOn === null)
    return [{ code: 'not_confirmed', message: `${row.name}没有确认认定的决定，不能公布。` }]
  if (row.publishedOn !== null)
    return [
      { code: 'published', message: `${row.name}已于${dateText(row.publishedOn)}公布，不能重复登记。请刷新后查看。` },
    ]
  if (postedOn > context.today)
    return [{ code: 'postedOn', message: `张贴日期${dateText(postedOn)}晚于今天。请在张贴后登记。` }]
  return postedOn < row.decidedOn
    ? [
        {
          code: 'postedOn',
          message: `张贴日期早于${row.name}的确认日${dateText(row.decidedOn)}。请核对是否录错。`,
        },
      ]
    : []
}

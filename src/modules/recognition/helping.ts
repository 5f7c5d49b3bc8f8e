/** 请您协助: what a village's aide is asked for in the cases of his village, and what he has done about it. */
import { dateText, type PlainDate } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import type { Ask } from './village-contract.ts'
import { recognition } from './contract.ts'
import { disabilitiesOf, Facts } from './facts.ts'
import { materialsOf } from './intake.ts'
import { rowsOf } from './listing.ts'
import { missingIn } from './materials.ts'
import { recentPosters, toPublish, withCases } from './posters.ts'
import type { CaseRow } from './shapes.ts'
import { type Case, db, deedsOf, keepDeed, lastOf, lockCase } from './stored.ts'
import { isOver } from './words.ts'

export const helping = part(recognition, {
  async helping(context) {
    const asks = await asksOf(context)
    context.shows({}, asks.length)
    return { asks }
  },

  async aid(context, { caseId, what, on, words, with: beside, fileIds }) {
    const row = await lockCase(context, caseId)
    if (isOver(row.step) && (row.step !== 'decided' || what !== 'delivery'))
      refuse('refused', 'wrong_step', '案件已经办结，不需要再协助。请刷新后核对。')
    if (on > context.today || on < row.receivedOn)
      requireNone([
        { code: 'on', message: `协助日期应在收到申请之日${dateText(row.receivedOn)}至今天之间。请核对是否录错。` },
      ])
    for (const fileId of fileIds) await claimFile(context, fileId, 'recognition', row.id)
    await keepDeed(context, row, { kind: 'helped', on, said: { what, with: beside, fileIds }, note: words })
    return { caseId, step: row.step, warnings: [] }
  },
})

export async function asksOf(context: Context): Promise<Ask[]> {
  const rows = await db(context)
    .selectFrom('recognition.application')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('step', 'in', ['acceptance', 'survey'])
    .orderBy('receivedOn')
    .limit(200)
    .execute()
  const shown = new Map((await rowsOf(context, rows)).map((row) => [row.id, row]))
  const deeds = Map.groupBy(
    await deedsOf(
      context,
      rows.map(({ id }) => id),
      ['applied', 'supplemented', 'filed', 'helped'],
    ),
    ({ caseId }) => caseId,
  )
  const policyDays = new Map<PlainDate, Awaited<ReturnType<Context['policyOn']>>>()
  for (const { receivedOn } of rows)
    if (!policyDays.has(receivedOn)) policyDays.set(receivedOn, await context.policyOn(receivedOn))
  const ofCases = rows.flatMap((row) => {
    const view = shown.get(row.id)
    const policy = policyDays.get(row.receivedOn)
    if (!view || !policy) return []
    const own = deeds.get(row.id) ?? []
    const missing = missingIn(policy, disabilitiesOf(Facts.parse(row.facts)).length > 0, materialsOf(own))
    return askOfCase(row, view, {
      missing: missing.map(({ title }) => title),
      helped: lastOf(own, 'helped', row.round) !== undefined,
    })
  })
  return [...ofCases, ...(await asksOfPosters(context)), ...(await asksToPublish(context))]
}

const none = { caseId: null, publicityId: null, villageId: null, clock: null, words: '' }
const ofCase = (view: CaseRow) => ({
  ...none,
  about: `${view.name} ${view.number}`,
  village: view.village,
  villageId: view.villageId,
  caseId: view.id,
  clock: view.clock,
})

interface Known {
  missing: readonly string[]
  helped: boolean
}

function askOfCase(row: Case, view: CaseRow, { missing, helped }: Known): Ask[] {
  const about = ofCase(view)
  if (row.handed) {
    const words = missing.length > 0 ? `还缺：${missing.join('、')}。可先帮助准备。` : '材料已全部交来。'
    return [{ ...about, key: `handed ${row.id}`, kind: 'handed', title: '已代交，等待乡镇受理', words }]
  }
  if (row.step === 'acceptance' && missing.length > 0)
    return [
      { ...about, key: `papers ${row.id}`, kind: 'papers', title: '帮助补交材料', words: `缺：${missing.join('、')}` },
    ]
  if (row.step !== 'survey' || row.surveyedRound === row.round || helped) return []
  return [
    {
      ...about,
      key: `survey ${row.id}`,
      kind: 'survey',
      title: '陪同入户调查',
      words: '约好本人和邻居，调查时在场；协理员不能代替两名调查人。',
    },
  ]
}

async function asksOfPosters(context: Context): Promise<Ask[]> {
  const posters = await withCases(context, await recentPosters(context))
  return posters.flatMap((poster) =>
    poster.villages.flatMap((place): Ask[] => {
      const about = {
        ...none,
        about: `公示榜 ${poster.number}`,
        village: place.village,
        villageId: place.villageId,
        publicityId: poster.id,
      }
      const days = `${dateText(poster.postedOn)}起，到${dateText(poster.endsOn)}24时止`
      if (place.up === null && !place.mayComeDown)
        return [
          {
            ...about,
            key: `up ${poster.id} ${place.village}`,
            kind: 'hang_up',
            title: context.today > poster.endsOn ? '补交公示榜张贴照片' : '张贴公示榜并拍照',
            words: `${poster.place}，${days}`,
            clock: poster.clock,
          },
        ]
      if (place.up !== null && place.down === null && (context.today > poster.endsOn || place.mayComeDown))
        return [
          {
            ...about,
            key: `down ${poster.id} ${place.village}`,
            kind: 'take_down',
            title: '收回公示榜并拍照',
            words: context.today > poster.endsOn ? `公示${days}，已期满` : '榜上的案件已转重新调查或者办结，不再公示',
          },
        ]
      return []
    }),
  )
}

async function asksToPublish(context: Context): Promise<Ask[]> {
  const found = await toPublish(context, undefined)
  return found.map(({ case: row, mode, supportFrom }) => ({
    ...ofCase(row),
    clock: null,
    key: `publish ${row.id}`,
    kind: 'publish' as const,
    title: '张贴确认公布',
    words: `已确认认定${mode ? `，${mode}` : ''}${supportFrom ? `，自${dateText(supportFrom)}起供养` : ''}`,
  }))
}

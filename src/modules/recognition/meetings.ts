/** 评审会: the county's days of review, what is ready for the next one, and its list on paper. */
import { dateText, plainMonth, type PlainMonth } from '#kernel/calendar.ts'
import { refuse, requireNone } from '#kernel/refusal.ts'
import { formFile, formWords, givePaper } from '#modules/documents/index.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { recognition } from './contract.ts'
import { rowsOf } from './listing.ts'
import { meetingKind } from './form-kinds.ts'
import { meetingLayout } from './meeting-sheet.ts'
import { reasoningOf } from './reasoning.ts'
import { bureauOf, type Case, db, deedsOf, factsOf, lastOf } from './stored.ts'
import { applicantOf } from './surveying.ts'
import { Proposed } from './departures.ts'
import { Checked } from './batching.ts'

export const meeting = part(recognition, {
  async meetings(context) {
    const rows = (await meetingsFrom(context)).map(shown)
    const county = db(context).selectFrom('recognition.application').where('countyCode', '=', context.county)
    const ready = await county
      .where('step', '=', 'county')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .execute()
    const soon = await county
      .where('step', '=', 'publicity')
      .where('publicityId', 'is not', null)
      .where('stepDueOn', '<', context.today)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .execute()
    const next = rows.find(({ meetingOn }) => meetingOn >= context.today) ?? null
    return { next, ready: Number(ready[0]?.n ?? 0), soon: Number(soon[0]?.n ?? 0), rows }
  },

  async setMeeting(context, { month, meetingOn, papersBy }) {
    requireNone([
      ...(meetingOn.slice(0, 7) === month
        ? []
        : [{ code: 'meetingOn', message: '评审会日期应在所选月份内。请核对。' }]),
      ...(papersBy > meetingOn ? [{ code: 'papersBy', message: '收件截止日不能晚于评审会日期。请核对。' }] : []),
      ...(meetingOn < context.today
        ? [{ code: 'meetingOn', message: '评审会日期已过，只能安排今天以后的评审会。' }]
        : []),
    ])
    const given = { meetingOn, papersBy, setBy: context.actor.name, setAt: context.now }
    const before = (await meetingsFrom(context, month)).find((each) => each.month === month)
    if (before && before.meetingOn < context.today)
      refuse('refused', 'meeting_over', `本月评审会已于${dateText(before.meetingOn)}召开，不能改期。`)
    await db(context)
      .insertInto('recognition.meeting')
      .values({ countyCode: context.county, month, ...given })
      .onConflict((conflict) => conflict.columns(['countyCode', 'month']).doUpdateSet(given))
      .execute()
    return { month, meetingOn, papersBy, setBy: given.setBy }
  },

  async printMeeting(context) {
    const found = await db(context)
      .selectFrom('recognition.application')
      .selectAll()
      .where('countyCode', '=', context.county)
      .where('step', '=', 'county')
      .orderBy('townshipId')
      .orderBy('number')
      .limit(500)
      .execute()
    if (found.length === 0) refuse('refused', 'nothing', '没有送到县里等待评审的案件，没有可打印的名单。')
    const next = (await meetingsFrom(context)).map(shown).find(({ meetingOn }) => meetingOn >= context.today)
    const values = {
      单位: (await bureauOf(context)).name,
      评审会日期: next ? dateText(next.meetingOn) : '未安排',
      件数: String(found.length),
    }
    const words = await formWords(context, meetingKind, { on: context.today, values })
    const layout = meetingLayout(await linesOf(context, found))
    const bytes = await formFile(context, { layout, words }, 'pdf')
    context.shows({}, found.length)
    return givePaper(context, {
      name: `特困人员认定评审会名单${next ? next.meetingOn : context.today}`,
      bytes,
      format: 'pdf',
    })
  },
})

async function linesOf(context: Context, found: readonly Case[]) {
  const rows = new Map((await rowsOf(context, found)).map((row) => [row.id, row]))
  const policy = await context.policyOn(context.today)
  const ids = found.map(({ id }) => id)
  const deeds = Map.groupBy(await deedsOf(context, ids, ['checked', 'proposed']), ({ caseId }) => caseId)
  return found.flatMap((each) => {
    const row = rows.get(each.id)
    if (!row) return []
    const own = deeds.get(each.id) ?? []
    const check = each.checked ? Checked.safeParse(lastOf(own, 'checked')?.said).data : undefined
    const proposal = each.proposed ? Proposed.safeParse(lastOf(own, 'proposed')?.said).data : undefined
    return [
      {
        row,
        reasoning: reasoningOf(applicantOf(each), factsOf(each), policy),
        sampled: each.sampled,
        agrees: check?.agrees ?? null,
        fits: proposal?.fits ?? null,
        level: proposal?.level ?? null,
        levels: policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {},
      },
    ]
  })
}

const shown = ({ month, meetingOn, papersBy, setBy }: Awaited<ReturnType<typeof meetingsFrom>>[number]) => ({
  month: plainMonth(month),
  meetingOn,
  papersBy,
  setBy,
})

function meetingsFrom(context: Context, month?: PlainMonth) {
  return db(context)
    .selectFrom('recognition.meeting')
    .selectAll()
    .where('countyCode', '=', context.county)
    .where('month', '>=', month ?? context.today.slice(0, 7))
    .orderBy('month')
    .limit(24)
    .execute()
}

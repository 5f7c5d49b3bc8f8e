/** The evaluations module for the programs. */
import { dayOf, monthText, plainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { implement, type Module, type TimelineItem } from '#platform/module.ts'
import { accepting } from './accepting.ts'
import { evaluations, satisfiedText, wayText } from './contract.ts'
import { drawing } from './drawing.ts'
import { exporting } from './exporting.ts'
import { printing } from './print.ts'
import { sending } from './sending.ts'
import { sheets } from './sheets.ts'
import { vetoes } from './veto.ts'
import { workOf } from './work.ts'

const db = tablesOf<'evaluations'>()

async function timelineOf(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'evaluations.overview')) return []
  const rows = await db(context)
    .selectFrom('evaluations.sheetView')
    .select(['evaluationId', 'month', 'way', 'visitedAt', 'satisfied'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('visitedAt')
    .execute()
  return rows.flatMap(({ evaluationId, month, way, visitedAt, satisfied }) =>
    visitedAt && way
      ? [
          {
            at: dayOf(visitedAt),
            enteredAt: visitedAt,
            kind: 'look' as const,
            text: `乡镇考评走访（${monthText(plainMonth(month))}，${wayText[way]}${satisfied ? `，${satisfiedText[satisfied]}` : ''}）`,
            to: `/evaluations/${evaluationId}`,
            source: 'system' as const,
          },
        ]
      : [],
  )
}

export const evaluationsModule: Module = {
  service: implement(evaluations, {
    ...drawing,
    ...exporting,
    ...sheets,
    ...sending,
    ...printing,
    ...accepting,
    ...vetoes,
  }),
  work: workOf,
  timeline: timelineOf,
  constraints: {
    one_evaluation_a_month: '本月已经抽样，请刷新后查看',
    draw_no: '另一次抽样刚刚完成，请刷新后查看',
    redraw_has_reason: '重新抽样须写明理由',
    sent_once: '考评已送县民政局，不能再次送出',
    proposal_decided_once: '这份验收意见已经有决定，请刷新后查看',
    accepted_once: '这个月已经通过验收，不能再次通过',
    acceptance_report_no: '验收编号已被使用，请重试',
    default_way_has_reason: '没有乡镇考评而按默认办法处理的，须说明理由',
    veto_other_decides: '一票否决须由立案人以外的人决定',
  },
}

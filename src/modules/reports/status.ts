/** Until when a table is due and how far it has come. */
import { addMonths, dayOf, daysBetween, firstDay, type PlainMonth } from '#kernel/calendar.ts'
import { dayIn, type When } from '#modules/rosters/index.ts'
import { citationText } from '#kernel/policy.ts'
import type * as z from 'zod'
import type { Context } from '#platform/context.ts'
import type { Status } from './contract.ts'
import { db } from './counting.ts'

export interface Which {
  county: string
  table: string
  month: PlainMonth
}

/** As the county sets it, else the default of this system (month.reports_due, A-23). */
export async function dueOf(context: Context, { county, month }: Pick<Which, 'county' | 'month'>) {
  const due = (await context.policyOn(firstDay(addMonths(month, 1)), county)).value<When>('month.reports_due')
  const [first] = due.citations
  const ours = !first || first.document === ''
  return {
    dueOn: dayIn(month, due.value, await context.workingCalendar()),
    dueBasis: ours ? '文中未写报送期限，本系统默认，县里可改' : citationText(first),
    citations: due.citations,
  }
}

const stateTitles = {
  draft: '草稿',
  signed: '数据员签字',
  sent: '已报送',
  received: '已接收',
  returned: '已退回',
} as const

export async function latestSubmission(context: Context, { county, table, month }: Which) {
  return db(context)
    .selectFrom('reports.submission')
    .selectAll()
    .where('countyCode', '=', county)
    .where('tableName', '=', table)
    .where('month', '=', month)
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export function stepsOf(context: Context, county: string, submissionId: string) {
  return db(context)
    .selectFrom('reports.submissionStep')
    .selectAll()
    .where('countyCode', '=', county)
    .where('submissionId', '=', submissionId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export async function statusOf(context: Context, which: Which): Promise<z.output<typeof Status>> {
  const { dueOn, dueBasis } = await dueOf(context, which)
  const submission = await latestSubmission(context, which)
  if (!submission) {
    const lateDays = Math.max(0, daysBetween(dueOn, context.today))
    const text = lateDays > 0 ? `草稿，已过期${lateDays}天` : '草稿'
    return { state: 'draft' as const, text, submissionId: null, edition: null, dueOn, dueBasis, lateDays }
  }
  const steps = await stepsOf(context, which.county, submission.id)
  const state = steps.at(-1)?.step ?? 'signed'
  const sent = steps.find(({ step }) => step === 'sent')
  const lateDays = Math.max(0, daysBetween(dueOn, sent ? dayOf(sent.at) : context.today))
  const text = `${stateTitles[state]}（第${submission.edition}版）`
  return { state, text, submissionId: submission.id, edition: submission.edition, dueOn, dueBasis, lateDays }
}

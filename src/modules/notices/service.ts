/** Use cases of notices: the list, the slips, the acknowledgement. */
import { momentText, plainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { slipsPaper } from '#platform/documents/paper.ts'
import { giveFile } from '#platform/file-rows.ts'
import { implement } from '#platform/module.ts'
import { notices } from './contract.ts'

const db = tablesOf<'notices', 'access'>()
const most = 1001

export const noticesService = implement(notices, {
  async list(context, { month, townshipId, personId, onlyUntold, page, pageSize }) {
    const query = db(context)
      .selectFrom('notices.notice as notice')
      .where('notice.countyCode', '=', context.county)
      .$if(month !== undefined, (asked) => asked.where('notice.month', '=', month ?? ''))
      .$if(townshipId !== undefined, (asked) => asked.where('notice.townshipId', '=', townshipId ?? ''))
      .$if(personId !== undefined, (asked) => asked.where('notice.personId', '=', personId ?? ''))
    const untold = await query.where('notice.acknowledgedAt', 'is', null).select('notice.id').limit(most).execute()
    const shown = query.$if(onlyUntold, (asked) => asked.where('notice.acknowledgedAt', 'is', null))
    const rows = await shown
      .leftJoin('access.areaView as township', 'township.id', 'notice.townshipId')
      .selectAll('notice')
      .select('township.name as township')
      .orderBy('notice.madeAt', 'desc')
      .orderBy('township.sortOrder')
      .orderBy('notice.addressee')
      .orderBy('notice.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const total = await shown.select('notice.id').limit(most).execute()
    context.shows({ month, townshipId, personId, onlyUntold }, rows.length)
    if (personId) context.concerns(personId)
    return {
      rows: rows.map((row) => ({ ...row, month: plainMonth(row.month), township: row.township ?? '' })),
      total: total.length,
      untold: untold.length,
      at: context.now,
    }
  },

  async choose(context, { noticeIds, kind }) {
    const changed = await db(context)
      .updateTable('notices.notice')
      .set({ kind })
      .where('countyCode', '=', context.county)
      .where('id', 'in', noticeIds)
      .where('acknowledgedAt', 'is', null)
      .returning('personId')
      .execute()
    if (changed.length === 0) nothingThere()
    for (const { personId } of changed) context.concerns(personId)
    return { changed: changed.length }
  },

  async acknowledge(context, { noticeIds, how, on, remark }) {
    if (on > context.today) refuse('invalid', 'on', '知晓日期不能晚于今天')
    const told = await db(context)
      .updateTable('notices.notice')
      .set({
        acknowledgedAt: context.now,
        acknowledgedOn: on,
        acknowledgedBy: context.actor.name,
        acknowledgedHow: how,
        remark,
        recordedBy: context.actor.accountId,
      })
      .where('countyCode', '=', context.county)
      .where('id', 'in', noticeIds)
      .where('acknowledgedAt', 'is', null)
      .returning('personId')
      .execute()
    if (told.length === 0) nothingThere()
    for (const { personId } of told) context.concerns(personId)
    return { acknowledged: told.length }
  },

  async slips(context, { noticeIds }) {
    const rows = await db(context)
      .updateTable('notices.notice')
      .set({ printedAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', 'in', noticeIds)
      .returningAll()
      .execute()
    if (rows.length === 0) nothingThere()
    for (const { personId } of rows) context.concerns(personId)
    const bureau = await bureauOf(context)
    const slips = rows
      .toSorted((a, b) => a.townshipId.localeCompare(b.townshipId) || a.addressee.localeCompare(b.addressee, 'zh'))
      .map((row) => ({
        title: row.title,
        to: row.addressee,
        lines: [],
        explanations: row.text.split('\n'),
        contact: bureau.hotline,
        unit: bureau.name,
      }))
    const foot = { printedAt: context.now, printedBy: context.actor.name, demonstration: context.demo }
    const bytes = await slipsPaper({ ...foot, slips })
    const name = `告知单${rows.length}份 ${momentText(context.now).slice(0, 10)}.pdf`
    const { ticket } = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
    return { ticket, name }
  },
})

const nothingThere = (): never =>
  refuse('conflict', 'told', '没有可办理的告知：可能已登记知晓，或不在您的辖区。请刷新页面')

async function bureauOf(context: Context): Promise<{ name: string; hotline: string }> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .orderBy('sortOrder')
    .limit(1)
    .executeTakeFirst()
  return bureau ?? { name: '县民政局', hotline: '' }
}

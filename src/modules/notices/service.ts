/** Use cases of notices: the list, the slips, the acknowledgement. */
import { sql } from 'kysely'
import { momentText, monthText, type PlainMonth, plainMonth } from '#kernel/calendar.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { slipsPaper } from '#platform/documents/paper.ts'
import { giveFile } from '#platform/file-rows.ts'
import { giveList } from '#platform/list-file.ts'
import { implement } from '#platform/module.ts'
import { notices, noticeText } from './contract.ts'

const db = tablesOf<'notices', 'access'>()
const most = 1001

export const noticesService = implement(notices, {
  async list(context, { page, pageSize, onlyUntold, ...wanted }) {
    const untold = await chosen(context, wanted, true).select('notice.id').limit(most).execute()
    const rows = await inOrder(chosen(context, wanted, onlyUntold))
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const total = await chosen(context, wanted, onlyUntold).select('notice.id').limit(most).execute()
    context.shows({ ...wanted, onlyUntold }, rows.length)
    if (wanted.personId) context.concerns(wanted.personId)
    return {
      rows: rows.map((row) => ({
        ...row,
        month: plainMonth(row.month),
        township: row.township ?? '',
        village: row.village ?? '',
      })),
      total: total.length,
      untold: untold.length,
      at: context.now,
    }
  },

  /** One line for each person still to be told, with room to sign: carried round by village. */
  async signList(context, { month, townshipId, villageId }) {
    const rows = await inOrder(chosen(context, { month, townshipId, villageId, text: '' }, true))
      .limit(5000)
      .execute()
    if (rows.length === 0) nothingThere()
    for (const { personId } of rows) context.concerns(personId)
    const sheet = {
      title: `${monthText(month)}本人账目告知签收册`,
      note: `待告知${rows.length}份；念给本人听或送达纸质告知单后，由本人或代为听取的人签名、按手印`,
      columns: [
        { title: '序号', width: 5, format: 'integer' as const },
        { title: '乡镇（街道）', width: 12 },
        { title: '村（居）', width: 12 },
        { title: '姓名', width: 9 },
        { title: '告知内容', width: 48 },
        { title: '方式', width: 12 },
        { title: '签名或手印、日期', width: 20 },
      ],
      rows: rows.map((row, index) => [
        index + 1,
        row.township ?? '',
        row.village ?? '',
        row.addressee,
        row.text.split('\n')[0] ?? '',
        noticeText[row.kind],
        '',
      ]),
    }
    return giveList(context, sheet, 'pdf')
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
    const printed = await db(context)
      .updateTable('notices.notice')
      .set({ printedAt: context.now })
      .where('countyCode', '=', context.county)
      .where('id', 'in', noticeIds)
      .returning('id')
      .execute()
    if (printed.length === 0) nothingThere()
    const ids = printed.map(({ id }) => id)
    const rows = await inOrder(chosen(context, { text: '' }, false).where('notice.id', 'in', ids)).execute()
    for (const { personId } of rows) context.concerns(personId)
    const bureau = await bureauOf(context)
    const slips = rows.map((row) => ({
      title: row.title,
      to: `${row.village ?? ''} ${row.addressee}`.trim(),
      lines: [],
      explanations: row.text.split('\n'),
      contact: bureau.hotline || bureau.name,
      unit: bureau.name,
    }))
    const foot = { printedAt: context.now, printedBy: context.actor.name, demonstration: context.demo }
    const bytes = await slipsPaper({ ...foot, slips })
    const name = `告知单${rows.length}份 ${momentText(context.now).slice(0, 10)}.pdf`
    const { ticket } = await giveFile(context, { name, mediaType: 'application/pdf', bytes })
    return { ticket, name }
  },
})

interface Wanted {
  month?: PlainMonth | undefined
  townshipId?: string | undefined
  villageId?: string | undefined
  personId?: string | undefined
  text: string
}

function chosen(context: Context, { month, townshipId, villageId, personId, text }: Wanted, onlyUntold: boolean) {
  return db(context)
    .selectFrom('notices.notice as notice')
    .where('notice.countyCode', '=', context.county)
    .$if(month !== undefined, (asked) => asked.where('notice.month', '=', month ?? ''))
    .$if(townshipId !== undefined, (asked) => asked.where('notice.townshipId', '=', townshipId ?? ''))
    .$if(villageId !== undefined, (asked) => asked.where('notice.villageId', '=', villageId ?? ''))
    .$if(personId !== undefined, (asked) => asked.where('notice.personId', '=', personId ?? ''))
    .$if(text !== '', (asked) => asked.where(sql<number>`position(${text} in notice.addressee)`, '>', 0))
    .$if(onlyUntold, (asked) => asked.where('notice.acknowledgedAt', 'is', null))
}

/** Month by month, and within it as one walks: township, village, name. */
const inOrder = (query: ReturnType<typeof chosen>) =>
  query
    .leftJoin('access.areaView as township', 'township.id', 'notice.townshipId')
    .leftJoin('access.areaView as village', 'village.id', 'notice.villageId')
    .selectAll('notice')
    .select(['township.name as township', 'village.name as village'])
    .orderBy('notice.month', 'desc')
    .orderBy('township.sortOrder')
    .orderBy('village.sortOrder')
    .orderBy('notice.addressee')
    .orderBy('notice.id')

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

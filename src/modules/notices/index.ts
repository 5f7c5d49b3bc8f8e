/** Notices for the programs, and `tell` for the modules that have something to say to a person. */
import { dayOf } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Module, TimelineItem, WorkItem } from '#platform/module.ts'
import { noticeText } from './words.ts'
import { forgetNotices } from './forget.ts'
import { noticesService } from './service.ts'

export { tell, type Telling } from './tell.ts'

const db = tablesOf<'notices'>()

async function work(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'notices.acknowledge') || context.actor.role === 'county-clerk') return []
  const rows = await db(context)
    .selectFrom('notices.notice')
    .select((eb) => ['month', eb.fn.countAll<bigint>().as('count')])
    .where('countyCode', '=', context.county)
    .where('acknowledgedAt', 'is', null)
    .groupBy('month')
    .orderBy('month', 'desc')
    .limit(12)
    .execute()
  return rows.map(({ month, count }) => ({
    title: '告知本人并登记知晓',
    object: `${month}，${count}份`,
    to: `/notices?month=${month}&onlyUntold=yes`,
    dueOn: null,
    kind: 'notices.acknowledge',
    weight: 'care',
    citations: [],
    count: Number(count),
  }))
}

async function timeline(context: Context, personId: string): Promise<TimelineItem[]> {
  if (!may(context.actor, 'notices.list')) return []
  const rows = await db(context)
    .selectFrom('notices.noticeView')
    .select(['acknowledgedOn', 'acknowledgedHow', 'text', 'madeAt', 'month'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .orderBy('madeAt', 'desc')
    .limit(120)
    .execute()
  return rows.map((row) => ({
    at: row.acknowledgedOn ?? dayOf(row.madeAt),
    enteredAt: row.madeAt,
    kind: 'money',
    text: row.acknowledgedHow
      ? `本人已知晓（${noticeText[row.acknowledgedHow]}）：${row.text}`
      : `待告知本人：${row.text}`,
    to: `/notices?personId=${personId}`,
    source: 'system',
  }))
}

export const noticesModule: Module = {
  service: noticesService,
  work,
  timeline,
  forget: forgetNotices,
  constraints: { acknowledged_whole: '登记知晓须同时写明日期、方式和登记人' },
}

/** Notices for the programs, and `tell` for the modules that have something to say to a person. */
import { sql } from 'kysely'
import { dayOf, type Instant, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import { within } from '#platform/life.ts'
import type { Module, Span, TimelineItem, WorkItem } from '#platform/module.ts'
import { type NoticeKind, noticeText } from './words.ts'
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
    object: `${monthText(plainMonth(month))}，${count}份`,
    to: `/notices?month=${month}&onlyUntold=yes`,
    dueOn: null,
    kind: 'notices.acknowledge',
    weight: 'care',
    citations: [],
    count: Number(count),
  }))
}

interface Told {
  acknowledgedOn: PlainDate | null
  acknowledgedHow: NoticeKind | null
  text: string
  madeAt: Instant
}

async function timeline(context: Context, personId: string, span?: Span): Promise<TimelineItem[]> {
  if (!may(context.actor, 'notices.list')) return []
  const { rows } = await sql<Told>`select acknowledged_on, acknowledged_how, text, made_at from notices.notice_view
    where county_code = ${context.county} and person_id = ${personId}
      and ${within(sql`coalesce(acknowledged_on, (made_at at time zone 'Asia/Shanghai')::date)`, span)}
    order by made_at desc`.execute(context.transaction)
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

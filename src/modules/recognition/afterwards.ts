/** What is left to do after a confirmation and around posters: publication, change of benefits, a place in a home, sheets to take down, objections to answer. */
import { addDays, firstDay, monthText, type PlainDate, plainMonth } from '#kernel/calendar.ts'
import type { Term } from '#kernel/working-days.ts'
import { may } from '#kernel/permission.ts'
import { Citation } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { sql } from 'kysely'
import * as z from 'zod'
import { dueOf } from './clock.ts'
import { asksOf } from './helping.ts'
import { homesAndPlaces } from './placing.ts'
import { legacySaid } from './legacy.ts'
import { recentPosters, withCases } from './posters.ts'
import type { LegacyRules } from './rules.ts'
import { db } from './stored.ts'
import { objectionTerm } from './term-keys.ts'
import { Benefit, benefitText } from './words.ts'

/** The aide of a village: each thing he is asked for, on one page. */
export async function askedOfVillage(context: Context): Promise<WorkItem[]> {
  const asks = await asksOf(context)
  return asks
    .filter(({ kind }) => kind !== 'handed')
    .map(({ title, about, kind, clock }) => ({
      title: `请您协助：${title}`,
      object: about,
      to: '/cases/help',
      dueOn: kind === 'hang_up' || kind === 'take_down' || kind === 'publish' ? null : (clock?.due ?? null),
      kind: `recognition.help.${kind}`,
      weight: 'care' as const,
      citations: clock?.citations ?? [],
      count: 1,
    }))
}

export async function afterwards(context: Context): Promise<WorkItem[]> {
  const { actor } = context
  return [
    ...(may(actor, 'recognition.publish')
      ? [...(await toBePublished(context)), ...(await sheetsToTakeDown(context))]
      : []),
    ...(may(actor, 'recognition.deliver') ? await toBeDelivered(context) : []),
    ...(may(actor, 'recognition.answerObjection') ? await objectionsToAnswer(context) : []),
    ...(may(actor, 'recognition.confirmDirectly') ? await toConfirmDirectly(context) : []),
    ...(may(actor, 'recognition.carryLinkage') ? await linkagesToCarry(context) : []),
    ...(may(actor, 'recognition.decide') || may(actor, 'recognition.submit') || may(actor, 'stays.admit')
      ? await homesAndPlaces(context)
      : []),
  ]
}

const byDefault: Citation = { document: '', clause: '供养开始前送达' }

/** No clause says within how many days a confirmation is handed over; 本系统默认: before support begins. */
async function toBeDelivered(context: Context): Promise<WorkItem[]> {
  const found = await db(context)
    .selectFrom('recognition.application')
    .select(['id', 'name', 'number', 'townshipId', 'supportFrom'])
    .where('countyCode', '=', context.county)
    .where('decision', '=', 'confirmed')
    .where('deliveredOn', 'is', null)
    .orderBy('supportFrom')
    .limit(200)
    .execute()
  const citations = [
    ...((await context.policyOn(context.today)).find('recognition.support_starts')?.citations ?? []),
    byDefault,
  ]
  return found.map(({ id, name, number, townshipId, supportFrom }) => ({
    title: '送达确认书（供养开始前）',
    object: `${name} ${number}`,
    to: `/cases/${id}`,
    dueOn: supportFrom && addDays(supportFrom, -1),
    kind: 'recognition.deliver',
    weight: 'care' as const,
    township: townshipId,
    citations,
    count: 1,
  }))
}

/** Looked into anew, opinion signed, nobody told yet; the days of the clause run from the objection. */
async function objectionsToAnswer(context: Context): Promise<WorkItem[]> {
  const { rows } = await sql<{ caseId: string; name: string; number: string; townshipId: string; onDay: PlainDate }>`
    select distinct on (a.id) a.id as case_id, a.name, a.number, a.township_id, o.on_day from recognition.deed o
    join recognition.application a on a.county_code = o.county_code and a.id = o.case_id
    where o.county_code = ${context.county} and o.kind = 'objected'
      and not exists (select from recognition.deed d where d.county_code = o.county_code and d.case_id = o.case_id
        and d.kind = 'answered' and d.said ->> 'deedId' = o.id::text)
      and (a.step in ('decided', 'withdrawn', 'died') or exists (select from recognition.deed d where d.county_code = o.county_code
        and d.case_id = o.case_id and d.kind = 'opined' and d.at > o.at))
    order by a.id, o.on_day limit 200`.execute(context.transaction)
  if (rows.length === 0) return []
  const rule = (await context.policyOn(context.today)).value<Term>(objectionTerm)
  const calendar = await context.workingCalendar()
  return rows.map(({ caseId, name, number, townshipId, onDay }) => ({
    title: '答复异议人，告知申请人',
    object: `${name} ${number}`,
    to: `/cases/${caseId}`,
    dueOn: dueOf(calendar, onDay, rule.value, [])?.due ?? null,
    kind: 'recognition.answerObjection',
    weight: 'care' as const,
    township: townshipId,
    citations: rule.citations,
    count: 1,
  }))
}

/** 吉林: an old recognition that stands waits for the county's leader; the township's term runs meanwhile. */
async function toConfirmDirectly(context: Context): Promise<WorkItem[]> {
  const rule = (await context.policyOn(context.today)).find<LegacyRules>('recognition.legacy_rules')
  if (!rule) return []
  const found = await db(context)
    .selectFrom('recognition.application')
    .select(['id', 'name', 'number', 'townshipId', 'legacyCategory', 'legacyOn', 'stepDueOn'])
    .where('countyCode', '=', context.county)
    .where('step', '=', 'survey')
    .where('pausedReason', '=', '')
    .where('legacyOn', 'is not', null)
    .where('nearRelative', '=', '')
    .orderBy('stepDueOn')
    .limit(500)
    .execute()
  return found
    .filter((row) => legacySaid(row.legacyCategory, row.legacyOn, rule.value)?.path === 'direct')
    .map(({ id, name, number, townshipId, stepDueOn }) => ({
      title: '直接确认（原农村五保对象）',
      object: `${name} ${number}`,
      to: `/cases/${id}`,
      dueOn: stepDueOn,
      kind: 'recognition.confirmDirectly',
      weight: 'care' as const,
      township: townshipId,
      citations: rule.citations,
      count: 1,
    }))
}

async function toBePublished(context: Context): Promise<WorkItem[]> {
  const found = await db(context)
    .selectFrom('recognition.application')
    .select(['id', 'name', 'number', 'townshipId'])
    .where('countyCode', '=', context.county)
    .where('decision', '=', 'confirmed')
    .where('publishedOn', 'is', null)
    .orderBy('decidedOn')
    .limit(200)
    .execute()
  const citations = (await context.policyOn(context.today)).find('recognition.support_starts')?.citations ?? []
  return found.map(({ name, number, townshipId }) => ({
    title: '公布确认结果',
    object: `${name} ${number}`,
    to: '/cases/publicity',
    dueOn: null,
    kind: 'recognition.publish',
    weight: 'care' as const,
    township: townshipId,
    citations,
    count: 1,
  }))
}

async function sheetsToTakeDown(context: Context): Promise<WorkItem[]> {
  const posters = await withCases(context, await recentPosters(context))
  return posters.flatMap(({ number, townshipId, endsOn, villages, clock }) =>
    villages
      .filter(({ up, down, mayComeDown }) => up !== null && down === null && (context.today > endsOn || mayComeDown))
      .map(({ village }) => ({
        title: '收回公示榜并拍照',
        object: `${number} ${village}`,
        to: '/cases/publicity',
        dueOn: null,
        kind: 'recognition.hang',
        weight: 'paper' as const,
        township: townshipId,
        citations: clock.citations,
        count: 1,
      })),
  )
}

async function linkagesToCarry(context: Context): Promise<WorkItem[]> {
  const found = await db(context)
    .selectFrom('recognition.linkage as l')
    .innerJoin('recognition.application as a', (join) =>
      join.onRef('a.countyCode', '=', 'l.countyCode').onRef('a.id', '=', 'l.caseId'),
    )
    .select(['l.caseId', 'l.benefit', 'l.oldThrough', 'l.newFrom', 'l.townshipId', 'l.citations', 'a.name', 'a.number'])
    .where('l.countyCode', '=', context.county)
    .where('l.carriedOn', 'is', null)
    .orderBy('l.newFrom')
    .limit(200)
    .execute()
  return found.map((each) => ({
    title:
      z.array(Citation).parse(each.citations).length > 0
        ? `办理制度衔接：${titleOf(each.benefit)}付到${monthText(plainMonth(each.oldThrough))}`
        : `判定并衔接：${titleOf(each.benefit)}能否与供养同时享受`,
    object: `${each.name} ${each.number}`,
    to: `/cases/${each.caseId}`,
    dueOn: firstDay(plainMonth(each.newFrom)),
    kind: 'recognition.linkage',
    weight: 'money' as const,
    township: each.townshipId,
    citations: z.array(Citation).parse(each.citations),
    count: 1,
  }))
}

const titleOf = (benefit: string): string => {
  const known = Benefit.safeParse(benefit)
  return known.success ? benefitText[known.data] : benefit
}

/** What verification leaves for each role to do, and what it tells in a person's life. */
import { addDays, dateText, type PlainDate } from '#kernel/calendar.ts'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { TimelineItem, WorkItem } from '#platform/module.ts'
import { resultsOf } from './entry-rows.ts'
import { openFollows } from './following.ts'
import { dueOf as dueOfFollow, followTerm } from './follow-clock.ts'
import { townshipLines, villageLines } from './reading.ts'
import { endOfWeek, sumOf } from './rules.ts'
import { ahead, citationsOfMinors, minorsOf, schoolsOf } from './schools.ts'
import type { MinorRow } from './shapes.ts'
import { basisOf, db, type Round, runningRounds, termOf } from './stored.ts'
import { answerText } from './words.ts'

export async function workOf(context: Context): Promise<WorkItem[]> {
  return [
    ...(await planWork(context)),
    ...(await roundWork(context)),
    ...(await followWork(context)),
    ...(await minorsWork(context)),
  ]
}

/** The year has no plan yet. */
async function planWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'verifications.makeRound')) return []
  const year = Number(context.today.slice(0, 4))
  const term = await termOf(context, year, context.today)
  if (!term.dueOn) return []
  const planned = await db(context)
    .selectFrom('verifications.round')
    .select('id')
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'yearly')
    .where('year', '=', year)
    .executeTakeFirst()
  if (planned) return []
  return [
    {
      kind: 'verifications.plan',
      title: '制定年度核查方案',
      object: `${year}年度`,
      to: '/verification/new',
      weight: 'care',
      dueOn: term.dueOn,
      citations: term.citations,
      count: 1,
    },
  ]
}

const nearDays = 30

/** What is left of the rounds that have begun: a line for each township, for the county one. */
async function roundWork(context: Context): Promise<WorkItem[]> {
  const keys = may(context.actor, 'verifications.record')
  if (!keys && !may(context.actor, 'verifications.close')) return []
  // Who leads is told when the term comes near, and after it.
  const near = (round: Round) => keys || dueOf(round) <= addDays(context.today, nearDays)
  const rounds = (await runningRounds(context)).filter((round) => round.fromOn <= context.today && near(round))
  const items: WorkItem[] = []
  for (const round of rounds) items.push(...(await workOfRound(context, round)))
  return items
}

async function workOfRound(context: Context, round: Round): Promise<WorkItem[]> {
  const citations = await basisOf(context, round)
  const villages = await villageLines(context, round)
  const own = {
    weight: 'care' as const,
    kind: `verifications.round.${round.kind}`,
    title: `完成${round.title}`,
    citations,
  }
  const open = sumOf(villages).open
  if (open === 0) return []
  if (context.actor.scope.kind === 'county')
    return [{ ...own, object: `全县剩${open}人`, to: `/verification/${round.id}`, dueOn: dueOf(round), count: open }]
  if (context.actor.scope.kind === 'villages')
    return villages
      .filter((line) => line.open > 0)
      .map((line) => ({
        ...own,
        object: `${line.village}剩${line.open}人`,
        to: `/verification/entry?sheet=${line.sheetId}`,
        dueOn: earlier(endOfWeek(line.weekOn), round.toOn),
        township: line.townshipId,
        count: line.open,
      }))
  return townshipLines(villages, context.today)
    .filter((line) => line.open > 0)
    .map((line) => ({
      ...own,
      object: `${line.township}剩${line.open}人${line.late > 0 ? `，${line.late}个村（居）已过计划的周` : ''}`,
      to: `/verification/${round.id}`,
      dueOn: dueOf(round),
      township: line.townshipId,
      count: line.open,
    }))
}

const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other)
const dueOf = ({ toOn, dueOn }: Pick<Round, 'toOn' | 'dueOn'>): PlainDate => (dueOn ? earlier(toOn, dueOn) : toOn)

async function followWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'verifications.settle')) return []
  const { citations } = await followTerm(context, context.today)
  const items: WorkItem[] = []
  for (const { townshipId, count, names, oldest } of await openFollows(context))
    items.push({
      kind: 'verifications.follow',
      title: '接着办理核查发现的情况',
      object: `${names.join('、')}${count > names.length ? `等${count}人` : ''}`,
      to: `/verification?tab=follow&area=${townshipId}`,
      weight: 'care',
      dueOn: await dueOfFollow(context, oldest),
      township: townshipId,
      citations,
      count,
    })
  return items
}

const matterTitle: Record<MinorRow['matter'], (row: MinorRow) => string> = {
  turns_young: ({ matterAge }) => `未成年人满${matterAge}周岁：核对无劳动能力的情形`,
  turns_support: ({ matterAge }) => `未成年人满${matterAge}周岁：核对是否在读，继续或终止`,
  in_school: () => '在读证明将到期：核对是否仍在读',
  school_over: () => '在读证明已到期：核对是否仍在读，继续或终止',
}

async function minorsWork(context: Context): Promise<WorkItem[]> {
  if (!may(context.actor, 'verifications.proveSchool')) return []
  const citations = await citationsOfMinors(context)
  return (await minorsOf(context, null))
    .filter(({ on, openChangeId }) => openChangeId === null && on <= addDays(context.today, ahead))
    .map((row) => ({
      kind: `verifications.minor.${row.matter}`,
      title: matterTitle[row.matter](row),
      object: `${row.person}，${dateText(row.on)}`,
      to: `/verification?tab=minors&person=${row.personId}`,
      weight: 'care',
      dueOn: row.on,
      township: row.townshipId,
      citations,
      count: 1,
    }))
}

export async function timelineOf(context: Context, personId: string): Promise<TimelineItem[]> {
  return [...(await resultsOf(context, personId)).values()].flatMap((editions) =>
    editions.map(
      (result, index): TimelineItem => ({
        at: result.seenOn,
        enteredAt: result.at,
        kind: 'recognition',
        text: `核查：${answerText[result.answer]}${result.words ? `（${result.words}）` : ''}，${result.officer}`,
        // What a later edition took the place of, except a try before another visit.
        ...(index > 0 && result.answer !== 'not_seen' ? { struckThrough: true } : {}),
      }),
    ),
  )
}

export async function schoolsTimeline(context: Context, personId: string): Promise<TimelineItem[]> {
  return (await schoolsOf(context, personId)).map((school) => ({
    at: school.provedOn,
    kind: 'recognition',
    text: `在读证明：${school.school}${school.grade}，至${school.untilOn}`,
  }))
}

/** The plan: set once with its population, changed only with a reason that stays. */
import { type EntryLimits, entryLimitsOn } from '#kernel/entry-limits.ts'
import { sql } from 'kysely'
import { addYears, dateText, type PlainDate } from '#kernel/calendar.ts'
import type { InputOf } from '#kernel/contract.ts'
import { type Reason, refuse, requireNone } from '#kernel/refusal.ts'
import type { Context } from '#platform/context.ts'
import { claimFile } from '#platform/file-rows.ts'
import { part } from '#platform/module.ts'
import { verifications } from './contract.ts'
import { fixPopulation, followRegister } from './population.ts'
import { mondayOf, type PlannedSheet, spread } from './rules.ts'
import type { Milestone } from './shapes.ts'
import {
  type Changed,
  db,
  keepChanges,
  lockedRound,
  nextNo,
  numberText,
  type Round,
  roundOf,
  runningRound,
  runningRounds,
  termOf,
} from './stored.ts'

type NewRound = InputOf<(typeof verifications)['operations']['makeRound']>

export const planning = part(verifications, {
  async makeRound(context, input) {
    const term = await termOf(context, input.year, context.today)
    const limits = await entryLimitsOn(context)
    requireNone([...objectionsToPlan(input, context.today, limits), ...(await objectionsToRules(context, input))])
    const due = input.kind === 'yearly' ? term.dueOn : null
    if (due && input.toOn > due)
      requireNone([
        {
          code: 'toOn',
          message: `计划到${dateText(input.toOn)}才完成，晚于${dateText(due)}。每年核查一次，请在当年之内安排完`,
          citations: term.citations,
        },
      ])
    const round = await writeRound(context, input, due)
    const { joined } = await fixPopulation(context, round)
    if (joined === 0) requireNone([{ code: 'nobody', message: '按所选的范围没有在册人员。请核对日期和范围' }])
    const villages = await planWeeks(context, round)
    context.shows({ round: numberText(round) }, joined)
    return { roundId: round.id, number: numberText(round), persons: joined, villages }
  },

  async changePlan(context, { roundId, version, reason, ...wanted }) {
    const round = await lockedRound(context, roundId, version)
    const next = { ...round, ...withoutNothing(wanted) }
    const changes = changesOf(round, wanted, reason)
    if (changes.length === 0) return refuse('refused', 'unchanged', '方案没有变化。请先改动日期、内容或节点，再送出')
    requireNone(objectionsToDays(next, context.today, await entryLimitsOn(context)))
    if (round.dueOn && next.toOn > round.dueOn)
      requireNone([{ code: 'toOn', message: `应于${dateText(round.dueOn)}前核查完，不能推迟到以后。请改早` }])
    const { fromOn, toOn, plan } = next
    await update(context, round, { fromOn, toOn, plan, milestones: jsonOf(wanted.milestones ?? round.milestones) })
    await keepChanges(context, changes)
    return { version: version + 1 }
  },

  async assign(context, { roundId, lines, reason }) {
    const round = await runningRound(context, roundId)
    const changes: Changed[] = []
    for (const line of lines) changes.push(...(await assignOne(context, round, { ...line, reason })))
    await keepChanges(context, changes)
    return { changed: lines.length }
  },

  async refresh(context, { roundId }) {
    return followRegister(context, await runningRound(context, roundId))
  },

  async refreshAll(context) {
    const rounds = await runningRounds(context)
    for (const round of rounds) await followRegister(context, round)
    return { rounds: rounds.length }
  },

  async close(context, { roundId, version, words }) {
    const round = await lockedRound(context, roundId, version)
    await followRegister(context, round)
    const open = await db(context)
      .selectFrom('verifications.entry')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('countyCode', '=', context.county)
      .where('roundId', '=', roundId)
      .where('state', '=', 'open')
      .executeTakeFirstOrThrow()
    const left = Number(open.count)
    if (left > 0)
      requireNone([
        {
          code: 'open',
          message: `还有${left}人没有核查，不能结束。请核查完，确实见不到本人的按规定暂停或终止`,
          next: { title: '看未核查的人', to: `/verification/${roundId}?tab=persons&state=open` },
        },
      ])
    await update(context, round, { status: 'closed', closedOn: context.today, closedName: context.actor.name })
    await keepChanges(context, [{ roundId, what: 'closed', before: '', after: dateText(context.today), reason: words }])
    return { version: version + 1 }
  },
})

function objectionsToPlan(input: NewRound, today: PlainDate, limits: EntryLimits): Reason[] {
  const { kind, year, populationOn, fromOn, toOn, townshipIds, class: of, supportedBefore } = input
  const say = (code: string, message: string): Reason[] => [{ code, message }]
  const thisYear = Number(today.slice(0, 4))
  return [
    ...(populationOn > today
      ? say('populationOn', `人员按${dateText(populationOn)}在册的算，这一天还没有到。请填今天或以前的日期`)
      : []),
    ...(populationOn > fromOn ? say('populationOn', '人员确定的日期应不晚于开始的日期。请核对') : []),
    ...(year < thisYear || year > thisYear + 1
      ? say('year', `只能制定今年或明年的核查方案，填的是${year}年。请核对年度`)
      : populationOn < `${thisYear}-01-01`
        ? say('populationOn', `人员应按${thisYear}年某一天在册的算，填的是${dateText(populationOn)}。请核对日期`)
        : []),
    ...objectionsToDays({ fromOn, toOn }, today, limits),
    ...(kind === 'yearly' && !fromOn.startsWith(`${year}-`)
      ? say('fromOn', `${year}年度的核查应从${year}年开始。请核对年度或日期`)
      : []),
    ...(kind === 'yearly' && (townshipIds.length > 0 || of !== null || supportedBefore !== null)
      ? say('kind', '年度核查应覆盖全部在册人员，不能只选一部分。只查一部分的，请选“重新核查”')
      : []),
  ]
}

function objectionsToDays(
  { fromOn, toOn }: { fromOn: PlainDate; toOn: PlainDate },
  today: PlainDate,
  limits: EntryLimits,
): Reason[] {
  if (toOn < fromOn)
    return [{ code: 'toOn', message: `结束日期${dateText(toOn)}早于开始日期${dateText(fromOn)}。请核对` }]
  const last = addYears(today, limits.round_years)
  if (toOn > last)
    return [
      {
        code: 'toOn',
        message: `结束日期${dateText(toOn)}太远，最晚到${dateText(last)}（今天起${limits.round_years}年）。请核对年份`,
      },
    ]
  return toOn < today ? [{ code: 'toOn', message: `结束日期${dateText(toOn)}已经过去。请改为今天或以后` }] : []
}

async function objectionsToRules(context: Context, { legacy }: NewRound): Promise<Reason[]> {
  if (!legacy || (await context.policyOn(context.today)).find('recognition.legacy_rules')) return []
  return [{ code: 'legacy', message: '本地没有老五保、三无人员的认定路径规定，不能按它分类。请去掉这一项' }]
}

async function writeRound(context: Context, input: NewRound, dueOn: PlainDate | null): Promise<Round> {
  const { townshipIds, fileId, milestones, ...rest } = input
  const file = fileId ? await claimFile(context, fileId, 'verifications') : null
  const id = context.newId()
  await db(context)
    .insertInto('verifications.round')
    .values({
      ...rest,
      countyCode: context.county,
      id,
      no: await nextNo(context),
      fileId: file?.fileId ?? null,
      townshipIds: townshipIds.length > 0 ? townshipIds : null,
      milestones: jsonOf(milestones),
      dueOn,
      status: 'running',
      plannedBy: context.actor.accountId,
      plannedName: context.actor.name,
      plannedAt: context.now,
    })
    .execute()
  return roundOf(context, id)
}

const jsonOf = (value: unknown): string => JSON.stringify(value)

async function update(context: Context, round: Round, set: Partial<Omit<Round, 'id' | 'countyCode' | 'version'>>) {
  await db(context)
    .updateTable('verifications.round')
    .set({ ...set, version: round.version + 1 })
    .where('countyCode', '=', context.county)
    .where('id', '=', round.id)
    .execute()
}

/** Every village gets a week of its own township's weeks; the clerk moves them afterwards. */
async function planWeeks(context: Context, round: Round): Promise<number> {
  const { rows } = await sql<PlannedSheet>`
    select s.id, s.township_id, count(e.person_id)::int as persons
    from verifications.sheet s
    left join verifications.entry e on e.county_code = s.county_code and e.sheet_id = s.id
    where s.county_code = ${context.county} and s.round_id = ${round.id}
    group by s.id, s.township_id, s.no order by s.no`.execute(context.transaction)
  const weeks = [...spread(rows, round.fromOn, round.toOn)]
  await sql`
    update verifications.sheet s set week_on = w.week_on
    from unnest(${weeks.map(([id]) => id)}::uuid[], ${weeks.map(([, week]) => week)}::date[]) as w (id, week_on)
    where s.county_code = ${context.county} and s.id = w.id`.execute(context.transaction)
  return rows.length
}

interface Wanted {
  fromOn?: PlainDate | undefined
  toOn?: PlainDate | undefined
  plan?: string | undefined
  milestones?: readonly Milestone[] | undefined
}

const withoutNothing = ({ fromOn, toOn, plan }: Wanted) => ({
  ...(fromOn ? { fromOn } : {}),
  ...(toOn ? { toOn } : {}),
  ...(plan ? { plan } : {}),
})

const daysText = (from: PlainDate, to: PlainDate): string => `${dateText(from)}至${dateText(to)}`

function changesOf(round: Round, wanted: Wanted, reason: string): Changed[] {
  const { fromOn = round.fromOn, toOn = round.toOn, plan = round.plan, milestones } = wanted
  const own = { roundId: round.id, reason }
  const [before, after] = [daysText(round.fromOn, round.toOn), daysText(fromOn, toOn)]
  const [old, now] = [jsonOf(round.milestones), jsonOf(milestones ?? round.milestones)]
  return [
    ...(before === after ? [] : [{ ...own, what: 'days' as const, before, after }]),
    ...(plan === round.plan ? [] : [{ ...own, what: 'plan' as const, before: round.plan, after: plan }]),
    ...(old === now ? [] : [{ ...own, what: 'milestones' as const, before: old, after: now }]),
  ]
}

interface Assigned {
  sheetId: string
  weekOn?: PlainDate | undefined
  officer?: string | undefined
  reason: string
}

async function assignOne(context: Context, round: Round, line: Assigned): Promise<Changed[]> {
  const sheet = await db(context)
    .selectFrom('verifications.sheet as sheet')
    .leftJoin('access.areaView as village', 'village.id', 'sheet.villageId')
    .innerJoin('access.areaView as township', 'township.id', 'sheet.townshipId')
    .select(['sheet.weekOn', 'sheet.officer', 'village.name as village', 'township.name as township'])
    .where('sheet.countyCode', '=', context.county)
    .where('sheet.roundId', '=', round.id)
    .where('sheet.id', '=', line.sheetId)
    .executeTakeFirst()
  if (!sheet) return refuse('not_found', 'sheet', '没有找到这个村（居）的核查名单，或不在您的辖区。')
  const weekOn = line.weekOn ? mondayOf(line.weekOn) : sheet.weekOn
  const officer = line.officer ?? sheet.officer
  if (weekOn < mondayOf(round.fromOn) || weekOn > mondayOf(round.toOn))
    return refuse('refused', 'weekOn', `核查周应在${daysText(round.fromOn, round.toOn)}之内。请重新选择`)
  const place = `${sheet.township}${sheet.village ?? ''}`
  const own = { roundId: round.id, place, reason: line.reason }
  const changes: Changed[] = [
    ...(weekOn === sheet.weekOn
      ? []
      : [
          {
            ...own,
            what: 'week' as const,
            before: `${dateText(sheet.weekOn)}起的一周`,
            after: `${dateText(weekOn)}起的一周`,
          },
        ]),
    ...(officer === sheet.officer || sheet.officer === ''
      ? []
      : [{ ...own, what: 'officer' as const, before: sheet.officer, after: officer || '未定' }]),
  ]
  if (changes.length > 0 && line.reason.length < 4)
    return refuse('refused', 'reason', `${place}的计划已经定过，变更应写明原因，至少4个字。请填写变更原因`)
  await db(context)
    .updateTable('verifications.sheet')
    .set({ weekOn, officer })
    .where('countyCode', '=', context.county)
    .where('id', '=', line.sheetId)
    .execute()
  return changes
}

/** Lists of cases with their clocks, counts by step, and how units keep the terms (screens 4.21). */
import { sql } from 'kysely'
import { ageOn, daysBetween, type PlainDate } from '#kernel/calendar.ts'
import type { Citation, PolicyInForce } from '#kernel/policy.ts'
import type { Term, WorkingCalendar } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { leftUntil, movedFrom, type Pause, usedOf } from './clock.ts'
import { recognition } from './contract.ts'
import { publicityTerm } from './term-keys.ts'
import { isOver, pauseText, Step } from './words.ts'
import type { CaseRow, Clock } from './shapes.ts'
import { areaNames, type Case, db, pausesOf } from './stored.ts'

const mostCounted = 1001
const open = ['acceptance', 'survey', 'opinion', 'publicity', 'county'] as const

export const listing = part(recognition, {
  async list(context, input) {
    const { page, pageSize, sort } = input
    const found = await filtered(context, input)
      .selectAll()
      .orderBy(sql`step in ('decided', 'withdrawn', 'died')`)
      .$if(sort === 'due', (query) => query.orderBy(sql`step_due_on nulls last`))
      .orderBy('number', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const counted = await filtered(context, input).select('id').limit(mostCounted).execute()
    const rows = await rowsOf(context, found)
    context.shows(input, rows.length)
    return { rows, total: counted.length, counts: await countsOf(context), at: context.now }
  },
})

interface Filters {
  words: string
  step: readonly Step[]
  townshipId?: string | undefined
  mark?: 'near_relative' | 'objected' | 'late' | 'supplement' | 'paused' | undefined
}

function filtered(context: Context, { words, step, townshipId, mark }: Filters) {
  return db(context)
    .selectFrom('recognition.application')
    .where('countyCode', '=', context.county)
    .$if(words !== '', (query) =>
      query.where((eb) =>
        eb.or([eb('name', 'like', `%${words.replace(/[%_\\]/g, '')}%`), eb('number', '=', words.toUpperCase())]),
      ),
    )
    .$if(step.length > 0, (query) => query.where('step', 'in', [...step]))
    .$if(townshipId !== undefined, (query) => query.where('townshipId', '=', townshipId ?? ''))
    .$if(mark === 'near_relative', (query) => query.where('nearRelative', '<>', ''))
    .$if(mark === 'objected', (query) => query.where('objectedRound', '>', 0).where('step', 'in', [...open]))
    .$if(mark === 'late', (query) => query.where(late(context)))
    .$if(mark === 'supplement', (query) => query.where('step', '=', 'acceptance').where('toldOn', 'is not', null))
    .$if(mark === 'paused', (query) => query.where('pausedReason', '<>', ''))
}

/** A notice that has hung its days is not late; a refusal not delivered in its days is. */
export const late = (context: Context) =>
  sql<boolean>`step_due_on < ${context.today} and (step <> 'publicity' or publicity_id is null)
    and step not in ('withdrawn', 'died') and delivered_on is null`

async function countsOf(context: Context) {
  const found = await db(context)
    .selectFrom('recognition.application')
    .select('step')
    .select(sql<number>`count(*)::int`.as('cases'))
    .select(sql<number>`(count(*) filter (where ${late(context)}))::int`.as('late'))
    .where('countyCode', '=', context.county)
    .groupBy('step')
    .execute()
  return Step.options.map((step) => {
    const row = found.find((each) => each.step === step)
    return { step, cases: row?.cases ?? 0, late: row?.late ?? 0 }
  })
}

export async function rowsOf(context: Context, found: readonly Case[]): Promise<CaseRow[]> {
  if (found.length === 0) return []
  const names = await areaNames(context)
  const counting = {
    calendar: await context.workingCalendar(),
    policy: await context.policyOn(context.today),
    today: context.today,
  }
  const batches = await batchNumbers(context, found)
  return found.map((row) => ({
    id: row.id,
    number: row.number,
    name: row.name,
    sex: row.sex,
    age: ageOn(row.bornOn, context.today),
    idMasked: row.idMasked,
    townshipId: row.townshipId,
    township: names.get(row.townshipId) ?? '',
    villageId: row.villageId,
    village: names.get(row.villageId ?? '') ?? '',
    step: row.step,
    round: row.round,
    mark: markOf(row),
    handed: row.handed,
    decision: row.decision,
    decidedOn: row.decidedOn,
    clock: clockOf(row, counting),
    lain: lainOf(row, counting),
    unposted: row.step === 'publicity' && row.publicityId === null,
    ending: row.ending,
    since: row.stepFromOn,
    handler: row.handlerName,
    nearRelative: row.nearRelative !== '',
    batch: batches.get(row.batchId ?? '') ?? '',
    appliedBy: row.appliedBy,
  }))
}

export function lainOf(
  { step, stepFromOn }: Pick<Case, 'step' | 'stepFromOn'>,
  { calendar, today }: Pick<Counting, 'calendar' | 'today'>,
): number {
  return isOver(step) ? 0 : usedOf(calendar, { starts: stepFromOn, on: today, unit: 'working_day' }, [])
}

function markOf(row: Case): CaseRow['mark'] {
  if (row.step === 'acceptance' && row.toldOn !== null) return 'supplement'
  const again = row.objectedRound > 0 && row.objectedRound === row.round - 1
  return again && ['survey', 'opinion', 'publicity'].includes(row.step) ? 'objected' : null
}

async function batchNumbers(context: Context, found: readonly Case[]): Promise<Map<string, string>> {
  const ids = [...new Set(found.flatMap(({ batchId }) => (batchId ? [batchId] : [])))]
  if (ids.length === 0) return new Map()
  const rows = await db(context)
    .selectFrom('recognition.batch')
    .select(['id', 'number'])
    .where('countyCode', '=', context.county)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, number }) => [id, number]))
}

export interface Counting {
  calendar: WorkingCalendar
  policy: PolicyInForce
  today: PlainDate
}

type Clocked = Pick<
  Case,
  'termKey' | 'stepFromOn' | 'stepDueOn' | 'estimated' | 'pausedReason' | 'pauses' | 'deliveredOn' | 'step'
>

/** Null where no term runs: after the end, while papers are waited for, and where the county has set none of its own. */
export function clockOf(row: Clocked, { calendar, policy, today }: Counting): Clock | null {
  const rule = row.termKey === null ? undefined : policy.find<Term>(row.termKey)
  if (!rule || row.termKey === null || row.step === 'withdrawn' || row.step === 'died' || row.deliveredOn !== null)
    return null
  const pauses = pausesOf(row)
  const paused = row.pausedReason !== ''
  if (row.stepDueOn === null && !paused) return null
  return clockWith(rule, { ...row, termKey: row.termKey, pauses, paused }, { calendar, today })
}

interface Running {
  termKey: string
  stepFromOn: PlainDate
  stepDueOn: PlainDate | null
  estimated: boolean
  pausedReason: string
  paused: boolean
  pauses: readonly Pause[]
}

function clockWith(
  rule: { value: Term; citations: Citation[] },
  row: Running,
  { calendar, today }: Pick<Counting, 'calendar' | 'today'>,
): Clock {
  const { unit, count } = rule.value
  const used = usedOf(calendar, { starts: row.stepFromOn, on: today, unit }, row.pauses)
  const due = row.stepDueOn ?? today
  const moved = row.pauses.length === 0 ? movedFrom(row.stepFromOn, rule.value, due) : null
  return {
    due,
    left: row.paused ? Math.max(0, count - used) : leftUntil(calendar, today, due, unit),
    used,
    unit,
    term: count,
    startedOn: row.stepFromOn,
    estimated: row.estimated,
    citations: rule.citations,
    ...(moved ? { movedFrom: moved } : {}),
    ...(row.paused ? { pausedFor: pauseText(row.pausedReason) } : {}),
    ...(row.termKey === publicityTerm ? { noticeDays: daysBetween(row.stepFromOn, due) } : {}),
  }
}

/** 时限统计: how each unit keeps its terms, in statutory order and without ranking. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { WorkingCalendar } from '#kernel/working-days.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import * as z from 'zod'
import { usedOf } from './clock.ts'
import { type Kept, recognition } from './contract.ts'
import { late } from './listing.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'recognition', 'access'>()
const InTime = z.object({ inTime: z.boolean() })

export const figuring = part(recognition, {
  async figures(context) {
    const year = Number(context.today.slice(0, 4))
    const units = await unitsOf(context)
    const stages = await stagesOf(context, year)
    const calendar = await context.workingCalendar()
    const rows = units.map(({ townshipId, township, open, late: overdue, decided }) => {
      const own = stages.filter((each) => each.stage === 'township' && each.townshipId === townshipId)
      return { townshipId, township, open, late: overdue, decided, ...keptOf(own, calendar) }
    })
    const sum = (of: (unit: (typeof units)[number]) => number) => units.reduce((total, unit) => total + of(unit), 0)
    const county: Kept = {
      open: sum(({ atCounty }) => atCounty),
      late: sum(({ lateAtCounty }) => lateAtCounty),
      ...keptOf(
        stages.filter(({ stage }) => stage === 'county'),
        calendar,
      ),
    }
    context.shows({ year }, rows.length)
    return { rows, county, year }
  },
})

interface Unit {
  townshipId: string
  township: string
  open: number
  late: number
  decided: number
  atCounty: number
  lateAtCounty: number
}

/** Open and late cases of a township are those that it has in hand itself. */
async function unitsOf(context: Context): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select a.id as township_id, a.name as township,
      (count(*) filter (where step in ('acceptance', 'survey', 'opinion', 'publicity')))::int as open,
      (count(*) filter (where ${late(context)} and step <> 'county'))::int as late,
      (count(*) filter (where step = 'decided'))::int as decided,
      (count(*) filter (where step = 'county'))::int as at_county,
      (count(*) filter (where ${late(context)} and step = 'county'))::int as late_at_county
    from recognition.application c
    join access.area_view a on a.id = c.township_id and a.county_code = c.county_code
    where c.county_code = ${context.county}
    group by a.id, a.name, a.sort_order order by a.sort_order, a.name`.execute(context.transaction)
  return [...rows]
}

interface Stage {
  stage: 'township' | 'county'
  townshipId: string
  from: PlainDate
  to: PlainDate
  inTime: boolean
}

/** Of each opinion the day its term began, of each decision the day the county first had the case. */
async function stagesOf(context: Context, year: number): Promise<Stage[]> {
  const deeds = await db(context)
    .selectFrom('recognition.deed')
    .select(['caseId', 'townshipId', 'kind', 'onDay', 'said'])
    .where('countyCode', '=', context.county)
    .where('kind', 'in', ['accepted', 'objected', 'opined', 'sent', 'decided'])
    .where('onDay', '>=', sql<PlainDate>`${`${year - 1}-07-01`}::date`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const begun = new Map<string, PlainDate>()
  const sent = new Map<string, PlainDate>()
  return deeds.flatMap(({ caseId, townshipId, kind, onDay, said }): Stage[] => {
    const inTime = InTime.safeParse(said).data?.inTime ?? true
    if (kind === 'accepted' || kind === 'objected') begun.set(caseId, onDay)
    if (kind === 'sent' && !sent.has(caseId)) sent.set(caseId, onDay)
    const from = kind === 'opined' ? begun.get(caseId) : kind === 'decided' ? sent.get(caseId) : undefined
    if (!from || Number(onDay.slice(0, 4)) !== year) return []
    return [{ stage: kind === 'opined' ? 'township' : 'county', townshipId, from, to: onDay, inTime }]
  })
}

function keptOf(stages: readonly Stage[], calendar: WorkingCalendar): Omit<Kept, 'open' | 'late'> {
  const used = stages.map(({ from, to }) => usedOf(calendar, { starts: from, on: to, unit: 'working_day' }, []))
  const sum = used.reduce((total, days) => total + days, 0)
  return {
    finished: stages.length,
    inTime: stages.filter(({ inTime }) => inTime).length,
    averageDays: stages.length === 0 ? null : sum / stages.length,
  }
}

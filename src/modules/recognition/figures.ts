/** 时限统计: how each unit keeps its terms, in statutory order and without ranking. */
import { sql } from 'kysely'
import type { PlainDate } from '#kernel/calendar.ts'
import type { PolicyInForce } from '#kernel/policy.ts'
import type { Context } from '#platform/context.ts'
import { part } from '#platform/module.ts'
import { type Kept, recognition } from './contract.ts'
import { late } from './listing.ts'
import { noticeTitle, termsOf } from './terms.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'recognition', 'access'>()

export const figuring = part(recognition, {
  async figures(context) {
    const year = Number(context.today.slice(0, 4))
    const units = await unitsOf(context)
    const stages = await stagesOf(context, year)
    const rows = units.map(({ townshipId, township, open, late: overdue, decided }) => {
      const own = stages.filter((each) => each.stage === 'township' && each.townshipId === townshipId)
      return { townshipId, township, open, late: overdue, decided, ...keptOf(own) }
    })
    const sum = (of: (unit: (typeof units)[number]) => number) => units.reduce((total, unit) => total + of(unit), 0)
    const county: Kept = {
      open: sum(({ atCounty }) => atCounty),
      late: sum(({ lateAtCounty }) => lateAtCounty),
      ...keptOf(stages.filter(({ stage }) => stage === 'county')),
    }
    context.shows({ year }, rows.length)
    return { rows, county, year, ...(await apartIn(context, year)) }
  },
})

/** What is counted apart: drawn cases let go unseen, and those that ended without a decision. */
async function apartIn(context: Context, year: number) {
  const { rows } = await sql<{ letGo: number; died: number; withdrawn: number }>`
    select (count(*) filter (where kind = 'drawn' and (said ->> 'replaced')::boolean))::int as let_go,
      (count(*) filter (where kind = 'died'))::int as died,
      (count(*) filter (where kind = 'withdrawn'))::int as withdrawn
    from recognition.deed
    where county_code = ${context.county} and kind in ('drawn', 'died', 'withdrawn')
      and on_day >= ${`${year}-01-01`}::date`.execute(context.transaction)
  return rows[0] ?? { letGo: 0, died: 0, withdrawn: 0 }
}

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
  used: number
  late: boolean
}

/** Each term that ended this year, as the page of its case counts it: its days without those on which the clock stood. */
async function stagesOf(context: Context, year: number): Promise<Stage[]> {
  const deeds = await db(context)
    .selectFrom('recognition.deed as deed')
    .select(['deed.caseId', 'deed.townshipId', 'deed.kind', 'deed.onDay', 'deed.round', 'deed.said'])
    .where('deed.countyCode', '=', context.county)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('recognition.deed as end')
          .select('end.id')
          .whereRef('end.countyCode', '=', 'deed.countyCode')
          .whereRef('end.caseId', '=', 'deed.caseId')
          .where('end.kind', 'in', ['opined', 'decided', 'delivered', 'withdrawn', 'died'])
          .where('end.onDay', '>=', sql<PlainDate>`${`${year}-01-01`}::date`),
      ),
    )
    .orderBy('deed.at')
    .orderBy('deed.id')
    .execute()
  const counting = await countingOf(context, deeds)
  return [...Map.groupBy(deeds, ({ caseId }) => caseId).values()].flatMap((own) =>
    termsOf(own, counting)
      .filter(({ title, to, late: over }) => {
        const cutShort = to !== null && to === endedOn(own)
        return title !== noticeTitle && to !== null && Number(to.slice(0, 4)) === year && (over || !cutShort)
      })
      .map(({ step, used, late: over }) => ({
        stage: step === 'county' || step === 'decided' ? ('county' as const) : ('township' as const),
        townshipId: own[0]?.townshipId ?? '',
        used,
        late: over,
      })),
  )
}

/** What a death or a withdrawal cut short was not finished by anybody; it counts only where it was late before. */
const endedOn = (deeds: readonly { kind: string; onDay: PlainDate }[]): PlainDate | undefined =>
  deeds.find(({ kind }) => kind === 'died' || kind === 'withdrawn')?.onDay

async function countingOf(context: Context, deeds: readonly { onDay: PlainDate }[]) {
  const policies = new Map<PlainDate, PolicyInForce>()
  for (const { onDay } of deeds) if (!policies.has(onDay)) policies.set(onDay, await context.policyOn(onDay))
  const now = await context.policyOn(context.today)
  const calendar = await context.workingCalendar()
  return { policyOn: (day: PlainDate) => policies.get(day) ?? now, calendar, today: context.today }
}

function keptOf(stages: readonly Stage[]): Omit<Kept, 'open' | 'late'> {
  const sum = stages.reduce((total, { used }) => total + used, 0)
  return {
    finished: stages.length,
    inTime: stages.filter((each) => !each.late).length,
    averageDays: stages.length === 0 ? null : sum / stages.length,
  }
}

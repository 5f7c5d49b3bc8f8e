/** Judging again when facts come late: a death reported afterwards, an agreement ended, a roster sent. */
import { sql } from 'kysely'
import { addMonths, monthOf, type PlainDate, startOf } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { judge } from './judging.ts'
import { inTurn, wholeCounty } from './stored.ts'

export interface Which {
  personIds: readonly string[]
  from?: PlainDate | undefined
  month?: string | undefined
  organisationId?: string | undefined
}

const atOnce = 1000

/** Months that are closed are judged too: the county must learn of it; settlement answers by difference lines. */
export async function rejudgeMatching(context: Context, which: Which): Promise<{ judged: number; changed: number }> {
  return context.within(wholeCounty(context.county), async () => {
    await inTurn(context)
    const ids = await matching(context, which)
    let changed = 0
    for (let at = 0; at < ids.length; at += atOnce) {
      const judged = await judge(context, ids.slice(at, at + atOnce), null)
      changed += judged.filter((each) => each.changed).length
    }
    return { judged: ids.length, changed }
  })
}

async function matching(context: Context, { personIds, from, month, organisationId }: Which): Promise<string[]> {
  const anything = personIds.length === 0 && !month
  // Every night what no announcement told of is caught: absences, dwellings, new limits of the last three months.
  const since = anything ? addMonths(monthOf(context.today), -2) : null
  const found = await sql<{ id: string }>`select v.id from visits.visit v where v.county_code = ${context.county}
    and (${personIds.length === 0} or v.person_id = any(${personIds}::uuid[]))
    and (${from === undefined} or v.started_at >= ${from ? startOf(from) : null}::timestamptz)
    and (${month === undefined} or v.month = ${month ?? null}::text)
    and (${since === null} or (v.month >= ${since}::text and not exists (select from rosters.month_view m
      where m.county_code = v.county_code and m.month = v.month and m.status = 'closed')))
    and (${organisationId === undefined} or v.organisation_id = ${organisationId ?? null}::uuid)
    and (v.batch_id is null or exists (select from visits.batch b where b.county_code = v.county_code and b.id = v.batch_id and b.status <> 'taking'))
    order by v.started_at, v.id`.execute(context.transaction)
  return found.rows.map(({ id }) => id)
}

/** Whether somebody of a name heads the home in which a person lives (F-42, BJ-3.1). */
import type { PlainDate } from '#kernel/calendar.ts'
import { sameName } from '#kernel/names.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'
import type { Tie } from '#platform/module.ts'
import { homesOn } from './facts.ts'

const db = tablesOf<'institutions', 'persons'>()

export async function directorTies(
  context: Context,
  { personId, name, on }: { personId: string; name: string; on: PlainDate },
): Promise<Tie[]> {
  const person = await db(context)
    .selectFrom('persons.personView')
    .select('organisationId')
    .where('countyCode', '=', context.county)
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person?.organisationId) return []
  const home = (await homesOn(context, context.county, on, context.now)).get(person.organisationId)
  return home?.director && sameName(home.director, name)
    ? [{ code: 'director', text: `“${name}”是本人所在供养机构的负责人`, citations: [] }]
    : []
}

/** A verified wish to move into a home waits for its bed: whoever is to admit is told, also where the township has no home of its own. */
import { sql } from 'kysely'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { db } from './stored.ts'

const mostLines = 500

/** The county sees every home; a township is told where a home stands in it. */
export async function admissionWork(context: Context): Promise<WorkItem[]> {
  const { scope } = context.actor
  if (!may(context.actor, 'stays.admit') || scope.kind === 'organisation') return []
  if (scope.kind !== 'county' && !(await hasHome(context))) return []
  const rows = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .select(['change.id', 'change.number', 'change.townshipId', 'person.name'])
    .where('change.countyCode', '=', context.county)
    .where('change.kind', '=', 'to_home')
    .where('change.step', '=', 'accept')
    .orderBy('change.openedAt')
    .limit(mostLines)
    .execute()
  return rows.map(({ id, number, name, townshipId }) => ({
    kind: 'endings.admit',
    title: '分散转集中：已核实，请选机构办理入住',
    object: `${number} ${name}`,
    to: `/changes/${id}`,
    weight: 'care',
    dueOn: null,
    township: townshipId,
    citations: [],
    count: 1,
  }))
}

async function hasHome(context: Context): Promise<boolean> {
  const { rows } =
    await sql`select 1 from access.organisation_view where county_code = ${context.county} and kind = 'home'
    and area_id = any(${[...context.actor.scope.ids]}::uuid[]) limit 1`.execute(context.transaction)
  return rows.length > 0
}

/** A verified change waits for its bed, or for the bed to be left: whoever is to do it is told, also where the township has no home of its own. */
import { sql } from 'kysely'
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { WorkItem } from '#platform/module.ts'
import { db } from './stored.ts'

const mostLines = 500

export async function admissionWork(context: Context): Promise<WorkItem[]> {
  const { scope } = context.actor
  if (scope.kind === 'organisation') return may(context.actor, 'stays.leave') ? leavingHere(context) : []
  const own = scope.kind === 'county' || (await hasHome(context))
  return [
    // The county sees every home; a township is told where a home stands in it.
    ...(own && may(context.actor, 'stays.admit') ? await waiting(context, 'to_home') : []),
    ...(may(context.actor, 'stays.leave') ? await waiting(context, 'to_dispersed') : []),
  ]
}

const titles = {
  to_home: '分散转集中：已核实，请选机构办理入住',
  to_dispersed: '集中转分散：已核实，请办理离院',
}

async function waiting(context: Context, of: keyof typeof titles): Promise<WorkItem[]> {
  const rows = await verified(context, of)
  const opens = may(context.actor, 'endings.change')
  return rows.map((row) => ({
    ...lineOf(row, of),
    to: opens ? `/changes/${row.id}` : homeOf(row, of),
    township: row.townshipId,
  }))
}

/** The home itself opens no change; it lets its resident go on its own page. */
async function leavingHere(context: Context): Promise<WorkItem[]> {
  const rows = await verified(context, 'to_dispersed')
  return rows.map((row) => ({ ...lineOf(row, 'to_dispersed'), to: homeOf(row, 'to_dispersed') }))
}

const homeOf = ({ organisationId }: Waiting, of: keyof typeof titles): string =>
  of === 'to_dispersed' && organisationId ? `/homes/${organisationId}` : '/homes'

type Waiting = Awaited<ReturnType<typeof verified>>[number]

const lineOf = ({ number, name }: Waiting, of: keyof typeof titles): Omit<WorkItem, 'to'> => ({
  kind: of === 'to_home' ? 'endings.admit' : 'endings.leave',
  title: titles[of],
  object: `${number} ${name}`,
  weight: 'care',
  dueOn: null,
  citations: [],
  count: 1,
})

function verified(context: Context, kind: keyof typeof titles) {
  return db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .select(['change.id', 'change.number', 'change.townshipId', 'person.name', 'person.organisationId'])
    .where('change.countyCode', '=', context.county)
    .where('change.kind', '=', kind)
    .where('change.step', '=', 'accept')
    .orderBy('change.openedAt')
    .limit(mostLines)
    .execute()
}

async function hasHome(context: Context): Promise<boolean> {
  const { rows } =
    await sql`select 1 from access.organisation_view where county_code = ${context.county} and kind = 'home'
    and area_id = any(${[...context.actor.scope.ids]}::uuid[]) limit 1`.execute(context.transaction)
  return rows.length > 0
}

/** Changes and deaths as matters that may pass between sections and units (交接). */
import type { Context } from '#platform/context.ts'
import type { Subject } from '#platform/module.ts'
import { kindText } from './contract.ts'
import { over } from './rules.ts'
import { db } from './stored.ts'

export async function changeSubject(context: Context, changeId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('endings.change as change')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'change.countyCode').onRef('person.id', '=', 'change.personId'),
    )
    .select(['change.number', 'change.kind', 'change.step', 'change.townshipId', 'change.personId', 'person.name'])
    .where('change.countyCode', '=', context.county)
    .where('change.id', '=', changeId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    title: `${kindText[row.kind]} ${row.name} ${row.number}`,
    to: `/changes/${changeId}`,
    opens: 'endings.change',
    townshipId: row.townshipId,
    personId: row.personId,
    open: !over.includes(row.step),
  }
}

export async function deathSubject(context: Context, deathId: string): Promise<Subject | undefined> {
  const row = await db(context)
    .selectFrom('endings.death as death')
    .innerJoin('persons.personView as person', (join) =>
      join.onRef('person.countyCode', '=', 'death.countyCode').onRef('person.id', '=', 'death.personId'),
    )
    .select(['death.number', 'death.status', 'death.townshipId', 'death.personId', 'person.name'])
    .where('death.countyCode', '=', context.county)
    .where('death.id', '=', deathId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    title: `${row.name} ${row.number}`,
    to: `/deaths/${deathId}`,
    opens: 'endings.death',
    townshipId: row.townshipId,
    personId: row.personId,
    open: row.status === 'open',
  }
}

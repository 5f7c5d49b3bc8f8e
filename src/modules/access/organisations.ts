/** Entering a unit of the county; modules that know more of it (homes, providers) keep that under the same id. */
import type { PlainDate } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { tablesOf } from '#platform/database/tables.ts'

const db = tablesOf<'access'>()

export interface NewOrganisation {
  kind: 'home' | 'provider'
  name: string
  areaId: string | null
  from: PlainDate
}

export async function addOrganisation(context: Context, organisation: NewOrganisation): Promise<string> {
  const id = context.newId()
  const { kind, name, areaId, from } = organisation
  await db(context)
    .insertInto('access.organisation')
    .values({ countyCode: context.county, id, kind, name, areaId, fromOn: from })
    .execute()
  return id
}

/** The name stands in lists of every module, so it is changed in the one place. */
export async function renameOrganisation(context: Context, id: string, name: string): Promise<void> {
  await db(context)
    .updateTable('access.organisation')
    .set({ name })
    .where('countyCode', '=', context.county)
    .where('id', '=', id)
    .execute()
}

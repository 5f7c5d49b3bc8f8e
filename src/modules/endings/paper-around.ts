/** What the papers of a change are about, and the names of who sends them. */
import type { Context } from '#platform/context.ts'
import type { Person } from './opening.ts'
import { type Change, db, type StoredAct } from './stored.ts'

export interface About {
  row: Change
  acts: readonly StoredAct[]
  person: Person
}

export async function bureauOf(context: Context): Promise<{ name: string; hotline: string }> {
  const bureau = await db(context)
    .selectFrom('access.organisationView')
    .select(['name', 'hotline'])
    .where('countyCode', '=', context.county)
    .where('kind', '=', 'bureau')
    .orderBy('sortOrder')
    .limit(1)
    .executeTakeFirst()
  return bureau ?? { name: '县民政局', hotline: '' }
}

export async function areaName(context: Context, id: string | null): Promise<string> {
  if (!id) return ''
  const area = await db(context).selectFrom('access.areaView').select('name').where('id', '=', id).executeTakeFirst()
  return area?.name ?? ''
}

/** By name, as the letter must say whom to ask. */
export async function governmentOf(context: Context): Promise<string> {
  const county = await db(context)
    .selectFrom('access.areaView')
    .select('name')
    .where('countyCode', '=', context.county)
    .where('level', '=', 'county')
    .executeTakeFirst()
  return county ? `${county.name}人民政府` : '本级人民政府'
}

import type { Context } from '#platform/context.ts'
import { db } from './stored.ts'

/** A street has an office, a town a government. */
export const officeOf = (township: string): string => `${township}${township.endsWith('街道') ? '办事处' : '人民政府'}`

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

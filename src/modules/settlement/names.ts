/** Names as this county and this reader see them. Finance checks figures, not persons: it sees masked names (requirements §3.3). */
import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { nationalLevels, type Names } from './words.ts'

export const maskedName = (name: string): string => `${[...name][0] ?? ''}＊＊`

const masks = (context: Context): boolean => context.actor.role === 'finance'

/** How one name is shown to the reader. */
export const shownName = (context: Context, name: string): string => (masks(context) ? maskedName(name) : name)

export async function namesFor(context: Context, persons: Iterable<string>): Promise<Names> {
  const ids = [...new Set(persons)]
  const found = await sql<{ id: string; name: string }>`
    select p.id, p.name from unnest(${ids}::uuid[]) as asked (id)
    join persons.person_view p on p.county_code = ${context.county} and p.id = asked.id`.execute(context.transaction)
  const areas = await sql<{ id: string; name: string }>`select id, name from access.area_view
    where county_code = ${context.county} and level in ('township', 'village')`.execute(context.transaction)
  const policy = await context.policyOn(context.today)
  const labels = policy.find<Record<string, string>>('codes.self_care_level.labels')?.value ?? {}
  const personNames = new Map(found.rows.map(({ id, name }) => [id, shownName(context, name)]))
  const areaNames = new Map(areas.rows.map(({ id, name }) => [id, name]))
  return {
    person: (id) => personNames.get(id) ?? '（不在辖区）',
    township: (id) => areaNames.get(id) ?? '其他乡镇',
    level: { ...nationalLevels, ...labels },
  }
}

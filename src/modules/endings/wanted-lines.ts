/** What a change asks for, in words. */
import { sql } from 'kysely'
import { dateText } from '#kernel/calendar.ts'
import type { Context } from '#platform/context.ts'
import { Wanted } from './contract.ts'
import type { Change } from './stored.ts'

export const levelText = {
  able: '具备生活自理能力',
  partly_able: '部分丧失生活自理能力',
  unable: '完全丧失生活自理能力',
}

export async function wantedLines(context: Context, row: Change): Promise<{ label: string; text: string }[]> {
  const { level, townshipId, villageId, from, until, homeId, receiver, assessment } = Wanted.parse(row.wanted)
  const names = await namesOf(context, [townshipId, villageId, homeId])
  const place = [townshipId, villageId].map((id) => names.get(id ?? '') ?? '').join('')
  const lines = [
    { label: '调减到', text: level ? levelText[level] : '' },
    { label: '迁入', text: place },
    { label: '依据的评估', text: assessment ?? '' },
    { label: '接续单位', text: receiver ?? '' },
    { label: '供养机构', text: names.get(homeId ?? '') ?? '' },
    { label: '自', text: from ? dateText(from) : '' },
    { label: '至', text: until ? dateText(until) : '' },
  ]
  return lines.filter(({ text }) => text !== '')
}

async function namesOf(context: Context, ids: readonly (string | null | undefined)[]): Promise<Map<string, string>> {
  const wanted = ids.filter((id) => typeof id === 'string')
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from access.area_view where county_code = ${context.county} and id = any(${wanted}::uuid[])
    union all select id, name from access.organisation_view where county_code = ${context.county} and id = any(${wanted}::uuid[])`.execute(
    context.transaction,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

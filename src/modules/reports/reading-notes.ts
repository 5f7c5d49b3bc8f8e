/** What is said beside a table: which columns are blank for this reader and who sees them, and how we read the document. */
import { readRoleTable } from '#modules/access/index.ts'
import { roleTitles } from '#modules/access/roles.ts'
import { maySeeDirectors } from '#modules/institutions/index.ts'
import type { Context } from '#platform/context.ts'
import type { Beside } from './compute.ts'
import type { Layout } from './layout.ts'

/** Names and telephones of directors are for entitled roles only: whoever sees blanks is told why, and whom to ask. */
export async function blankNotes(context: Context, layout: Layout): Promise<string[]> {
  const restricted = layout.columns.filter((column) => column.restricted).map(({ title }) => title)
  if (restricted.length === 0 || maySeeDirectors(context)) return []
  const roles = await readRoleTable()
  const who = [...roles]
    .filter(([, operations]) => operations.has('institutions.directors') && operations.has('reports.export'))
    .map(([role]) => roleTitles[role])
  const columns = restricted.map((title) => `“${title}”`).join('、')
  return [`${columns}对您留空：个人姓名和手机只给有权的角色看。要带上这些，请${who.join('或')}打开本表打印、导出。`]
}

export function readingsOf(layout: Layout, besides: readonly Beside[]): { text: string; to: string }[] {
  const key = layout.columns.find((column) => column.percent_key)?.percent_key
  if (besides.length === 0 || key === undefined) return []
  const text = '合计按各行相加，超出的按负数计入；只把未达标各家相加的数，列在表外的说明里，不写入附表。'
  return [{ text, to: `/policy?key=${key}` }]
}

/** 材料: how many of the papers asked for are there, by the same count as the panel of papers. */
import { may } from '#kernel/permission.ts'
import type { Context } from '#platform/context.ts'
import type { Glance } from '#platform/module.ts'
import { current, neededBy, rulesOf } from './assessing.ts'
import { missingOf } from './closing-rules.ts'
import { db, documentsOf } from './stored.ts'

const named = 3

export async function archivesGlance(context: Context, personId: string): Promise<Glance[]> {
  if (!may(context.actor, 'archives.documents')) return []
  const [file, papers] = await Promise.all([
    db(context)
      .selectFrom('archives.fileView')
      .select(['mode', 'endedOn', 'endReason', 'keepThroughOn'])
      .where('countyCode', '=', context.county)
      .where('personId', '=', personId)
      .executeTakeFirst(),
    documentsOf(context, [personId]),
  ])
  if (!file) return []
  const rules = rulesOf(await context.policyOn(context.today))
  const needed = neededBy(rules, file)
  const missing = missingOf(needed, current(papers))
  const titles = missing.slice(0, named).map(({ title }) => title)
  const lacking =
    missing.length === 0 ? '' : `，缺${missing.length}项：${titles.join('、')}${missing.length > named ? '等' : ''}`
  return [
    {
      place: 5,
      label: '材料',
      value: `应有${needed.length}项，已有${needed.length - missing.length}项${lacking}`,
      lacks: missing.length > 0,
      to: `/persons/${personId}?panel=documents`,
      citations: rules.classCitations,
    },
  ]
}

/** What a lower level stands on: the latest assessment that got as far as the township's opinion (民发〔2021〕43号 第二十至二十三条). */
import type { PlainDate } from '#kernel/calendar.ts'
import type { SelfCareLevel } from '#kernel/self-care.ts'
import type { Context } from '#platform/context.ts'
import { db } from './stored.ts'
import { numberText } from './words.ts'

export interface Supporting {
  id: string
  number: string
  level: SelfCareLevel | null
  assessedOn: PlainDate | null
}

const latestOf = (context: Context, personId: string) =>
  db(context)
    .selectFrom('assessments.assessment')
    .select(['id', 'year', 'no', 'level', 'proposedLevel', 'assessedOn'])
    .where('countyCode', '=', context.county)
    .where('personId', '=', personId)
    .where('status', 'in', ['reviewed', 'decided'])
    .orderBy('assessedOn', 'desc')
    .orderBy('year', 'desc')
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Reviewed or decided, the latest by its day, made where he lived then; one that is disputed or withdrawn carries nothing. */
export async function latestAssessment(context: Context, personId: string): Promise<Supporting | null> {
  const county = { kind: 'county', counties: [context.county], ids: [] } as const
  const found = await context.within(county, () => latestOf(context, personId))
  if (!found) return null
  const { id, year, no, level, proposedLevel, assessedOn } = found
  return { id, number: numberText(year, no), level: level ?? proposedLevel, assessedOn }
}
